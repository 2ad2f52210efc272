"""Read reports and put what they say into a graph folder."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from extract.facts import ReportFacts
from extract.formats.containers import CONTAINERS, members
from extract.formats.extracted import SourceError
from kg.blocks import groups_of
from kg.corrections import read_corrections
from kg.describing import describe
from kg.files import Stdin, file_of, find_files, key_of, shown
from kg.graph import report_graph, text_file
from kg.owner import Owner
from kg.scale.profiles import FULL, check_profile
from kg.store import GraphFolder
from kg.tallies import Counted
from kg.tally import tally_of
from kg.uses import used_in
from kg.workers import KINDS, Orders, Result, Task, choose_workers, read_all
from ontology.errors import KgError

if TYPE_CHECKING:
    from extract.tables import ReportTables

__all__ = ["BuildError", "BuildSummary", "Reading", "add_facts", "build_graph", "gather"]

_BATCH = 200
"""Reports put into the store at once: few files on disk, little memory."""


class BuildError(KgError):
    """Nothing could be built."""


@dataclass(slots=True, kw_only=True)
class BuildSummary:
    """What a build read, found and left aside."""

    reports: int = 0
    unchanged: int = 0
    """Reports that stand in the graph as they are, and were not read again."""
    twins: int = 0
    """Files whose text is that of another one."""
    removed: int = 0
    """Files that are gone and were taken out."""
    facts: Counter[str] = field(default_factory=Counter)
    """How many of each kind, by its name in words."""
    characters: int = 0
    unread: int = 0
    """Characters of sentences in which no rule found anything."""
    failures: list[str] = field(default_factory=list)
    """One line for each file that could not be read."""
    faults: list[str] = field(default_factory=list)
    """One line for each row of the user's tables that could not be used."""
    doubts: list[str] = field(default_factory=list)
    """One line for each disagreement on a report's place, year or kind."""

    def count(self, facts: ReportFacts) -> None:
        """Add one report."""
        counts = tuple(len(getattr(facts, name)) for name in KINDS)
        self._add(counts, len(facts.text), facts.unread, facts.doubts)

    def count_result(self, result: Result) -> None:
        """Add one report that a worker read."""
        self._add(result.counts, result.characters, result.unread, result.doubts)

    def _add(
        self, counts: Iterable[int], characters: int, unread: int, doubts: Iterable[str]
    ) -> None:
        self.reports += 1
        self.characters += characters
        self.unread += unread
        self.doubts += doubts
        for kind, number in zip(KINDS.values(), counts, strict=True):
            self.facts[kind] += number


def build_graph(
    paths: Iterable[str | Path | Stdin],
    folder: str | Path,
    *,
    workers: int | None = 1,
    prune: bool = False,
    on: str = "",
    ocr: bool = False,
    profile: str = FULL,
    validate: bool = True,
    progress: Callable[[int, int, str], None] | None = None,
) -> BuildSummary:
    """Add the reports of files and folders to a graph, and return what was found.

    Only what is new or has changed is read, in ``workers`` processes if there is much of it (none:
    as many as there are cores), or ``on`` a cluster (dask://host:port). With ``prune`` reports
    whose file is gone are taken out, with ``ocr`` scans are recognised; of a ``profile`` other
    than full only a part goes in. With ``validate`` a report that does not conform to the shapes is
    told and stays out. The graph changes only once a report has been read; an
    interruption keeps what was read until then. ``progress`` is told the number of files done, of
    all files, and the name of the next.

    Raises:
        KgError: A path is missing, nothing could be read, or the folder is no graph.
    """
    orders = Orders(ocr=ocr, profile=check_profile(profile), validate=validate)
    number = choose_workers(workers)
    summary = BuildSummary()
    with Owner(Path(folder)) as owner:  # before anything that takes its time
        reading = gather(paths, orders, owner, summary)
        owner.heal()
        if prune:
            reading.prune()
        reading.run_all(number, progress, on)
    return reading.finished(progress)


def gather(
    paths: Iterable[str | Path | Stdin],
    orders: Orders,
    owner: Owner,
    summary: BuildSummary,
    more: Sequence[Path] = (),
) -> "Reading":
    """Return what is to be read, and what the user says of it, there or in ``more`` folders."""
    from extract.tables import read_tables  # noqa: PLC0415 (spaCy)

    given = [path if isinstance(path, Stdin) else Path(path) for path in paths]
    roots = [path for path in given if isinstance(path, Path)]
    files = sorted(find_files(roots, pictures=orders.ocr), key=key_of)
    above = [root for root in (*roots, *more) if root.is_dir()]
    corrections = read_corrections([owner.folder, *above, *(file.parent for file in files)])
    tables = read_tables(files, above)
    summary.faults += [*corrections.faults, *tables.faults]
    said = {"ocr": "yes" if orders.ocr else "", "profile": orders.profile}
    if not orders.validate or owner.ledger.orders.get("validate") == "no":
        said["validate"] = "no"  # what came in by an open gate must not go at a rebuild
    owner.ledger.remember(map(key_of, above), said)
    return Reading(
        files=files,
        streams=[path for path in given if isinstance(path, Stdin)],
        roots=roots,
        orders=replace(orders, corrections=corrections),
        tables=tables,
        owner=owner,
        summary=summary,
    )


@dataclass(slots=True, kw_only=True)
class Reading:
    """The files of a build, what the user says of them, and which of them are to be read."""

    files: Sequence[Path]
    streams: Sequence[Stdin]
    roots: Sequence[Path]
    orders: Orders
    tables: "ReportTables"
    owner: Owner
    summary: BuildSummary
    failed: set[str] = field(default_factory=set)
    kept: Sequence[Task] = ()
    """Reports whose files are gone, with the texts that were kept."""

    def run_all(
        self, workers: int, progress: Callable[[int, int, str], None] | None, on: str = ""
    ) -> None:
        """Read what is to be read, and what only comes to be read by that."""
        self.run(workers, progress, on)
        if self.owner.forgotten:  # a report went whose text other files have too
            unchanged = self.summary.unchanged
            self.owner.flush()
            self.run(1, progress)
            self.summary.unchanged = unchanged

    def finished(self, progress: Callable[[int, int, str], None] | None) -> BuildSummary:
        """Return the summary of a build that is done.

        Raises:
            BuildError: There is nothing in it.
        """
        files, summary = len(self.files), self.summary
        if progress:
            progress(files, files, "")
        if not (summary.reports or summary.unchanged or summary.twins or summary.removed):
            among = f" (the first of {files} files)" if files > 1 else ""
            first = [*summary.failures, *summary.faults, "every file is empty"][0]
            raise BuildError(f"nothing could be read: {first}{among}")
        return summary

    def run(
        self, workers: int, progress: Callable[[int, int, str], None] | None, on: str = ""
    ) -> None:
        """Read what is new or changed, and give it to the owner."""
        self.owner.forgotten = False
        with closing(read_all(self.tasks(), self.orders, workers, on)) as results:
            for result in results:
                if progress:
                    progress(result.task.number, len(self.files), result.task.name)
                self.note(result)

    def tasks(self) -> Iterator[Task]:
        """Yield what is new or changed, in the order of the ledger's names."""
        from extract.sources import read_bytes  # noqa: PLC0415 (spaCy)

        for number, stream in enumerate(self.streams):
            yield from self._new(
                Task(
                    key=stream.key,
                    where="standard input",
                    name="stdin.txt",
                    data=stream.data,
                    number=number,
                )
            )
        for task in self.kept:
            yield from self._new(task)
        for number, file in enumerate(self.files):
            if file in self.tables.refused:
                continue
            if file.suffix.lower() in CONTAINERS:
                yield from self._members(file, number)
                continue
            name = shown(file.name)
            task = Task(key=key_of(file), where=shown(file), name=name, number=number)
            try:
                data = read_bytes(file)
            except SourceError as error:
                self._refuse(task, str(error))
                continue
            yield from self._new(replace(task, data=data, hints=self.tables.hints.get(file)))

    def note(self, result: Result) -> None:
        """Give a result to the owner, and count it."""
        if self.owner.take(result):
            self.summary.count_result(result)
        elif result.fault:
            self.failed.add(result.task.key)
            self.summary.failures.append(result.fault)
        else:
            self.summary.twins += 1

    def prune(self) -> None:
        """Take out the files that are gone, and those below the given folders that are left out."""
        found = {key_of(file) for file in self.files}
        homes = [f"{key_of(root)}/" for root in self.roots if root.is_dir()]
        gone = [
            entry
            for entry in self.owner.ledger.entries()
            if not entry.key.startswith("stdin:") and entry.path not in found
            if not file_of(entry.path).exists() or entry.path.startswith(tuple(homes))
        ]
        self.summary.removed = len(gone)
        self.owner.drop(gone)

    def _members(self, file: Path, number: int) -> Iterator[Task]:
        """Yield the new reports of an archive or table, and drop those that it no longer holds."""
        from extract.annotations import SourceHints  # noqa: PLC0415
        from extract.metadata import MetadataError, read_values  # noqa: PLC0415 (spaCy)

        seen: set[str] = set()
        whole = Task(key=key_of(file), where=shown(file), name=shown(file.name), number=number)
        try:
            for member in members(file):
                key, name = f"{whole.key}!{member.name}", member.name.rsplit("/", 1)[-1]
                task = replace(whole, key=key, where=f"{whole.where}, {member.name}", name=name)
                seen.add(key)
                hints = SourceHints(file_name=name, given_by=file.name)
                try:
                    hints = read_values(member.values, hints)
                except MetadataError as error:
                    self._refuse(task, f"{task.where}: {error}")
                    continue
                if member.fault:
                    self._refuse(task, f"{task.where}: {member.fault}")
                else:
                    yield from self._new(replace(task, data=member.data, hints=hints))
        except SourceError as error:
            self._refuse(whole, str(error))
            return
        self.owner.drop(e for e in self.owner.ledger.inside(whole.key) if e.key not in seen)

    def _new(self, task: Task) -> Iterator[Task]:
        """Yield a report if it was not read before as it is now."""
        concerned = [i for i in self.orders.corrections.items if i.concerns(task.name)]
        said = blake2b(
            repr((task.name, task.hints, concerned, self.orders.profile)).encode("utf-8", "replace")
        )
        said.update(task.data)
        stamp = said.hexdigest()[:32]
        if self.owner.is_known(task.key, stamp):
            self.summary.unchanged += 1
        elif task.key not in self.failed:
            yield replace(task, stamp=stamp)

    def _refuse(self, task: Task, fault: str) -> None:
        if task.key not in self.failed:
            self.note(Result(task=task, fault=shown(fault)))


def add_facts(
    reports: Iterable[ReportFacts], folder: str | Path, summary: BuildSummary | None = None
) -> BuildSummary:
    """Put reports into a graph folder, batch by batch, then describe what they use."""
    summary = summary or BuildSummary()
    with ExitStack() as stack:
        target: GraphFolder | None = None
        batch, counted = list[ReportFacts](), dict[str, Counted]()
        try:
            for facts in reports:
                summary.count(facts)
                batch.append(facts)
                if len(batch) == _BATCH:
                    target = target or stack.enter_context(GraphFolder(folder))
                    counted |= _put(target, batch)
                    batch.clear()
        finally:
            if batch:
                target = target or stack.enter_context(GraphFolder(folder))
                counted |= _put(target, batch)
            if target:
                describe(target, fresh=counted)
                target.save()
    return summary


def _put(target: GraphFolder, batch: list[ReportFacts]) -> dict[str, Counted]:
    """Put reports into a folder, and return what was counted of them."""
    graphs = [report_graph(facts) for facts in batch]
    target.keep_texts((text_file(facts.report), facts.text) for facts in batch)
    target.replace_graphs({graph.name: graph.to_bytes() for graph in graphs})
    return {
        graph.name: Counted(tally_of(graph), used_in(groups_of(graph.nodes))) for graph in graphs
    }
