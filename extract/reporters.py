"""Tell which department a text speaks for, and where it names itself: 我局, 局党组."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.annotations import Context
from extract.characters import places_of
from extract.facts import Jurisdiction, Level, ReportKind
from extract.ground import Ground
from extract.institutions import Body, Form, body_forms, cue_pattern, make_body
from ontology.schemes import Concept, load_scheme

__all__ = ["Reporter", "find_reporter"]

_HEAD = 400
"""Characters at the head of a text in which the body that reports is named."""
_OWN_WORDS = {
    "局": "局",
    "厅": "厅",
    "委员会": "委",
    "委": "委",
    "办公室": "办",
    "办": "办",
    "院": "院",
    "中心": "中心",
    "支队": "支队",
    "大队": "大队",
}
"""Last words of departments, with the words by which they call themselves: 我局, 本委."""
_SPEAKS = re.compile(r"[我本](?:局|厅|委|办|院|中心|支队|大队)(?!们)")
_NEVER = frozenset(("people-government", "party-committee", "subdistrict-office"))
_BEFORE_OWN = "经由向报在以将及和与各了是为"
_ORGAN = r"(?=党组|党委|领导班子|(?:(?![的为任由在])[一-龥]){2,14}(?:领导小组|委员会|专班))"


@dataclass(frozen=True, slots=True)
class Reporter:
    """A department that reports."""

    body: Body
    word: str
    """Its last word, by which it calls itself: 局."""

    def find(self, text: str, ground: Ground) -> Iterator[Body]:
        """Yield the department where it says 我局, 局|党组, and those above it: 市局."""
        for match in self._named(text):
            start, end = match.span()
            place = ground.level(match["level"]) if match["level"] else None
            if match["level"] and place is None:
                continue
            if place is None or place.iri == self.body.place.iri:
                yield replace(self.body, start=start, end=end)
            else:
                kind = self.body.kind
                yield make_body(_kind_at(kind, place), place, start, end)

    def _named(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where it names itself: behind one character, 我局, 市局, or with its word alone."""
        pattern, end = _pattern(self.word), 0
        for at in places_of(text, self.word):
            for start in (at - 1, at):
                match = pattern.match(text, start) if start >= end else None
                if match:
                    yield match
                    end = match.end()


def _kind_at(kind: Concept, place: Jurisdiction) -> Concept:
    """Return the kind of a department in a province: 司法厅 above 司法局."""
    above = kind.values("kindAbove")
    if place.level is Level.PROVINCE and above:
        return load_scheme("institution-kinds").get(above[0].rsplit("/", 1)[-1])
    return kind


def find_reporter(text: str, context: Context, ground: Ground) -> Reporter | None:
    """Return the department that reports: the issuer, else the first one named before 我局."""
    body = _issuer(context) or _first_named(text, context, ground)
    if body is None:
        return None
    word = _own_word(body.name)
    return Reporter(body, word) if word else None


def _own_word(name: str) -> str:
    """Return the word by which a department calls itself: 我|委 of a 委员会."""
    return next((own for ending, own in _OWN_WORDS.items() if name.endswith(ending)), "")


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Match the ways in which a department names itself: 我局, 经|局|党组, 市局."""
    own = rf"[我本]{word}(?!们)"
    if word not in ("局", "厅"):
        return re.compile(rf"(?P<level>(?!))?{own}")
    level = rf"(?<![一-龥各])(?P<level>[省市县区州旗盟]){word}(?!部|限|面|势|域)"
    bare = rf"(?:(?<![一-龥])|(?<=[{_BEFORE_OWN}])){word}{_ORGAN}"
    return re.compile(f"{own}|{level}|{bare}")


def _issuer(context: Context) -> Body | None:
    """Return the issuer as a body if it is a department of the reporting place."""
    if context.issuer is None:
        return None
    place = context.jurisdiction
    local = context.issuer.name.removeprefix(place.name)
    for start, end, forms in body_forms().find(local):
        form = forms[0]
        if form.kind.name in _NEVER or form.blocked or end != len(local):
            continue
        if start == 0 and not form.suffix:
            return make_body(form.kind, place, 0, 0, form.label)
        if form.suffix:
            return _open(form, place, local)
    return None


def _open(form: Form, place: Jurisdiction, local: str) -> Body:
    body = make_body(form.kind, place, 0, 0)
    name = place.name + local
    return replace(body, name=name, local=local, stem=name)


def _speaks(text: str) -> bool:
    """Tell whether a department names itself anywhere: 我局, 本委."""
    places = [*places_of(text, "我"), *places_of(text, "本")]
    return any(_SPEAKS.match(text, place) for place in places)


def _first_named(text: str, context: Context, ground: Ground) -> Body | None:
    """Return the department at the head of a text that says 我局, or that is its first subject."""
    speaks = _speaks(text)
    if not speaks and context.kind is not ReportKind.ANNUAL_REPORT:
        return None
    for start, end, forms in body_forms().find(text[:_HEAD]):
        form = forms[0]
        usable = not (form.blocked or form.suffix or form.national or form.leading)
        if not usable or form.kind.name in _NEVER or not _own_word(form.label):
            continue
        placed = ground.places_before(start)
        if placed is None or placed[1] != (ground.own,):
            continue
        if speaks or cue_pattern("after-subject").match(text, end):
            return make_body(form.kind, ground.own, start, end, form.label)
    return None
