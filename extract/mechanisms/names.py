"""Candidates for mechanisms and the form under which two names are one."""

import re
from dataclasses import dataclass
from typing import Final

from extract.characters import BLANKS, Characters, stands_before

__all__ = ["Candidate", "bare", "core", "plain", "stem", "unplaced"]

_QUOTES: Final = re.compile(r"[“”《》\s]")
_DASHES: Final = re.compile(r"—+|-{2,}")
_PRINTED: Final = Characters("“”《》—-" + BLANKS)
_MARKS: Final = re.compile(r"[“”《》、,·\s]")
_MARK: Final = Characters("“”《》、,·" + BLANKS)
_GENERALS: Final[tuple[str, ...]] = (
    *("工作", "活动", "制度", "机制", "体制", "建设", "改革", "体系", "政策"),
    "制",  # last: no word ends like the rest of one that ends in it
)
_MOST_GENERALS: Final = 9
_GENERAL: Final = Characters(word[-1] for word in _GENERALS)
_PREFIX: Final = re.compile(
    r"(?:我[省市县区]|全[省市县区]|本[省市县区级]|各[类级]|各?(?:部门|单位)|\d{4}年度?|年度|行政(?=执法)"
    r"|各?乡镇(?:\(街道\)|街道)?|镇街|街镇|[市县区](?:级|政府)?(?=[政行重权])|政府部门)+"
)
_PREFIXED: Final = Characters("我全本各部单年行乡镇街市县区政0123456789")


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Candidate:
    """A stretch that names a mechanism."""

    start: int
    end: int
    name: str
    concept: str | None = None
    """IRI in the vocabulary."""
    whole: bool = False
    """Whether it is a list whose members stand as candidates inside it."""
    goal: int | None = None
    """Where that begins into which a thing is put: 将履职情况列入(goal)年终述职."""

    def __init__(
        self,
        *,
        start: int,
        end: int,
        name: str,
        concept: str | None = None,
        whole: bool = False,
        goal: int | None = None,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.name = name
        self.concept = concept
        self.whole = whole
        self.goal = goal


def plain(printed: str) -> str:
    """Return a printed form of the clean text without quotation and title marks."""
    if not _PRINTED.within(printed, 0, len(printed)):
        return printed
    return _DASHES.sub("-", _QUOTES.sub("", printed))


def bare(name: str) -> str:
    """Return a name without marks and pauses: 双随机、一公开 is 双随机一公开."""
    if _MARK.within(name, 0, len(name)):
        name = _MARKS.sub("", name)
    return name.replace("目录清单", "目录")


def core(kernel: str) -> str:
    """Return what is left of a bare name without place word and general suffix.

    行政执法“三项制度”工作 and 执法三项制度 have one core.
    """
    return stem(unplaced(kernel))


def unplaced(kernel: str) -> str:
    """Return a bare name without place word: 平台 of 全县平台."""
    placed = _PREFIX.match(kernel) if _PREFIXED.at(kernel, 0) else None
    return kernel[placed.end() :] if placed else kernel


def stem(kernel: str) -> str:
    """Return a bare name without general suffix, unless it is made of nothing else."""
    end = len(kernel)
    for _ in range(_MOST_GENERALS):
        if not end or not _GENERAL.at(kernel, end - 1):
            break
        for word in _GENERALS:
            if stands_before(kernel, word, end):
                end -= len(word)
                break
        else:
            break
    return kernel[:end] if end else kernel
