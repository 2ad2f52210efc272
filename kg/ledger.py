"""The ledger of a graph folder: what was read from which file, by which version of the program.

It stands beside the store, not in the RDF, since it holds paths. One transaction writes the rows
of a group of reports and the number of the store's generation that holds them, which is on disk
before: what the ledger claims is there, and a build that was killed reads the others again.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import astuple, dataclass, replace
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ontology.errors import KgError
from ontology.gazetteer import OVERLAY

__all__ = [
    "LEDGER",
    "Entry",
    "Kept",
    "Ledger",
    "committed",
    "paths_in",
    "program_version",
    "record",
]

LEDGER = "ledger.sqlite"
_FORMAT = 2
_ROOMS = ("ontology", "extract", "kg")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
  key TEXT PRIMARY KEY, stamp TEXT, version TEXT, name TEXT, report TEXT, fingerprint TEXT,
  same INTEGER, address TEXT, fault TEXT, quads INTEGER, digest TEXT);
CREATE INDEX IF NOT EXISTS by_fingerprint ON entries (fingerprint);
CREATE INDEX IF NOT EXISTS by_report ON entries (report);
CREATE INDEX IF NOT EXISTS by_same ON entries (same);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
"""
_KEPT = "CREATE TABLE IF NOT EXISTS kept (report TEXT PRIMARY KEY, key TEXT, data BLOB, mark BLOB)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of one file, or of one report in an archive or table."""

    key: str
    """Absolute path; ``path!member`` inside a file of many."""
    stamp: str
    """Hash of the content and of all that the user says of it."""
    version: str
    name: str
    """Bare file name."""
    report: str = ""
    """IRI; of a text that was read under another name, that of the other."""
    fingerprint: str = ""
    same: bool = False
    """Whether the text stands in the graph under another name."""
    address: str = ""
    fault: str = ""
    """Why it could not be read."""
    quads: int = 0
    """How many statements its graph has, none if the report is another's."""
    digest: str = ""
    """Hash of these as sorted N-Quads."""

    @property
    def path(self) -> str:
        """The file that it comes from."""
        return self.key.partition("!")[0]


class Kept(NamedTuple):
    """What was counted of a report; it can be counted again."""

    report: str
    key: str
    """Hash of the statements that were counted."""
    data: bytes

    @property
    def mark(self) -> bytes:
        """Hash of all of it, to see damage by."""
        said = f"{self.report} {self.key} ".encode()
        return blake2b(said + self.data, digest_size=8).digest()


_Row: TypeAlias = tuple[str | int, ...]
_NAMES = tuple(Entry.__dataclass_fields__)
_MODULUS = 1 << 64


class Ledger:
    """The entries of a graph folder; in memory until there is a folder."""

    def __init__(self, folder: Path | None, name: str = LEDGER) -> None:
        """Open the ledger of a folder, or make one.

        Raises:
            KgError: The file is damaged, of an earlier version, or cannot be opened.
        """
        self._settled, self._joint = folder is not None, False
        self._file = folder / name if folder else None
        self._db = sqlite3.connect(self._file or ":memory:")
        try:
            with self._told():
                self._open()
        except BaseException:
            self._db.close()
            raise

    def settle(self, folder: Path, name: str = LEDGER) -> None:
        """Move from memory into a folder, which is there now."""
        if self._settled:
            return
        self._file = folder / name
        with self._told():
            target = sqlite3.connect(self._file)
            self._db.backup(target)
            self._db.close()
            self._db, self._settled = target, True
            self._db.execute("PRAGMA synchronous = EXTRA")

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def get(self, key: str) -> Entry | None:
        """Return the entry of a file."""
        return next(self._select("key = ?", key), None)

    def entries(self) -> list[Entry]:
        """Return all entries in the order of their keys."""
        return list(self._select("1 ORDER BY key"))

    def claims(self) -> dict[str, str]:
        """Return the reports of all keys that have one."""
        with self._told():
            return dict(self._db.execute("SELECT key, report FROM entries WHERE report <> ''"))

    def readers_of(self, fingerprint: str) -> list[Entry]:
        """Return the entries with the same text that stand in the graph under their own name."""
        return list(self._select("fingerprint = ? AND NOT same ORDER BY key", fingerprint))

    def of_report(self, iri: str) -> list[Entry]:
        """Return the entries of a report: its file and those with the same text."""
        return list(self._select("report = ? ORDER BY same, key", iri))

    def inside(self, path: str) -> list[Entry]:
        """Return the entries of the reports in an archive or table."""
        return list(self._select("key > ? AND key < ?", f"{path}!", f'{path}"'))

    def twins(self) -> list[Entry]:
        """Return the entries whose text stands in the graph under another name."""
        return list(self._select("same ORDER BY key"))

    def put(
        self,
        entries: Iterable[Entry],
        gone: Iterable[str] = (),
        state: Mapping[str, str] | None = None,
        kept: Iterable[Kept] = (),
    ) -> None:
        """Write entries, drop those of some keys, and note what holds now: all, or nothing.

        With the entries goes what is to be ``kept`` of their reports.
        """
        rows = [tuple(astuple(entry)) for entry in entries]
        keys = [(str(key),) for key in (*gone, *(row[0] for row in rows))]
        with self._written():
            total = int(self._state("sum") or 0)
            for key in dict.fromkeys(keys):
                total -= sum(map(_weight, self._rows("key = ?", *key)))
            total += sum(map(_weight, rows))
            self._db.executemany("DELETE FROM entries WHERE key = ?", keys)
            marks = ",".join("?" * len(_NAMES))
            self._db.executemany(f"INSERT OR REPLACE INTO entries VALUES ({marks})", rows)  # noqa: S608
            self._keep(kept)
            self._note({"sum": str(total % _MODULUS), **(state or {})})

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write all that is written within at once at the end, or, after a fault, nothing of it."""
        with self._written():
            self._joint = True
            try:
                yield
            finally:
                self._joint = False

    @contextmanager
    def _written(self) -> Iterator[None]:
        """Write in a transaction of its own, or in that of ``together``."""
        with self._told(), nullcontext() if self._joint else self._db:
            yield

    def digests(self) -> dict[str, str]:
        """Return the hash of the statements of every report."""
        query = "SELECT report, digest FROM entries WHERE NOT same AND report <> ''"
        with self._told():
            return dict(self._db.execute(query))

    def kept(self) -> dict[str, Kept]:
        """Return what is kept of each report, and is as it was written."""
        with self._told():
            rows = self._db.execute(
                "SELECT report, key, CAST(data AS BLOB), mark FROM kept"
            ).fetchall()
        found = ((Kept(*row), mark) for *row, mark in rows)
        return {each.report: each for each, mark in found if each.mark == mark}

    def keep(self, kept: Iterable[Kept], gone: Iterable[str] = ()) -> None:
        """Keep what was counted of some reports, and drop what was of others."""
        rows, keys = list(kept), [(report,) for report in gone]
        if rows or keys:
            with self._written():
                self._db.executemany("DELETE FROM kept WHERE report = ?", keys)
                self._keep(rows)

    def note(self, **state: str) -> None:
        """Note what holds now."""
        with self._written():
            self._note(state)

    @property
    def generation(self) -> int | None:
        """The number of the store's generation that holds what the entries claim."""
        with self._told():
            number = self._state("generation")
        return int(number) if number else None

    @property
    def described(self) -> bool:
        """Whether the descriptions of places and concepts are those of the reports at hand."""
        with self._told():
            return self._state("described") == program_version()

    @property
    def description(self) -> str:
        """What tells of which reports the descriptions are, empty if others may have written."""
        with self._told():
            return self._state("description")

    @property
    def roots(self) -> tuple[str, ...]:
        """The folders that were given to builds."""
        with self._told():
            return tuple(json.loads(self._state("roots") or "[]"))

    @property
    def orders(self) -> dict[str, str]:
        """How the last build read its reports."""
        with self._told():
            return dict(json.loads(self._state("orders") or "{}"))

    def remember(self, roots: Iterable[str], orders: Mapping[str, str]) -> None:
        """Note the folders that are given to a build, and how it reads, for a rebuild."""
        before = (self.roots, self.orders)
        after = (tuple(dict.fromkeys((*before[0], *roots))), dict(orders))
        if after != before:
            self.note(roots=json.dumps(after[0]), orders=json.dumps(after[1]))

    def check(self) -> None:
        """Add up all entries again.

        Raises:
            KgError: They are not those that were written.
        """
        with self._told():
            total = sum(map(_weight, self._rows("1"))) % _MODULUS
            if total != int(self._state("sum") or 0):
                raise sqlite3.DatabaseError("entries are not as they were written")

    def _open(self) -> None:
        known = self._db.execute("SELECT name FROM sqlite_master WHERE name = 'entries'").fetchone()
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if known and version != _FORMAT:
            raise sqlite3.DatabaseError("written by an earlier version of this program")
        if not known:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_FORMAT}; COMMIT;")
        self._db.execute("PRAGMA synchronous = EXTRA")
        self._db.execute(_KEPT)  # earlier programs kept nothing
        self.check()

    def _state(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _keep(self, kept: Iterable[Kept]) -> None:
        rows = ((*each, each.mark) for each in kept)
        self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def _note(self, state: Mapping[str, str]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state.items())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell of a damaged or full disk on one line."""
        try:
            yield
        except (sqlite3.Error, ValueError, OverflowError) as error:
            where = self._file or "ledger"
            if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
                fault = f"{where}: cannot be written or read ({error}); check rights and space"
                raise KgError(fault) from error
            raise KgError(f"{where}: cannot be used ({error}); run kg rebuild") from error

    def _rows(self, where: str, *values: str) -> Iterator[_Row]:
        rows = self._db.execute(
            f"SELECT {', '.join(_NAMES)} FROM entries WHERE {where}",  # noqa: S608 (our own words)
            values,
        )
        yield from rows.fetchall()

    def _select(self, where: str, *values: str) -> Iterator[Entry]:
        with self._told():
            rows = list(self._rows(where, *values))
        for row in rows:
            entry = Entry(**dict(zip(_NAMES, row, strict=True)))  # type: ignore[arg-type]
            yield replace(entry, same=True) if entry.same else replace(entry, same=False)


def committed(folder: Path, name: str = LEDGER) -> int | None:
    """Return the generation that the ledger of a folder names, if there is one.

    Raises:
        KgError: The ledger is damaged.
    """
    if not (folder / name).is_file():
        return None
    with closing(Ledger(folder, name)) as ledger:
        return ledger.generation


def record(folder: Path, generation: int) -> None:
    """Let the ledger of a folder name a generation, which was made without it."""
    with closing(Ledger(folder)) as ledger:
        ledger.note(generation=str(generation), description="")


def paths_in(file: Path) -> list[str]:
    """Return the keys of a ledger of any version, as far as they can be read."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found:
        try:
            return [str(row[0]) for row in found.execute("SELECT key FROM entries ORDER BY key")]
        except sqlite3.Error:
            return []


def _weight(row: _Row) -> int:
    """Return a number for a row; the ledger keeps the sum of all, to see damage by."""
    plain = tuple(int(value) if isinstance(value, bool) else value for value in row)
    return int.from_bytes(blake2b(repr(plain).encode(), digest_size=8).digest())


@cache
def program_version() -> str:
    """Return a hash of all that reading depends on: the program, its vocabularies, its places."""
    found = blake2b(digest_size=8)
    for room in _ROOMS:
        for path, data in _contents(files(room), room):
            found.update(path.encode() + b"\0" + blake2b(data).digest())
    newer = os.environ.get(OVERLAY)
    if newer and Path(newer).is_file():
        found.update(Path(newer).read_bytes())
    return found.hexdigest()


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        inside = f"{path}/{item.name}"
        if item.is_dir():
            if item.name not in {"__pycache__", "samples", "queries", "evaluation"}:
                yield from _contents(item, inside)
        elif item.name.endswith((".py", ".ttl", ".tsv", ".gz")):
            yield inside, item.read_bytes()
