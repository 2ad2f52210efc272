"""Mark measures: one concrete action of government each."""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extract.actions import Action, ActionReader
from extract.annotations import (
    Clause,
    FigureMark,
    InstitutionMark,
    MeasureMark,
    PlaceMark,
    Section,
    context_of,
    marks_of,
    put_marks,
)
from extract.characters import Characters
from extract.edges import Edges
from extract.facts import ReportKind, Role
from extract.order import Offsets
from extract.stance import genre_of, stance_of
from extract.verbs import Use, Words, edges, words_of

__all__ = ["MeasureRule", "make_measures"]

_TAILS: Final = Edges(
    (
        *("共计", "共", "近", "约", "达到", "达", "累计", "等", "为", "和", "及"),
        *("不少于", "不低于", "至少", "超过", "超", "逾"),
    )
)
"""What stands between a thing and its number."""
_MOST_TAILS: Final = 9
_SUMMERS: Final = Characters("项大个种类")
_FIGURES: Final = Characters("一二三四五六七八九十两0123456789")
_SUMMED: Final = 6
"""Characters that may follow the figure with which a list ends: 四项制度."""
_AND_OTHERS: Final = 8
"""Characters that may follow 等: 等工作."""
_OPENS_ANEW: Final = Use.RESULT | Use.GUIDANCE | Use.PARTIAL | Use.OBJECT | Use.MANNER
"""Uses of words that open a clause of their own."""
_AFTER_FIGURE: Final = 2
"""Characters that may follow the figure at the end of a clause: 以上."""
_AFTER_HEAD: Final = 6
"""Characters that may follow the figure at the end of an object: 3次以上, 20余件案件."""
_POINT: Final = re.compile(r"[一二三四五六七八九十]是")
_MADE: Final = ("以", "由")
_MADE_OF: Final = re.compile(r"[以由][^的]{2,60}[为任是][^的]{1,30}")
_NOT_PART: Final = re.compile(r"其中|受益|总|涉及|占|含|同比|较|平均|人均|[^,]{0,12}率")
_LISTED: Final = frozenset("、和及")
_PROBLEM: Final = Role.PROBLEM
_CLOSING: Final = Role.CLOSING


class MeasureRule:
    """Marks the clauses that tell of one action, from the verb or the actor before it."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``MeasureMark`` marks."""
        stance = stance_of(doc)
        marks = [
            MeasureMark(
                start=action.start,
                end=action.end,
                verb=action.verb,
                object=action.object,
                status=stance.action(action.verb_start),
                kind=action.kind,
                actor=action.actor,
            )
            for action in _Passage(doc).actions()
        ]
        put_marks(doc, MeasureMark, marks)
        return doc


class _Passage:
    """The clauses of a document with what other rules found in them."""

    def __init__(self, doc: Doc) -> None:
        self._words: Words = words_of(doc)
        self._text = self._words.text
        self._clauses = marks_of(doc, Clause)
        self._sections = marks_of(doc, Section)
        self._plan = genre_of(doc) is ReportKind.WORK_PLAN
        self._figures = marks_of(doc, FigureMark)
        self._figure_starts = Offsets([figure.start for figure in self._figures])
        bodies = {
            mark.start: (mark.end, mark.institution.iri) for mark in marks_of(doc, InstitutionMark)
        }
        self._reader = ActionReader(self._words, bodies, _own_place(doc))
        self._projects = edges(Use.PROJECT)
        self._roles = [section.role for section in self._sections]
        self._found: list[Action] = []
        self._actor: str | None = None
        """Who acts in the sentence, as far as it was read."""
        self._pending: int | None = None
        """Where an object begins whose verb stands in the next clause."""

    def actions(self) -> list[Action]:
        """Return the actions of all clauses, in reading order."""
        previous: Clause | None = None
        for number, clause in enumerate(self._clauses):
            if previous is None or clause.sentence_start != previous.sentence_start:
                self._actor = self._pending = previous = None
            if not clause.heading and not self._skipped(clause, number):
                self._read(clause, previous)
            previous = clause
        for action in self._found:
            self._trim_object(action)
        return self._found

    def _read(self, clause: Clause, previous: Clause | None) -> None:
        if previous and self._found and self._goes_on(clause, previous):
            return
        problem = self._roles[clause.section] is _PROBLEM
        action = self._reader.read(clause.start, clause.end, problem=problem)
        if action is None and previous and self._found:
            action = self._bare(clause, previous)
        if action is None:
            if previous and self._found and self._found[-1].end >= previous.end - 1:
                self._extend(self._found, clause, previous)
            self._pending = self._waiting(clause)
            return
        if action.own_subject:
            self._actor = action.actor
        elif action.actor is None:
            action.actor = self._actor
        if self._pending is not None and not action.own_subject:
            action.start, self._pending = self._pending, None
        self._keep(action)

    def _goes_on(self, clause: Clause, previous: Clause) -> bool:
        """Draw in what a body is made of: 成立由县长任组长,各局为成员的领导小组."""
        last = self._found[-1]
        if last.end < previous.end - 1 or not last.object.startswith(_MADE):
            return False
        if not _MADE_OF.fullmatch(last.object):
            return False
        last.object = self._text[last.verb_end : clause.end].removeprefix("了")
        last.end = clause.end
        return True

    def _bare(self, clause: Clause, previous: Clause) -> Action | None:
        """Read a clause whose object stands in the clause before: 编制清单,并公布."""
        last = self._found[-1]
        if last.end < previous.end - 1 or not last.object:
            return None
        action = self._reader.bare(clause.start, clause.end)
        if action:
            action.object = last.object
        return action

    def _skipped(self, clause: Clause, number: int) -> bool:
        role = self._roles[clause.section]
        if role is _CLOSING or (self._plan and role is Role.BACKGROUND):
            return True
        return self._inline_heading(clause, number)

    def _inline_heading(self, clause: Clause, number: int) -> bool:
        """Tell whether a clause is the whole opening sentence of a point: 二是压实责任。…."""
        if clause.start != clause.sentence_start or clause.end != clause.sentence_end:
            return False
        if (
            not _POINT.match(self._text, clause.start)
            or self._text[clause.end : clause.end + 1] != "。"
        ):
            return False
        if self._projects.ending(self._text, clause.start, clause.end):
            return False
        following = self._clauses[number + 1] if number + 1 < len(self._clauses) else None
        return following is not None and not _POINT.match(self._text, following.start)

    def _waiting(self, clause: Clause) -> int | None:
        """Return where a clause begins that only names the object of the next: 对未审查的,不得…."""
        if ord(self._text[clause.end - 1]) != ord("的"):
            return None
        start = self._reader.opening(clause.start, clause.end)
        return start if self._text.startswith("对", start) else None

    def _extend(self, found: list[Action], clause: Clause, previous: Clause) -> None:
        """Draw a clause without a verb into the measure before it: 304项,“轻罚清单”17项."""
        mine = self._units(clause.start, clause.end)
        if not mine:
            return
        start = self._reader.opening(clause.start, clause.end)
        opening = self._words.at.get(start)
        if opening and opening[1].use & _OPENS_ANEW:
            return
        theirs = self._units(previous.start, previous.end)
        if not mine & theirs or _NOT_PART.match(self._text, start) or "%" in mine:
            return
        for _, _, word in self._words.verbs(start, clause.end):
            if not word.use & Use.NOUNLIKE:
                return
        if self._ends_in_figure(clause):
            last = found[-1]
            last.object = self._text[last.verb_end : clause.end]
            last.end = clause.end

    def _between(self, start: int, end: int) -> tuple[FigureMark, ...]:
        first = self._figure_starts.before(start)
        if first == len(self._figures) or self._figures[first].start >= end:
            return ()
        return self._figures[first : self._figure_starts.before(end)]

    def _units(self, start: int, end: int) -> set[str]:
        return {figure.unit for figure in self._between(start, end)}

    def _ends_in_figure(self, clause: Clause) -> bool:
        figures = self._between(clause.start, clause.end)
        return bool(figures) and clause.end - figures[-1].end <= _AFTER_FIGURE

    def _keep(self, action: Action) -> None:
        """Part verbs with objects of their own after a figure: 新增331项、变更275项."""
        text, end = self._text, action.end
        for figure in self._between(action.verb_end, end):
            if figure.end >= action.end or text[figure.end] not in _LISTED:
                continue
            found = self._words.at.get(figure.end + 1)
            if found is None or not found[1].use & Use.VERB:
                continue
            following = self._reader.read(figure.end + 1, end)
            if following is None:
                continue
            before = action.end
            action.end = figure.end
            if action.object.endswith(text[figure.end : before]):
                action.object = action.object[: figure.end - before]
            self._found += self._members(action)
            if following.object[:1].isdigit():
                following.object = self._without_figures(action.object) or following.object
            following.actor = action.actor
            action = following
        self._found += self._members(action)

    def _members(self, action: Action) -> list[Action]:
        """Part a list of verbs with objects of their own: 完善制度、充实力量、强化保障.

        All members must open with a verb, else the list is one object.
        """
        marks = self._list_marks(action)
        if not marks or marks[0] == action.verb_end:
            return [action]
        if _sums_up(self._text, action.verb_end, action.end):
            return [action]
        for _, stop, _ in self._words.verbs(action.verb_end, marks[0]):
            if stop == marks[0]:
                return [action]
        members: list[Action] = [action]
        for mark, end in zip(marks, [*marks[1:], action.end], strict=True):
            member = self._reader.read(mark + 1, end)
            if member is None or member.own_subject or member.verb_start != mark + 1:
                return [action]
            member.actor = action.actor
            members.append(member)
        action.end = marks[0]
        action.object = self._text[action.verb_end : marks[0]]
        return members

    def _list_marks(self, action: Action) -> list[int]:
        """Return where an object has marks of a list, outside quotation marks."""
        marks: list[int] = []
        place = self._text.find("、", action.verb_end, action.end)
        while place >= 0:
            if not self._words.closed(place):
                marks.append(place)
            place = self._text.find("、", place + 1, action.end)
        return marks

    def _without_figures(self, phrase: str) -> str:
        return re.sub(r"\d.*$", "", phrase)

    def _trim_object(self, action: Action) -> None:
        """Leave the figure at the end out of the object; a figure alone stays."""
        last = self._figure_starts.before(action.end) - 1
        if last < 0 or self._figures[last].start < action.verb_end:
            return
        figures = self._between(action.verb_end, action.end)
        if not action.object.endswith(self._text[figures[-1].start : action.end]):
            return
        if action.end - figures[-1].end > _AFTER_HEAD:
            return
        first = figures[-1].start
        for figure in reversed(figures[:-1]):
            if first - figure.end > 1:
                break
            first = figure.start
        kept = action.object[: len(action.object) - (action.end - first)]
        action.object = _without_tail(kept).rstrip("、,") or action.object


def _sums_up(text: str, start: int, end: int) -> bool:
    """Tell whether a list ends as one thing: 审批、备案等工作, 公开、回避四项制度."""
    for place in range(end - 1, max(start, end - 1 - _AND_OTHERS) - 1, -1):
        after = end - 1 - place
        if ord(text[place]) == ord("等"):
            return True
        if _SUMMERS.at(text, place) and 0 < after <= _SUMMED and place > start:
            if _FIGURES.at(text, place - 1):
                return True
        elif not ord("一") <= ord(text[place]) <= ord("龥"):
            return False
    return False


def _without_tail(phrase: str) -> str:
    """Leave out what stands between a thing and its number: 案件共计, 企业达."""
    end = len(phrase)
    for _ in range(_MOST_TAILS):
        end -= len(_TAILS.ending(phrase, 0, end))
    return phrase[:end]


def _own_place(doc: Doc) -> dict[int, int]:
    """Return where each mention of the reporting place ends, by where it begins."""
    places = marks_of(doc, PlaceMark)
    if not places:
        return {}
    own = context_of(doc).jurisdiction.iri
    return {mark.start: mark.end for mark in places if mark.place.iri == own}


@Language.factory("kg_measures")
def make_measures(nlp: Language, name: str) -> MeasureRule:
    """Build the component that marks measures."""
    del nlp, name
    return MeasureRule()
