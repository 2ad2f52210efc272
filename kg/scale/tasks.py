"""All reports among the files and addresses given, as tasks in the order of their names.

Files of this machine go to the readers as bytes. Addresses (s3://, hdfs://, file://) go as they
are: those who read them fetch them, so that nothing but names passes through one place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from extract.formats.containers import CONTAINERS, members
from extract.formats.extracted import SourceError
from extract.formats.registry import PICTURES, SUFFIXES
from kg.corrections import CORRECTIONS, Corrections, read_corrections
from kg.files import Stdin, find_files, key_of, shown
from kg.scale.addresses import find_addresses, full_address, is_address, name_of, read_address
from kg.workers import Task

if TYPE_CHECKING:
    from extract.annotations import SourceHints

__all__ = ["Given", "find_given"]

_TABLES = ("reports.csv", CORRECTIONS)


@dataclass(slots=True, kw_only=True)
class Given:
    """What a build is given: its files, and what the user says of them."""

    files: Sequence[Path] = ()
    addresses: Sequence[str] = ()
    streams: Sequence[Stdin] = ()
    corrections: Corrections = field(default_factory=Corrections)
    hints: "dict[str, SourceHints]" = field(default_factory=dict)
    """What tables say, by key."""
    refused: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """Count the files."""
        return len(self.files) + len(self.addresses)

    def tasks(self) -> Iterator[Task]:
        """Yield every report, in the order of the names; what cannot be read has a fault."""
        for stream in self.streams:
            yield Task(
                key=stream.key, where="standard input", name="stdin.txt", number=0, data=stream.data
            )
        for number, file in enumerate(self.files):
            name = shown(file.name)
            whole = Task(key=key_of(file), where=shown(file), name=name, number=number)
            if whole.key not in self.refused:
                yield from self._of_file(whole, file)
        for number, address in enumerate(self.addresses, len(self.files)):
            whole = Task(key=address, where=address, name=name_of(address), number=number)
            if address not in self.refused:
                yield from self._of_address(whole)

    def _of_file(self, whole: Task, file: Path) -> Iterator[Task]:
        from extract.sources import read_bytes  # noqa: PLC0415 (spaCy)

        if file.suffix.lower() in CONTAINERS:
            yield from _members(whole, file)
            return
        try:
            data = read_bytes(file)
        except SourceError as error:
            yield replace(whole, fault=shown(error))
            return
        yield replace(whole, data=data, hints=self.hints.get(whole.key))

    def _of_address(self, whole: Task) -> Iterator[Task]:
        if not whole.name.lower().endswith(CONTAINERS):
            yield replace(whole, address=whole.key, hints=self.hints.get(whole.key))
            return
        with TemporaryDirectory() as folder:  # archives and tables are opened here
            file = Path(folder) / whole.name
            file.write_bytes(read_address(whole.key))
            for task in _members(whole, file):
                yield replace(task, where=task.where.replace(str(file), whole.key))


def find_given(paths: Iterable[str | Path | Stdin], *, pictures: bool = False) -> Given:
    """Return the files that paths, folders, patterns and addresses name, with their tables.

    Raises:
        KgError: One of them names nothing.
    """
    endings = (*SUFFIXES, *CONTAINERS, *(PICTURES if pictures else ()))
    given = list(paths)
    homes = [each for each in given if isinstance(each, str) and is_address(each)]
    roots = [Path(each) for each in given if not (isinstance(each, Stdin) or is_address(each))]
    found = Given(
        files=sorted(find_files(roots, pictures=pictures), key=key_of),
        addresses=sorted({file for home in homes for file in find_addresses(home, endings)}),
        streams=[each for each in given if isinstance(each, Stdin)],
    )
    folders = [*(root for root in roots if root.is_dir()), *(f.parent for f in found.files)]
    found.corrections = read_corrections(folders)
    found.faults += found.corrections.faults
    _hear(found, {key_of(file): file for file in found.files}, roots)
    for home in homes:
        _hear_address(found, full_address(home))
    return found


def _hear_address(found: Given, home: str) -> None:
    """Hear the tables beside the reports of an address, as if they were here."""
    from kg.scale.addresses import AddressError  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        held = []
        for name in _TABLES:
            try:
                data = read_address(f"{home}/{name}")
            except AddressError:
                continue
            (Path(folder) / name).write_bytes(data)
            held.append(name)
        if not held:
            return
        own = [each for each in found.addresses if each.startswith(f"{home}/")]
        files = {each: Path(folder) / each.removeprefix(f"{home}/") for each in own}
        _hear(found, files, [Path(folder)], folder, home)
        if CORRECTIONS in held:
            more = read_corrections([Path(folder)])
            found.faults += [fault.replace(folder, home) for fault in more.faults]
            found.corrections = replace(
                found.corrections, items=(*found.corrections.items, *more.items)
            )


def _hear(
    found: Given, files: dict[str, Path], roots: Sequence[Path], here: str = "", there: str = ""
) -> None:
    """Keep what tables say of the files; errors name the folder ``here`` as it is called there."""
    from extract.tables import read_tables  # noqa: PLC0415 (spaCy)

    tables = read_tables(list(files.values()), roots)
    for key, file in files.items():
        if file in tables.hints:
            found.hints[key] = tables.hints[file]
        if file in tables.refused:
            found.refused.add(key)
    for fault in tables.faults:
        found.faults.append(fault.replace(here, there) if here else fault)


def _members(whole: Task, file: Path) -> Iterator[Task]:
    """Yield the reports of an archive or table."""
    from extract.annotations import SourceHints  # noqa: PLC0415
    from extract.metadata import MetadataError, read_values  # noqa: PLC0415 (spaCy)

    try:
        for member in members(file):
            key, name = f"{whole.key}!{member.name}", member.name.rsplit("/", 1)[-1]
            task = replace(whole, key=key, where=f"{whole.where}, {member.name}", name=name)
            hints = SourceHints(file_name=name, given_by=whole.name)
            try:
                hints = read_values(member.values, hints)
            except MetadataError as error:
                yield replace(task, fault=f"{task.where}: {error}")
                continue
            fault = f"{task.where}: {member.fault}" if member.fault else ""
            yield replace(task, data=member.data, hints=hints, fault=fault)
    except SourceError as error:
        yield replace(whole, fault=shown(error))
