"""Read the head of a text: its title, what kind of text it is, which years it covers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.annotations import SourceHints
from extract.facts import ReportKind
from extract.places import cue_words, find_names
from ontology.schemes import load_scheme

__all__ = ["Head", "YearsCovered", "read_head", "read_kind", "read_title_years", "read_years"]

_LINES = 40
_LABEL = re.compile(r"(?:文件)?(?:名称|标题|题名):")
_LONGEST = 80
"""Characters above which a line is no title."""
_OPENING = 1500
_BEFORE_BODY = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|【"
)
_APART = re.compile(r".{0,20}\d{4}[年-]\d{1,2}[月-]\d{1,2}日?.{0,12}$|.{0,12}〔\d{4}〕\d+号$")
_QUOTED = re.compile(r"《[^》]{0,120}》")
_DIGITS = str.maketrans("零○一二三四五六七八九", "00123456789")
_SPELT = re.compile(r"二[零○][零○一二三四五六七八九]{2}(?=[年—~至-])")
_YEAR = re.compile(r"(20[0-3]\d)(?:年度?)?(?:[—~至-]+(20[0-3]\d))?年?")
_DATED = re.compile(r"\d{1,2}月\d{1,2}日")
_SINGLE = re.compile(r"(20[0-3]\d)年(?<![\d—~至-]20..年)")
"""A year that ends no range; the look behind stands last, so that the search begins with 20."""
_FILED = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_REPORTED = re.compile(r"(20[0-3]\d)年度?[^。,;\n]{0,30}(?:报告|汇报|通报|公布|总结)如下")


@dataclass(frozen=True, slots=True)
class Head:
    """Title of a text and where the text after it begins."""

    title: str
    lines: tuple[tuple[int, int], ...]
    """Ranges of the title's lines."""
    body: int


@dataclass(frozen=True, slots=True)
class YearsCovered:
    """First and last year that a text covers."""

    first: int
    last: int | None = None


def read_head(text: str) -> Head:
    """Return the title above the first paragraph, without what a page adds.

    中共甲县委甲县人民政府⏎关于2021年度法治政府建设情况的报告 is one title.
    """
    lines: list[_Line] = []
    start = 0
    for _ in range(_LINES):
        if start > len(text):
            break
        end = text.find("\n", start)
        line = text[start:] if end < 0 else text[start:end]
        furniture = _is_furniture(line)
        if not furniture and _is_body(line):
            break
        kept = _LABEL.sub("", line)
        if not furniture and all(kept != other.text for other in lines):
            begin = start + len(line) - len(kept)
            lines.append(_Line(begin, begin + len(kept), kept))
        start += len(line) + 1
    titled = _title_lines(lines)
    title = "".join(line.text for line in titled)
    return Head(title, tuple((line.start, line.end) for line in titled), start)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def _title_lines(lines: list[_Line]) -> list[_Line]:
    """Return the lines from the letterhead to the first one that says report, plan or case."""
    for index, line in enumerate(lines):
        if any(word in line.text for word in _title_words()):
            start, end = index, index + 1
            whole = bool(find_names(line.text)) and not line.text.startswith("关于")
            if not whole:
                start = _letterhead(lines, start)
            while end < len(lines) and lines[end].text.startswith(("(", "—")):
                end += 1
            return lines[start:end]
    return lines


def _letterhead(lines: list[_Line], start: int) -> int:
    """Return the first of the lines above a title that belong to it."""
    while start > 0 and _belongs(lines[start - 1].text):
        start -= 1
    return start


def _belongs(line: str) -> bool:
    """Tell whether a line above is a letterhead, a place alone, or the first half of a title."""
    if line.endswith((*cue_words("issuer-ending"), "委")) or _YEAR.search(line):
        return True
    return bool(line) and sum(name.end - name.start for name in find_names(line)) == len(line)


@cache
def _title_words() -> tuple[str, ...]:
    names = ("title-report", "title-plan", "title-case")
    return tuple(word for name in names for word in cue_words(name))


def _is_body(line: str) -> bool:
    full = line.endswith(("。", ";", ":", "!")) or "。" in line
    return full or len(line) > _LONGEST or line.count(",") > 1 or bool(_BEFORE_BODY.match(line))


def _is_furniture(line: str) -> bool:
    if line in cue_words("empty-title") or _APART.match(line):
        return True
    return len(line) <= _LONGEST and any(word in line for word in cue_words("page-line"))


def read_kind(head: Head, text: str, hints: SourceHints) -> ReportKind:
    """Return the kind of text by its title, else by the formula it opens with."""
    if hints.kind:
        return hints.kind
    for _, kind, name in _titled_kinds():
        where = _where(name, head, text)
        if any(word in where for word in cue_words(name)):
            return kind
    opening = text[:_OPENING]
    for name in ("opening-case", "opening-plan", "opening-report"):
        if any(word in opening for word in cue_words(name)):
            return ReportKind(load_scheme("place-cues").get(name).values("reportKind")[0])
    return ReportKind.OTHER


@cache
def _titled_kinds() -> list[tuple[int, ReportKind, str]]:
    """Return rank, kind and name of the cues of titles, the first to be tried first."""
    return sorted(
        (int(cue.values("rank")[0]), ReportKind(cue.values("reportKind")[0]), cue.name)
        for cue in load_scheme("place-cues")
        if cue.name.startswith("title-")
    )


def _where(cue: str, head: Head, text: str) -> str:
    """News shows itself in its first words, the other kinds in the title."""
    return text[head.body : head.body + 60] if cue == "title-news" else head.title


def read_years(head: Head, text: str, hints: SourceHints, kind: ReportKind) -> YearsCovered | None:
    """Return the years covered: the title's, else those that the text reports of.

    (2021-2025年) of a plan is both its years; 2023年…总结和2024年…计划 is 2023.
    """
    titled = read_title_years(head)
    if hints.year:
        last = titled.last if titled and titled.first == hints.year else None
        return YearsCovered(hints.year, last)
    if titled:
        return titled if kind is ReportKind.WORK_PLAN else YearsCovered(titled.last or titled.first)
    plain = _QUOTED.sub("", _plain(text[head.body :]))
    reported = _REPORTED.search(plain[:_OPENING])
    if reported:
        return YearsCovered(int(reported[1]))
    filed = _FILED.search(hints.file_name)
    year = _most_frequent(plain) or (int(filed[1]) if filed else None)
    return YearsCovered(year) if year else None


def read_title_years(head: Head) -> YearsCovered | None:
    """Return the years that the title names."""
    return next(_years(head.title), None)


def _plain(text: str) -> str:
    return _SPELT.sub(lambda match: match[0].translate(_DIGITS), text)


def _years(text: str) -> Iterator[YearsCovered]:
    text = _plain(text)
    for match in _YEAR.finditer(text):
        if "年" in match[0] and not _DATED.match(text, match.end()):
            yield YearsCovered(int(match[1]), int(match[2]) if match[2] else None)


def _most_frequent(text: str) -> int | None:
    """Return the year named most often, of equals the latest; ranges do not count."""
    named = Counter(int(year) for year in _SINGLE.findall(text))
    return max(named, key=lambda year: (named[year], year), default=None)
