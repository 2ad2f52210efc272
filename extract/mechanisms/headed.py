"""Find names that end in a head noun: 建立案件移送协作机制 names 案件移送协作机制.

The head is found first; the name's left edge is the verb, preposition, 的 or finished name
before it. What stands between must be an attribute that says something.
"""

import re
from collections.abc import Iterator

from extract.annotations import Clause
from extract.mechanisms.coordination import members_of, trimmed
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.fitness import fits, says_something
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Head, Opening, Openings

__all__ = ["HeadedNames"]

_LONGEST = 36
_LONGEST_SUBJECT = 20
_TAILS = 3
_MEMBER = 2
_JOINTS = frozenset("、和")
_AFTER_NAME = frozenset("、,;。:()和及与并等的“”\n!?《为是向由被")
_NUMERALS = frozenset("0123456789一两三四五六七八九十")
_FIGURE = re.compile(r"[0-9]|[一两三四五六七八九十]{1,2}[个项次场期批支]")
_BRACKETED = re.compile(r"“[^“”\n]*”|\([^()\n]*\)|《[^《》\n]*》")
_NO_SUBJECT = re.compile(r"[已了的仍尚未]|存在|截至|累计|至今|需要|^[一二三四五六七八九十]是")


class HeadedNames:
    """Finds headed names clause by clause."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(
        self, text: str, clauses: tuple[Clause, ...], openings: Openings
    ) -> Iterator[Candidate]:
        """Yield the headed names of a text."""
        heads = openings.heads
        starts = openings.head_starts
        total = len(starts)
        named_in = -1
        reader = _ClauseReader(self._cues, text, openings)
        low = 0
        for clause in clauses:
            while low < total and starts[low] < clause.start:
                low += 1
            ending = []
            while low < total and starts[low] < clause.end:
                head = heads[low]
                low += 1
                after = head.end
                if after < clause.end and text[after] not in _AFTER_NAME:
                    after = self._end(text, head, clause.end, openings)
                if after >= 0:
                    ending.append((head, after))
            if not ending:
                continue
            names = reader.names(clause, ending, going_on=named_in == clause.sentence_start)
            if names:
                named_in = clause.sentence_start
            yield from names

    def _end(self, text: str, head: Head, end: int, openings: Openings) -> int:
        """Return where name and tail end, -1 where the name goes on.

        清单 in 清单制度 is no end, but 平台 in 平台建设 is.
        """
        at = head.end
        for _ in range(_TAILS):
            if at >= end or text[at] in _AFTER_NAME:
                return at
            if text[at] in _NUMERALS and _FIGURE.match(text, at):
                return at
            length = self._cues.tails.length_at(text, at)
            if not length:
                break
            at += length
        if self._cues.predicates.length_at(text, at):
            return at
        return at if head.uses & Use.HEAD and openings.word_at(at) else -1


class _ClauseReader:
    """Reads the names of one clause after another."""

    def __init__(self, cues: Cues, text: str, openings: Openings) -> None:
        self._cues = cues
        self._text = text
        self._all = openings
        self._clause: Clause
        self._openings: tuple[Opening, ...] = ()
        self._going_on = False
        self._bracketed: list[tuple[int, int]] = []

    def names(
        self, clause: Clause, heads: list[tuple[Head, int]], *, going_on: bool
    ) -> list[Candidate]:
        text = self._text
        self._clause, self._openings, self._going_on = clause, self._all.of(clause), going_on
        stretch = text[clause.start : clause.end]
        self._bracketed = (
            [match.span() for match in _BRACKETED.finditer(text, clause.start, clause.end)]
            if "“" in stretch or "(" in stretch or "《" in stretch
            else []
        )
        found: list[Candidate] = []
        done, member = clause.start, ""
        for head, after in heads:
            if self._bracketed and self._inside(head.start):
                continue
            opening = self._opening(head)
            left = max(opening.end if opening else self._clause.start, done)
            word = text[head.start : head.end]
            if opening is None:
                fitting = self._stands_alone(head)
            elif word == member and text[left : left + 1] in _JOINTS:
                fitting = head.start - left > _MEMBER
            else:
                fitting = fits(text, head, opening, left, self._all)
            if fitting:
                listed = head.uses & Use.WORK and text[head.end : head.end + 1] in _JOINTS
                done, member = (after, word) if listed else (done, "")
                entered = opening is not None and bool(opening.uses & Use.ENTER_VERB)
                found += self._named(left, head, entered=entered)
            if head.uses & Use.HEAD:
                done = after
        return found

    def _inside(self, offset: int) -> bool:
        return any(start < offset < end - 1 for start, end in self._bracketed)

    def _opening(self, head: Head) -> Opening | None:
        """Return the nearest opening.

        规范 in 开展规范行政执法专项行动 and 发挥 in 健全发挥…作用的机制 belong to the name.
        """
        last: Opening | None = None
        earlier: Opening | None = None
        for opening in self._openings:
            if opening.end > head.start:
                break
            earlier = last
            last = opening
        if last and earlier and earlier.end == last.start:
            conducted = head.uses & Use.CAMPAIGN and earlier.uses & ~last.uses & Use.CONDUCT_VERB
            relative = self._text[head.start - 1] == "的"
            return earlier if conducted or relative else last
        return last

    def _stands_alone(self, head: Head) -> bool:
        """Tell whether the head ends the subject of its clause, or goes on with a list."""
        text, end = self._text, self._clause.end
        before = text[self._clause.start : head.start]
        if len(before) > _LONGEST_SUBJECT or head.uses & Use.LOCATION or _NO_SUBJECT.search(before):
            return False
        if self._cues.predicates.length_at(text, head.end):
            return not head.uses & Use.WEAK_HEAD
        ends_list = head.end >= end or bool(_FIGURE.match(text, head.end))
        return self._going_on and ends_list and bool(head.uses & Use.HEAD)

    def _named(self, left: int, head: Head, *, entered: bool) -> list[Candidate]:
        """Return the name that ends in a head, or the members of a list that it ends."""
        text = self._text
        start = trimmed(text, left, head.start, self._bracketed, self._cues)
        start = self._all.beyond_places(start, head.start)
        found: list[Candidate] = []
        if head.uses & Use.HEAD:
            found, start = members_of(text, start, head, self._bracketed)
            if start < 0:
                return found
        own = bool(head.uses & Use.OWN_NAME)
        assessed = ((entered or own) and text[head.start - 1] == "的") or (
            own and start == head.start
        )
        start = head.start if assessed else start
        name = plain(text[start : head.end])
        if len(name) > _LONGEST or name in self._cues.slogans or self._slogan(start, head):
            return found
        word = text[head.start : head.end]
        if assessed or says_something(text[start : head.start], word, self._cues):
            found.append(Candidate(start=start, end=head.end, name=name))
        return found

    def _slogan(self, start: int, head: Head) -> bool:
        return any(
            self._text[begin + 1 : end - 1] in self._cues.slogans
            for begin, end in self._bracketed
            if start <= begin and end <= head.start
        )
