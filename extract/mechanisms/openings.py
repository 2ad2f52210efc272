"""Find where in a clause a name may begin: behind a verb that stands as a verb.

推进 opens a name in 深入推进审批改革, but not in 责任落实推进机制: a soft verb counts only where a
verb is expected, that is at the opening of a clause, after an adverb, a subject or another verb.
"""

import re
from collections.abc import Mapping
from typing import Final

from extract.annotations import Clause
from extract.characters import Characters, closing, places_of_any
from extract.lexicon import Hit
from extract.mechanisms.cues import Cues, Use
from extract.order import Offsets

__all__ = ["DATE", "Head", "Opening", "Openings"]

_NUMBERED: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[是、]|第[一二三四五六七八九十]{1,2}[,、]|[①-⑳]"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])"
)
DATE: Final = re.compile(
    r"(?:(?:截至|到|至|自)?(?:\d{4}年|\d{1,2}月|\d{1,2}日|今年|去年|全年|年内|本年度?|年度|年初|上半年|下半年)"
    r"(?:底|末|初|份|以来|期间|前|起)*)+"
)
_SUBJECT_ENDS: Final = Characters("门位关道府局院委办县市区镇会员构率")
_JOINTS: Final = Characters("、和并及”)")
_QUOTE_END: Final = Characters("”\n")
_COUNTERS: Final = Characters("一二三四五六七八九十第(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_DATED: Final = Characters("0123456789今去年本全上下截到至自")
_SUBJECT: Final = 12
"""Characters of the subject of a verb that another is made to do: 督促乡镇落实."""
_LEFT: Final = 2
"""Characters of an attribute that must be left behind a place."""
_ANYWHERE: Final = Use.VERB | Use.FIRM | Use.PREPOSITION
_OPENS: Final = (
    Use.VERB | Use.SOFT_VERB | Use.RESULT_VERB | Use.CONDUCT_VERB | Use.ADOPT_VERB | Use.PREPOSITION
)
_FRAMES: Final = Use.ENTER_VERB | Use.GRANT_VERB
_NOTED: Final = _FRAMES | Use.PRACTISE


Head = Hit[int]
"""A noun that may end a name, with its uses."""
Opening = Hit[int]
"""A verb or preposition behind which a name may begin, with its uses."""


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
        self._places = dict(places)
        self.bodies = cues.bodies
        self.heads = [head for head in cues.heads.hits(text) if not head.meaning & Use.NOISE]
        self._edges = cues.edges.hits(text)
        self._noted = [edge for edge in self._edges if edge.meaning & _NOTED]
        self._near = 0
        """Number of the edge that was looked for last; clauses are asked for in reading order."""
        self._honours = Offsets([start for start, _, _ in cues.honours.find_first(text)])
        self.quotations = places_of_any(text, "“")
        self._quotations = Offsets(self.quotations)
        self._brackets = Offsets(places_of_any(text, "“《("))
        self._tools: frozenset[int] | None = None
        self._known: dict[int, list[Opening]] = {}

    def of(self, clause: Clause) -> list[Opening]:
        """Return the openings of a clause in reading order."""
        found = self._known.get(clause.start)
        if found is None:
            found = self._known[clause.start] = self._find(clause)
        return found

    def frames(self) -> list[Opening]:
        """Return the verbs of entering and granting."""
        return [edge for edge in self._noted if edge.meaning & _FRAMES]

    def practising(self, clauses: list[Clause | None]) -> list[Clause]:
        """Return the clauses that introduce a way of working, of those at every offset."""
        found: list[Clause] = []
        for edge in self._noted:
            clause = clauses[edge.start] if edge.meaning & Use.PRACTISE else None
            if clause is not None and not (found and found[-1] is clause):
                found.append(clause)
        return found

    def tells_honour(self, clause: Clause) -> bool:
        """Tell whether a clause speaks of a title won: 被评为“节水先进单位”."""
        return self.honoured(clause, clause.end)

    def honoured(self, clause: Clause, offset: int) -> bool:
        """Tell whether a verb of honours stands before an offset in its clause."""
        honours, number = self._honours.all, self._honours.before(clause.start)
        return number < len(honours) and honours[number] < offset

    def bracketed(self, clause: Clause) -> list[tuple[int, int]]:
        """Return the quotations, titles and brackets that lie in a clause, marks included."""
        found: list[tuple[int, int]] = []
        last = clause.start
        brackets, number = self._brackets.all, self._brackets.before(clause.start)
        while number < len(brackets) and brackets[number] < clause.end:
            start = brackets[number]
            number += 1
            end = closing(self._text, start, clause.end) if start >= last else -1
            if end >= 0:
                last = end + 1
                found.append((start, last))
        return found

    def beyond_places(self, start: int, end: int) -> int:
        """Return where a name goes on behind the places that open it: 甲市乙县 of 甲市乙县…平台."""
        while self._places.get(start, end) <= end - _LEFT:
            start = self._places[start]
        return start

    def word_at(self, offset: int) -> bool:
        """Tell whether a verb or adverb begins at an offset."""
        number = self._edge_from(offset)
        if number == len(self._edges):
            return False
        edge = self._edges[number]
        return edge.start == offset and not edge.meaning & Use.NOUN

    def verb_ends(self, offset: int) -> bool:
        """Tell whether a verb ends at an offset: 改革 in 深化改革 has no attribute."""
        number = self._edge_from(offset)
        if not number:
            return False
        edge = self._edges[number - 1]
        return edge.end == offset and bool(edge.meaning & _OPENS)

    def _edge_from(self, offset: int) -> int:
        """Return the number of the first edge that begins at an offset or behind it."""
        edges, number = self._edges, self._near
        while number and edges[number - 1].start >= offset:
            number -= 1
        while number < len(edges) and edges[number].start < offset:
            number += 1
        self._near = number
        return number

    def _find(self, clause: Clause) -> list[Opening]:
        text, end = self._text, clause.end
        found: list[Opening] = []
        begin = clause.start
        numbered = _behind_number(text, begin)
        dated = _behind_date(text, numbered)
        expected = begin
        """Where the last word ended behind which a verb is expected."""
        quoted = self._quoted(clause)
        number = self._edge_from(begin)
        while number < len(self._edges) and self._edges[number].start < end:
            edge = self._edges[number]
            number += 1
            start, uses = edge.start, edge.meaning
            if uses & Use.NOUN or (quoted and _inside(start, quoted)):
                continue
            here = start in (expected, numbered, dated, begin)
            if uses & Use.ADVERB and not uses & _OPENS:
                if edge.end - start > 1 or here or self._begins(edge, found, clause):
                    expected = edge.end
            elif (edge.end >= len(text) or ord(text[edge.end]) != ord("的")) and (
                here
                or uses & _ANYWHERE
                or self._begins(edge, found, clause)
                or self._joins(edge, found, clause)
            ):
                expected = edge.end
                found.append(edge)
        return found

    def _begins(self, edge: Opening, found: list[Opening], clause: Clause) -> bool:
        """Tell whether a verb follows a body, the subject of its clause, or its tool."""
        start, uses = edge.start, edge.meaning
        if found and not (found[-1].meaning & Use.PIVOT and start - found[-1].end <= _SUBJECT):
            begins = bool(uses & Use.TOOL_VERB) and self._is_tool(start)
        else:
            begins = (
                not uses & Use.NOMINAL
                and start > clause.start
                and _SUBJECT_ENDS.at(self._text, start - 1)
            )
        return begins or start in self._bodies

    def _is_tool(self, end: int) -> bool:
        """Tell whether a head ends at an offset."""
        if self._tools is None:
            self._tools = frozenset(head.end for head in self.heads if head.meaning & Use.HEAD)
        return end in self._tools

    def _joins(self, edge: Opening, found: list[Opening], clause: Clause) -> bool:
        """Tell whether a verb goes on with what stands before it: 建立和完善."""
        start = edge.start
        if start == clause.start or not _JOINTS.at(self._text, start - 1):
            return False
        return not edge.meaning & Use.NOMINAL or bool(found and found[-1].end == start - 1)

    def _quoted(self, clause: Clause) -> list[tuple[int, int]]:
        """Return the stretches in quotation marks, also those that go on behind the clause."""
        found: list[tuple[int, int]] = []
        last = clause.start
        quotations, number = self.quotations, self._quotations.before(clause.start)
        while number < len(quotations) and quotations[number] < clause.end:
            start = quotations[number]
            number += 1
            if start >= last:
                end = _QUOTE_END.first(self._text, start + 1, clause.end)
                last = clause.end if end < 0 else end + 1
                found.append((start, last))
        return found


def _inside(offset: int, stretches: list[tuple[int, int]]) -> bool:
    return any(start < offset < end for start, end in stretches)


def _behind_number(text: str, start: int) -> int:
    """Return where a clause goes on behind its number, else where it starts."""
    numbered = _NUMBERED.match(text, start) if _COUNTERS.at(text, start) else None
    return numbered.end() if numbered else start


def _behind_date(text: str, start: int) -> int:
    """Return where a clause goes on behind a date, else where it starts."""
    dated = DATE.match(text, start) if _DATED.at(text, start) else None
    return dated.end() if dated else start
