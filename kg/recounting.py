"""Count again what the ledger claims: every report's statements and text, one by one."""

from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b, sha256
from pathlib import Path

import pyoxigraph as ox

from kg.generations import Generations
from kg.ledger import Entry, Ledger
from kg.store import lock_graph, published
from ontology.errors import KgError
from ontology.terms import PREFIXES

__all__ = ["recount"]

_ADDED = tuple(f"<{PREFIXES['fz']}{name}>".encode() for name in ("alsoFrom", "alsoAt"))
"""What is told of a report because of other files; its own digest does not cover it."""


def recount(folder: str | Path) -> list[str]:
    """Return one line for each report of which store or texts hold less, or else, than claimed.

    Raises:
        KgError: The folder is no graph, is being written to, or ledger or store are damaged.
    """
    home = Path(folder)
    published(home)
    lock = lock_graph(home)
    try:
        with closing(Ledger(home)) as ledger:
            return list(_faults(home, ledger))
    finally:
        lock.release()


def _faults(home: Path, ledger: Ledger) -> Iterator[str]:
    generations, number = Generations(home), ledger.generation
    if number is None:
        return
    generations.check(number)
    try:
        store = ox.Store.read_only(str(generations.store(number)))
        for entry in ledger.entries():
            if entry.report and not entry.same:
                yield from _compare(home, store, entry)
    except (OSError, RuntimeError) as error:
        said = " ".join(str(error).split())[:200]
        raise KgError(f"{home}: the store is damaged ({said}); run kg rebuild") from error


def _compare(home: Path, store: ox.Store, entry: Entry) -> Iterator[str]:
    pattern = store.quads_for_pattern(None, None, None, ox.NamedNode(entry.report))
    data = ox.serialize(pattern, format=ox.RdfFormat.N_QUADS) or b""
    lines = [
        line for line in data.splitlines(keepends=True) if line.split(b" ", 2)[1] not in _ADDED
    ]
    digest = blake2b(b"".join(sorted(lines)), digest_size=16).hexdigest()
    if (len(lines), digest) != (entry.quads, entry.digest):
        yield f"{entry.report}: {len(lines)} statements, {entry.quads} were written"
    name = entry.report.rsplit("/", 1)[-1]
    try:
        text = (home / "texts" / f"{name}.txt").read_bytes()
    except FileNotFoundError:
        yield f"{entry.report}: its text is missing"
        return
    if not name.endswith(sha256(text).hexdigest()[:8]):
        yield f"{entry.report}: its text is not as it was read"
