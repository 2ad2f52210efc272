"""Find names in quotation marks, with the head that follows: “三免三减”服务模式."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.annotations import Clause
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Opening, Openings

__all__ = ["QuotedNames"]

_QUOTES = re.compile(r"“([^“”\n]{1,40})”")
_NUMBER = "0-9零一二两三四五六七八九十百千双多全"
_COINED = re.compile(
    rf"[{_NUMBER}A-Za-z]\+[{_NUMBER}A-Za-z]|..\+."
    rf"|^[{_NUMBER}][^、,的]{{1,2}}[{_NUMBER}][^、,的]{{1,2}}$"
    rf"|^[{_NUMBER}][级网门窗]?[^、,的个项张大级]{{2,4}}$"
)
_COUNT = re.compile(rf"[{_NUMBER}]{{1,2}}[个项张大级种]?[^、,的]{{1,3}}")
_COUNTED = re.compile(rf"[{_NUMBER}]{{1,2}}[项个张大条种类份本]")
_FIGURE = re.compile(r"[\d.·%\-年月日]+")
_SERIES = re.compile(r"[、和与及]?")
_ITEMS = re.compile(r"[、,]")
_STOP = re.compile(r"[、,;。:“”()《》\n的和及与等]")
_CUTS = re.compile(r"[、,;。:“”()《》\n的和及与了]")
_AFTER = frozenset("、,;。:()和及与并等的“”\n!?《为是向由被对0123456789") | {""}
_GAP = 8
"""Characters between a closing mark and the head of its name."""
_WINDOW = 16
_ATTRIBUTE = 12
_LONGEST = 24
_MEMBERS = 3
_RIGHT_BEFORE = 2


@dataclass(frozen=True, slots=True)
class _Series:
    """Quotations side by side and what stands around them."""

    quotes: list[re.Match[str]]
    left: int
    """End of the verb that governs them, or of nothing: the opening of the clause."""
    opened: int
    head_start: int
    head_end: int

    @property
    def end(self) -> int:
        return self.quotes[-1].end()


class QuotedNames:
    """Finds quoted names."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues
        self._named_before = -1
        """End of the clause whose verb governs quoted names; the next may go on with them."""

    def find(
        self, text: str, clauses: tuple[Clause, ...], openings: Openings
    ) -> Iterator[Candidate]:
        """Yield quoted names, members of quoted lists, and series that share a head."""
        quotes = list(_QUOTES.finditer(text))
        self._named_before = -1
        position = 0
        side_by_side: list[re.Match[str]] = []
        for index, match in enumerate(quotes):
            side_by_side.append(match)
            following = quotes[index + 1] if index + 1 < len(quotes) else None
            if following and _SERIES.fullmatch(text, match.end(), following.start()):
                continue
            start = side_by_side[0].start()
            while position < len(clauses) and clauses[position].end <= start:
                position += 1
            if position < len(clauses) and clauses[position].start <= start:
                yield from self._read(text, side_by_side, clauses[position], openings)
            side_by_side = []

    def _read(
        self, text: str, quotes: list[re.Match[str]], clause: Clause, openings: Openings
    ) -> Iterator[Candidate]:
        if openings.tells_honour(clause):
            return
        start = quotes[0].start()
        before = [opening for opening in openings.of(clause) if opening.end <= start]
        left = before[-1].end if before else clause.start
        opened = _nearness(text, before[-1], start) if before else 0
        if start == clause.start and self._named_before == clause.start - 1:
            opened = _RIGHT_BEFORE
        series = _Series(quotes, left, opened, *self._head_after(text, quotes[-1].end(), openings))
        head = text[series.head_start : series.head_end]
        names = [quote for quote in quotes if self._is_name(quote[1], head, opened)]
        if names and opened:
            self._named_before = clause.end
        if len(quotes) == 1:
            if names:
                yield from self._single(text, series, names[0])
        else:
            yield from self._several(text, series, names)

    def _single(self, text: str, series: _Series, quote: re.Match[str]) -> Iterator[Candidate]:
        """Yield one quoted name with its head, and its members if it is a list."""
        head = text[series.head_start : series.head_end]
        joined = series.head_start == series.end
        start = self._left(text, quote, series.left) if not head else quote.start()
        members = _members(quote)
        yield Candidate(
            start=start,
            end=series.head_end if head and joined else quote.end(),
            name=plain(text[start : quote.end()]) + (head if joined else ""),
            whole=bool(members),
        )
        yield from members

    def _several(
        self, text: str, series: _Series, names: list[re.Match[str]]
    ) -> Iterator[Candidate]:
        """Yield quoted names side by side: “证照分离”“多规合一”改革 are two reforms.

        After 等 the head belongs to the whole: “甲”“乙”“丙”等工作机制.
        """
        head = text[series.head_start : series.head_end]
        joined = series.head_start == series.end
        general = self._cues.determiners.length_at(head, 0)
        if head and not joined and len(names) >= _MEMBERS and not general:
            yield Candidate(
                start=series.quotes[0].start(),
                end=series.head_end,
                name="、".join(name[1] for name in names) + head,
                whole=True,
            )
        for name in names:
            last = joined and head and name is series.quotes[-1]
            yield Candidate(
                start=name.start(),
                end=series.head_end if last else name.end(),
                name=plain(name[1]) + (head if joined else ""),
            )

    def _head_after(self, text: str, end: int, openings: Openings) -> tuple[int, int]:
        """Return the range of the head that follows a closing mark, or 等 after it."""
        begin = end + (text[end : end + 1] == "等")
        stop = _STOP.search(text, begin, begin + _WINDOW)
        window = text[begin : stop.start() if stop else begin + _WINDOW]
        best = 0
        for start, finish, uses in self._cues.heads.find_first(window):
            adjoining = start == best
            close = adjoining and start == 0
            if not uses & Use.HEAD and not close:
                if best:
                    break
                continue
            if start > _GAP or (best and not adjoining):
                break
            if any(openings.word_at(begin + at) for at in range(best, start)):
                break
            best = finish
        if not best and window.startswith("制"):
            best = 1
        if not best or not self._complete(text, begin + best, openings):
            return begin, begin
        return begin, begin + best

    def _complete(self, text: str, at: int, openings: Openings) -> bool:
        """Tell whether a name ends here: “一链办”服务 does not in “一链办”服务事项."""
        if text[at : at + 1] in _AFTER or openings.word_at(at):
            return True
        if self._cues.predicates.length_at(text, at):
            return True
        length = self._cues.tails.length_at(text, at)
        beyond = at + length
        return length > 0 and (
            text[beyond : beyond + 1] in _AFTER or self._cues.tails.length_at(text, beyond) > 0
        )

    def _is_name(self, content: str, head: str, opened: int) -> bool:
        """Tell whether a quotation is a name, not a slogan, a figure or an emphasised word."""
        if len(content) > _LONGEST or (_FIGURE.fullmatch(content) and not head):
            return False
        if content in self._cues.slogans:
            return False
        if head or self._coined(content):
            return True
        if _COUNT.fullmatch(content):
            return opened > 0 and content[1] not in "个种"
        return opened == _RIGHT_BEFORE and _MEMBERS <= len(content) <= _GAP and "," not in content

    def _coined(self, content: str) -> bool:
        """Tell whether a quotation is a coinage: “一窗办”, “2+3+N”, “上门办、预约办、网上办”."""
        if _COUNT.fullmatch(content):
            return False
        items = _ITEMS.split(content)
        if (len(items) == 1 or _MEMBERS <= len(items) < _LONGEST) and all(
            item.endswith(self._cues.coined_ends) for item in items
        ):
            return True
        return _parallel(items) or bool(_COINED.search(content))

    def _left(self, text: str, quote: re.Match[str], left: int) -> int:
        """Take in the attribute before a counted name: 轻微违法行为“四张清单”."""
        start, content = quote.start(), quote[1]
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
    if opening.uses & (Use.PREPOSITION | Use.RESULT_VERB):
        return 0
    if opening.end == start:
        return _RIGHT_BEFORE
    near = start - opening.end <= _ATTRIBUTE and not _STOP.search(text, opening.end, start)
    return 1 if near else 0


def _parallel(items: list[str]) -> bool:
    """Tell whether items are coinages of one make: 一枚印章管审批、一个窗口管受理."""
    if len(items) == 1 or min(map(len, items)) <= _MEMBERS:
        return False
    alike = len({len(item) for item in items}) == 1 and len({item[-1] for item in items}) == 1
    return alike or all(item.startswith("一") for item in items)


def _members(quote: re.Match[str]) -> list[Candidate]:
    """Return the members of a list of like words: “一窗办、网上办、就近办”."""
    items = _ITEMS.split(quote[1])
    alike = len(items) >= _MEMBERS and len({item[-1:] for item in items}) == 1
    if not alike and not _parallel(items):
        return []
    members = []
    start = quote.start(1)
    for item in items:
        if _MEMBERS <= len(item) <= _GAP:
            members.append(Candidate(start=start, end=start + len(item), name=plain(item)))
        start += len(item) + 1
    return members
