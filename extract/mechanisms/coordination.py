"""Find the left edge of a name, and the members of a coordinated one."""

import re
from typing import Final

from extract.characters import Characters
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import DATE, Head

__all__ = ["members_of", "trimmed"]

_Spans = list[tuple[int, int]]

_JOINT: Final = Characters("、和及以")
_LIST_HEAD: Final = re.compile(r"([两二三四五六七八九十\d]{1,2})[大项个张]")
_NUMERALS: Final = {numeral: number for number, numeral in enumerate("零一二三四五六七八九十")} | {
    "两": 2
}
_ETC: Final = re.compile(
    r"等(?![级次候待额效])(?:\d{1,3}[个项家]?)?(?:(?:重点)?(?:领域|方面|部门|单位|行业|环节|工作|各项|地区|机关))?的?"
)
_INNER: Final = re.compile(
    r"各(?:[类级项]|部门|单位|地区|地|乡镇|街道|镇街|成员单位)(?!以)|[全我本][省市县区]"
)
_ENDED: Final[tuple[tuple[Characters, re.Pattern[str]], ...]] = (
    (Characters("等"), _ETC),
    (Characters("各全我本"), _INNER),
)
"""What ends a list or stands for one, and the characters that it opens with."""
_COUNT: Final = re.compile(
    r"(?:\d{1,15}余?|[一二两三四五六七八九十多]{1,2})[个项支条家名批处类期次套]"
)
_MARKED: Final = Characters("的等各我全本")
_DIGITS: Final = Characters("0123456789一二两三四五六七八九十多截到至自今去年本上下全")
_LEADING: Final = Characters("、,和及与")
_FOLLOWING: Final = Characters("、与和及")
_LEVELS: Final = frozenset({"国家", "省", "市", "县", "区", "乡", "中央"})

_SHARED: Final = frozenset(
    {"制度", "机制", "体制", "体系", "清单", "目录", "活动", "行动", "工程", "队伍"}
)
"""Heads that name one thing even after a list; of 甲、乙平台 only 乙平台 is named."""
_BUSY: Final = frozenset({"活动", "行动", "工程", "队伍"})
_LONG_CAMPAIGN: Final = 18
_LONG_LIST: Final = 34
_SHORTEST: Final = 2
"""Characters of the shortest attribute or member."""
_SHORTEST_OF_LIST: Final = 3
"""Characters of the shortest member that takes the head of its list: 应诉、观摩等制度."""


def trimmed(text: str, start: int, head: int, bracketed: _Spans, cues: Cues) -> int:
    """Return where a name begins without relative clause, list before 等, determiner, count."""
    if _MARKED.within(text, start, head):
        start = _behind(text, start, head, bracketed)
    while start < head:
        step = _skipped(text, start, cues)
        if not step or start + step >= head:
            break
        start += step
    return start


def _behind(text: str, start: int, head: int, bracketed: _Spans) -> int:
    """Return where a name goes on behind 的, behind a list that 等 closes, behind 各类."""
    at = _last(text, "的", start, head, bracketed)
    if at >= 0 and head - at > _SHORTEST:
        start = at + 1
    for opening, pattern in _ENDED:
        if not opening.within(text, start, head):
            continue
        ends = [
            match.end()
            for match in pattern.finditer(text, start, head)
            if not _within(match.start(), bracketed)
        ]
        if ends and head - ends[-1] >= _SHORTEST:
            start = ends[-1]
    return start


def _skipped(text: str, start: int, cues: Cues) -> int:
    if _LEADING.at(text, start):
        return 1
    if _DIGITS.at(text, start):
        for pattern in (DATE, _COUNT):
            match = pattern.match(text, start)
            if match:
                return match.end() - start
    if cues.words.length_at(text, start):
        return 0
    length = cues.determiners.length_at(text, start)
    return 0 if length == 1 and _FOLLOWING.at(text, start + 1) else length


def _last(text: str, word: str, start: int, end: int, bracketed: _Spans) -> int:
    at = text.rfind(word, start, end)
    while at >= 0 and _within(at, bracketed):
        at = text.rfind(word, start, at)
    return at


def _within(offset: int, bracketed: _Spans) -> bool:
    return any(start < offset < end for start, end in bracketed)


def members_of(text: str, start: int, head: Head, bracketed: _Spans) -> tuple[list[Candidate], int]:
    """Return the members of a list that ends in a head, and where the whole's name begins.

    简易注销和证照联办改革 are two reforms; 应诉、观摩等制度 two systems. The whole has no name of
    its own (-1) where its head is bare.
    """
    listed = ord(text[head.start - 1]) == ord("等")
    if not listed and not _JOINT.within(text, start, head.start):
        return [], start
    items = _items(text, start, head.start, bracketed)
    word = text[head.start : head.end]
    if listed:
        items[-1] = (items[-1][0], head.start - 1)
        if any(end - begin < _SHORTEST_OF_LIST for begin, end in items):
            return [], start
        return _with_head(text, items, word), -1
    if len(items) > 1 and head.meaning & Use.DISTRIBUTIVE:
        items[-1] = (items[-1][0], head.end)
        return _with_head(text, items, word), -1
    if len(items) > 1:
        return _whole(text, head, items)
    return [], start


def _whole(text: str, head: Head, items: _Spans) -> tuple[list[Candidate], int]:
    """Return the members of a counted list, and where a list's own name begins.

    甲、乙、丙三项审批制度 has three members and the name 三项审批制度; 征收、征用、补偿制度 is one
    name; of 甲、乙平台 only 乙平台 is named.
    """
    start = items[0][0]
    begin, stop = items[-1]
    if not head.meaning & Use.SHARED:
        return [], begin if "、" in text[start:stop] else start
    if head.meaning & Use.BUSY and head.end - start > _LONG_CAMPAIGN:
        return [], begin
    if head.end - begin <= _SHORTEST_OF_LIST:
        return [], -1
    counted = _LIST_HEAD.search(text, begin, stop)
    if counted:
        members = [*items[:-1], (begin, counted.start())]
        full = [item for item in members if item[1] - item[0] >= _SHORTEST]
        right = _number(counted[1]) == len(full)
        return (_with_head(text, full, "") if right else []), counted.start()
    for begin, stop in items[:-1]:
        if head.end - begin <= _LONG_LIST and text[begin:stop] not in _LEVELS:
            return [], begin
    return [], items[-1][0]


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERALS.get(numeral, 0)


def _with_head(text: str, items: _Spans, word: str) -> list[Candidate]:
    return [
        Candidate(
            start=begin,
            end=end,
            name=plain(text[begin:end]) + ("" if text[begin:end].endswith(word) else word),
        )
        for begin, end in items
        if end - begin >= _SHORTEST and "“" not in text[begin:end]
    ]


def _items(text: str, start: int, end: int, bracketed: _Spans) -> _Spans:
    """Return what stands between 、, 和, 及 and 以及, outside brackets."""
    items: _Spans = []
    begin = start
    at = _JOINT.first(text, start, end)
    while at >= 0:
        after = at + 1
        joins = True
        if ord(text[at]) == ord("以"):
            joins = after < end and ord(text[after]) == ord("及")
            after += joins
        if joins and not _within(at, bracketed):
            if at > begin:
                items.append((begin, at))
            begin = after
        at = _JOINT.first(text, after, end)
    items.append((begin, end))
    return items
