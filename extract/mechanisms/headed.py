"""Find names that end in a head noun: 建立案件移送协作机制 names 案件移送协作机制.

The head is found first; the name's left edge is the verb, preposition, 的 or finished name
before it. What stands between must be an attribute that says something.
"""

import re
from typing import Final

from extract.annotations import Clause
from extract.characters import Characters
from extract.mechanisms.coordination import members_of, trimmed
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.fitness import fits, says_something
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Head, Opening, Openings

__all__ = ["HeadedNames"]

_LONGEST: Final = 36
_LONGEST_SUBJECT: Final = 20
_TAILS: Final = 3
_MEMBER: Final = 2
_JOINTS: Final = Characters("、和")
_AFTER_NAME: Final = Characters("、,;。:()和及与并等的“”\n!?《为是向由被")
_NUMERALS: Final = Characters("0123456789一两三四五六七八九十")
_FIGURE: Final = re.compile(r"[0-9]|[一两三四五六七八九十]{1,2}[个项次场期批支]")
_NO_SUBJECT: Final = re.compile(
    r"[已了的仍尚未]|存在|截至|累计|至今|需要|^[一二三四五六七八九十]是"
)
_TELLING: Final = Characters("已了的仍尚未存截累至需是")
"""One of these stands in whatever no subject holds."""


class HeadedNames:
    """Finds headed names clause by clause."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(self, text: str, clauses: tuple[Clause, ...], openings: Openings) -> list[Candidate]:
        """Return the headed names of a text."""
        heads = openings.heads
        total = len(heads)
        named_in = -1
        reader = _ClauseReader(self._cues, text, openings)
        found: list[Candidate] = []
        low = 0
        for clause in clauses:
            end = clause.end
            while low < total and heads[low].start < clause.start:
                low += 1
            if low == total:
                break
            ending: list[tuple[Head, int]] = []
            while low < total and heads[low].start < end:
                head = heads[low]
                low += 1
                after = head.end
                if after < end and not _AFTER_NAME.at(text, after):
                    after = self._end(text, head, end, openings)
                if after >= 0:
                    ending.append((head, after))
            if ending:
                names = reader.names(clause, ending, going_on=named_in == clause.sentence_start)
                if names:
                    named_in = clause.sentence_start
                    found += names
        return found

    def _end(self, text: str, head: Head, end: int, openings: Openings) -> int:
        """Return where name and tail end, -1 where the name goes on.

        清单 in 清单制度 is no end, but 平台 in 平台建设 is.
        """
        at = head.end
        for _ in range(_TAILS):
            if at >= end or _AFTER_NAME.at(text, at):
                return at
            if _NUMERALS.at(text, at) and _FIGURE.match(text, at):
                return at
            length = self._cues.tails.length_at(text, at)
            if not length:
                break
            at += length
        if self._cues.predicates.length_at(text, at):
            return at
        return at if head.meaning & Use.HEAD and openings.word_at(at) else -1


class _ClauseReader:
    """Reads the names of one clause after another."""

    def __init__(self, cues: Cues, text: str, openings: Openings) -> None:
        self._cues = cues
        self._text = text
        self._all = openings
        self._clause: Clause
        self._openings: list[Opening] = []
        self._going_on = False
        self._bracketed: list[tuple[int, int]] = []

    def names(
        self, clause: Clause, heads: list[tuple[Head, int]], *, going_on: bool
    ) -> list[Candidate]:
        text = self._text
        self._clause, self._openings, self._going_on = clause, self._all.of(clause), going_on
        self._bracketed = self._all.bracketed(clause)
        found: list[Candidate] = []
        done, member = clause.start, ""
        for head, after in heads:
            if self._bracketed and self._inside(head.start):
                continue
            opening = self._opening(head)
            left = opening.end if opening is not None and opening.end > done else done
            if opening is None:
                fitting = self._stands_alone(head)
            elif member and text[head.start : head.end] == member and _JOINTS.at(text, left):
                fitting = head.start - left > _MEMBER
            else:
                fitting = fits(text, head, opening, left, self._all)
            if fitting:
                member = ""
                if head.meaning & Use.WORK and _JOINTS.at(text, head.end):
                    done, member = after, text[head.start : head.end]
                entered = opening is not None and bool(opening.meaning & Use.ENTER_VERB)
                self._name(found, left, head, entered=entered)
            if head.meaning & Use.HEAD:
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
            conducted = (
                head.meaning & Use.CAMPAIGN and earlier.meaning & ~last.meaning & Use.CONDUCT_VERB
            )
            relative = self._text[head.start - 1] == "的"
            return earlier if conducted or relative else last
        return last

    def _stands_alone(self, head: Head) -> bool:
        """Tell whether the head ends the subject of its clause, or goes on with a list."""
        text, start, end = self._text, self._clause.start, self._clause.end
        if head.start - start > _LONGEST_SUBJECT or head.meaning & Use.LOCATION:
            return False
        if _TELLING.within(text, start, head.start) and _NO_SUBJECT.search(
            text[start : head.start]
        ):
            return False
        if self._cues.predicates.length_at(text, head.end):
            return not head.meaning & Use.WEAK_HEAD
        if not self._going_on or not head.meaning & Use.HEAD:
            return False
        return head.end >= end or bool(_FIGURE.match(text, head.end))

    def _name(self, found: list[Candidate], left: int, head: Head, *, entered: bool) -> None:
        """Add the name that ends in a head, or the members of a list that it ends."""
        text = self._text
        start = trimmed(text, left, head.start, self._bracketed, self._cues)
        start = self._all.beyond_places(start, head.start)
        if head.meaning & Use.HEAD:
            members, start = members_of(text, start, head, self._bracketed)
            found += members
            if start < 0:
                return
        own = bool(head.meaning & Use.OWN_NAME)
        assessed = ((entered or own) and ord(text[head.start - 1]) == ord("的")) or (
            own and start == head.start
        )
        start = head.start if assessed else start
        printed = text[start : head.end]
        name = plain(printed)
        if len(name) > _LONGEST or name in self._cues.slogans or self._slogan(start, head):
            return
        attribute = printed[: head.start - start]
        if name is not printed:
            attribute = plain(attribute)
        if assessed or says_something(attribute, text[head.start : head.end], self._cues):
            found.append(Candidate(start=start, end=head.end, name=name))

    def _slogan(self, start: int, head: Head) -> bool:
        return any(
            start <= begin
            and end <= head.start
            and self._text[begin + 1 : end - 1] in self._cues.slogans
            for begin, end in self._bracketed
        )
