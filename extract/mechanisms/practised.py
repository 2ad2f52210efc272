"""Find what is introduced as a way of working, whatever its name ends in: 推行柔性执法.

What 推行 and 实行 govern is an arrangement by the sense of the verb; so the whole object is the
name where no head, quotation or known name has been found in it.
"""

import re
from typing import Final

from extract.annotations import Clause
from extract.characters import Characters, stands_before
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import Candidate
from extract.mechanisms.openings import Opening, Openings

__all__ = ["PractisedNames"]

_STOP: Final = Characters(",;。:!?()\n“”《》的了等对由为向将在0123456789")
_NO_END: Final = Characters("的等对由为向将在0123456789“《")
"""Characters before which no object ends."""
_JOINTS: Final = re.compile(r"[、和与及]")
_WITH: Final = Characters("与和对由以及")
_TAILS: Final[tuple[str, ...]] = ("工作", "建设", "试点")
_SHORTEST: Final = 4
_LONGEST_MEMBER: Final = 14
_ALONE: Final = 3
_LONGEST: Final = 30


class PractisedNames:
    """Finds the objects of verbs that introduce."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(self, text: str, clauses: list[Clause | None], openings: Openings) -> list[Candidate]:
        """Return the objects, by the clauses at every offset."""
        found: list[Candidate] = []
        for clause in openings.practising(clauses):
            verbs = openings.of(clause)
            for index, verb in enumerate(verbs):
                following = verbs[index + 1].start if index + 1 < len(verbs) else clause.end
                if verb.meaning & Use.PRACTISE:
                    found += self._object(text, verb, following, clause.end)
        return found

    def _object(self, text: str, verb: Opening, following: int, end: int) -> list[Candidate]:
        """Return one object: a list of like members is one name, unlike members stand alone."""
        start = verb.end
        stop = _STOP.first(text, start, end)
        if stop < 0:
            stop = end
        elif _NO_END.at(text, stop):
            return []
        if stop > following or _WITH.at(text, start):
            return []
        if not self._cues.words.length_at(text, start):
            start += self._cues.determiners.length_at(text, start)
        stop = _without_tails(text, start, stop)
        parts = _JOINTS.split(text[start:stop])
        lengths = {len(part) for part in parts}
        if len(parts) > 1 and len(lengths) == 1 and "、" in text[start:stop]:
            if min(lengths) >= _ALONE and stop - start <= _LONGEST:
                return [Candidate(start=start, end=stop, name=text[start:stop], whole=True)]
            return []
        found: list[Candidate] = []
        for part in parts:
            named = _SHORTEST <= len(part) <= _LONGEST_MEMBER
            if named and not self._cues.generic.consume(part):
                found.append(Candidate(start=start, end=start + len(part), name=part))
            start += len(part) + 1
        return found


def _without_tails(text: str, start: int, stop: int) -> int:
    for tail in _TAILS:
        if stop - start >= len(tail) and stands_before(text, tail, stop):
            return stop - len(tail)
    return stop
