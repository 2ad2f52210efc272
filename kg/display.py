"""What commands show to people: tables, the summary of a build, findings."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.output import Columns, compact, console, printable, show_block
from kg.sparql import Record

if TYPE_CHECKING:
    from kg.build import BuildSummary
    from kg.validation import Finding

__all__ = [
    "ACTS",
    "ADOPTERS",
    "DIFFERENCES",
    "MENTIONS",
    "NO_ACTS",
    "NO_ADOPTERS",
    "progress",
    "show_findings",
    "show_summary",
]

NO_ADOPTERS = "no report at hand says so"
NO_ACTS = "no report at hand says so"
_SHOWN = 5
"""Findings of one kind in one report that are shown."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """Draw a bar on the error stream, if people watch it."""
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    target = console(error=True)
    if quiet or not target.is_terminal:
        yield None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=target, transient=True) as bar:
        task = bar.add_task("")

        def step(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=printable(name))

        yield step


def show_summary(summary: "BuildSummary", *, quiet: bool) -> None:
    """Print what a build found, and on the error stream what it could not read."""
    for line in (*summary.failures, *summary.faults):
        console(error=True).print(printable(line), soft_wrap=True)
    if quiet:
        return
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for label, figure in _figures(summary):
        table.add_row(label, figure)
    show_block(table)
    for line in summary.doubts:
        console().print(printable(line), soft_wrap=True)


def _figures(summary: "BuildSummary") -> Iterator[tuple[str, str]]:
    """Yield what a summary tells; nothing of what there is none."""
    yield "reports", f"{summary.reports:,}"
    for kind, number in summary.facts.items():
        yield kind, f"{number:,}"
    if summary.characters:
        share = summary.unread / summary.characters
        yield "characters read", f"{summary.characters:,}"
        yield "of these in sentences that no rule understood", f"{summary.unread:,} ({share:.1%})"
    told = {
        "files that are unchanged and were not read again": summary.unchanged,
        "files with the text of another one": summary.twins,
        "files that are gone and were taken out": summary.removed,
        "files that could not be read": len(summary.failures),
        "rows of tables that could not be used": len(summary.faults),
        "disagreements on place, year or kind": len(summary.doubts),
    }
    yield from ((label, f"{number:,}") for label, number in told.items() if number)


def show_findings(findings: "Iterable[Finding]", *, lean: int = 0) -> None:
    """Print findings, how many there are, and how many reports are lean.

    Of one kind in one report the first few are shown and the others counted: a kept text that was
    changed gives thousands.
    """
    held: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        held.setdefault((finding.report, finding.severity, finding.en), []).append(finding)
    for (report, severity, told), alike in held.items():
        for finding in alike[:_SHOWN]:
            console().print(printable(_finding(finding)), soft_wrap=True)
        if more := len(alike) - _SHOWN if len(alike) > _SHOWN else 0:
            among = f"{more:,} more of these in {compact(report) or 'no report'}"
            console().print(printable(f"{severity} · {among} · {told}"), soft_wrap=True)
    number = sum(map(len, held.values()))
    profile = f" (lean profile in {lean:,} reports: no measures, no quotes)" if lean else ""
    total = f"{number:,} finding{'s' if number > 1 else ''}"
    console().print("the graph conforms" + profile if not number else f"{total}{profile}")


def _finding(finding: "Finding") -> str:
    shown = finding.value if finding.value not in {finding.focus, finding.quote} else ""
    parts = [finding.severity, compact(finding.focus), compact(finding.path), compact(shown)]
    parts += [finding.en, f"“{finding.quote}”" if finding.quote else ""]
    return " · ".join(part for part in parts if part)


def _place(row: Record) -> str:
    return " ".join(str(row[name]) for name in ("place_zh", "place_en") if row[name])


def _agent(row: Record) -> str:
    if row["agent"] == row["place"]:
        return _place(row)
    return str(row["agent_zh"] or row["agent"])


def _mechanism(row: Record) -> str:
    name = str(row["mechanism_zh"] or row["mechanism"])
    return f"{name} (partial)" if row["partial"] else name


def _quote(row: Record) -> str:
    return "".join(str(row["quote"]).split())


def _where(row: Record) -> str:
    section = str(row["section"] or "").split(" › ")[-1]
    place = f"{row['file']} {row['start']}–{row['end']}"
    return f"{place} · {section}" if section and section != row["quote"] else place


ADOPTERS: Columns = {
    "place": _place,
    "code": lambda row: row["code"],
    "year": lambda row: row["year"],
    "status": lambda row: row["status"],
    "mechanism": _mechanism,
    "quote": _quote,
    "written in": _where,
}
ACTS: Columns = {
    "act": lambda row: row["act"],
    "who": _agent,
    "code": lambda row: row["code"],
    "year": lambda row: row["year"],
    "quote": _quote,
    "written in": _where,
}
MENTIONS: Columns = {
    "place": _place,
    "code": lambda row: row["code"],
    "year": lambda row: row["year"],
    "quote": _quote,
    "written in": _where,
}
DIFFERENCES: Columns = {
    "change": lambda row: row["change"],
    "class": lambda row: row["class"],
    "said": lambda row: "".join(str(row["said"]).split("\n")),
    "quote": _quote,
    "written in": lambda row: row["file"],
}
