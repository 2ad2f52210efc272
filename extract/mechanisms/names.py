"""Candidates for mechanisms and the form under which two names are one."""

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Candidate", "bare", "core", "plain"]

_PRINTED = re.compile(r"[“”《》\s—]|-{2}")
_QUOTES = re.compile(r"[“”《》\s]")
_DASHES = re.compile(r"—+|-{2,}")
_MARKS = re.compile(r"[“”《》、,·\s]")
_SUFFIX = re.compile(r"(?:工作|活动|制度|机制|体制|建设|改革|体系|政策|制){1,9}$")
_PREFIX = re.compile(
    r"^(?:我[省市县区]|全[省市县区]|本[省市县区级]|各[类级]|各?(?:部门|单位)|\d{4}年度?|年度|行政(?=执法)"
    r"|各?乡镇(?:\(街道\)|街道)?|镇街|街镇|[市县区](?:级|政府)?(?=[政行重权])|政府部门)+"
)


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
    if printed.isalnum() or not _PRINTED.search(printed):
        return printed
    return _DASHES.sub("-", _QUOTES.sub("", printed))


def bare(name: str) -> str:
    """Return a name without marks and pauses: 双随机、一公开 is 双随机一公开."""
    return _MARKS.sub("", name).replace("目录清单", "目录")


@lru_cache(maxsize=1 << 15)
def core(name: str, *, local: bool = True) -> str:
    """Return what is left of a name without marks, general suffix and (``local``) place word.

    行政执法“三项制度”工作 and 执法三项制度 have one core.
    """
    kernel = bare(name)
    if local:
        kernel = _PREFIX.sub("", kernel)
    return _SUFFIX.sub("", kernel) or kernel
