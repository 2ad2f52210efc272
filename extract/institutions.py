"""Kinds of bodies by their printed forms, and the names of bodies."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from extract.facts import Institution, Jurisdiction, Level
from extract.ground import COUNTRY, institution_cues, level_word
from extract.lexicon import Lexicon
from ontology import iris
from ontology.schemes import Concept, load_scheme

__all__ = [
    "Body",
    "Form",
    "body_forms",
    "cue_pattern",
    "framed_forms",
    "government_of",
    "last_words",
    "load_kinds",
    "make_body",
    "set_up_pattern",
    "usual_name",
    "without_place_pattern",
]

_TYPES = ("自治区", "街道", "省", "市", "县", "区", "州", "旗", "盟", "镇", "乡")
_COURTS = {Level.PREFECTURE: "intermediate-people-court", Level.PROVINCE: "high-people-court"}


class Form:
    """A printed form of a kind: 市委 is 委 with the leading level word 市."""

    def __init__(
        self,
        kind: Concept,
        label: str,
        leading: str = "",
        inner: str = "",
        *,
        bare: bool = False,
        blocked: bool = False,
        suffix: bool = False,
    ) -> None:
        """Keep what is known, and what follows from it."""
        self.kind = kind
        self.label = label
        self.leading = leading
        """Level word at its opening: 市 in 市委."""
        self.inner = inner
        """Level word inside it: 县 in 依法治县办."""
        self.bare = bare
        """Whether it counts without a place."""
        self.blocked = blocked
        """Whether it is a look-alike that names no body."""
        self.suffix = suffix
        """Whether it is only the last word of a name: 中心."""
        self.template = name_template(kind)
        """How the full name is built."""
        self.national = "{" not in self.template
        """Whether it names a national body."""
        self.named = label.endswith(last_words())
        """Whether a body's own name may stand before it: 中心, 领导小组."""


@dataclass(init=False, slots=True, kw_only=True)
class Body:
    """A body that a stretch of text names."""

    start: int
    end: int
    place: Jurisdiction
    kind: Concept
    name: str
    """Full name."""
    local: str
    """Name without its place, for the IRI."""
    stem: str
    """How it stands in the names of its organs: 中共甲县委."""
    _iri: str = field(init=False, repr=False, compare=False)

    def __init__(
        self,
        *,
        start: int,
        end: int,
        place: Jurisdiction,
        kind: Concept,
        name: str,
        local: str,
        stem: str,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.place = place
        self.kind = kind
        self.name = name
        self.local = local
        self.stem = stem
        self._iri = ""

    @property
    def iri(self) -> str:
        """IRI of the body, made once."""
        if not self._iri:
            self._iri = iris.body(_code(self.place), self.local)
        return self._iri

    def record(self, printed: Iterable[str], name: str = "") -> Institution:
        """Return the body as a fact, under its full name or another, with its printed forms."""
        name = name or self.name
        return Institution(
            iri=self.iri,
            name=name,
            jurisdiction=self.place.iri,
            kind=self.kind.iri,
            alternatives=tuple(sorted({form for form in printed if form != name})),
        )


def _code(place: Jurisdiction) -> str:
    return place.code or place.iri.rsplit("/", 1)[-1]


def name_template(kind: Concept, printed: str = "") -> str:
    """Return how a full name is built, by the printed form if that is a full name too.

    县自然资源和规划局 keeps its name; 县资规局 is 县自然资源局.
    """
    templates = kind.values("nameTemplate")
    own = f"{{place}}{printed}"
    if own in templates:
        return own
    return next((one for one in templates if kind.zh in one), templates[0])


def make_body(kind: Concept, place: Jurisdiction, start: int, end: int, printed: str = "") -> Body:
    """Return the body of a kind in a place; a printed form that is a full name is kept."""
    kind = _court(kind, place)
    name = _filled(name_template(kind, printed), place)
    stem = kind.values("stemTemplate")
    return Body(
        start=start,
        end=end,
        place=place,
        kind=kind,
        name=name,
        local=kind.zh,
        stem=_filled(stem[0], place) if stem else name,
    )


def _filled(template: str, place: Jurisdiction) -> str:
    """Return the name that a template gives in a place."""
    name = COUNTRY if place.level is Level.COUNTRY else place.name
    return _in_place(template, name, place)


def _in_place(template: str, name: str, place: Jurisdiction) -> str:
    named = template.replace("{place}", name).replace("{type}", level_word(place)[-1:])
    return named.replace("{name}", "").replace("{parent}", "")


def usual_name(kind: Concept, place: Jurisdiction) -> str:
    """Return the name that a body of a kind has by rule."""
    return _in_place(name_template(kind), place.name, place)


def _court(kind: Concept, place: Jurisdiction) -> Concept:
    """Return the kind of court that a place has: 市法院 of a prefecture is its 中级人民法院."""
    name = _COURTS.get(place.level)
    if name is None or kind.name != "people-court":
        return kind
    return load_scheme("institution-kinds").get(name)


@cache
def load_kinds() -> Mapping[str, Concept]:
    """Return the kinds that bodies can have, by IRI."""
    return {
        kind.iri: kind for kind in load_scheme("institution-kinds") if kind.values("nameTemplate")
    }


@cache
def body_forms() -> Lexicon[Form]:
    """Return every printed form of every kind, with look-alikes that name no body."""
    return Lexicon((form.label, form) for kind in load_kinds().values() for form in _forms(kind))


@cache
def last_words() -> tuple[str, ...]:
    """Return the last words that may have a body's own name before them: 中心, 领导小组."""
    kinds = [kind for kind in load_kinds().values() if kind.values("nameSuffix")]
    return (*sorted({label for kind in kinds for label in kind.labels}), "法院", "队")


@cache
def framed_forms() -> Mapping[str, tuple[tuple[str, Concept], ...]]:
    """Return the forms around a place, by what follows it: 委员会 → 中共, 党委; 政协, 政协."""
    found: dict[str, tuple[tuple[str, Concept], ...]] = {}
    for kind in load_kinds().values():
        for label in kind.labels:
            head, mark, tail = label.partition("{place}")
            if mark:
                found[tail] = (*found.get(tail, ()), (head, kind))
    return found


def _forms(kind: Concept) -> Iterator[Form]:
    bare = set(kind.values("bareLabel"))
    suffix = bool(kind.values("nameSuffix"))
    labels = dict.fromkeys((*kind.labels, *bare))
    for label in labels:
        framed = "{place}" in label
        printed = "{type}" + label.partition("{place}")[2] if framed else label
        for word, leading, inner in _spelled(printed):
            yield Form(kind, word, leading, inner, bare=label in bare, suffix=suffix or framed)
    for label in kind.values("notLabel"):
        for word, _, _ in _spelled(label):
            yield Form(kind, word, blocked=True, bare=bool(bare))


def _spelled(label: str) -> Iterator[tuple[str, str, str]]:
    """Yield the forms of a label with its level words filled in: 市委, 县委 of {type}委."""
    if "{type}" not in label:
        yield label, "", ""
        return
    for word in _TYPES:
        if label.startswith("{type}"):
            yield label.replace("{type}", word), word, ""
        else:
            yield label.replace("{type}", word[-1]), "", word


@cache
def cue_pattern(*names: str) -> re.Pattern[str]:
    """Return a pattern of the words of some concepts of the cues, longest first."""
    words = sorted(institution_cues(*names), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})")


@cache
def without_place_pattern() -> re.Pattern[str]:
    """Match a stretch after which a body may stand without its place."""
    alone = cue_pattern("alone", "set-up").pattern
    return re.compile(rf"(?:^|[^一-龥]|{alone})$")


@cache
def set_up_pattern() -> re.Pattern[str]:
    """Match the setting up of a body, up to the opening of its name."""
    return cue_pattern("set-up")


def government_of(place: Jurisdiction) -> Institution:
    """Return the government of a place."""
    return make_body(_government(), place, 0, 0).record(())


@cache
def _government() -> Concept:
    return load_scheme("institution-kinds").get("people-government")
