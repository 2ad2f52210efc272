"""Mark office holders: 市委书记张三, 县长李四."""

import re
from collections.abc import Iterator
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
from extract.institutions import Ground, government_of
from extract.lexicon import Lexicon
from ontology import iris
from ontology.schemes import load_scheme

__all__ = ["PersonRule", "make_persons"]

_BREAK = re.compile(r"[、,。;:()\n!?]|$")
_GAP = re.compile(r"[一-龥]{0,8}$")


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


def _persons(doc: Doc) -> Iterator[PersonMark]:
    text = text_of(doc)
    ground = Ground(text, context_of(doc), marks_of(doc, PlaceMark))
    bodies = {mark.end: mark for mark in marks_of(doc, InstitutionMark)}
    pending: list[tuple[int, int, str]] = []
    for start, end, kinds in _offices().find(text):
        if kinds[0] == "office":
            office = _office_in(text, start, bodies)
        else:
            office = _head_of_place(text, start, end, ground)
        linked = pending and text[pending[-1][1] : office[0] if office else start] == "、"
        if not linked:
            pending.clear()
        if office is not None:
            pending.append((office[0], end, office[1]))
        name = _name(text, end)
        if name is None:
            if office is None:
                pending.clear()
            continue
        code = context_of(doc).jurisdiction
        for opening, stop, organization in pending:
            yield PersonMark(
                start=opening,
                end=end + len(name),
                iri=iris.person(code.code or code.iri.rsplit("/", 1)[-1], name),
                name=name,
                role=text[opening:stop],
                organization=organization,
            )
        pending.clear()


def _head_of_place(text: str, start: int, end: int, ground: Ground) -> tuple[int, str] | None:
    """Return where the office of a 县长 begins and the government that it heads."""
    first = next((at for at in range(start, end) if text[at] in "省市县区州旗盟镇乡"), start)
    placed = ground.places_before(first + 1)
    if placed is not None and len(placed[1]) == 1:
        return min(placed[0], start), government_of(placed[1][0])
    own = ground.level(text[first])
    return (start, government_of(own)) if own is not None else None


def _office_in(text: str, start: int, bodies: dict[int, InstitutionMark]) -> tuple[int, str] | None:
    """Return where an office begins and the body right before it: 市委|副书记."""
    gap = _GAP.search(text, max(0, start - 8), start)
    floor = gap.start() if gap else start
    for at in range(start, floor - 1, -1):
        if at in bodies:
            return bodies[at].start, bodies[at].institution.iri
    return None


def _name(text: str, start: int) -> str | None:
    """Return the name after an office: surname and one or two characters, then a known word."""
    surname = _surname().match(text, start)
    if surname is None:
        return None
    for length in (2, 1):
        end = surname.end() + length
        given = text[surname.end() : end]
        if (
            len(given) == length
            and given.isalpha()
            and _is_han(given)
            and _after().match(text, end)
        ):
            return text[start:end]
    return None


def _is_han(text: str) -> bool:
    return all("一" <= character <= "龥" for character in text)


@Language.factory("kg_persons")
def make_persons(nlp: Language, name: str) -> PersonRule:
    """Build the component that marks office holders."""
    del nlp, name
    return PersonRule()
