"""What a graph was built from, what has changed since, and what is to be taken out of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.files import file_of, key_of
from kg.ledger import Entry, Ledger, program_version
from kg.output import console, printable, show_block
from kg.owner import Owner
from kg.store import open_graph
from ontology.errors import KgError

__all__ = ["Status", "read_status", "remove_reports", "show_status"]


class UnknownReportError(KgError):
    """A report that is not in the graph."""


@dataclass(slots=True, kw_only=True)
class Status:
    """The files of a graph, by what is to be said of them."""

    reports: list[Entry] = field(default_factory=list)
    twins: list[Entry] = field(default_factory=list)
    """Files with the text of another one."""
    failed: list[Entry] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    """Files that are no longer where they were read."""
    older: list[Entry] = field(default_factory=list)
    """Files read by another version of the program, its vocabularies or places."""
    unlisted: int = 0
    """Reports in the graph that came from no file of the ledger."""


def read_status(folder: str | Path) -> Status:
    """Return what a graph was built from.

    Raises:
        StoreError: The folder is no graph.
    """
    path = Path(folder)
    store = open_graph(path)
    status = Status()
    ledger = Ledger(path)
    try:
        entries = ledger.entries()
    finally:
        ledger.close()
    for entry in entries:
        home = status.failed if entry.fault else status.twins if entry.same else status.reports
        home.append(entry)
        if not entry.key.startswith("stdin:") and not file_of(entry.path).exists():
            status.gone.append(entry)
        elif not entry.fault and entry.version != program_version():
            status.older.append(entry)
    held = {getattr(name, "value", "") for name in store.named_graphs()}
    reports = {name for name in held if "/report/" in name}
    status.unlisted = len(reports - {entry.report for entry in entries})
    return status


def show_status(status: Status) -> None:
    """Print the figures, then a line for each file that calls for something."""
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    rows = {
        "reports": len(status.reports) + status.unlisted,
        "files with the text of another": len(status.twins),
        "files that could not be read": len(status.failed),
        "files that are gone: kg build --prune takes them out": len(status.gone),
        "files read by another version: kg build reads them again": len(status.older),
    }
    for label, number in rows.items():
        if number or label == "reports":
            table.add_row(label, f"{number:,}")
    show_block(table)
    lines = [entry.fault for entry in status.failed]
    lines += [f"{entry.key}: no longer there" for entry in status.gone]
    lines += [f"{e.key}: the same text as {e.report.rsplit('/', 1)[-1]}" for e in status.twins]
    for line in lines:
        console().print(printable(line), soft_wrap=True)


def remove_reports(folder: str | Path, given: Sequence[str]) -> list[str]:
    """Take reports out of a graph, and return their IRIs.

    A report is given by its id or IRI, or by the path or name of its file.

    Raises:
        UnknownReportError: The graph holds no such report, or several files have that name.
    """
    path = Path(folder)
    open_graph(path)
    with Owner(path) as owner:
        entries = owner.ledger.entries()
        chosen = {report: _found(report, entries, owner.reports()) for report in given}
        for iri in dict.fromkeys(chosen.values()):
            owner.remove(iri)
    return list(dict.fromkeys(chosen.values()))


def _found(given: str, entries: Sequence[Entry], reports: frozenset[str]) -> str:
    """Return the IRI of the report that is meant."""
    ids = {iri for iri in reports if given in {iri, iri.rsplit("/", 1)[-1]}}
    key = key_of(Path(given))
    found = ids or {e.report for e in entries if e.report and e.key == key}
    found = found or {e.report for e in entries if e.report and e.name == given}
    if len(found) > 1:
        raise UnknownReportError(f"{given}: several files have this name; give the path of one")
    if not found:
        raise UnknownReportError(f"{given}: no such report in the graph; kg status lists the files")
    return found.pop()
