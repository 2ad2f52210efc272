"""A text cut into blocks and runs, so that marks may nest and overlap."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from visual.reading.facts import Fact

__all__ = ["Block", "Run", "cut"]

_LINE = re.compile(r"\r\n|\r|\n")
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]+[”’」』）)]*|[^。；！？]+")
_LONGEST = 200
"""Characters of a block; a longer line is cut behind a sentence, so that notes stay beside it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that the same facts cover."""

    text: str
    facts: tuple[int, ...]
    """Which facts, by their numbers; the shortest first."""
    begins: tuple[int, ...]
    """Which of them begin here."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text, or a part of a long one."""

    start: int
    runs: tuple[Run, ...]
    follows: bool
    """Whether it goes on with the line of the block before."""
    notes: tuple[int, ...]
    """Facts that begin in it."""


def cut(text: str, facts: Sequence[Fact]) -> Iterator[Block]:
    """Yield the blocks of a text; put together they are the text without its line ends.

    ``facts`` come in the order of their beginnings.
    """
    starts = [fact.start for fact in facts]
    longest = max((fact.end - fact.start for fact in facts), default=0)
    for start, end, follows in _ranges(text):
        low, high = bisect_left(starts, start - longest), bisect_left(starts, end)
        inside = [number for number in range(low, high) if facts[number].end > start]
        notes = tuple(number for number in inside if facts[number].start >= start)
        yield Block(start, tuple(_runs(text, facts, inside, start, end)), follows, notes)


def _ranges(text: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for match in _LINE.finditer(text):
        yield from _parts(text, start, match.start())
        start = match.end()
    yield from _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield a line as it is, or a long one in parts of whole sentences."""
    if not text[start:end].strip():
        return
    begin = reached = start
    for match in _SENTENCE.finditer(text, start, end):
        if match.end() - begin > _LONGEST and reached > begin:
            yield begin, reached, begin > start
            begin = reached
        reached = match.end()
    yield begin, end, begin > start


def _runs(
    text: str, facts: Sequence[Fact], inside: list[int], start: int, end: int
) -> Iterator[Run]:
    edges = {start, end}
    for number in inside:
        edges |= {max(start, facts[number].start), min(end, facts[number].end)}
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        here = [n for n in inside if facts[n].start <= left and right <= facts[n].end]
        here.sort(key=lambda n: (facts[n].end - facts[n].start, n))
        begins = tuple(n for n in here if facts[n].start == left)
        yield Run(text[left:right], tuple(here), begins)
