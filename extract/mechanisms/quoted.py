"""Find names in quotation marks, with the head that follows: “三免三减”服务模式."""

import re
from collections.abc import Iterator

from extract.mechanisms.cues import Cues
from extract.mechanisms.names import Candidate, plain

__all__ = ["QuotedNames"]

_QUOTES = re.compile(r"“([^“”\n]{1,40})”")
_NUMBER = "0-9零一二两三四五六七八九十百千双多全"
_COINED = re.compile(
    rf"[{_NUMBER}A-Za-z]+[+\-*/][{_NUMBER}A-Za-z]|.[+].|[^、,]{{1,6}}(?:办|通|码|清单|地图|专窗|窗口|热线|平台|系统|APP|制度|机制|模式|改革|行动|工程|讲堂|课堂|讲坛|工作法)$"
    rf"|^[{_NUMBER}][^、,的]{{1,2}}[{_NUMBER}][^、,的]{{1,2}}"
    rf"|^[{_NUMBER}][个项张大级免]?[^、,的]{{1,4}}$"
)
_SERIES = re.compile(r"[、和与及]?$")
_ITEMS = re.compile(r"[、,]")
_COUNTED = re.compile(rf"^[{_NUMBER}]{{1,2}}[项个张大条种类份本]")


class QuotedNames:
    """Finds quoted names."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(self, text: str) -> Iterator[Candidate]:
        """Yield quoted names, members of quoted lists, and series that share a head."""
        series: list[re.Match[str]] = []
        for match in _QUOTES.finditer(text):
            if series and not re.fullmatch(r"[、和与及]?", text[series[-1].end() : match.start()]):
                yield from self._series(text, series)
                series = []
            series.append(match)
        if series:
            yield from self._series(text, series)

    def _series(self, text: str, series: list[re.Match[str]]) -> Iterator[Candidate]:
        last = series[-1]
        etc, head_end = self._head_after(text, last.end())
        head = text[last.end() + etc : head_end]
        opened = self._opened(text, series[0].start())
        for match in series:
            content = match[1]
            if content in self._cues.slogans or not self._is_name(content, head, opened):
                continue
            if match is last and head and not etc:
                start = self._left(text, match.start(), content)
                yield Candidate(start=start, end=head_end, name=plain(text[start:head_end]))
                yield from self._members(match)
            else:
                shared = head if not etc and len(series) > 1 else ""
                start = self._left(text, match.start(), content) if not shared else match.start()
                yield Candidate(
                    start=start, end=match.end(), name=plain(text[start : match.end()]) + shared
                )
                if not shared:
                    yield from self._members(match)

    def _members(self, match: re.Match[str]) -> Iterator[Candidate]:
        items = _ITEMS.split(match[1])
        if len(items) < 3:
            return
        start = match.start(1)
        for item in items:
            if 3 <= len(item) <= 6:
                yield Candidate(start=start, end=start + len(item), name=plain(item))
            start += len(item) + 1

    def _head_after(self, text: str, end: int) -> tuple[int, int]:
        """Return the length of 等 after a closing mark and the end of the head that follows it."""
        etc = 1 if text[end : end + 1] == "等" else 0
        window = text[end + etc : end + etc + 14]
        stop = re.search(r"[、,;。:“”()\n的和及与]", window)
        limit = stop.start() if stop else len(window)
        window = window[:limit]
        edge = next(
            (
                b
                for b, e, uses in self._cues.edges.find(window)
                if "verb" in uses or (b == 0 and "soft-verb" in uses)
            ),
            limit,
        )
        best = 0
        for begin, stop_at, uses in self._cues.heads.find(window):
            if begin <= 6 and stop_at <= max(edge, stop_at if begin == best else edge):
                if best and begin != best:
                    break
                best = stop_at
        return etc, end + etc + best

    def _opened(self, text: str, start: int) -> bool:
        """Tell whether a verb stands right before."""
        before = text[max(0, start - 6) : start]
        return any(
            e == len(before) and ("verb" in uses or "soft-verb" in uses)
            for _, e, uses in self._cues.edges.find(before)
        )

    def _is_name(self, content: str, head: str, opened: bool) -> bool:
        if head and len(content) <= 24:
            return True
        if _COINED.search(content) and len(content) <= 24:
            return True
        return opened and 3 <= len(content) <= 8 and "," not in content

    def _left(self, text: str, start: int, content: str) -> int:
        """Take in the attribute before a counted name: 轻微违法行为“四张清单”."""
        if not _COUNTED.match(content):
            return start
        before = text[max(0, start - 14) : start]
        cut = max((m.end() for m in re.finditer(r"[、,;。:“”()\n的和及与了]", before)), default=0)
        for _, end, uses in self._cues.edges.find(before):
            if "verb" in uses or "soft-verb" in uses or "preposition" in uses:
                cut = max(cut, end)
        return start - (len(before) - cut)
