"""Tell texts whose rows were broken at a fixed width, as by a scanner, from those of paragraphs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["PARAGRAPHS", "Wrapping", "wrapping_of"]

_FEWEST_ROWS = 12
_NARROWEST, _WIDEST = 15, 64
"""Characters of a row; no printer sets more on a page."""
_MOSTLY = 0.5
"""Share of the rows that must be full: paragraphs of one row are few."""
_SLACK = 3
"""Characters that a row may fall short: no mark begins a row, no number is parted."""
_OFTEN = 0.05
"""Share of the rows that are indented where paragraphs are set so."""
_INDENTS = ("  ", "\u3000\u3000")
"""A single blank at the head of a row is one of the text's own."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The width of the rows, none if a line is a paragraph, and whether paragraphs are indented."""

    width: int = 0
    indented: bool = False

    def is_full(self, row: int) -> bool:
        """Tell whether a row of so many characters ends because there was no more room."""
        return row >= self.width - _SLACK


PARAGRAPHS = Wrapping()
"""Each line is a paragraph, or nearly so."""


def wrapping_of(rows: Sequence[str]) -> Wrapping:
    """Return how the rows of a text were broken.

    Most are about as long as the longest, whatever they say: 振⏎兴, 20⏎23年.
    """
    lengths = [len(row) for row in rows if row.strip()]
    if len(lengths) < _FEWEST_ROWS:
        return PARAGRAPHS
    longest = max(lengths)
    if longest > _WIDEST + _SLACK:
        return PARAGRAPHS
    width, _ = max(Counter(lengths).items(), key=lambda item: (item[1], item[0]))
    full = sum(1 for length in lengths if width - _SLACK <= length)
    fits = _NARROWEST <= width <= _WIDEST and longest <= width + _SLACK
    if not fits or full < _MOSTLY * len(lengths):
        return PARAGRAPHS
    indented = sum(1 for row in rows if row.startswith(_INDENTS) and row.strip())
    return Wrapping(width, indented >= _OFTEN * len(lengths))
