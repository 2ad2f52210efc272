"""Find arrangements that only a whole phrase names: 将履职情况列入年终述职.

Putting a thing into an assessment, a plan or a course of study is named by thing, verb and goal;
granting a power by verb and power: 赋予乡镇执法权.
"""

import re
from typing import Final

from extract.annotations import Clause
from extract.characters import Characters
from extract.lexicon import Lexicon
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Opening, Openings

__all__ = ["FramedNames"]

_STOPS: Final = Characters(",;。:、!?)”\n并以和与及中之当")
_NO_THING: Final = re.compile(r"[0-9《“]|[已均并也还未]|其中|全部|同时|这些|上述")
_SHORTEST: Final = 3
_LONGEST: Final = 30
_GOAL: Final = 26
_POWER: Final = 22
_TOWARDS: Final = re.compile(r"^对[^的]{1,20}的|的(?=.{2,4}$)")
_COUNTED: Final = re.compile(r"(?:\d{1,15}余?|[一二两三四五六七八九十]{1,9})[项个类]")


class FramedNames:
    """Finds phrases of entering and granting."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(self, text: str, clauses: list[Clause | None], openings: Openings) -> list[Candidate]:
        """Return the phrases, by the clauses at every offset; other names may stand inside."""
        found: list[Candidate] = []
        for verb in openings.frames():
            clause = clauses[verb.start]
            if clause is None:
                continue
            if verb.meaning & Use.ENTER_VERB:
                phrase = self._entered(text, verb, clause)
            else:
                phrase = self._granted(text, verb, clause)
            if phrase:
                found.append(phrase)
        return found

    def _entered(self, text: str, verb: Opening, clause: Clause) -> Candidate | None:
        """Return what is put into what: 将X纳入Y, X列入Y."""
        start, end = verb.start, verb.end
        marked = max(text.rfind("将", clause.start, start), text.rfind("把", clause.start, start))
        begin = marked + 1 if marked >= 0 else clause.start
        thing = text[begin:start]
        stop = self._end(self._cues.entered, text, end, min(clause.end, end + _GOAL))
        if stop < 0 or not _SHORTEST <= len(thing) <= _LONGEST or _NO_THING.search(thing):
            return None
        name = plain(text[begin:end] + _TOWARDS.sub("", text[end:stop]))
        return Candidate(start=begin, end=stop, name=name, whole=True, goal=end)

    def _granted(self, text: str, verb: Opening, clause: Clause) -> Candidate | None:
        """Return the power that is granted, without its count: 赋予乡镇85项执法权."""
        stop = self._end(self._cues.granted, text, verb.end, min(clause.end, verb.end + _POWER))
        if stop < 0:
            return None
        name = _COUNTED.sub("", plain(text[verb.start : stop])).replace("的", "")
        return Candidate(start=verb.start, end=stop, name=name, whole=True)

    @staticmethod
    def _end(ends: Lexicon[int], text: str, begin: int, limit: int) -> int:
        for _, finish, _ in ends.find_first(text[begin:limit]):
            end = begin + finish
            if end >= len(text) or _STOPS.at(text, end):
                return end
        return -1
