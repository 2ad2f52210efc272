"""Find arrangements that only a whole phrase names: 将履职情况列入年终述职.

Putting a thing into an assessment, a plan or a course of study is named by thing, verb and goal;
granting a power by verb and power: 赋予乡镇执法权.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from extract.annotations import Clause
from extract.lexicon import Lexicon
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Openings

__all__ = ["FramedNames"]

_STOPS = frozenset(",;。:、!?)”\n并以和与及中之当") | {""}
_NO_THING = re.compile(r"[0-9《“]|[已均并也还未]|其中|全部|同时|这些|上述")
_THING = range(3, 31)
_GOAL = 26
_POWER = 22
_TOWARDS = re.compile(r"^对[^的]{1,20}的|的(?=.{2,4}$)")
_COUNTED = re.compile(r"(?:\d{1,15}余?|[一二两三四五六七八九十]{1,9})[项个类]")


class FramedNames:
    """Finds phrases of entering and granting."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(
        self, text: str, clauses: tuple[Clause, ...], openings: Openings
    ) -> Iterator[Candidate]:
        """Yield the phrases; other names may stand inside them."""
        for start, end, uses in openings.frames:
            index = bisect_right(clauses, start, key=lambda clause: clause.start) - 1
            if index < 0 or clauses[index].end <= start:
                continue
            read = self._entered if uses & Use.ENTER_VERB else self._granted
            found = read(text, start, end, clauses[index])
            if found:
                yield found

    def _entered(self, text: str, start: int, end: int, clause: Clause) -> Candidate | None:
        """Return what is put into what: 将X纳入Y, X列入Y."""
        marked = max(text.rfind(word, clause.start, start) for word in "将把")
        begin = marked + 1 if marked >= 0 else clause.start
        thing = text[begin:start]
        stop = self._end(self._cues.entered, text, end, min(clause.end, end + _GOAL))
        if stop < 0 or len(thing) not in _THING or _NO_THING.search(thing):
            return None
        name = plain(text[begin:end] + _TOWARDS.sub("", text[end:stop]))
        return Candidate(start=begin, end=stop, name=name, whole=True, goal=end)

    def _granted(self, text: str, start: int, end: int, clause: Clause) -> Candidate | None:
        """Return the power that is granted, without its count: 赋予乡镇85项执法权."""
        stop = self._end(self._cues.granted, text, end, min(clause.end, end + _POWER))
        if stop < 0:
            return None
        name = _COUNTED.sub("", plain(text[start:stop])).replace("的", "")
        return Candidate(start=start, end=stop, name=name, whole=True)

    @staticmethod
    def _end(ends: Lexicon[int], text: str, begin: int, limit: int) -> int:
        window = text[begin:limit]
        for _, finish, _ in ends.find(window):
            if text[begin + finish : begin + finish + 1] in _STOPS:
                return begin + finish
        return -1
