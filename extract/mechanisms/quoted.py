"""Find names in quotation marks, with the head that follows: “三免三减”服务模式."""

import re
from collections.abc import Iterator

from extract.annotations import Clause
from extract.mechanisms.cues import Cues
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Opening, Openings

__all__ = ["QuotedNames"]

_QUOTES = re.compile(r"“([^“”\n]{1,40})”")
_NUMBER = "0-9零一二两三四五六七八九十百千双多全"
_COINED = re.compile(
    rf"[{_NUMBER}A-Za-z]\+[{_NUMBER}A-Za-z]|..\+."
    r"|^[^、,的]{1,8}(?:办|通|码|清单|地图|专窗|窗口|热线|平台|系统|APP|制度|机制|模式|改革|行动|工程|讲堂|课堂|讲坛|工作法)$"
    rf"|^[{_NUMBER}][^、,的]{{1,2}}[{_NUMBER}][^、,的]{{1,2}}$"
    rf"|^[{_NUMBER}][级网门窗]?[^、,的个项张大级]{{2,4}}$"
)
_COUNT = re.compile(rf"[{_NUMBER}]{{1,2}}[个项张大级种]?[^、,的]{{1,3}}")
_SERIES = re.compile(r"[、和与及]?")
_ITEMS = re.compile(r"[、,]")
_COUNTED = re.compile(rf"[{_NUMBER}]{{1,2}}[项个张大条种类份本]")
_FIGURE = re.compile(r"[\d.%\-年月日]+")
_STOP = re.compile(r"[、,;。:“”()《》\n的和及与等]")
_WINDOW = 16
_AFTER = frozenset("、,;。:()和及与并等的“”\n!?《为是向由被对0123456789") | {""}
_GAP = 8
_MEMBERS = 3
_ATTRIBUTE = 12
_RIGHT_BEFORE = 2


class QuotedNames:
    """Finds quoted names."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(
        self, text: str, clauses: tuple[Clause, ...], openings: Openings
    ) -> Iterator[Candidate]:
        """Yield quoted names, members of quoted lists, and series that share a head."""
        quotes = list(_QUOTES.finditer(text))
        position = 0
        series: list[re.Match[str]] = []
        for index, match in enumerate(quotes):
            series.append(match)
            following = quotes[index + 1] if index + 1 < len(quotes) else None
            if following and _SERIES.fullmatch(text, match.end(), following.start()):
                continue
            while position < len(clauses) and clauses[position].end <= series[0].start():
                position += 1
            if position < len(clauses) and clauses[position].start <= series[0].start():
                yield from self._series(text, series, clauses[position], openings)
            series = []

    def _series(
        self, text: str, series: list[re.Match[str]], clause: Clause, openings: Openings
    ) -> Iterator[Candidate]:
        if any(True for _ in self._cues.honours.find(text[clause.start : clause.end])):
            return
        first, last = series[0], series[-1]
        etc, head_end = self._head_after(text, last.end(), openings)
        head = text[last.end() + etc : head_end]
        ends = [o.end for o in openings.of(clause) if o.end <= first.start()]
        left = max(ends, default=clause.start)
        opened = self._opened(text, left, first.start(), openings.of(clause))
        names = [m for m in series if self._is_name(m[1], head, opened)]
        if head and etc and len(names) >= _MEMBERS and not self._cues.determiners.length_at(head, 0):
            printed = "、".join(m[1] for m in names) + head
            yield Candidate(start=first.start(), end=head_end, name=printed, whole=True)
        for match in names:
            alone = len(series) == 1
            if alone and head and not etc:
                start = self._left(text, match, left)
                listed = len(_ITEMS.split(match[1])) >= _MEMBERS
                name = plain(text[start:match.start()]) + _listed(match[1]) + head
                yield Candidate(start=start, end=head_end, name=name, whole=listed)
            else:
                shared = head if not etc and len(series) > 1 else ""
                start = self._left(text, match, left) if alone else match.start()
                name = plain(text[start : match.start()]) + _listed(match[1]) + shared
                listed = alone and len(_ITEMS.split(match[1])) >= _MEMBERS
                yield Candidate(start=start, end=match.end(), name=name, whole=listed)
            yield from _members(match)

    def _opened(
        self, text: str, left: int, start: int, openings: tuple[Opening, ...]
    ) -> int:
        """Tell how near the verb stands that governs a quotation: 2 right before, 1, 0 not at all."""
        governing = [o for o in openings if o.end == left]
        if not governing or governing[-1].uses & {"preposition", "result-verb"}:
            return 0
        between = text[left:start]
        if not between:
            return 2
        return 1 if len(between) <= _ATTRIBUTE and not _STOP.search(between) else 0

    def _head_after(self, text: str, end: int, openings: Openings) -> tuple[int, int]:
        """Return the length of 等 after a closing mark, and the end of the head that follows."""
        etc = 1 if text[end : end + 1] == "等" else 0
        begin = end + etc
        stop = _STOP.search(text, begin, begin + _WINDOW)
        window = text[begin : stop.start() if stop else begin + _WINDOW]
        best = 0
        for start, finish, uses in self._cues.heads.find(window):
            adjoining = start == best
            if "work" in uses and not (adjoining and start == 0):
                break
            if start > _GAP or (best and not adjoining):
                break
            if any(openings.word_at(begin + at) for at in range(best, start)):
                break
            best = finish
        if not best or not self._complete(text, begin + best, openings):
            return etc, begin
        return etc, begin + best

    def _complete(self, text: str, at: int, openings: Openings) -> bool:
        """Tell whether a name ends here: “一链办”服务 does not in “一链办”服务事项."""
        if text[at : at + 1] in _AFTER:
            return True
        length = self._cues.tails.length_at(text, at)
        return bool(
            length
            and (text[at + length : at + length + 1] in _AFTER or self._cues.tails.length_at(text, at + length))
        ) or bool(self._cues.predicates.length_at(text, at)) or openings.word_at(at)

    def _is_name(self, content: str, head: str, opened: int) -> bool:
        if len(content) > 24 or (_FIGURE.fullmatch(content) and not head):
            return False
        if content in self._cues.slogans and not self._standing(head):
            return False
        if head:
            return True
        if _COUNT.fullmatch(content):
            return opened > 0 and content[1] not in "个种"
        if _COINED.search(content):
            return True
        return opened == _RIGHT_BEFORE and 3 <= len(content) <= 8 and "," not in content

    def _standing(self, head: str) -> bool:
        return any("head" in uses for _, _, uses in self._cues.heads.find(head))

    def _left(self, text: str, match: re.Match[str], left: int) -> int:
        """Take in the attribute before a counted name: 轻微违法行为“四张清单”."""
        start = match.start()
        if not (_COUNTED.match(match[1]) or (_COUNT.fullmatch(match[1]) and not match[1].isdigit())):
            return start
        cut = max((m.end() for m in re.finditer(r"[、,;。:“”()《》\n的和及与了]", text[left:start])), default=0)
        return left + cut if start - left - cut <= _WINDOW else start


def _listed(content: str) -> str:
    return plain(content)


def _members(match: re.Match[str]) -> Iterator[Candidate]:
    """Yield the members of a list in quotation marks: “一窗办、网上办、就近办”."""
    items = _ITEMS.split(match[1])
    if len(items) < _MEMBERS:
        return
    start = match.start(1)
    for item in items:
        if 3 <= len(item) <= 6:
            yield Candidate(start=start, end=start + len(item), name=plain(item))
        start += len(item) + 1
