"""Find names in titles of documents: 《关于建立案件移送机制的意见》 sets up 案件移送机制."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.annotations import Clause
from extract.mechanisms.coordination import trimmed
from extract.mechanisms.cues import Cues
from extract.mechanisms.headed import HeadedNames
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Openings

__all__ = ["Title", "TitledNames", "titles_in"]

_SHORTEST = 2
_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){4,120})》")
_ABOUT = re.compile(
    r"(?:关于)([^《》]{4,80}?)的?(?:实施|指导|若干|工作|试行)*(?:通知|意见|方案|办法|决定|公告|规定|细则|规则|报告)?(?:\([^()]*\))?$"
)
_NAMED = re.compile(r"(?:制度|机制|清单|负面清单|责任制|承诺制)(?=(?:\([^()]*\))*$)")
_PLACE = re.compile(
    r"(?:\d{4}年度?)?(?:[一-龥]{1,6}[省市县区镇])*(?:人民)?(?:政府)?(?:\d{4}年度?)?"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and whether the reporting side made the document."""

    start: int
    end: int
    own: bool


def titles_in(text: str, clauses: tuple[Clause, ...], cues: Cues) -> Iterator[Title]:
    """Yield the titles of a text; a verb of issuing before a title tells that it is its own."""
    position = 0
    for match in _TITLE.finditer(text):
        while position < len(clauses) and clauses[position].end <= match.start():
            position += 1
        begin = clauses[position].start if position < len(clauses) else match.start()
        before = re.sub(r"《[^《》]*》", "", text[begin : match.start()])
        yield Title(match.start(1), match.end(1), any(True for _ in cues.issuing.find(before)))


class TitledNames:
    """Finds mechanisms in titles."""

    def __init__(self, cues: Cues, headed: HeadedNames) -> None:
        """Keep the cues and the reader of headed names."""
        self._cues = cues
        self._headed = headed

    def find(self, text: str, titles: list[Title], openings: Openings) -> Iterator[Candidate]:
        """Yield what own documents set up, and titles that are names of mechanisms."""
        for title in titles:
            yield from self._title(text, title)
        about = []
        for title in titles:
            match = _ABOUT.search(text, title.start, title.end)
            if title.own and match:
                start, end = match.span(1)
                about.append(
                    Clause(start=start, end=end, sentence_start=start, sentence_end=end, section=0)
                )
        yield from self._headed.find(text, tuple(about), openings)

    def _title(self, text: str, title: Title) -> Iterator[Candidate]:
        named = _NAMED.search(text, title.start, title.end)
        if not named or text.startswith("关于", title.start):
            return
        place = _PLACE.match(text, title.start, named.start())
        start = trimmed(text, place.end() if place else title.start, named.start(), [], self._cues)
        if named.start() - start >= _SHORTEST:
            yield Candidate(start=start, end=named.end(), name=plain(text[start : named.end()]))
