"""Read the bodies that a text names, from left to right."""

import re
from dataclasses import replace
from typing import Final

from extract.facts import Jurisdiction
from extract.ground import Ground
from extract.institutions import (
    Body,
    Form,
    body_forms,
    cue_pattern,
    framed_forms,
    make_body,
    set_up_pattern,
    without_place_pattern,
)
from extract.reporters import Reporter
from ontology.schemes import Concept

__all__ = ["BodyReader"]

_LONGEST_NAME: Final = 18
"""Characters of a body's own name before its last word."""
_SHORTEST_NAME: Final = 2
_TITLE = re.compile(r"《[^《》\n]{1,160}》?")
_TITLE_OPENING = re.compile(r"《(?:\d{4}年度?)?$")
_ISSUES = re.compile(r"(?:办公[室厅])?(?:、[^、》]{2,20})?(?:关于|(?:19|20)\d\d年)")
_FIRST: Final = ord("一")
_LAST: Final = ord("龥")
_LIST_GAP: Final = 2
_SESSION: Final = re.compile(r"第[一二三四五六七八九十]{1,3}届$")
_COMPOSED = re.compile(
    r"[以由][^。;\n《]{2,100}?(?:组长|主任|成员|组成|负责人|召集人|总指挥|指挥长)的(?P<name>[一-龥]{0,18})$"
)
"""How a body is composed: 以县长为组长、各部门负责人为成员的|甲工作|领导小组."""
_LONGEST_MAKING = 180
_HEADS = frozenset(
    (
        "people-government",
        "people-congress",
        "people-congress-standing-committee",
        "political-consultative-conference",
        "party-discipline-inspection-and-supervision",
    )
)
"""Kinds that are never organs of the body before them: 县委|政府."""
_BRANCHES: Final = ("分局", "支局", "大队", "支队", "中队")
_STREET: Final = "街道"
"""Opens 街道办事处, and ends the name before it: 青山街道|办事处."""
_OF_TOWNSHIP = frozenset(("party-working-committee", "subdistrict-office", "justice-office"))
"""Kinds that only a street has; alone in its report they are its own."""
_OF_REPORTER = ("领导小组", "领导小组办公室")
"""Last words of bodies that every department has of its own."""
_WITH_OFFICE = ("领导小组", "委员会", "指挥部", "专班", "联席会议")
"""Last words of bodies that have an office."""
_SET_UP = frozenset(("committee", "leading-group", "task-force", "headquarters"))
"""Last words whose names count without a place where the body is set up."""


class BodyReader:
    """Reads the bodies of one text from left to right."""

    def __init__(self, text: str, ground: Ground, reporter: Reporter | None) -> None:
        """Hold the text, the places its words stand for and the department that reports."""
        self._text = text
        self._ground = ground
        self._reporter = reporter
        self._found: list[Body] = []
        self._outside = cue_pattern("outside")
        self._list = cue_pattern("list")

    def read(self) -> list[Body]:
        """Return the bodies in reading order."""
        titles = [match.span() for match in _TITLE.finditer(self._text)]
        title = 0
        selves = list(self._reporter.find(self._text, self._ground)) if self._reporter else []
        for start, end, forms in body_forms().find(self._text):
            while selves and selves[0].start < end:
                self._add(selves.pop(0))
            if self._found and start < self._found[-1].end:
                continue
            while title < len(titles) and titles[title][1] <= start:
                title += 1
            inside = title < len(titles) and titles[title][0] < start
            for body in self._bodies(start, end, forms):
                if not inside or self._issues(body):
                    self._add(body)
        return [*self._found, *selves]

    def _issues(self, body: Body) -> bool:
        """Tell whether a body inside a title is the one that issues the document."""
        opens = _TITLE_OPENING.search(self._text, max(0, body.start - 8), body.start)
        return bool(opens and _ISSUES.match(self._text, body.end))

    def _add(self, body: Body) -> None:
        while (
            self._found and self._found[-1].start >= body.start and self._found[-1].end < body.end
        ):
            self._found.pop()
        self._found.append(body)

    def _bodies(self, start: int, end: int, forms: tuple[Form, ...]) -> list[Body]:
        """Return the bodies that a printed form names where it stands."""
        form = forms[0]
        last = self._found[-1] if self._found else None
        touching = last is not None and last.end == start and not form.leading
        if form.blocked and (not form.bare or form.national):
            return []
        if last is not None and touching and not form.blocked:
            return [self._organ(last, form, start, end)] if _is_organ(last, form) else []
        if form.national:
            return [self._national(form, start, end)]
        return self._local(forms, start, end, last)

    def _local(
        self, forms: tuple[Form, ...], start: int, end: int, last: Body | None
    ) -> list[Body]:
        form = forms[0]
        floor = last.end if last else 0
        shared = _STREET if form.label.startswith(_STREET) else form.leading
        placed = self._ground.places_before(start + len(shared), floor=floor)
        if form.blocked:
            return self._unblocked(start, end, placed)
        if last is not None and form.label in _BRANCHES and placed and placed[0] == last.end:
            return [self._branch(last, form, start, end)]
        if placed is not None:
            return self._placed(form, placed, end)
        body = self._placeless(forms, start, end, last)
        return [] if body is None else [body]

    def _unblocked(
        self, start: int, stop: int, placed: tuple[int, tuple[Jurisdiction, ...]] | None
    ) -> list[Body]:
        """Return the body of a look-alike that has a place after all: 市法院|生效判决."""
        if placed is None:
            return []
        for begin, end, forms in body_forms().find(self._text[start : stop - 1]):
            if begin == 0 and not forms[0].blocked:
                return self._placed(forms[0], placed, start + end)
        return []

    def _national(self, form: Form, start: int, end: int) -> Body:
        return Body(
            start=start,
            end=end,
            place=self._ground.country,
            kind=form.kind,
            name=form.template,
            local=form.template,
            stem=form.template,
        )

    def _placed(
        self, form: Form, placed: tuple[int, tuple[Jurisdiction, ...]], end: int
    ) -> list[Body]:
        start, places = placed
        tail = form.label[len(form.leading) :]
        if form.suffix and not any(tail == framed for framed in framed_forms()):
            return []
        kind = form.kind
        for head, framed in framed_forms().get(tail, ()):
            if self._text.endswith(head, 0, start):
                kind, start = framed, start - len(head)
                break
        else:
            if form.suffix:
                return []
            if self._text.endswith("中共", 0, start):
                start -= len("中共")
        return [make_body(kind, place, start, end, tail) for place in places]

    def _placeless(
        self, forms: tuple[Form, ...], start: int, end: int, last: Body | None
    ) -> Body | None:
        """Return a body whose place stands further left, or is that of the body before it."""
        for form in forms:
            if form.inner and (place := self._ground.level(form.inner)) is not None:
                return make_body(form.kind, place, start, end)
        form = forms[0]
        if not form.suffix and not form.leading and last is not None and self._listed(last, start):
            return make_body(form.kind, last.place, start, end, form.label)
        named = self._named(form, start, end, last)
        if named is None and self._alone(form) and self._begins(start):
            return self._unplaced(form, start, end)
        return named

    def _begins(self, start: int) -> bool:
        """Tell whether a body can stand here without its place."""
        return bool(without_place_pattern().search(self._text, max(0, start - 4), start))

    def _alone(self, form: Form) -> bool:
        """Tell whether a form may stand without its place: 法院; 党工委 in a report of a street."""
        return form.bare or (self._ground.township is not None and form.kind.name in _OF_TOWNSHIP)

    def _unplaced(self, form: Form, start: int, end: int) -> Body:
        below = self._ground.township
        if below is not None and (
            form.kind.name in _OF_TOWNSHIP or form.label.endswith(_OF_REPORTER)
        ):
            return make_body(form.kind, below, start, end, form.label)
        if self._reporter is not None and form.label.endswith(_OF_REPORTER):
            return self._own_body(form, start, start, end)
        return make_body(form.kind, self._ground.own, start, end, form.label)

    def _branch(self, last: Body, form: Form, start: int, end: int) -> Body:
        """Return the branch of a body in a place: 市生态环境局|甲县|分局."""
        own = self._text[last.end : start] + form.label
        return replace(last, end=end, kind=form.kind, name=last.name + own, local=last.local + own)

    def _listed(self, last: Body, start: int) -> bool:
        gap = self._text[last.end : start]
        return bool(gap) and len(gap) <= _LIST_GAP and self._list.fullmatch(gap) is not None

    def _named(self, form: Form, start: int, end: int, last: Body | None) -> Body | None:
        """Return a body with a name of its own before its last word: 县|茶业发展|中心."""
        floor = max(last.end if last else 0, start - _LONGEST_NAME)
        opening, stop = self._own_name(floor, start)
        if opening == stop:
            return None
        if self._text[stop - 1] == "届":
            session = _SESSION.search(self._text, opening, stop)
            if session and (placed := self._ground.places_before(session.start())):
                return make_body(form.kind, placed[1][0], placed[0], end)
        if not form.named:
            return None
        own = self._text[opening:stop]
        stops = [match.end() for match in self._outside.finditer(own)]
        begin = opening + (stops[-1] if stops else 0)
        if self._below_reporter(last, opening, own, start):
            return self._own_body(form, opening, start, end)
        for at in range(start - _SHORTEST_NAME, begin, -1):
            placed = self._ground.places_before(at, floor=floor)
            if placed is not None and len(placed[1]) == 1 and self._separate(at):
                return _open_body(form, placed[1][0], self._text[at:start], placed[0], end)
        return self._set_up_body(form, opening, start, end, last)

    def _own_name(self, floor: int, start: int) -> tuple[int, int]:
        """Return where the characters before a form begin and end, in its line or the one above."""
        text = self._text
        stop = start - 1 if start > floor and text[start - 1] == "\n" else start
        begin = stop
        while begin > floor and _FIRST <= ord(text[begin - 1]) <= _LAST:
            begin -= 1
        return begin, stop

    def _below_reporter(self, last: Body | None, opening: int, own: str, start: int) -> bool:
        """Tell whether a name stands right behind the department that reports: 局|普法|领导小组."""
        return (
            self._reporter is not None
            and last is not None
            and last.iri == self._reporter.body.iri
            and last.end == opening
            and start - opening >= _SHORTEST_NAME
            and not self._outside.search(own)
        )

    def _separate(self, at: int) -> bool:
        return cue_pattern("not-after-a-level").match(self._text, at) is None

    def _set_up_body(
        self, form: Form, floor: int, start: int, end: int, last: Body | None
    ) -> Body | None:
        """Return a body that is set up, alone or in a list: 成立|甲工作|领导小组、乙|委员会."""
        if not (form.kind.name in _SET_UP if form.suffix else form.label.endswith(_OF_REPORTER)):
            return None
        verbs = list(set_up_pattern().finditer(self._text, floor, start))
        begin = verbs[-1].end() if verbs else floor
        made = _COMPOSED.search(self._text, max(0, start - _LONGEST_MAKING), start)
        if made:
            begin = made.start("name")
        listed = last is not None and last.kind.name in _SET_UP and self._listed(last, begin)
        if not (verbs or listed or made):
            return None
        if not form.suffix:
            return self._unplaced(form, start, end) if begin == start else None
        if start - begin < _SHORTEST_NAME:
            return None
        if self._outside.search(self._text[begin:start].replace("政府", "")):
            return None
        return self._own_body(form, begin, start, end)

    def _own_body(self, form: Form, begin: int, start: int, end: int) -> Body:
        """Return a body of the reporting department, else of the reporting place."""
        own = self._text[begin:start]
        above = self._reporter.body if self._reporter else None
        if above is not None and own.startswith(above.name[-1]):
            own = own[1:]
        if above is None:
            place = self._ground.township or self._ground.own
            return _open_body(form, place, own, begin, end)
        local = own + form.label
        return replace(
            above,
            start=begin,
            end=end,
            kind=form.kind,
            name=above.name + local,
            local=above.local + local,
            stem=above.name + local,
        )

    def _organ(self, last: Body, form: Form, start: int, end: int) -> Body:
        """Return the organ of the body right before: 市委|组织部, 市政府党组|理论学习中心组."""
        if form.kind.name in _HEADS or form.national:
            return make_body(form.kind, last.place, start, end)
        part = last.kind.iri in form.kind.values("partOf") and last.local == last.kind.zh
        if part or _is_department(last.kind, form):
            printed = last.kind.zh + form.label
            return make_body(form.kind, last.place, last.start, end, printed)
        own = form.kind.zh
        return Body(
            start=last.start,
            end=end,
            place=last.place,
            kind=form.kind,
            name=last.stem + own,
            local=last.local + own,
            stem=last.stem + own,
        )


def _is_organ(last: Body, form: Form) -> bool:
    """Tell whether a word right behind a body names its organ: 领导小组|办公室, not 县委|中心."""
    return not form.suffix or (form.kind.name == "office" and last.name.endswith(_WITH_OFFICE))


def _is_department(above: Concept, form: Form) -> bool:
    """Tell whether 县政府 before a body only says whose department it is: 县政府|信访局."""
    branch = any(one.endswith("/government-branch") for one in form.kind.broader)
    return above.name == "people-government" and branch and not form.suffix


def _open_body(form: Form, place: Jurisdiction, own: str, start: int, end: int) -> Body:
    local = own + form.label
    body = make_body(form.kind, place, start, end)
    name = place.name + local
    return replace(body, name=name, local=local, stem=name)
