"""Print an evaluation: scores beside the baselines, confused statuses, errors."""

from rich.table import Table

from kg.evaluation.report import BASELINES, Evaluation
from kg.evaluation.scores import Score
from kg.output import console, printable

__all__ = ["show_evaluation"]

_STATUSES = ("adopted", "planned", "problem", "mentioned", "-")


def show_evaluation(evaluation: Evaluation, *, errors: bool) -> None:
    """Print the table of scores, the table of statuses, and the errors if they are wanted."""
    target = console()
    target.print(_scores(evaluation))
    target.print("\nstatuses: rows as annotated, columns as read")
    target.print(_statuses(evaluation))
    if errors:
        for line in evaluation.errors:
            target.print(printable(line), soft_wrap=True)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    return table


def _scores(evaluation: Evaluation) -> Table:
    table = _table("", "precision", "recall", "F1", "interval", "of", *BASELINES)
    for kind, score in evaluation.scores.items():
        if not score.found + score.missed + score.added:
            continue
        others = (_f1(scores.get(kind)) for scores in evaluation.baselines.values())
        table.add_row(kind, *_figures(score), *others)
    return table


def _figures(score: Score) -> tuple[str, ...]:
    interval = f"{score.low:.2f}–{score.high:.2f}"
    total = str(score.found + score.missed)
    return (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", interval, total)


def _f1(score: Score | None) -> str:
    return f"{score.f1:.3f}" if score and score.found else "–"


def _statuses(evaluation: Evaluation) -> Table:
    table = _table("", *_STATUSES)
    for wanted in _STATUSES:
        counts = [evaluation.statuses[wanted, had] for had in _STATUSES]
        if any(counts):
            table.add_row(wanted, *map(str, counts))
    return table
