"""Mark measures: one concrete action of government each."""

import re
from bisect import bisect_left
from collections.abc import Iterator

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
from extract.facts import ReportKind, Role
from extract.stance import genre_of, stance_of
from extract.verbs import Use, Words, edges, words_of

__all__ = ["MeasureRule", "make_measures"]

_TAIL = re.compile(
    r"(?:共计|共|近|约|达到|达|累计|等|为|和|及|不少于|不低于|至少|超过|超|逾){1,9}$"
)
_SUMMED = re.compile(
    r"(?:等[一-龥]{0,8}|[一二三四五六七八九十两0-9]{1,20}[项大个种类][一-龥]{1,6})$"
)
"""What ends a list that is one thing: 审批、备案等工作, 公开、回避四项制度."""
_OPENS_ANEW = Use.RESULT | Use.GUIDANCE | Use.PARTIAL | Use.OBJECT | Use.MANNER
"""Uses of words that open a clause of their own."""
_AFTER_FIGURE = 2
"""Characters that may follow the figure at the end of a clause: 以上."""
_AFTER_HEAD = 6
"""Characters that may follow the figure at the end of an object: 3次以上, 20余件案件."""
_POINT = re.compile(r"[一二三四五六七八九十]是")
_MADE_OF = re.compile(r"[以由][^的]{2,60}[为任是][^的]{1,30}")
_NOT_PART = re.compile(r"其中|受益|总|涉及|占|含|同比|较|平均|人均|[^,]{0,12}率")


class MeasureRule:
    """Marks the clauses that tell of one action, from the verb or the actor before it."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``MeasureMark`` marks."""
        put_marks(doc, MeasureMark, self._measures(doc))
        return doc

    def _measures(self, doc: Doc) -> Iterator[MeasureMark]:
        stance = stance_of(doc)
        for action in _Passage(doc).actions():
            yield MeasureMark(
                start=action.start,
                end=action.end,
                verb=action.verb,
                object=action.object,
                status=stance.action(action.verb_start),
                kind=action.kind,
                actor=action.actor,
            )


class _Passage:
    """The clauses of a document with what other rules found in them."""

    def __init__(self, doc: Doc) -> None:
        self._words: Words = words_of(doc)
        self._text = self._words.text
        self._clauses = marks_of(doc, Clause)
        self._sections = marks_of(doc, Section)
        self._plan = genre_of(doc) is ReportKind.WORK_PLAN
        self._figures = marks_of(doc, FigureMark)
        self._figure_starts = [figure.start for figure in self._figures]
        bodies = {
            mark.start: (mark.end, mark.institution.iri) for mark in marks_of(doc, InstitutionMark)
        }
        self._reader = ActionReader(self._words, bodies, _own_place(doc))
        self._projects = edges(Use.PROJECT)
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
        problem = self._sections[clause.section].role is Role.PROBLEM
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
        for part in self._split(action):
            self._found.extend(self._members(part))

    def _goes_on(self, clause: Clause, previous: Clause) -> bool:
        """Draw in what a body is made of: 成立由县长任组长,各局为成员的领导小组."""
        last = self._found[-1]
        if last.end < previous.end - 1 or not _MADE_OF.fullmatch(last.object):
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
        role = self._sections[clause.section].role
        if role is Role.CLOSING or (self._plan and role is Role.BACKGROUND):
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
        start = self._words.opening(clause.start, clause.end)
        if self._text.startswith("对", start) and self._text[clause.end - 1] == "的":
            return start
        return None

    def _extend(self, found: list[Action], clause: Clause, previous: Clause) -> None:
        """Draw a clause without a verb into the measure before it: 304项,“轻罚清单”17项."""
        mine, theirs = (
            self._units(clause.start, clause.end),
            self._units(previous.start, previous.end),
        )
        start = self._words.opening(clause.start, clause.end)
        opening = self._words.at.get(start)
        if opening and opening[1].use & _OPENS_ANEW:
            return
        if not mine & theirs or _NOT_PART.match(self._text, start) or "%" in mine:
            return
        strong = any(
            not word.use & Use.NOUNLIKE for _, _, word in self._words.verbs(start, clause.end)
        )
        if not strong and self._ends_in_figure(clause):
            last = found[-1]
            last.object = self._text[last.verb_end : clause.end]
            last.end = clause.end

    def _between(self, start: int, end: int) -> tuple[FigureMark, ...]:
        starts = self._figure_starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return ()
        return self._figures[first : bisect_left(starts, end, first)]

    def _units(self, start: int, end: int) -> set[str]:
        return {figure.unit for figure in self._between(start, end)}

    def _ends_in_figure(self, clause: Clause) -> bool:
        figures = self._between(clause.start, clause.end)
        return bool(figures) and clause.end - figures[-1].end <= _AFTER_FIGURE

    def _split(self, action: Action) -> Iterator[Action]:
        """Part verbs with objects of their own after a figure: 新增331项、变更275项."""
        text, end = self._text, action.end
        for figure in self._between(action.verb_end, end):
            if (
                text[figure.end : figure.end + 1] not in ("、", "和", "及")
                or figure.end >= action.end
            ):
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
            yield action
            if following.object[:1].isdigit():
                following.object = self._without_figures(action.object) or following.object
            following.actor = action.actor
            action = following
        yield action

    def _members(self, action: Action) -> list[Action]:
        """Part a list of verbs with objects of their own: 完善制度、充实力量、强化保障.

        All members must open with a verb, else the list is one object.
        """
        text = self._text
        if text.find("、", action.verb_end, action.end) < 0:
            return [action]
        marks = [
            place
            for place in range(action.verb_end, action.end)
            if text[place] == "、" and not self._words.closed(place)
        ]
        if (
            not marks
            or marks[0] == action.verb_end
            or _SUMMED.search(text, action.verb_end, action.end)
        ):
            return [action]
        if any(stop == marks[0] for _, stop, _ in self._words.verbs(action.verb_end, marks[0])):
            return [action]
        ends = [*marks[1:], action.end]
        others = [self._reader.read(mark + 1, end) for mark, end in zip(marks, ends, strict=True)]
        members = [other for other in others if other is not None]
        if any(
            other is None or other.own_subject or other.verb_start != mark + 1
            for mark, other in zip(marks, others, strict=True)
        ):
            return [action]
        action.end = marks[0]
        action.object = text[action.verb_end : marks[0]]
        for member in members:
            member.actor = action.actor
        return [action, *members]

    def _without_figures(self, phrase: str) -> str:
        return re.sub(r"\d.*$", "", phrase)

    def _trim_object(self, action: Action) -> None:
        """Leave the figure at the end out of the object; a figure alone stays."""
        figures = self._between(action.verb_end, action.end)
        if not figures or not action.object.endswith(self._text[figures[-1].start : action.end]):
            return
        if action.end - figures[-1].end > _AFTER_HEAD:
            return
        first = figures[-1].start
        for figure in reversed(figures[:-1]):
            if first - figure.end > 1:
                break
            first = figure.start
        kept = action.object[: len(action.object) - (action.end - first)]
        action.object = _TAIL.sub("", kept).rstrip("、,") or action.object


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
