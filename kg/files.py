"""Which files a build reads: paths, folders, patterns, less what .kgignore names."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import glob, has_magic
from hashlib import blake2b
from pathlib import Path

from extract.formats.containers import CONTAINERS, has_texts
from extract.formats.registry import PICTURES, SUFFIXES
from kg.corrections import CORRECTIONS
from ontology.errors import KgError

__all__ = [
    "IGNORE",
    "TABLES",
    "FilesError",
    "Stdin",
    "file_of",
    "find_files",
    "key_of",
    "read_stdin",
    "shown",
]

TABLES = ("reports.csv", CORRECTIONS)
"""What a user says of the reports; no report itself."""
IGNORE = ".kgignore"
"""A file of patterns, one on a line: what it names in its folder and below is not read."""


_AWAY = 0x10FF00 - 0xDC00
_BYTE = re.compile("[\udc80-\udcff]")
_MOVED = re.compile("[\U0010ff80-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class FilesError(KgError):
    """Paths without a report."""


@dataclass(frozen=True, slots=True)
class Stdin:
    """What was given on the standard input."""

    data: bytes

    @property
    def key(self) -> str:
        """Name in the ledger, by its content."""
        return f"stdin:{blake2b(self.data, digest_size=8).hexdigest()}"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A line of .kgignore, and the folder that it holds for."""

    home: Path
    glob: str
    kept: bool
    folders: bool

    def matches(self, path: Path, *, is_folder: bool) -> bool:
        """Tell whether the pattern names a file or folder: drafts/, *.tmp, /old/*.pdf."""
        if self.folders and not is_folder:
            return False
        if "/" not in self.glob:
            return fnmatchcase(path.name, self.glob)
        inside = path.relative_to(self.home).as_posix()
        return fnmatchcase(inside, self.glob.lstrip("/"))


def find_files(paths: Iterable[str | Path], *, pictures: bool = False) -> list[Path]:
    """Return the files to read, those of folders and patterns included, each once and in order.

    Pictures in folders are left out unless they are asked for.

    Raises:
        FilesError: A path does not exist, or a folder holds no file that can be read.
    """
    found: dict[Path, None] = {}
    endings = (*SUFFIXES, *CONTAINERS, *(PICTURES if pictures else ()))
    for path in (each for given in paths for each in _expanded(Path(given), endings)):
        if not path.exists():
            raise FilesError(f"{path}: no such file or folder; check the path")
        files = list(_below(path, endings)) if path.is_dir() else [path]
        if path.name in TABLES:  # reports/* brings them too; they are read beside the reports
            continue
        if not files:
            wanted = " ".join(endings)
            raise FilesError(f"{path}: no report here; give files ending in {wanted}")
        found.update(dict.fromkeys(files))
    return list(found)


def key_of(path: Path) -> str:
    """Return the name of a file in the ledger; :func:`file_of` finds the file again.

    A byte of a name that is no UTF-8, which Python keeps as a lone surrogate, becomes a character
    of the last plane, where no name has any.
    """
    name = os.path.abspath(path)  # noqa: PTH100 (resolve() would follow links)
    return _BYTE.sub(lambda byte: chr(ord(byte[0]) + _AWAY), name)


def file_of(key: str) -> Path:
    """Return the file that a name in the ledger means."""
    return Path(_MOVED.sub(lambda byte: chr(ord(byte[0]) - _AWAY), key))


def shown(text: object) -> str:
    """Return a text as it can be written: bytes of names that are no UTF-8 are marked as lost."""
    return _SURROGATE.sub("\ufffd", str(text))


def read_stdin() -> Stdin:
    """Return what is given on the standard input."""
    return Stdin(sys.stdin.buffer.read())


def _expanded(path: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Yield the paths that a pattern names, if it is one and no file has that name."""
    if not has_magic(str(path)) or path.exists():
        yield path
        return
    found = sorted(glob(str(path), recursive=True))  # noqa: PTH207 (a pattern may be absolute)
    if not found:
        raise FilesError(f"{path}: nothing of this pattern; check it")
    yield from (each for each in map(Path, found) if each.is_dir() or _is_report(each, endings))


def _below(root: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files below a folder: no hidden file, link, README or ignored one.

    A folder that cannot be opened is yielded itself, so that reading it tells why.
    """
    waiting: list[tuple[Path, tuple[_Pattern, ...]]] = [(root, ())]
    while waiting:
        folder, patterns = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            patterns += tuple(_patterns(folder))
        except OSError:
            yield folder
            continue
        inside = []
        for entry in entries:
            path = folder / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            hidden = entry.name.startswith(".") or entry.is_symlink()
            if hidden or _ignored(path, patterns, is_folder=is_folder):
                continue
            if is_folder:
                inside.append((path, patterns))
            elif entry.is_file(follow_symlinks=False) and _is_report(path, endings):
                yield path
        waiting += reversed(inside)


def _is_report(path: Path, endings: tuple[str, ...]) -> bool:
    """Tell whether a file of a folder can be a report, or a table or archive of some."""
    ending = path.suffix.lower()
    if path.stem == "README" or path.name in TABLES:
        return False
    return ending in endings and (ending not in CONTAINERS or has_texts(path))


def _patterns(folder: Path) -> Iterator[_Pattern]:
    file = folder / IGNORE
    if not file.is_file():
        return
    for raw in file.read_text(encoding="utf-8-sig", errors="replace").splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        kept, line = line.startswith("!"), line.removeprefix("!")
        line = re.sub(r"^\*\*/(?=[^/]+$)", "", line)
        yield _Pattern(folder, line.removesuffix("/"), kept, line.endswith("/"))


def _ignored(path: Path, patterns: Iterable[_Pattern], *, is_folder: bool) -> bool:
    """Tell whether the last pattern that names a path leaves it out."""
    said = [item.kept for item in patterns if item.matches(path, is_folder=is_folder)]
    return bool(said) and not said[-1]
