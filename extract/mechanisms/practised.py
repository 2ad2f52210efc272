"""Find what is introduced as a way of working, whatever its name ends in: 推行柔性执法.

What 推行 and 实行 govern is an arrangement by the sense of the verb; so the whole object is the
name where no head, quotation or known name has been found in it.
"""

import re
from collections.abc import Iterator

from extract.annotations import Clause
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import Candidate
from extract.mechanisms.openings import Opening, Openings

__all__ = ["PractisedNames"]

_STOP = re.compile(r"[,;。:!?()\n“”《》的了等对由为向将在0-9]")
_JOINTS = re.compile(r"[、和与及]")
_WITH = frozenset("与和对由以及")
_MEMBER = range(4, 15)
_ALONE = 3
_LONGEST = 30


class PractisedNames:
    """Finds the objects of verbs that introduce."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(
        self, text: str, clauses: tuple[Clause, ...], openings: Openings
    ) -> Iterator[Candidate]:
        """Yield the objects clause by clause."""
        for clause in openings.practising(clauses):
            verbs = openings.of(clause)
            for index, verb in enumerate(verbs):
                following = verbs[index + 1].start if index + 1 < len(verbs) else clause.end
                if verb.uses & Use.PRACTISE:
                    yield from self._object(text, verb, following, clause.end)

    def _object(self, text: str, verb: Opening, following: int, end: int) -> Iterator[Candidate]:
        """Yield one object: a list of like members is one name, unlike members stand alone."""
        stopped = _STOP.search(text, verb.end, end)
        stop = stopped.start() if stopped else end
        if stop > following or (stopped and stopped[0] in "的等对由为向将在0123456789“《"):
            return
        start = verb.end
        if text[start : start + 1] in _WITH:
            return
        skip = self._cues.determiners.length_at(text, start)
        start += 0 if self._cues.words.length_at(text, start) else skip
        stop = self._without_tails(text, start, stop)
        parts = _JOINTS.split(text[start:stop])
        lengths = {len(part) for part in parts}
        if len(parts) > 1 and len(lengths) == 1 and "、" in text[start:stop]:
            if min(lengths) >= _ALONE and stop - start <= _LONGEST:
                yield Candidate(start=start, end=stop, name=text[start:stop], whole=True)
            return
        at = start
        for part in parts:
            if len(part) in _MEMBER and not self._cues.generic.consume(part):
                yield Candidate(start=at, end=at + len(part), name=part)
            at += len(part) + 1

    def _without_tails(self, text: str, start: int, stop: int) -> int:
        for tail in ("工作", "建设", "试点"):
            if text.endswith(tail, start, stop):
                return stop - len(tail)
        return stop
