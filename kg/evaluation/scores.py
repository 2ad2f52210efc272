"""Precision, recall and F1 with intervals, and the table of confused statuses."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluation.matching import Outcome

__all__ = ["Score", "confusion", "count_tags", "score_of"]

_RESAMPLES = 1000
_SEED = 20211
_TAIL = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one kind of fact is read; low and high bound the F1 in 95 of 100 resamples."""

    found: int
    missed: int
    added: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return _share(self.found, self.found + self.added)

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _f1(self.found, self.missed, self.added)


def score_of(counts: Iterable[tuple[int, int, int]]) -> Score:
    """Return the score of (found, missed, added) counts, one for each entry or report.

    The interval is a bootstrap over single entries (Efron 1979) with a fixed seed: it shows the
    chance in the choice of entries, not in the choice of reports.
    """
    units = [
        unit
        for found, missed, added in counts
        for unit in ((1, 0, 0),) * found + ((0, 1, 0),) * missed + ((0, 0, 1),) * added
    ]
    found, missed, added = (sum(unit[place] for unit in units) for place in range(3))
    low, high = _interval(units)
    return Score(found=found, missed=missed, added=added, low=low, high=high)


def _interval(units: Sequence[tuple[int, int, int]]) -> tuple[float, float]:
    if not units:
        return 0.0, 0.0
    chance = random.Random(_SEED)  # noqa: S311 - no secret, a repeatable sample
    values = []
    for _ in range(_RESAMPLES):
        drawn = Counter(chance.choices(units, k=len(units)))
        values.append(_f1(drawn[1, 0, 0], drawn[0, 1, 0], drawn[0, 0, 1]))
    values.sort()
    return values[int(_TAIL * _RESAMPLES)], values[int((1 - _TAIL) * _RESAMPLES) - 1]


def count_tags(outcome: Outcome) -> list[tuple[int, int, int]]:
    """Return found, missed and added tags (acts, statuses) of the pairs that count."""
    return [
        (len(f.tags & g.tags), len(g.tags - f.tags), len(f.tags - g.tags))
        for f, g in outcome.hits
        if g.tags
    ]


def confusion(outcome: Outcome) -> Counter[tuple[str, str]]:
    """Return how often an annotated status was read as which: rows annotated, columns read.

    A mechanism with two statuses counts for each; ``-`` stands for none.
    """
    table: Counter[tuple[str, str]] = Counter()
    for found, gold in outcome.hits:
        for tag in found.tags & gold.tags:
            table[tag, tag] += 1
        lost, wrong = sorted(gold.tags - found.tags), sorted(found.tags - gold.tags)
        for place in range(max(len(lost), len(wrong))):
            table[
                lost[place] if place < len(lost) else "-",
                wrong[place] if place < len(wrong) else "-",
            ] += 1
    return table


def _f1(found: int, missed: int, added: int) -> float:
    return _share(2 * found, 2 * found + missed + added)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
