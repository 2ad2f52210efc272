"""Kinds of bodies by their printed forms, and the places that level words stand for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from extract.annotations import Context, PlaceMark
from extract.characters import Characters, at_or_after, stands_before
from extract.edges import Edges
from extract.facts import Institution, Jurisdiction, Level, ReportKind
from extract.lexicon import Lexicon
from extract.townships import own_township
from ontology import iris
from ontology.gazetteer import load_gazetteer
from ontology.schemes import Concept, load_scheme

__all__ = [
    "Body",
    "Form",
    "Ground",
    "body_forms",
    "cue_pattern",
    "framed_forms",
    "government_of",
    "last_words",
    "level_word",
    "load_kinds",
    "make_body",
    "set_up_pattern",
    "usual_name",
    "without_place_pattern",
]

_LEVEL = r"(?:自治[区州县旗]|街道|[省市县区州旗盟镇乡])"
_LEVELS: Final = re.compile(_LEVEL)
_RUN: Final = re.compile(rf"(?:国家[、和及])?{_LEVEL}(?:[、和及与]?{_LEVEL}){{0,20}}$|国家$")
_OWN: Final = re.compile(
    r"(?:我[省市县区州旗盟镇乡]|我街道?|[本同][省市县区州旗盟镇乡]?级|市本级|县本级|区本级|本[省市县区州旗盟镇乡])$"
)
_OWN_WORDS: Final = Characters("我本同")
_LEVEL_ENDS: Final = Characters("省市县区州旗盟镇乡道家级街\n")
"""What ends a level word, and the end of a line, which is none."""
_BELOW: Final = ("镇", "乡", "街", "街道")
_WINDOW: Final = 10
_SHORTEST: Final = 2
_TYPES = ("自治区", "街道", "省", "市", "县", "区", "州", "旗", "盟", "镇", "乡")
_COUNTRY: Final = "国家"
_LOWER: Final = (Level.COUNTY, Level.TOWNSHIP)
_COURTS = {Level.PREFECTURE: "intermediate-people-court", Level.PROVINCE: "high-people-court"}
COUNTRY_CODE = "100000"


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
    name = _COUNTRY if place.level is Level.COUNTRY else place.name
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
    words = sorted(_cue_words(*names), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})")


def _cue_words(*names: str) -> set[str]:
    cues = [cue for cue in load_scheme("institution-cues") if cue.name in names]
    return {word for cue in cues for word in cue.alternatives}


@cache
def without_place_pattern() -> re.Pattern[str]:
    """Match a stretch after which a body may stand without its place."""
    alone = cue_pattern("alone", "set-up").pattern
    return re.compile(rf"(?:^|[^一-龥]|{alone})$")


@cache
def set_up_pattern() -> re.Pattern[str]:
    """Match the setting up of a body, up to the opening of its name."""
    return cue_pattern("set-up")


@cache
def _not_levels() -> Edges:
    return Edges(_cue_words("not-a-level"))


def government_of(place: Jurisdiction) -> Institution:
    """Return the government of a place."""
    return make_body(_government(), place, 0, 0).record(())


@cache
def _government() -> Concept:
    return load_scheme("institution-kinds").get("people-government")


class Ground:
    """The places that level words stand for: 市 in a report of 甲县 is its prefecture."""

    def __init__(self, text: str, context: Context, marks: Sequence[PlaceMark]) -> None:
        """Read the reporting place, its parents and the places named in the text."""
        self._text = text
        self.own = context.jurisdiction
        self.country = next(
            (place for place in (self.own, *context.chain) if place.level is Level.COUNTRY),
            _country(),
        )
        self.township = own_township(text, context, marks)
        line = [one for one in (self.own, *context.chain) if one.level is not Level.COUNTRY]
        self._levels: dict[str, Jurisdiction] = {}
        for place in (*((self.township,) if self.township else ()), *line):
            self._levels.setdefault(level_word(place), place)
        by_end = {mark.end: mark for mark in marks}
        self._ends = sorted(by_end)
        self._ending = [by_end[end] for end in self._ends]
        report = context.kind in (ReportKind.ANNUAL_REPORT, ReportKind.WORK_PLAN)
        self._stop = "。" if report else "\n"
        self._named = [mark for mark in marks if mark.place.level in _LOWER]
        short = {name: place for place in reversed(line) for name in _short_names(place)}
        self._short = list(short.items())

    def level(self, word: str) -> Jurisdiction | None:
        """Return the place that a level word stands for."""
        if word == _COUNTRY:
            return self.country
        return self._levels.get(word if word == "自治区" else word[-1] if word != "街道" else word)

    def level_at(self, word: str, at: int) -> Jurisdiction | None:
        """Return the place of a level word where it stands, also one named shortly before.

        甲市召开现场会,临江县司法局、县公安局发言: 县 is 临江县. In news it reaches as far as the
        paragraph, in reports as the sentence.
        """
        place = self.level(word)
        if place is not None or not self._named:
            return place
        floor = self._text.rfind(self._stop, 0, at)
        return next(
            (
                mark.place
                for mark in reversed(self._named)
                if floor < mark.start and mark.end < at and level_word(mark.place) == word
            ),
            None,
        )

    def places_before(
        self, end: int, floor: int = 0
    ) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        """Return the places named right before an offset, and where the first one begins.

        甲市|司法局 names 甲市; 省市|政府 two places; 城市|管理 none.
        """
        index = at_or_after(self._ends, end + 1) - 1
        if index < 0 or self._ends[index] <= end - _WINDOW or self._ending[index].start < floor:
            return self._levels_before(max(floor, end - _WINDOW), end)
        mark = self._ending[index]
        near = mark.end
        if near == end or self._text[near:end] == level_word(mark.place):
            whole = self._text.startswith(mark.place.name, mark.start)
            generic = self._text[mark.start] in "全各" and not whole
            return None if generic else (mark.start, (mark.place,))
        return self._levels_before(near, end)

    def _levels_before(self, begin: int, end: int) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        if not _LEVEL_ENDS.at(self._text, end - 1) or begin >= end:
            return self._short_before(begin, end)
        window = self._text[begin:end]
        own = _OWN.search(window) if _OWN_WORDS.within(self._text, begin, end) else None
        if own:
            below = self.township if own[0].endswith(_BELOW) else None
            return begin + own.start(), (below or self.own,)
        run = _RUN.search(window)
        return (self._run(window, run, begin) if run else None) or self._short_before(begin, end)

    def _run(
        self, window: str, run: re.Match[str], begin: int
    ) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        """Return the places of level words in a row, those of the last where only it is one."""
        words = [_COUNTRY] if run[0].startswith(_COUNTRY) else []
        words += _LEVELS.findall(run[0])
        at = begin + run.start()
        known = [self.level_at(word, at) for word in words]
        places = tuple([place for place in known if place is not None])
        if (
            len(places) == len(words)
            and not _not_levels().ending(window, 0, _first_level_end(run))
            and not _counted(window[: run.start()])
        ):
            return at, places
        last = max(run[0].rfind(mark) for mark in "、和及与") + 1
        if not last:
            return None
        at = run.start() + last
        return self._levels_before(begin + at, begin + run.end())

    def _short_before(self, begin: int, end: int) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        """Return the known place whose name stands without its level word: 甲江|公安局."""
        for name, place in self._short:
            if end - len(name) >= begin and stands_before(self._text, name, end):
                return end - len(name), (place,)
        return None


def _short_names(place: Jurisdiction) -> Iterator[str]:
    """Yield a place's name without its level word: 长阳 of 长阳土家族自治县, 临江 of 临江县."""
    if len(place.name) > _SHORTEST:
        yield place.name.removesuffix(level_word(place))
    known = load_gazetteer().by_code(place.code) if place.code else None
    if known is not None and known.short:
        yield known.short


def _first_level_end(run: re.Match[str]) -> int:
    if run.end() - run.start() == 1:
        return run.end()
    first = _LEVELS.search(run.string, run.start())
    return first.end() if first else run.end()


def _counted(before: str) -> bool:
    """Tell whether a number stands before a level word: 14个镇, 3市."""
    return bool(before) and (before[-1].isdigit() or before[-1] in "个两几多")


def level_word(place: Jurisdiction) -> str:
    """Return the word of level at the end of a place's name: 县 of 甲自治县."""
    if place.name.endswith("自治区"):
        return "自治区"
    return "街道" if place.name.endswith("街道") else place.name[-1:]


def _country() -> Jurisdiction:
    return Jurisdiction(
        iri=iris.area(COUNTRY_CODE), name="中国", level=Level.COUNTRY, code=COUNTRY_CODE
    )
