"""Find names in titles of documents: 《关于建立案件移送机制的意见》 sets up 案件移送机制."""

import re
from dataclasses import dataclass
from typing import Final

from extract.annotations import Clause
from extract.characters import stands_at
from extract.mechanisms.coordination import trimmed
from extract.mechanisms.cues import Cues
from extract.mechanisms.headed import HeadedNames
from extract.mechanisms.names import Candidate, plain
from extract.mechanisms.openings import Openings

__all__ = ["Title", "TitledNames", "titles_in"]

_SHORTEST: Final = 2
_TOPIC: Final = "关于"
_PARTS: Final = 2
"""Years and places in turn that may open a title."""
_TITLE: Final = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){4,120})》")
_OTHERS: Final = re.compile(r"《[^《》]*》")
_ABOUT: Final = re.compile(
    r"(?:关于)([^《》]{4,80}?)的?(?:实施|指导|若干|工作|试行)*(?:通知|意见|方案|办法|决定|公告|规定|细则|规则|报告)?(?:\([^()]*\))?$"
)
_NAMED: Final = re.compile(r"(?:制度|机制|清单|责任制|承诺制)(?=(?:\([^()]*\))*$)")
_OWN: Final = (
    r"(?:制度|机制|清单|责任制|承诺制|改革|行动|工程|试点|示范创建)(?=(?:{})?(?:\([^()]*\))*$)"
)
_YEAR: Final = re.compile(r"\d{4}年度?")
_PLACE: Final = re.compile(
    r"(?:[一-龥]{2,4}?(?:省|(?<!城)市|县|(?<![小社景园城辖片校灾山地库厂])区|街道|镇))?(?:人民)?(?:政府)?"
)


@dataclass(init=False, slots=True)
class Title:
    """A title and whether the reporting side made the document."""

    start: int
    end: int
    own: bool

    def __init__(self, start: int, end: int, own: bool) -> None:  # noqa: FBT001
        """Keep the values."""
        self.start = start
        self.end = end
        self.own = own


def titles_in(text: str, clauses: list[Clause | None], cues: Cues) -> list[Title]:
    """Return the titles of a text; a verb of issuing before a title tells that it is its own."""
    titles: list[Title] = []
    for match in _TITLE.finditer(text):
        clause = clauses[match.start()]
        before = "" if clause is None else text[clause.start : match.start()]
        if "《" in before:
            before = _OTHERS.sub("", before)
        own = bool(before) and bool(cues.issuing.find_first(before))
        titles.append(Title(match.start(1), match.end(1), own))
    return titles


class TitledNames:
    """Finds mechanisms in titles."""

    def __init__(self, cues: Cues, headed: HeadedNames) -> None:
        """Keep the cues and the reader of headed names."""
        self._cues = cues
        self._headed = headed
        self._own = re.compile(_OWN.format("|".join(cues.document_tails)))

    def find(self, text: str, titles: list[Title], openings: Openings) -> list[Candidate]:
        """Return what own documents set up, and titles that are names of mechanisms."""
        found: list[Candidate] = []
        about: list[Clause] = []
        for title in titles:
            named = self._title(text, title, openings)
            if named is not None:
                found.append(named)
            match = _ABOUT.search(text, title.start, title.end) if title.own else None
            if match:
                start, end = match.span(1)
                about.append(
                    Clause(start=start, end=end, sentence_start=start, sentence_end=end, section=0)
                )
        return found + self._headed.find(text, tuple(about), openings)

    def _title(self, text: str, title: Title, openings: Openings) -> Candidate | None:
        """Return the arrangement that a title names: 《2023年临江县简易审批改革实施方案》."""
        named = (self._own if title.own else _NAMED).search(text, title.start, title.end)
        if not named or stands_at(text, _TOPIC, title.start):
            return None
        start = title.start
        for _ in range(_PARTS):
            year = _YEAR.match(text, start)
            start = openings.beyond_places(year.end() if year else start, named.start())
            place = None if openings.word_at(start) else _PLACE.match(text, start, named.start())
            start = place.end() if place else start
        start = trimmed(text, start, named.start(), [], self._cues)
        if named.start() - start < _SHORTEST:
            return None
        return Candidate(start=start, end=named.end(), name=plain(text[start : named.end()]))
