"""Mark sections with their roles, and sentences and clauses."""

import re
from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Clause, Section, put_marks, text_of
from extract.characters import Characters, places_of_any
from extract.facts import ReportKind, Role
from extract.lexicon import Lexicon
from extract.stance import genre_of, year_of
from ontology.schemes import load_scheme

__all__ = ["SectionRule", "make_sections"]

_NUMBERED = re.compile(
    r"(?P<r1>【[^】\n]{1,30}】|第[一二三四五六七八九十]{1,3}[章部编][分]?)"
    r"|(?P<r2>[一二三四五六七八九十]{1,3}、)"
    r"|(?P<r3>\([一二三四五六七八九十]{1,3}\)、?)"
    r"|(?P<r4>\d{1,2}[.、](?!\d))"
    r"|(?P<r5>\(\d{1,2}\)|[①-⑳])"
    r"|(?P<r6>[一二三四五六七八九十]{1,3}是(?!否))"
)
_WEB_LINE = re.compile(r"[一-龥]{2,5}:")
"""A line that the web site puts above the text: 来源:, 发布时间:."""
_TITLE = 0
_CHIEF = 2
_WEAK = 6
_ENDING = re.compile(r"(?:[和及与、][^,、]{1,6})?[。:]?$")
"""What may follow a weak cue at the end of a heading: 工作计划及安排."""
_YEAR = re.compile(r"(20\d\d)年")
_TURNED = (Role.PROBLEM, Role.PLAN)
"""Roles that only one another can displace in the headings below."""
_POINT = 6
_LONGEST_HEADING = 45
_STOPS: Final = "《“(,;。!?\n:"
_BRACKETS: Final = {"《": ("》", 160), "“": ("”", 60), "(": (")", 60)}
"""Marks that open what is one whole, with those that close it, and how long it may be."""
_OPENS: Final = Characters(_BRACKETS)
_ENDS: Final = Characters("。!?;\n")
"""Marks that end a sentence."""
_FIGURE = re.compile(r"\d{1,15}(?:\.\d{1,9})?(?:余|多)?(?:[件个次条项份人家户期%]|万)")


@dataclass(init=False, slots=True)
class _Heading:
    start: int
    end: int
    rank: int

    def __init__(self, start: int, end: int, rank: int) -> None:
        self.start = start
        self.end = end
        self.rank = rank


class SectionRule:
    """Marks sections and clauses; a heading is a numbered or short line or opening sentence."""

    def __init__(self) -> None:
        """Read the words of headings."""
        self._year = 0
        cues = load_scheme("section-cues")
        self._cues = Lexicon(
            (label, (int(cue.values("rank")[0]), Role(cue.values("role")[0].rsplit("/", 1)[-1])))
            for cue in cues
            for label in cue.labels
        )

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``Section`` and ``Clause`` marks."""
        text = text_of(doc)
        genre = genre_of(doc)
        self._year = year_of(doc)
        sections = self._sections(text, genre)
        put_marks(doc, Section, sections)
        put_marks(doc, Clause, _clauses(text, sections))
        return doc

    def _sections(self, text: str, genre: ReportKind) -> list[Section]:
        found: list[Section] = []
        headings = _headings(text)
        if not headings or headings[0].start > 0:
            headings.insert(0, _Heading(0, 0, _TITLE))
        above: list[tuple[int, str, Role]] = []
        for heading in headings:
            name = text[heading.start : heading.end].strip()
            while above and above[-1][0] >= heading.rank:
                above.pop()
            under = above and above[-1][0] != _TITLE
            inherited = above[-1][2] if under else _plain_role(genre, heading)
            role = self._role(heading, name, inherited, genre) if heading.rank else inherited
            if not under:
                above.clear()
            above.append((heading.rank, name, role))
            path = tuple([name for _, name, _ in above if name])
            if found:
                found[-1].end = heading.start
            found.append(
                Section(start=heading.start, end=len(text), role=role, path=path, body=heading.end)
            )
        return found

    def _role(self, heading: _Heading, name: str, inherited: Role, genre: ReportKind) -> Role:
        found = self._found(heading, name)
        if genre is ReportKind.WORK_PLAN:
            return found if found is Role.BACKGROUND else inherited
        if inherited in _TURNED:
            return found if found in _TURNED else inherited
        return found or inherited

    def _found(self, heading: _Heading, name: str) -> Role | None:
        """Return the role that the words of a heading tell.

        Words that also stand in headings of plain work (强化工作部署落实) count in chief headings
        alone, and at their end.
        """
        chief = heading.rank <= _CHIEF
        telling = [
            cue
            for _, end, found in self._cues.find(name)
            for cue in found
            if cue[0] < _WEAK or (chief and _ENDING.match(name, end))
        ]
        if len({role for _, role in telling if role in _TURNED}) > 1:
            return Role.PROBLEM
        if telling:
            return min(telling)[1]
        year = _YEAR.search(name)
        return Role.PLAN if chief and year and int(year[1]) == self._year + 1 else None


def _plain_role(genre: ReportKind, heading: _Heading) -> Role:
    if genre is ReportKind.WORK_PLAN and heading.rank:
        return Role.PLAN
    return Role.ACHIEVEMENT if heading.rank else Role.BACKGROUND


def _headings(text: str) -> list[_Heading]:
    """Find headings: lines of the title, numbered lines, numbered opening sentences."""
    found: list[_Heading] = []
    start = 0
    body_seen = False
    for line in text.split("\n"):
        end = start + len(line)
        numbered = _NUMBERED.match(line)
        if numbered:
            heading_end = _heading_end(line, numbered)
            if heading_end:
                found.append(_Heading(start, start + heading_end, _rank(numbered)))
            body_seen = True
        elif _WEB_LINE.match(line):
            pass
        elif len(line) <= _LONGEST_HEADING and not body_seen and "。" not in line:
            found.append(_Heading(start, end, _TITLE))
        else:
            body_seen = body_seen or len(line) > _LONGEST_HEADING
        start = end + 1
    return found


def _rank(numbered: re.Match[str]) -> int:
    return int((numbered.lastgroup or "r6")[1:])


def _heading_end(line: str, numbered: re.Match[str]) -> int:
    """Return the length of the heading at the opening of a numbered line, 0 if it has none."""
    stop = line.find("。")
    if stop < 0:
        return len(line) if len(line) <= _LONGEST_HEADING else 0
    if stop > _LONGEST_HEADING or (stop == len(line) - 1 and _rank(numbered) >= _POINT):
        return 0
    if _FIGURE.search(line, 0, stop) or (_rank(numbered) >= _POINT and "," in line[:stop]):
        return 0
    return stop + 1


def _clauses(text: str, sections: list[Section]) -> list[Clause]:
    """Return the stretches between commas and stops; 《》, “ ” and ( ) part nothing inside."""
    found: list[Clause] = []
    ends = [section.end for section in sections]
    index = clause_start = sentence_start = behind = sentence = 0
    padded = text + "\n"
    for start in places_of_any(padded, _STOPS):
        if start < behind:
            continue
        if _OPENS.at(padded, start):
            behind = _closed(padded, start)
            continue
        if start > clause_start:
            while clause_start >= ends[index]:
                index += 1
            found.append(
                Clause(
                    start=clause_start,
                    end=start,
                    sentence_start=sentence_start,
                    sentence_end=start,
                    section=index,
                    heading=clause_start < sections[index].body,
                )
            )
        clause_start = start + 1
        if _ENDS.at(padded, start):
            for clause in found[sentence:]:
                clause.sentence_end = start
            sentence, sentence_start = len(found), clause_start
    return found


def _closed(text: str, start: int) -> int:
    """Return where the text goes on behind a bracket, 0 if it does not close in its line."""
    mark = text[start]
    closing, longest = _BRACKETS[mark]
    begin = start + 1
    end = text.find(closing, begin, begin + longest + 1)
    if end <= begin or text.find(mark, begin, end) >= 0 or text.find("\n", begin, end) >= 0:
        return 0
    return end + 1


@Language.factory("kg_sections")
def make_sections(nlp: Language, name: str) -> SectionRule:
    """Build the component that marks sections and clauses."""
    del nlp, name
    return SectionRule()
