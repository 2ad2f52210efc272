"""Find names in quotation marks, with the head that follows: “三免三减”服务模式."""

import re
from dataclasses import dataclass
from typing import Final

from extract.annotations import Clause
from extract.characters import Characters
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Opening, Openings

__all__ = ["QuotedNames"]

_QUOTE_ENDS: Final = Characters("“”\n")
_LONGEST_QUOTE: Final = 40
_DIGITS: Final = "0123456789零一二两三四五六七八九十百千双多全"
_DIGIT: Final = Characters(_DIGITS)
_COINED: Final = re.compile(
    rf"[{_DIGITS}A-Za-z]\+[{_DIGITS}A-Za-z]|..\+."
    rf"|^[{_DIGITS}][^、,的]{{1,2}}[{_DIGITS}][^、,的]{{1,2}}$"
    rf"|^[{_DIGITS}][级网门窗]?[^、,的个项张大级]{{2,4}}$"
)
_COUNT: Final = re.compile(rf"[{_DIGITS}]{{1,2}}[个项张大级种]?[^、,的]{{1,3}}")
_COUNTED: Final = re.compile(rf"[{_DIGITS}]{{1,2}}[项个张大条种类份本]")
_FIGURE: Final = re.compile(r"[\d.·%\-年月日]+")
_FIGURES: Final = Characters("0123456789.·%-年月日")
_JOINT: Final = Characters("、和与及")
_ITEMS: Final = re.compile(r"[、,]")
_ITEM_END: Final = Characters("、,")
_STOP: Final = Characters("、,;。:“”()《》\n的和及与等")
_CUTS: Final = re.compile(r"[、,;。:“”()《》\n的和及与了]")
_AFTER: Final = Characters("、,;。:()和及与并等的“”\n!?《为是向由被对0123456789")
_GAP: Final = 8
"""Characters between a closing mark and the head of its name."""
_WINDOW: Final = 16
_ATTRIBUTE: Final = 12
_LONGEST: Final = 24
_MEMBERS: Final = 3
_RIGHT_BEFORE: Final = 2

_Spans = list[tuple[int, int]]
"""Where quotations open and close, marks included."""


@dataclass(init=False, slots=True)
class _Head:
    """The head that follows a quotation, of no length where none does."""

    start: int
    end: int
    word: str
    joined: bool
    """Whether it follows at once, not after 等."""

    def __init__(self, text: str, quote_end: int, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.word = text[start:end]
        self.joined = start == quote_end


class QuotedNames:
    """Finds quoted names."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues
        self._named_before = -1
        """End of the clause whose verb governs quoted names; the next may go on with them."""

    def find(self, text: str, clauses: list[Clause | None], openings: Openings) -> list[Candidate]:
        """Return quoted names, members of quoted lists, and series that share a head."""
        self._named_before = -1
        found: list[Candidate] = []
        series: _Spans = []
        for start, end in _quotations(text, openings):
            if series and not _goes_on(text, series[-1][1], start):
                self._read(found, text, series, clauses, openings)
                series = []
            series.append((start, end))
        if series:
            self._read(found, text, series, clauses, openings)
        return found

    def _read(
        self,
        found: list[Candidate],
        text: str,
        quotes: _Spans,
        clauses: list[Clause | None],
        openings: Openings,
    ) -> None:
        """Add the names in quotations side by side."""
        start = quotes[0][0]
        clause = clauses[start]
        if clause is None or openings.tells_honour(clause):
            return
        left, opened = clause.start, 0
        before: Opening | None = None
        for opening in openings.of(clause):
            if opening.end > start:
                break
            before = opening
        if before is not None:
            left, opened = before.end, _nearness(text, before, start)
        if start == clause.start and self._named_before == start - 1:
            opened = _RIGHT_BEFORE
        head = self._head_after(text, quotes[-1][1], openings)
        names = [
            (begin, end)
            for begin, end in quotes
            if self._is_name(text[begin + 1 : end - 1], head.word, opened)
        ]
        if not names:
            return
        if opened:
            self._named_before = clause.end
        if len(quotes) == 1:
            self._single(found, text, names[0], left, head)
        else:
            self._several(found, text, quotes, names, head)

    def _single(
        self, found: list[Candidate], text: str, quote: tuple[int, int], left: int, head: _Head
    ) -> None:
        """Add one quoted name with its head, and its members if it is a list."""
        start, end = quote
        content = text[start + 1 : end - 1]
        if not head.word:
            start = _with_attribute(text, start, content, left)
        members = _members(content, quote[0] + 1)
        name = content if start == quote[0] else text[start:end]
        found.append(
            Candidate(
                start=start,
                end=head.end if head.word and head.joined else end,
                name=plain(name) + (head.word if head.joined else ""),
                whole=bool(members),
            )
        )
        found += members

    def _several(
        self, found: list[Candidate], text: str, quotes: _Spans, names: _Spans, head: _Head
    ) -> None:
        """Add quoted names side by side: “证照分离”“多规合一”改革 are two reforms.

        After 等 the head belongs to the whole: “甲”“乙”“丙”等工作机制.
        """
        shared = head.word and not head.joined and len(names) >= _MEMBERS
        if shared and not self._cues.determiners.length_at(head.word, 0):
            listed = "、".join([text[start + 1 : end - 1] for start, end in names])
            found.append(
                Candidate(start=quotes[0][0], end=head.end, name=listed + head.word, whole=True)
            )
        for start, end in names:
            last = head.joined and head.word and end == quotes[-1][1]
            found.append(
                Candidate(
                    start=start,
                    end=head.end if last else end,
                    name=plain(text[start + 1 : end - 1]) + (head.word if head.joined else ""),
                )
            )

    def _head_after(self, text: str, end: int, openings: Openings) -> _Head:
        """Return the head that follows a closing mark, or 等 after it."""
        begin = end + 1 if end < len(text) and ord(text[end]) == ord("等") else end
        stop = min(begin + _WINDOW, len(text))
        stopped = _STOP.first(text, begin, stop)
        window = text[begin : stop if stopped < 0 else stopped]
        best = 0
        for start, finish, uses in self._cues.heads.find_first(window) if window else []:
            adjoining = start == best
            close = adjoining and start == 0
            if not uses & Use.HEAD and not close:
                if best:
                    break
                continue
            if start > _GAP or (best and not adjoining):
                break
            if _verb_within(openings, begin + best, begin + start):
                break
            best = finish
        if not best and window.startswith("制"):
            best = 1
        complete = best and self._complete(text, begin + best, openings)
        return _Head(text, end, begin, begin + best if complete else begin)

    def _complete(self, text: str, at: int, openings: Openings) -> bool:
        """Tell whether a name ends here: “一链办”服务 does not in “一链办”服务事项."""
        if at >= len(text) or _AFTER.at(text, at) or openings.word_at(at):
            return True
        if self._cues.predicates.length_at(text, at):
            return True
        length = self._cues.tails.length_at(text, at)
        beyond = at + length
        return length > 0 and (
            beyond >= len(text)
            or _AFTER.at(text, beyond)
            or self._cues.tails.length_at(text, beyond) > 0
        )

    def _is_name(self, content: str, head: str, opened: int) -> bool:
        """Tell whether a quotation is a name, not a slogan, a figure or an emphasised word."""
        if len(content) > _LONGEST or content in self._cues.slogans:
            return False
        if head:
            return True
        if _FIGURES.at(content, 0) and _FIGURE.fullmatch(content):
            return False
        if _DIGIT.at(content, 0) and _COUNT.fullmatch(content):
            return opened > 0 and content[1] not in "个种"
        if self._coined(content):
            return True
        return opened == _RIGHT_BEFORE and _MEMBERS <= len(content) <= _GAP and "," not in content

    def _coined(self, content: str) -> bool:
        """Tell whether a quotation is a coinage: “一窗办”, “2+3+N”, “上门办、预约办、网上办”."""
        if not _ITEM_END.within(content, 0, len(content)):
            coined = content.endswith(self._cues.coined_ends)
        else:
            items = _ITEMS.split(content)
            alike = len(items) >= _MEMBERS and all(
                item.endswith(self._cues.coined_ends) for item in items
            )
            coined = alike or _parallel(items)
        if coined:
            return True
        return ("+" in content or _DIGIT.at(content, 0)) and bool(_COINED.search(content))


def _quotations(text: str, openings: Openings) -> _Spans:
    """Return the quotations of a text that may be names."""
    found: _Spans = []
    length = len(text)
    for start in openings.quotations:
        limit = min(start + _LONGEST_QUOTE + 2, length)
        end = _QUOTE_ENDS.first(text, start + 1, limit)
        if end > start + 1 and ord(text[end]) == ord("”"):
            found.append((start, end + 1))
    return found


def _goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether a quotation stands beside the one before it: “甲”“乙”, “甲”和“乙”."""
    return start == end or (start == end + 1 and _JOINT.at(text, end))


def _verb_within(openings: Openings, start: int, end: int) -> bool:
    """Tell whether a verb or adverb begins in a stretch."""
    return any(openings.word_at(at) for at in range(start, end))


def _with_attribute(text: str, start: int, content: str, left: int) -> int:
    """Return where a counted name begins with its attribute: 轻微违法行为“四张清单”."""
    if not _DIGIT.at(content, 0):
        return start
    counted = _COUNT.fullmatch(content) and not content.isdigit()
    if not (counted or _COUNTED.match(content)):
        return start
    ends = [cut.end() for cut in _CUTS.finditer(text, left, start)]
    begin = ends[-1] if ends else left
    if start - begin > _WINDOW or text[begin].isdigit():
        return start
    return begin


def _nearness(text: str, opening: Opening, start: int) -> int:
    """Tell how near a verb governs a quotation: 2 right before it, 1 near, 0 not at all."""
    if opening.meaning & (Use.PREPOSITION | Use.RESULT_VERB):
        return 0
    if opening.end == start:
        return _RIGHT_BEFORE
    near = start - opening.end <= _ATTRIBUTE and not _STOP.within(text, opening.end, start)
    return 1 if near else 0


def _parallel(items: list[str]) -> bool:
    """Tell whether items are coinages of one make: 一枚印章管审批、一个窗口管受理."""
    if len(items) == 1 or min(map(len, items)) <= _MEMBERS:
        return False
    alike = len({len(item) for item in items}) == 1 and len({item[-1] for item in items}) == 1
    return alike or all(item.startswith("一") for item in items)


def _members(content: str, start: int) -> list[Candidate]:
    """Return the members of a list of like words: “一窗办、网上办、就近办”."""
    if not _ITEM_END.within(content, 0, len(content)):
        return []
    items = _ITEMS.split(content)
    alike = len(items) >= _MEMBERS and len({item[-1:] for item in items}) == 1
    if not alike and not _parallel(items):
        return []
    members: list[Candidate] = []
    for item in items:
        if _MEMBERS <= len(item) <= _GAP:
            members.append(Candidate(start=start, end=start + len(item), name=plain(item)))
        start += len(item) + 1
    return members
