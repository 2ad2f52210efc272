"""How an answer that was read by eye in the five samples is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Read", "squeezed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An answer decided from the texts and from the question's words, not from what it prints.

    Each of ``rows`` ends with the words of the text that say so, or with a pair of them where a row
    has two quotes; no words where a count is of rows that are read elsewhere. A part of an answer
    (``whole`` is false) names rows that must be in it. ``absent`` rows must not, and end with what
    the text says instead, or with no words where it says nothing. ``unsaid`` names words that
    stand nowhere in the text of a file, on which a silence rests.
    """

    question: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    told: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    absent: Sequence[tuple[object, ...]] = ()
    unsaid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The question and what it was told: the name of a test."""
        return "-".join((self.question, *self.told.values()))


def squeezed(text: object) -> str:
    """Return a text without white space: a line may break anywhere."""
    return "".join(str(text).split())
