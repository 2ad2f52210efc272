"""Find where in a clause a name may begin: behind a verb that stands as a verb.

推进 opens a name in 深入推进审批改革, but not in 责任落实推进机制: a soft verb counts only where a
verb is expected, that is at the opening of a clause, after an adverb, a subject or another verb.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.annotations import Clause
from extract.mechanisms.cues import Cues, Use

__all__ = ["DATE", "Head", "Opening", "Openings"]

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[是、]|第[一二三四五六七八九十]{1,2}[,、]|[①-⑳]"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])"
)
DATE = re.compile(
    r"(?:(?:截至|到|至|自)?(?:\d{4}年|\d{1,2}月|\d{1,2}日|今年|去年|全年|年内|本年度?|年度|年初|上半年|下半年)"
    r"(?:底|末|初|份|以来|期间|前|起)*)+"
)
_SUBJECT_ENDS = frozenset("门位关道府局院委办县市区镇会员构率")
_JOINTS = frozenset("、和并及”)")
_QUOTED = re.compile(r"“[^”\n]*”?")
_COUNTERS = frozenset("一二三四五六七八九十第(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_DATED = frozenset("0123456789今去年本全上下截到至自")
_SUBJECT = 12
"""Characters of the subject of a verb that another is made to do: 督促乡镇落实."""
_LEFT = 2
"""Characters of an attribute that must be left behind a place."""
_ANYWHERE = Use.VERB | Use.FIRM | Use.PREPOSITION
_OPENS = (
    Use.VERB | Use.SOFT_VERB | Use.RESULT_VERB | Use.CONDUCT_VERB | Use.ADOPT_VERB | Use.PREPOSITION
)


@dataclass(init=False, slots=True)
class Head:
    """A noun that may end a name."""

    start: int
    end: int
    uses: int

    def __init__(self, start: int, end: int, uses: int) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.uses = uses


@dataclass(init=False, slots=True)
class Opening:
    """A verb or preposition behind which a name may begin."""

    start: int
    end: int
    uses: int

    def __init__(self, start: int, end: int, uses: int) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.uses = uses


class Openings:
    """The openings of a text, worked out clause by clause when asked for."""

    def __init__(
        self, text: str, cues: Cues, bodies: frozenset[int], places: Mapping[int, int]
    ) -> None:
        """Find the words.

        ``bodies`` holds the ends of named institutions, ``places`` the starts and ends of places.
        """
        self._text = text
        self._bodies = bodies.union(places.values())
        self._places = places
        self.heads = [
            Head(start, end, uses)
            for start, end, uses in cues.heads.find_first(text)
            if not uses & Use.NOISE
        ]
        self._hits = cues.edges.find_first(text)
        self.bodies = cues.bodies
        self.head_starts = [head.start for head in self.heads]
        self._tools = {head.end for head in self.heads if head.uses & Use.HEAD}
        self.frames: list[tuple[int, int, int]] = []
        self._practising: list[int] = []
        self._starts: list[int] = []
        self._words: set[int] = set()
        self._ends: set[int] = set()
        for start, end, uses in self._hits:
            self._starts.append(start)
            if not uses & Use.NOUN:
                self._words.add(start)
            if uses & _OPENS:
                self._ends.add(end)
            if uses & (Use.ENTER_VERB | Use.GRANT_VERB):
                self.frames.append((start, end, uses))
            if uses & Use.PRACTISE:
                self._practising.append(start)
        self._honours = [start for start, _, _ in cues.honours.find(text)]
        self._known: dict[int, tuple[Opening, ...]] = {}

    def of(self, clause: Clause) -> tuple[Opening, ...]:
        """Return the openings of a clause in reading order."""
        found = self._known.get(clause.start)
        if found is None:
            found = self._known[clause.start] = tuple(self._find(clause))
        return found

    def practising(self, clauses: tuple[Clause, ...]) -> Iterator[Clause]:
        """Yield the clauses that introduce a way of working."""
        last = -1
        for start in self._practising:
            index = bisect_right(clauses, start, key=lambda clause: clause.start) - 1
            if index > last and start < clauses[index].end:
                last = index
                yield clauses[index]

    def tells_honour(self, clause: Clause) -> bool:
        """Tell whether a clause speaks of a title won: 被评为“节水先进单位”."""
        index = bisect_left(self._honours, clause.start)
        return index < len(self._honours) and self._honours[index] < clause.end

    def honoured(self, clause: Clause, offset: int) -> bool:
        """Tell whether a verb of honours stands before an offset in its clause."""
        index = bisect_left(self._honours, clause.start)
        return index < len(self._honours) and self._honours[index] < offset

    def beyond_places(self, start: int, end: int) -> int:
        """Return where a name goes on behind the places that open it: 甲市乙县 of 甲市乙县…平台."""
        while self._places.get(start, end) <= end - _LEFT:
            start = self._places[start]
        return start

    def word_at(self, offset: int) -> bool:
        """Tell whether a verb or adverb begins at an offset."""
        return offset in self._words

    def verb_ends(self, offset: int) -> bool:
        """Tell whether a verb ends at an offset: 改革 in 深化改革 has no attribute."""
        return offset in self._ends

    def _find(self, clause: Clause) -> list[Opening]:
        text = self._text
        found: list[Opening] = []
        expected = _beginnings(text, clause.start)
        low = bisect_left(self._starts, clause.start)
        high = bisect_left(self._starts, clause.end, lo=low)
        quoted = _quoted(text, clause)
        for start, end, uses in self._hits[low:high]:
            if uses & Use.NOUN or (quoted and any(left < start < right for left, right in quoted)):
                continue
            here = (
                start in expected
                or start in self._bodies
                or self._begins(start, uses, found, clause)
            )
            if uses & Use.ADVERB and not uses & _OPENS:
                if here or end - start > 1:
                    expected.add(end)
            elif text[end : end + 1] != "的" and (
                here or uses & _ANYWHERE or self._joins(start, uses, found, clause)
            ):
                expected.add(end)
                found.append(Opening(start, end, uses))
        return found

    def _begins(self, start: int, uses: int, found: list[Opening], clause: Clause) -> bool:
        """Tell whether a verb follows the subject of its clause, or the tool it works with."""
        if found and not (found[-1].uses & Use.PIVOT and start - found[-1].end <= _SUBJECT):
            return bool(uses & Use.TOOL_VERB) and start in self._tools
        return not uses & Use.NOMINAL and self._after_subject(start, clause)

    def _after_subject(self, start: int, clause: Clause) -> bool:
        return start > clause.start and self._text[start - 1] in _SUBJECT_ENDS

    def _joins(self, start: int, uses: int, found: list[Opening], clause: Clause) -> bool:
        """Tell whether a verb goes on with what stands before it: 建立和完善."""
        if start == clause.start or (
            uses & Use.NOMINAL and not (found and found[-1].end == start - 1)
        ):
            return False
        return self._text[start - 1] in _JOINTS


def _quoted(text: str, clause: Clause) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks."""
    if text.find("“", clause.start, clause.end) < 0:
        return []
    return [match.span() for match in _QUOTED.finditer(text, clause.start, clause.end)]


def _beginnings(text: str, start: int) -> set[int]:
    """Return where a verb may open a clause: at once, behind its number, behind a date."""
    found = {start}
    if text[start] in _COUNTERS:
        numbered = _NUMBERED.match(text, start)
        if numbered:
            start = numbered.end()
            found.add(start)
    if text[start : start + 1] in _DATED:
        dated = DATE.match(text, start)
        if dated:
            found.add(dated.end())
    return found
