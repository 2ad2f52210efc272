"""Read ``corrections.csv``: what a user found wrong in a graph, to be heard at every build.

Three kinds of rows: ``link`` (a name, or the name of a file, is that id), ``same`` (two ids are
one thing, the second) and ``wrong`` (a statement is wrong, or a thing is not in a report).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.facts import Correction
from ontology.gazetteer import load_gazetteer
from ontology.iris import BASE, area, canonical
from ontology.tables import TableError, read_rows
from ontology.terms import PREFIXES

__all__ = [
    "COLUMNS",
    "CORRECTIONS",
    "Corrections",
    "add_corrections",
    "full_iri",
    "read_corrections",
]

CORRECTIONS = "corrections.csv"
"""Name of the table; it stands in the graph's folder or beside the reports."""
COLUMNS = ("kind", "subject", "object", "report", "note")
KINDS = ("link", "same", "wrong")
_PATHS = ("area", "body", "document", "mechanism", "report")


@dataclass(slots=True)
class Corrections:
    """All corrections at hand, and the rows that cannot be used."""

    items: tuple[Correction, ...] = ()
    faults: list[str] = field(default_factory=list)

    def links(self, file_name: str) -> tuple[tuple[str, str], ...]:
        """Return the names that are places in a report, each with its code."""
        home = f"{BASE}area/"
        return tuple(
            (item.subject, item.object.removeprefix(home))
            for item in self.items
            if item.kind == "link" and not item.names_file and item.concerns(file_name)
            if item.object.startswith(home)
        )

    def code_of(self, file_name: str) -> str | None:
        """Return the code of the place whose report a file is."""
        found = (item for item in self.items if item.names_file and item.subject == file_name)
        return next((item.object.rsplit("/", 1)[-1] for item in found), None)


def read_corrections(folders: Iterable[Path]) -> Corrections:
    """Return the corrections of the tables in these folders; of contradictory rows, none."""
    found: dict[Correction, str] = {}
    faults: list[str] = []
    for path in dict.fromkeys(folder / CORRECTIONS for folder in folders):
        if not path.is_file():
            continue
        try:
            rows = list(read_rows(path, ("kind", "subject"), COLUMNS[2:]))
        except TableError as error:
            faults.append(str(error))
            continue
        for number, cells in rows:
            where = f"{path}, row {number}"
            try:
                found.setdefault(_correction(cells), where)
            except TableError as error:
                faults.append(f"{where}: {error}")
    bad = _contradictions(found, faults)
    return Corrections(tuple(item for item in found if item not in bad), faults)


def full_iri(given: str) -> str:
    """Return the IRI of an id: 370983, area:370983, body:370983/司法局, a whole IRI.

    Raises:
        TableError: It is none, or a code that no place ever had.
    """
    value = given.strip().strip("<>")
    prefix, _, local = value.partition(":")
    if value.isdigit():
        value = area(value)
    elif prefix in PREFIXES and not local.startswith("//"):
        value = PREFIXES[prefix] + local
    path, _, name = value.removeprefix(BASE).partition("/")
    if not value.startswith(BASE) or path not in _PATHS or not name:
        raise TableError(f"“{given}” is no id; give a code, area:…, body:…, doc:…, mech:…")
    code = name.partition("/")[0].partition("-")[0]
    if path in {"area", "body"} and not load_gazetteer().by_code(code):
        raise TableError(f"no place ever had the code {code}")
    return value


def _correction(cells: dict[str, str]) -> Correction:
    kind, subject, given = (cells.get(name, "") for name in COLUMNS[:3])
    if kind not in KINDS:
        raise TableError(f"unknown kind “{kind}”; give one of {', '.join(KINDS)}")
    if not subject:
        raise TableError("names nothing; fill the column subject")
    if kind != "wrong" and not given:
        raise TableError("says nothing; fill the column object")
    item = Correction(
        kind=kind,
        subject=subject if kind == "link" else full_iri(subject),
        object=full_iri(given) if kind != "wrong" else "",
        report=cells.get("report", ""),
        note=cells.get("note", ""),
    )
    if item.names_file and "/area/" not in item.object:
        raise TableError(f"{subject} is a file; give the code of the place that reports in it")
    if item.subject == item.object:
        raise TableError(f"{subject} is the same already")
    return item


def _contradictions(found: dict[Correction, str], faults: list[str]) -> set[Correction]:
    """Return the corrections that cannot all hold, with a line for each pair."""
    said: dict[tuple[str, str, str], Correction] = {}
    bad: set[Correction] = set()
    turned = {(item.object, item.subject): item for item in found if item.kind == "same"}
    for item, where in found.items():
        if item.kind == "wrong":
            continue
        name = canonical(item.subject) if item.kind == "link" else item.subject
        first = said.setdefault((item.kind, name, item.report), item)
        other = first if first.object != item.object else turned.get((item.subject, item.object))
        if item.kind == "same" and other is None:
            other = _cycle(item, found)
        if other is not None and other is not item and not {item, other} & bad:
            faults.append(f"{where}: contradicts {found[other]}; correct one of them")
            bad |= {item, other}
    return bad


def _cycle(item: Correction, found: Iterable[Correction]) -> Correction | None:
    """Return the row that leads back to where a row began: a is b, b is c, c is a."""
    after = {other.subject: other for other in found if other.kind == "same"}
    step, seen = after.get(item.object), {item.subject}
    while step is not None and step.subject not in seen:
        if step.object == item.subject:
            return step
        seen.add(step.subject)
        step = after.get(step.object)
    return None


def add_corrections(folder: Path, rows: Sequence[Correction]) -> Path:
    """Add rows to the table of a graph's folder, each once, and return the table."""
    path = folder / CORRECTIONS
    held = path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    if not held:
        writer.writerow(COLUMNS)
    elif not held.endswith("\n"):
        output.write("\n")
    known = {item.iri for item in read_corrections([folder]).items}
    for row in rows:
        if row.iri not in known:
            writer.writerow([row.kind, row.subject, row.object, row.report, row.note])
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(output.getvalue())
    return path
