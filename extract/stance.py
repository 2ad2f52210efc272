"""Read from place and wording whether a clause tells of what is done, planned or lacking.

After ConText (Harkema et al. 2009): cues with a scope, here for Chinese and as data in
``vocab/status-cues.ttl``, on top of the role of the section and the genre of the report.
"""

import re
from bisect import bisect_right
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple

from spacy.tokens import Doc

from extract.annotations import (
    Clause,
    Section,
    clauses_by_offset,
    hints_of,
    marks_of,
    text_of,
)
from extract.characters import at_or_after
from extract.facts import ReportKind, Role, Status
from extract.lexicon import Lexicon
from extract.order import Offsets
from ontology.schemes import load_scheme

__all__ = [
    "Stance",
    "Standing",
    "action_status",
    "clause_at",
    "clause_before",
    "genre_of",
    "section_at",
    "stance_of",
    "standing_at",
    "statuses_at",
    "year_of",
]

_start_of: Final = attrgetter("start")
_OPENING = 400
_TITLE_LINE = 60
_ADOPTED: Final = Status.ADOPTED
_PLANNED: Final = Status.PLANNED
_PROBLEM: Final = Status.PROBLEM
_ALONE: Final = {status: frozenset({status}) for status in Status}
_ONLY_MENTIONED: Final = _ALONE[Status.MENTIONED]
_ONLY_PLANNED: Final = _ALONE[_PLANNED]
_CONTINUED: Final = frozenset({_ADOPTED, _PLANNED})
_MOST_TELLING: Final = {found: status for status, found in _ALONE.items()} | {_CONTINUED: _PLANNED}
_IN_ORDER: Final = {found: tuple(sorted(found)) for found in _MOST_TELLING}
_STOPS: Final = frozenset("。;,:)\n是、")
_OPENING_WORDS = 12
"""Characters into a clause within which a cue still governs the clause itself."""
_PLAN_TITLE = re.compile(r"(?:方案|规划|计划|要点|实施意见|任务分工|工作安排)(?:\(|\n|$|的通知)")
_REPORT_TITLE = re.compile(
    r"情况(?:的)?(?:报告|汇报|总结|公开|公示)|年度报告|工作报告|工作总结|年报"
)
_YEAR: Final = re.compile(r"\s{0,99}(20\d\d)年")
_HAN: Final = ord("一")
"""The first Chinese character; figures and blanks stand before it."""
_CASE = re.compile(r"案例|【(?:基本情况|任务措施|主要做法|背景)】|典型经验|示范项目")


def genre_of(doc: Doc) -> ReportKind:
    """Tell the genre of a text by its title and opening.

    甲县法治政府建设工作方案 is a work plan, 关于2021年法治政府建设情况的报告 an annual report.
    """
    genre: ReportKind | None = doc.user_data.get("genre")
    if genre is None:
        genre = doc.user_data["genre"] = hints_of(doc).kind or _genre(text_of(doc)[:_OPENING])
    return genre


def _genre(head: str) -> ReportKind:
    title = "\n".join(line for line in head.split("\n")[:6] if len(line) <= _TITLE_LINE)
    if _REPORT_TITLE.search(title):
        return ReportKind.ANNUAL_REPORT
    if _PLAN_TITLE.search(title) or "制定本方案" in head or "制定本工作方案" in head:
        return ReportKind.WORK_PLAN
    if _CASE.search(head):
        return ReportKind.CASE
    if _REPORT_TITLE.search(head) or "报告如下" in head or "情况如下" in head:
        return ReportKind.ANNUAL_REPORT
    return ReportKind.NEWS if "讯" in head[:80] or "记者" in head else ReportKind.OTHER


def clause_at(doc: Doc, offset: int) -> Clause | None:
    """Return the clause that holds an offset."""
    return clauses_by_offset(doc)[offset]


def clause_before(doc: Doc, clause: Clause) -> Clause | None:
    """Return the clause before one in its sentence."""
    clauses = clauses_by_offset(doc)
    for place in range(clause.start - 1, clause.sentence_start - 1, -1):
        before = clauses[place]
        if before is not None:
            return before
    return None


def section_at(doc: Doc, offset: int) -> Section | None:
    """Return the section that holds an offset."""
    return _section_of(marks_of(doc, Section), clauses_by_offset(doc)[offset], offset)


def _section_of(
    sections: tuple[Section, ...], clause: Clause | None, offset: int
) -> Section | None:
    if clause is not None:
        return sections[clause.section]
    index = bisect_right(sections, offset, key=_start_of) - 1
    return sections[index] if index >= 0 else None


def year_of(doc: Doc) -> int:
    """Return the year that a text covers, by its title and opening; 9999 if none is stated."""
    year: int | None = doc.user_data.get("year")
    if year is None:
        stated = _YEAR.search(text_of(doc)[:_OPENING])
        year = doc.user_data["year"] = int(stated[1]) if stated else 9999
    return year


class _Hit:
    """A cue where it stands."""

    def __init__(self, start: int, statuses: frozenset[Status]) -> None:
        self.start = start
        self.statuses = statuses


@cache
def _cues() -> Lexicon[tuple[str, frozenset[Status]]]:
    return Lexicon(
        (label, (cue.values("scope")[0], frozenset(map(_status, cue.values("status")))))
        for cue in load_scheme("status-cues")
        for label in cue.labels
    )


def _status(iri: str) -> Status:
    return Status(iri.rsplit("/", 1)[-1])


class Stance:
    """Reads the standing of the clauses of one document, whose cues are found once."""

    def __init__(self, doc: Doc) -> None:
        """Find the cues of the whole text."""
        self.text: str = text_of(doc)
        self.clauses: list[Clause | None] = clauses_by_offset(doc)
        self.sections = marks_of(doc, Section)
        self.genre = genre_of(doc)
        self._year = year_of(doc)
        self._before: dict[int, list[_Hit]] = {}
        """By the beginning of their clause."""
        self._openings: list[_Hit] = []
        self._lacks: list[int] = []
        self._known: list[Status | None] = [None] * len(self.clauses)
        """By the beginning of their clause."""
        for start, _, meanings in _cues().find(self.text):
            for scope, statuses in meanings:
                self._keep(scope, _Hit(start, statuses))
        self._opening_starts = Offsets([hit.start for hit in self._openings])

    def _keep(self, scope: str, hit: _Hit) -> None:
        if scope == "opening":
            self._openings.append(hit)
        elif scope == "clause":
            self._lacks.append(hit.start)
        elif scope == "before":
            clause = self.clauses[hit.start]
            if clause is not None:
                self._before.setdefault(clause.start, []).append(hit)

    def before(self, clause: Clause, start: int) -> list[_Hit]:
        """Return the cues of a clause that govern what stands behind them at a place."""
        return [hit for hit in self._before.get(clause.start, ()) if hit.start < start]

    def status(self, clause: Clause) -> Status:
        """Return the status that section and openings give a clause, worked out once for each."""
        status = self._known[clause.start]
        if status is None:
            section = self.sections[clause.section]
            status = _base(section.role, self.genre)
            if status is not _PLANNED:
                status = self._opening(clause, section) or status
            self._known[clause.start] = status
        return status

    def lacks(self, clause: Clause) -> list[int]:
        """Return where the clause or what follows in its sentence calls something weak."""
        lacks = self._lacks
        return lacks[at_or_after(lacks, clause.start) : at_or_after(lacks, clause.sentence_end)]

    def _opening(self, clause: Clause, section: Section) -> Status | None:
        """Return the status that an opening before this place set for what follows.

        下一步 in a paragraph turns what follows into plans, 但仍存在…不足 into shortcomings; in a
        section on both, 存在问题及下一步打算, the turn holds to its end.
        """
        turn = self.turn(clause, section)
        return next(iter(turn.statuses)) if turn else self.by_year(clause)

    def turn(self, clause: Clause, section: Section) -> _Hit | None:
        """Return the last opening before this place that governs it."""
        text = self.text
        begin = section.start if clause.heading else section.body
        if section.role is not Role.PROBLEM:
            begin = max(text.rfind("\n", begin, clause.start) + 1, begin)
        end = min(clause.start + _OPENING_WORDS, clause.end)
        for index in range(self._opening_starts.before(end) - 1, -1, -1):
            hit = self._openings[index]
            if hit.start < begin:
                return None
            opens = hit.start == begin or text[hit.start - 1] in _STOPS
            if opens or _PROBLEM in hit.statuses:
                return hit
        return None

    def by_year(self, clause: Clause) -> Status | None:
        """Tell a plan by its year: 2024年,我县将推行… in a report on 2023."""
        start = clause.sentence_start
        if ord(self.text[start]) >= _HAN:
            return None
        stated = _YEAR.match(self.text, start)
        return _PLANNED if stated and int(stated[1]) == self._year + 1 else None

    def statuses(self, start: int) -> frozenset[Status]:
        """Return what the text says of a thing named at an offset."""
        clause = self.clauses[start]
        if clause is None:
            return _ONLY_MENTIONED
        base = self.status(clause)
        if base is _PROBLEM:
            return _ALONE[base] if self.lacks(clause) else _ONLY_MENTIONED
        hits = self.before(clause, start) if clause.start in self._before else None
        if not hits:
            return _ALONE[base]
        before = frozenset[Status]().union(*[hit.statuses for hit in hits])
        if base is _PLANNED:
            exists = _ADOPTED in before and self.genre is ReportKind.WORK_PLAN
            return _CONTINUED if exists else _ONLY_PLANNED
        return _ONLY_PLANNED if before == _ONLY_PLANNED else _ALONE[base]

    def in_order(self, start: int) -> tuple[Status, ...]:
        """Return what the text says of a thing named at an offset, in the order of the words."""
        return _IN_ORDER[self.statuses(start)]

    def action(self, start: int) -> Status:
        """Return the one status of an action, the most telling one where the text gives two."""
        found = self.statuses(start)
        if found is not _ONLY_MENTIONED:
            return _MOST_TELLING[found]
        clause = self.clauses[start]
        section = _section_of(self.sections, clause, start)
        lacking = section is not None and section.role is Role.PROBLEM
        return _PROBLEM if lacking else Status.MENTIONED


def stance_of(doc: Doc) -> Stance:
    """Return the reader of a document, made once for each set of its clauses."""
    stance: Stance | None = doc.user_data.get("stance")
    if stance is None or stance.clauses is not clauses_by_offset(doc):
        stance = doc.user_data["stance"] = Stance(doc)
    return stance


def statuses_at(doc: Doc, start: int) -> frozenset[Status]:
    """Return what the text says of a thing named at an offset.

    巩固综合执法改革成果 in a plan says adopted and planned; 三项制度落实不到位 says problem; what a
    passage on shortcomings names without calling it weak is mentioned.
    """
    return stance_of(doc).statuses(start)


def action_status(doc: Doc, start: int) -> Status:
    """Return the one status of an action, the most telling one where the text gives two."""
    return stance_of(doc).action(start)


class Standing(NamedTuple):
    """Why a place of the text tells of what is done, planned or lacking."""

    role: Role
    """Of its section."""
    genre: ReportKind
    cues: tuple[tuple[int, str, str], ...]
    """Offset, word and scope of every cue that governs it."""
    next_year: bool
    """Whether the sentence opens with the year after the report's."""


def standing_at(doc: Doc, start: int) -> Standing | None:
    """Return by what ``statuses_at`` tells the status of a thing named at an offset.

    三项制度落实不到位 in a passage on shortcomings: the role of the passage, and 不到位.
    """
    reader = stance_of(doc)
    clause = reader.clauses[start]
    if clause is None:
        return None
    section = reader.sections[clause.section]
    base = _base(section.role, reader.genre)
    turn = None if base is Status.PLANNED else reader.turn(clause, section)
    hits = [("opening", turn.start)] if turn else []
    if reader.status(clause) is Status.PROBLEM:
        hits += [("clause", lack) for lack in reader.lacks(clause)]
    else:
        hits += [("before", hit.start) for hit in reader.before(clause, start)]
    return Standing(
        role=section.role,
        genre=reader.genre,
        cues=tuple((at, _word_at(reader.text, at, scope), scope) for scope, at in hits),
        next_year=base is not Status.PLANNED and not turn and reader.by_year(clause) is not None,
    )


def _word_at(text: str, start: int, scope: str) -> str:
    """Return the longest cue of a scope that stands at a place."""
    labels = (
        label
        for cue in load_scheme("status-cues")
        if cue.values("scope")[0] == scope
        for label in cue.labels
        if text.startswith(label, start)
    )
    return max(labels, key=len)


def _base(role: Role, genre: ReportKind) -> Status:
    if role is Role.PROBLEM:
        return Status.PROBLEM
    if role is Role.PLAN or genre is ReportKind.WORK_PLAN:
        return Status.PLANNED
    return Status.ADOPTED
