"""List what a graph links with doubt, and keep the user's answers in ``corrections.csv``."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from extract.facts import Correction
from kg.corrections import add_corrections, full_iri, read_corrections
from kg.output import Columns, compact
from kg.queries import load_query
from kg.sparql import Record, select
from ontology.errors import KgError
from ontology.iris import canonical
from ontology.schemes import load_scheme
from ontology.tables import TableError

__all__ = [
    "DOUBTFUL",
    "Doubtful",
    "answer",
    "as_row",
    "ask",
    "find_doubtful",
    "read_answers",
]

DOUBTFUL: Columns = {
    "id": lambda row: row["id"],
    "name": lambda row: row["name"],
    "taken for": lambda row: row["taken_for"],
    "confidence": lambda row: row["confidence"],
    "why": lambda row: row["reason"],
    "times": lambda row: row["times"],
    "quote": lambda row: row["quote"],
    "report": lambda row: row["report"],
}
_KEEP, _WRONG = "ok", "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """One link that a person should look at."""

    name: str
    """Printed name, or the name of a report's file."""
    entity: str
    """IRI of what it was taken for."""
    label: str
    reason: str
    report: str
    """Name of the file, of the first one if there are several."""
    confidence: str = ""
    quote: str = ""
    times: int = 1
    own: bool = False
    """Whether it is the place that reports: that cannot be left out, only be another."""

    @property
    def id(self) -> str:
        """Six characters that stay the same from build to build."""
        return sha256(f"{self.name}\n{self.entity}".encode()).hexdigest()[:6]


def find_doubtful(store: ox.Store, folder: Path) -> list[Doubtful]:
    """Return the doubtful links that no correction of the graph's folder answers.

    They are inferred links, disagreements on whose report a file is, places without a code and
    bodies of no known kind.
    """
    items = read_corrections([folder]).items
    answered = {canonical(item.subject) for item in items if item.kind == "link"}
    settled = {item.subject for item in items if item.kind != "link"}
    found: dict[tuple[str, str], Doubtful] = {}
    for row in select(store, load_query("doubtful-links")):
        doubtful = _doubtful(row)
        key = doubtful.name, doubtful.entity
        if canonical(doubtful.name) not in answered and doubtful.entity not in settled:
            found.setdefault(key, doubtful)
    return list(found.values())


def _doubtful(row: Record) -> Doubtful:
    code, reasons = str(row["reason"] or ""), load_scheme("reasons").by_iri()
    return Doubtful(
        name=str(row["name"]),
        entity=str(row["entity"]),
        label=str(row["label"] or ""),
        reason=reasons[code].en if code in reasons else code,
        report=str(row["file"]),
        confidence=str(row["confidence"] or ""),
        quote="".join(str(row["quote"] or "").split()),
        times=int(str(row["times"] or 1)),
        own=bool(row["own"]),
    )


def as_row(doubtful: Doubtful) -> Record:
    """Return a doubtful link as a record."""
    return {
        "id": doubtful.id,
        "name": doubtful.name,
        "taken_for": f"{doubtful.label} {compact(doubtful.entity)}",
        "entity": doubtful.entity,
        "confidence": doubtful.confidence,
        "reason": doubtful.reason,
        "times": doubtful.times,
        "quote": doubtful.quote,
        "report": doubtful.report,
    }


def read_answers(given: Iterable[str]) -> dict[str, str]:
    """Return answers by id from ``3f2a1c=370404``.

    Raises:
        KgError: One has no ``=``.
    """
    pairs = [each.partition("=") for each in given]
    for name, mark, value in pairs:
        if not (name and mark and value):
            raise KgError(f"“{name}{mark}{value}” is no answer; give ID=CODE, ID=ok or ID=wrong")
    return {name.strip(): value for name, _, value in pairs}


def ask(doubtful: Iterable[Doubtful]) -> dict[str, str]:
    """Ask for each link, where a person sits at the terminal; an empty line leaves it, q ends."""
    found: dict[str, str] = {}
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return found
    for each in doubtful:
        question = f"{each.id} {each.name} = {each.label}? code, ok, wrong, Enter or q: "
        try:
            reply = input(question)
        except EOFError:
            break
        if reply.strip() == "q":
            break
        if reply.strip():
            found[each.id] = reply.strip()
    return found


def answer(
    folder: Path, doubtful: Iterable[Doubtful], answers: Mapping[str, str]
) -> tuple[Path, int]:
    """Write answers by id into the graph's corrections and return the file and their number.

    An answer is the code or IRI that is meant, ``ok`` for what was found, or ``wrong``.

    Raises:
        KgError: An id is unknown, or an answer is no code.
    """
    known = {each.id: each for each in doubtful}
    rows = []
    for given, value in answers.items():
        if given not in known:
            raise KgError(f"no doubtful link has the id {given}; see kg resolve")
        rows.append(_row(known[given], value.strip()))
    return add_corrections(folder, rows), len(rows)


def _row(doubtful: Doubtful, value: str) -> Correction:
    if value == _WRONG and doubtful.own:
        raise KgError(f"{doubtful.id}: give the code of the place that reports in {doubtful.name}")
    if value == _WRONG:
        return Correction(
            kind="wrong", subject=doubtful.entity, report=doubtful.report, note=doubtful.name
        )
    try:
        iri = doubtful.entity if value == _KEEP else full_iri(value)
    except TableError as error:
        raise KgError(f"{doubtful.id}: {error}; or give ok, wrong") from error
    return Correction(kind="link", subject=doubtful.name, object=iri, note=doubtful.reason)
