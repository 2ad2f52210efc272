"""Mark office holders: 市委书记张三, 县长李四."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    InstitutionMark,
    PersonMark,
    PlaceMark,
    context_of,
    marks_of,
    put_marks,
    text_of,
)
from extract.facts import Institution, Jurisdiction
from extract.ground import Ground
from extract.institutions import government_of
from extract.lexicon import Lexicon
from ontology import iris
from ontology.schemes import load_scheme

__all__ = ["PersonRule", "make_persons"]

_BREAK = re.compile(r"[、,。;:()\n!?]|$")
_GAP = re.compile(r"[一-龥]{0,8}$")
_LONGEST_GAP = 8
_LEVELS = "省市县区州旗盟镇乡"
_PARTY_GROUPS = ("党组", "党委")
"""Bodies that open the word for an office in them: 县政府党组|书记."""


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(load_scheme("person-cues").get(name).alternatives, key=len, reverse=True))


@cache
def _offices() -> Lexicon[str]:
    return Lexicon((word, name) for name in ("office", "head-of-place") for word in _words(name))


@cache
def _surname() -> re.Pattern[str]:
    """Match a surname that opens no common word."""
    names = "|".join((*_words("double-surname"), *_words("surname")))
    barred = "|".join(map(re.escape, _words("not-a-name")))
    return re.compile(rf"(?!{barred})(?:{names})")


@cache
def _after() -> re.Pattern[str]:
    return re.compile("|".join((*map(re.escape, _words("after-name")), _BREAK.pattern)))


class PersonRule:
    """Marks persons by office and name; an office without a known body marks none."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``PersonMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        put_marks(doc, PersonMark, _persons(doc))
        return doc


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office:
    """An office as printed and the body in which it is held, in full where no mark names it."""

    start: int
    end: int
    organization: str
    institution: Institution | None = None


def _persons(doc: Doc) -> Iterator[PersonMark]:
    text = text_of(doc)
    context = context_of(doc)
    offices = _offices().find_first(text)
    if not offices:
        return
    reader = _OfficeReader(doc)
    pending: list[_Office] = []
    for start, end, kind in offices:
        office = reader.read(start, end, kind)
        if office is None and pending and text[pending[-1].end : start] == "、":
            office = reader.of_same_body(start, end, pending[-1])
        linked = pending and text[pending[-1].end : office.start if office else start] == "、"
        if not linked:
            pending.clear()
        if office is not None:
            pending.append(office)
        names = list(_names(text, end))
        for index, (stop, name) in enumerate(names):
            for held in pending if index == 0 else pending[-1:]:
                yield PersonMark(
                    start=held.start,
                    end=stop,
                    iri=iris.person(_code(context.jurisdiction), name),
                    name=name,
                    role=text[held.start : held.end],
                    organization=held.organization,
                    institution=held.institution,
                )
        if names or office is None:
            pending.clear()


def _code(place: Jurisdiction) -> str:
    return place.code or place.iri.rsplit("/", 1)[-1]


class _OfficeReader:
    """Tells in which body an office is held."""

    def __init__(self, doc: Doc) -> None:
        self._text = text_of(doc)
        self._ground = Ground(self._text, context_of(doc), marks_of(doc, PlaceMark))
        self._bodies = {mark.end: mark for mark in marks_of(doc, InstitutionMark)}
        self._marks = {mark.start: mark for mark in self._bodies.values()}
        issuer = context_of(doc).issuer
        self._own = issuer if issuer and issuer.name.endswith(_words("department")) else None

    def read(self, start: int, end: int, kind: str) -> _Office | None:
        """Return the office printed at a range, none if it is nobody's."""
        return self._of_body(start, end) if kind == "office" else self._head_of_place(start, end)

    def of_same_body(self, start: int, end: int, before: _Office) -> _Office | None:
        """Return the office of the body before: 县水利局党组书记、|局长."""
        mark = self._marks.get(before.start)
        if mark is None or self._text[start:end] not in _words("head-of-department"):
            return None
        body = mark.institution
        for group in _PARTY_GROUPS:
            if body.name.endswith(group):
                body = Institution(
                    iri=body.iri.removesuffix(group),
                    name=body.name.removesuffix(group),
                    jurisdiction=body.jurisdiction,
                )
        if not body.name.endswith(_words("department")) or body.name.startswith("中共"):
            return None
        return _Office(start=start, end=end, organization=body.iri, institution=body)

    def _head_of_place(self, start: int, end: int) -> _Office | None:
        """Return the office of a 县长, with the government that it heads."""
        first = next(
            (at for at in range(start, end) if self._text[at] in "省市县区州旗盟镇乡"), start
        )
        placed = self._ground.places_before(first + 1)
        if placed is not None and len(placed[1]) == 1:
            opening, place = min(placed[0], start), placed[1][0]
        else:
            own = self._ground.level_at(self._text[first], first)
            if own is None:
                return None
            opening, place = start, own
        government = government_of(place)
        return _Office(start=opening, end=end, organization=government.iri, institution=government)

    def _of_body(self, start: int, end: int) -> _Office | None:
        """Return an office with the body right before it: 市委|副书记; 局长 is the department's."""
        gap = _GAP.search(self._text, max(0, start - _LONGEST_GAP), start)
        floor = gap.start() if gap else start
        inside = len(_PARTY_GROUPS[0]) if self._text.startswith(_PARTY_GROUPS, start) else 0
        for at in range(start + inside, floor - 1, -1):
            if at in self._bodies:
                mark = self._bodies[at]
                return _Office(start=mark.start, end=end, organization=mark.institution.iri)
        if self._own is None or self._text[start:end] not in _words("head-of-department"):
            return None
        if start > 0 and _is_han(self._text[start - 1]):
            return None
        return _Office(start=start, end=end, organization=self._own.iri)


def _names(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield where a name after an office ends, and the names in a list with it: 甲大山、乙江."""
    while (name := _name(text, start)) is not None:
        start += len(name)
        yield start, name
        if text[start : start + 1] != "、":
            return
        start += 1


def _name(text: str, start: int) -> str | None:
    """Return the name after an office: surname and one or two characters, then a known word.

    Of two readings the one with the longer word after the name holds: 李伟|强调, not 李伟强|调.
    """
    surname = _surname().match(text, start)
    if surname is None:
        return None
    best, longest = None, -1
    for length in (2, 1):
        end = surname.end() + length
        given = text[surname.end() : end]
        if len(given) < length or not _is_han(given):
            continue
        after = _after().match(text, end)
        if after is not None and len(after[0]) > longest:
            best, longest = text[start:end], len(after[0])
    return best


def _is_han(text: str) -> bool:
    return all("一" <= character <= "龥" for character in text)


@Language.factory("kg_persons")
def make_persons(nlp: Language, name: str) -> PersonRule:
    """Build the component that marks office holders."""
    del nlp, name
    return PersonRule()
