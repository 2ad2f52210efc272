"""The ledger of a graph folder: what was read from which file, by which version of the program.

It stands beside the store, not in the RDF, since it holds paths. A row is written only after the
report is on disk, so a build that was killed reads again what it had not finished.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ontology.errors import KgError
from ontology.gazetteer import OVERLAY

__all__ = ["Entry", "Ledger", "program_version"]

_FILE = "ledger.sqlite"
_ROOMS = ("ontology", "extract", "kg")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
  key TEXT PRIMARY KEY, stamp TEXT, version TEXT, name TEXT, report TEXT, fingerprint TEXT,
  same INTEGER, address TEXT, fault TEXT);
CREATE INDEX IF NOT EXISTS by_fingerprint ON entries (fingerprint);
CREATE INDEX IF NOT EXISTS by_report ON entries (report);
CREATE INDEX IF NOT EXISTS by_same ON entries (same);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
"""


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

    @property
    def path(self) -> str:
        """The file that it comes from."""
        return self.key.partition("!")[0]


class Ledger:
    """The entries of a graph folder; in memory until there is a folder."""

    def __init__(self, folder: Path | None) -> None:
        """Open the ledger of a folder.

        Raises:
            KgError: The file is damaged, or cannot be opened.
        """
        self._settled = folder is not None
        self._db = sqlite3.connect(folder / _FILE if folder else ":memory:")
        try:
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            self._db.close()
            fault = f"{folder}/{_FILE}: cannot be used ({error})"
            raise KgError(f"{fault}; build the graph anew in another folder") from error

    def settle(self, folder: Path) -> None:
        """Move from memory into a folder, which is there now."""
        if self._settled:
            return
        target = sqlite3.connect(folder / _FILE)
        self._db.backup(target)
        self._db.close()
        self._db, self._settled = target, True

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def get(self, key: str) -> Entry | None:
        """Return the entry of a file."""
        return next(self._select("key = ?", key), None)

    def entries(self) -> list[Entry]:
        """Return all entries in the order of their keys."""
        return list(self._select("1 ORDER BY key"))

    def readers_of(self, fingerprint: str) -> list[Entry]:
        """Return the entries with the same text, the one in the graph first."""
        return list(self._select("fingerprint = ? ORDER BY same, key", fingerprint))

    def of_report(self, iri: str) -> list[Entry]:
        """Return the entries of a report: its file and those with the same text."""
        return list(self._select("report = ? ORDER BY same, key", iri))

    def inside(self, path: str) -> list[Entry]:
        """Return the entries of the reports in an archive or table."""
        return list(self._select("key > ? AND key < ?", f"{path}!", f'{path}"'))

    def twins(self) -> list[Entry]:
        """Return the entries whose text stands in the graph under another name."""
        return list(self._select("same ORDER BY key"))

    def put(self, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        """Write entries, and drop those of some keys, all or none."""
        with self._db:
            self._db.executemany("DELETE FROM entries WHERE key = ?", [(key,) for key in gone])
            self._db.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?,?,?,?,?,?,?,?,?)", map(astuple, entries)
            )

    @property
    def described(self) -> bool:
        """Whether the descriptions of places and concepts are those of the reports at hand."""
        row = self._db.execute("SELECT value FROM state WHERE name = 'described'").fetchone()
        return row is not None and row[0] == program_version()

    @described.setter
    def described(self, done: bool) -> None:
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO state VALUES ('described', ?)",
                (program_version() if done else "",),
            )

    def _select(self, where: str, *values: str) -> Iterator[Entry]:
        names = ", ".join(Entry.__dataclass_fields__)
        rows = self._db.execute(f"SELECT {names} FROM entries WHERE {where}", values)  # noqa: S608
        for row in rows.fetchall():
            key, stamp, version, name, report, fingerprint, same, address, fault = row
            yield Entry(
                key=key,
                stamp=stamp,
                version=version,
                name=name,
                report=report,
                fingerprint=fingerprint,
                same=bool(same),
                address=address,
                fault=fault,
            )


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
