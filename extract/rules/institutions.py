"""Mark named bodies under their full names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import InstitutionMark, PlaceMark, context_of, marks_of, put_marks, text_of
from extract.facts import Jurisdiction, Level
from extract.institutions import (
    Body,
    Form,
    Ground,
    body_forms,
    cue_pattern,
    framed_forms,
    level_word,
    load_kinds,
    name_template,
    set_up_pattern,
    without_place_pattern,
)
from ontology.schemes import Concept, load_scheme

__all__ = ["InstitutionRule", "make_institutions"]

_LONGEST_NAME = 18
"""Characters of a body's own name before its last word."""
_SHORTEST_NAME = 2
_TITLE = re.compile(r"《[^《》\n]{1,160}》?")
_TITLE_OPENING = re.compile(r"《(?:\d{4}年度?)?$")
_ISSUES = re.compile(r"(?:办公[室厅])?(?:、[^、》]{2,20})?关于")
_OWN_NAME = re.compile(r"[一-龥]+$")
_LIST_GAP = 2
_SESSION = re.compile(r"第[一二三四五六七八九十]{1,3}届$")
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
_NATION = "国家"
_COURTS = {Level.PREFECTURE: "intermediate-people-court", Level.PROVINCE: "high-people-court"}
_BRANCHES = ("分局", "支局", "大队", "支队", "中队")
_LAST_WORDS = (
    "局",
    "厅",
    "委员会",
    "办公室",
    "领导小组",
    "中心",
    "队",
    "大厅",
    "管委会",
    "分局",
    "指挥部",
    "专班",
    "协会",
    "学校",
    "法庭",
    "法院",
)
"""Last words that may have a body's own name before them."""
_SET_UP = frozenset(("committee", "leading-group", "task-force", "headquarters"))
"""Last words whose names count without a place where the body is set up."""


class InstitutionRule:
    """Marks bodies: 市司法局 in a report of 甲县 is its prefecture's."""

    def __init__(self) -> None:
        """Read the kinds of bodies."""
        self._forms = body_forms()

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``InstitutionMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        text = text_of(doc)
        ground = Ground(text, context_of(doc), marks_of(doc, PlaceMark))
        bodies = _Reader(text, ground).read()
        printed: dict[str, set[str]] = defaultdict(set)
        names: dict[str, str] = {}
        shared = {
            (one.start, one.end) for one, other in pairwise(bodies) if one.start == other.start
        }
        for body in bodies:
            if (body.start, body.end) not in shared:
                printed[body.iri].add(text[body.start : body.end])
            names[body.iri] = _fuller(names.get(body.iri, body.name), body)
        put_marks(
            doc,
            InstitutionMark,
            (
                InstitutionMark(
                    start=body.start,
                    end=body.end,
                    institution=replace(body, name=names[body.iri]).record(printed[body.iri]),
                )
                for body in bodies
            ),
        )
        return doc


def _fuller(name: str, body: Body) -> str:
    """Return the full name of two: one that is printed goes before one that is made up."""
    usual = name_template(body.kind).format(
        place=body.place.name, type=level_word(body.place)[-1:], name="", parent=""
    )
    return body.name if name == usual else name


class _Reader:
    """Reads the bodies of one text from left to right."""

    def __init__(self, text: str, ground: Ground) -> None:
        self._text = text
        self._ground = ground
        self._found: list[Body] = []
        self._outside = cue_pattern("outside")
        self._list = cue_pattern("list")

    def read(self) -> list[Body]:
        """Return the bodies in reading order."""
        titles = [match.span() for match in _TITLE.finditer(self._text)]
        title = 0
        for start, end, forms in body_forms().find(self._text):
            while title < len(titles) and titles[title][1] <= start:
                title += 1
            inside = title < len(titles) and titles[title][0] < start
            for body in self._bodies(start, end, forms):
                if not inside or self._issues(body):
                    self._add(body)
        return self._found

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
            return [] if len(form.label) == 1 else [self._organ(last, form, start, end)]
        if form.national:
            return [self._national(form, start, end)]
        return self._local(forms, start, end, last)

    def _local(
        self, forms: tuple[Form, ...], start: int, end: int, last: Body | None
    ) -> list[Body]:
        form = forms[0]
        floor = last.end if last else 0
        placed = self._ground.places_before(start + len(form.leading), floor=floor)
        if form.blocked:
            return self._unblocked(start, end, placed)
        if last is not None and form.label in _BRANCHES and placed and placed[0] == last.end:
            return [self._branch(last, form, start, end)]
        if placed is not None:
            return self._placed(form, placed, end)
        return list(self._placeless(forms, start, end, last))

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
        return [_body(kind, place, start, end, tail) for place in places]

    def _placeless(
        self, forms: tuple[Form, ...], start: int, end: int, last: Body | None
    ) -> Iterator[Body]:
        """Yield a body whose place stands further left, or is that of the body before it."""
        for form in forms:
            if form.inner and (place := self._ground.level(form.inner)) is not None:
                yield _body(form.kind, place, start, end)
                return
        form = forms[0]
        if not form.suffix and not form.leading and last is not None and self._listed(last, start):
            yield _body(form.kind, last.place, start, end, form.label)
            return
        named = self._named(form, start, end, last)
        if named is not None:
            yield named
        elif form.bare and without_place_pattern().search(self._text, max(0, start - 4), start):
            yield _body(form.kind, self._ground.own, start, end, form.label)

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
        own = _OWN_NAME.search(self._text, floor, start)
        if own is None:
            return None
        session = _SESSION.search(own[0])
        if session and (placed := self._ground.places_before(own.start() + session.start())):
            return _body(form.kind, placed[1][0], placed[0], end)
        if not form.label.endswith(_LAST_WORDS):
            return None
        stops = [match.end() for match in self._outside.finditer(own[0])]
        begin = own.start() + (stops[-1] if stops else 0)
        for at in range(start - _SHORTEST_NAME, begin, -1):
            placed = self._ground.places_before(at, floor=floor)
            if placed is not None and len(placed[1]) == 1 and self._separate(at):
                return _open_body(form, placed[1][0], self._text[at:start], placed[0], end)
        return self._set_up_body(form, own.start(), start, end, last)

    def _separate(self, at: int) -> bool:
        return cue_pattern("not-after-a-level").match(self._text, at) is None

    def _set_up_body(
        self, form: Form, floor: int, start: int, end: int, last: Body | None
    ) -> Body | None:
        """Return a body that is set up, alone or in a list: 成立|甲工作|领导小组、乙|委员会."""
        if form.kind.name not in _SET_UP:
            return None
        verbs = list(set_up_pattern().finditer(self._text, floor, start))
        begin = verbs[-1].end() if verbs else floor
        listed = last is not None and last.kind.name in _SET_UP and self._listed(last, begin)
        if not (verbs or listed) or start - begin < _SHORTEST_NAME:
            return None
        if self._outside.search(self._text[begin:start].replace("政府", "")):
            return None
        return _open_body(form, self._ground.own, self._text[begin:start], begin, end)

    def _organ(self, last: Body, form: Form, start: int, end: int) -> Body:
        """Return the organ of the body right before: 市委|组织部, 市政府党组|理论学习中心组."""
        if form.kind.name in _HEADS or form.national:
            return _body(form.kind, last.place, start, end)
        if last.kind.iri in form.kind.values("partOf") or _is_department(last.kind, form):
            printed = last.kind.zh + form.label
            return _body(form.kind, last.place, last.start, end, printed)
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


def _is_department(above: Concept, form: Form) -> bool:
    """Tell whether 县政府 before a body only says whose department it is: 县政府|信访局."""
    branch = any(one.endswith("/government-branch") for one in form.kind.broader)
    return above.name == "people-government" and branch and not form.suffix


def _body(kind: Concept, place: Jurisdiction, start: int, end: int, printed: str = "") -> Body:
    kind = _court(kind, place)

    def filled(template: str) -> str:
        name = _NATION if place.level is Level.COUNTRY else place.name
        return template.format(place=name, type=level_word(place)[-1:], name="", parent="")

    name = filled(name_template(kind, printed))
    stem = kind.values("stemTemplate")
    return Body(
        start=start,
        end=end,
        place=place,
        kind=kind,
        name=name,
        local=kind.zh,
        stem=filled(stem[0]) if stem else name,
    )


def _court(kind: Concept, place: Jurisdiction) -> Concept:
    """Return the kind of court that a place has: 市法院 of a prefecture is its 中级人民法院."""
    name = _COURTS.get(place.level)
    if name is None or kind.name != "people-court":
        return kind
    return load_scheme("institution-kinds").get(name)


def _open_body(form: Form, place: Jurisdiction, own: str, start: int, end: int) -> Body:
    local = own + form.label
    body = _body(form.kind, place, start, end)
    name = place.name + local
    return replace(body, name=name, local=local, stem=name)


@Language.factory("kg_institutions")
def make_institutions(nlp: Language, name: str) -> InstitutionRule:
    """Build the component that marks bodies."""
    del nlp, name
    load_kinds()
    return InstitutionRule()
