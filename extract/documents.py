"""What a title tells: type, years, number; and which known document it names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.characters import Characters
from extract.edges import Edges
from extract.facts import PolicyDocument
from extract.lexicon import Lexicon
from ontology import iris
from ontology.errors import KgError
from ontology.schemes import Concept, load_scheme

__all__ = [
    "Title",
    "cue_words",
    "document_type",
    "find_laws",
    "find_number",
    "is_type_alone",
    "known_document",
    "known_number",
    "read_title",
]

_NUMBER = re.compile(r"[〔\[【(﹝]((?:19|20)\d{2})[〕\]】)﹞]第?(\d{1,4})号")
_ORDER = re.compile(r"令第?(\d{1,4})号")
_LONGEST_NUMBER = 11
"""Characters before 号 that tell the number."""
_AGENCY = re.compile(r"[一-龥]{1,9}$")
_SPAN = re.compile(r"[(]?((?:19|20)\d{2})年?[-—~至]+((?:19|20)\d{2})年?[)]?")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_NO_LAW = re.compile(r"[政方做执司立普守用学说书]法$")
_TAIL = re.compile(r"\([^()]{1,20}\)$")
_MODIFIER = re.compile(
    r"^(?:该|本|新|省|市|县|区|国家)?(?:工作|实施|暂行|指导|若干|责任|职责|具体|行动|目录)*$"
)
_NATION = "中华人民共和国"
_ORDINARY = 4
"""Characters from which a law's name counts without title marks (行政复议法)."""
_SHORT = 10
"""Characters up to which a title may be a short form of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title with what it tells."""

    text: str
    core: str
    """Without bracketed years and remarks at its end: (试行), (2021—2025年)."""
    document_type: str | None
    year: int | None
    valid_from: int | None
    valid_to: int | None


@cache
def cue_words(name: str) -> tuple[str, ...]:
    """Return the words of a concept of the document cues."""
    return load_scheme("document-cues").get(name).alternatives


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    pairs = [
        (ending, kind.iri)
        for kind in load_scheme("document-types")
        for ending in kind.values("titleEnding")
    ]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _types() -> Mapping[str, str]:
    return dict(reversed(_endings()))


@cache
def _type_edges() -> Edges:
    return Edges(_types())


def document_type(core: str) -> str | None:
    """Return the type that the end of a title tells: 实施细则 are rules."""
    if _NO_LAW.search(core):
        return None
    return _types().get(_type_edges().ending(core, 0, len(core)))


def is_type_alone(core: str) -> bool:
    """Tell whether a title is but a type, with general words before it: 《纲要》, 《实施方案》."""
    if len(core) > _SHORT or not _type_edges().ending(core, 0, len(core)):
        return False
    return any(
        core.endswith(ending) and _MODIFIER.match(core[: -len(ending)]) for ending, _ in _endings()
    )


@lru_cache(maxsize=1024)
def read_title(text: str) -> Title:
    """Return what a title tells: 甲县普法规划(2021—2025年) is a plan valid from 2021 to 2025."""
    core = text
    while tail := _TAIL.search(core):
        core = core[: tail.start()]
    span = _SPAN.search(text)
    year = None if span else _YEAR.search(text)
    return Title(
        text=text,
        core=core,
        document_type=document_type(core),
        year=int(year[1]) if year else None,
        valid_from=int(span[1]) if span else None,
        valid_to=int(span[2]) if span else None,
    )


def find_number(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Return the first document number of a stretch: 甲政发〔2020〕3号, 国务院令第713号."""
    match = _ending(_NUMBER, text, start, end) or _ending(_ORDER, text, start, end)
    if match is None:
        return None
    agency = _AGENCY.search(text, max(start, match.start() - 9), match.start())
    begin = agency.start() if agency else match.start()
    for word in cue_words("number-before"):
        at = text.rfind(word, begin, match.start())
        begin = at + len(word) if at >= 0 else begin
    if begin == match.start():
        return None
    return begin, match.end(), text[begin : match.end()]


def _ending(number: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first number of a kind, found from its last character: 〔2020〕3|号."""
    at = text.find("号", start, end)
    while at >= 0:
        match = number.search(text, max(start, at - _LONGEST_NUMBER), at + 1)
        if match:
            return match
        at = text.find("号", at + 1, end)
    return None


@cache
def _known() -> Mapping[str, Concept]:
    found: dict[str, Concept] = {}
    for concept in _concepts():
        for label in concept.labels:
            found.setdefault(iris.canonical(label), concept)
    return found


@cache
def _dated() -> Mapping[str, tuple[Concept, ...]]:
    """Return the documents whose titles end with years, by the title without them."""
    found: dict[str, tuple[Concept, ...]] = {}
    for concept in _concepts():
        core = iris.canonical(read_title(concept.zh).core)
        if core != iris.canonical(concept.zh):
            found[core] = (*found.get(core, ()), concept)
    return found


@cache
def _concepts() -> tuple[Concept, ...]:
    try:
        return load_scheme("documents").concepts
    except (FileNotFoundError, KgError):
        return ()


def known_document(title: Title, year: int) -> Concept | None:
    """Return the document of the vocabulary that a title names, the one in force in a year."""
    name = iris.canonical(title.text)
    for form in (name, name.removeprefix(_NATION), iris.canonical(title.core)):
        if form in _known():
            return _known()[form]
    versions = _dated().get(name, ())
    started = [one for one in versions if _first_year(one) <= year]
    return max(started, key=_first_year, default=None)


def _first_year(concept: Concept) -> int:
    return int(next(iter(concept.values("validFrom") or concept.values("year")), "0"))


@cache
def known_number(number: str) -> Concept | None:
    """Return the document of the vocabulary that bears a number."""
    wanted = iris.canonical(number)
    return next(
        (
            one
            for one in _concepts()
            for value in one.values("number")
            if iris.canonical(value) == wanted
        ),
        None,
    )


def known_record(concept: Concept, printed: tuple[str, ...]) -> PolicyDocument:
    """Return a document of the vocabulary as a fact, with its printed forms."""

    def number(name: str) -> int | None:
        return next((int(value) for value in concept.values(name)), None)

    return PolicyDocument(
        iri=concept.iri,
        title=concept.zh,
        alternatives=tuple(form for form in printed if form != concept.zh),
        number=next(iter(concept.values("number")), None),
        document_type=next(iter(concept.values("documentType")), None),
        issued_by=next(iter(concept.values("issuedBy")), None),
        year=number("year"),
        valid_from=number("validFrom"),
        valid_to=number("validTo"),
    )


@cache
def _laws() -> Lexicon[Concept | None]:
    entries: list[tuple[str, Concept | None]] = [(word, None) for word in cue_words("no-law-name")]
    for concept in _concepts():
        if concept.values("documentType") and concept.values("documentType")[0].endswith("/book"):
            continue
        entries += [(label, concept) for label in concept.labels if _names_a_law(label)]
    return Lexicon(entries)


def _names_a_law(label: str) -> bool:
    return len(label) >= _ORDINARY or label.endswith(("宪法", "法典"))


def find_laws(text: str) -> list[tuple[int, int, Concept]]:
    """Return the known documents that a text names, with and without title marks."""
    return [
        (start, end, concept)
        for start, end, concept in _laws().find_first(text)
        if concept is not None
        and not _NO_END.at(text, end)
        and not (start and _PLACE_ENDS.at(text, start - 1) and not _is_law(concept))
    ]


def _is_law(concept: Concept) -> bool:
    """Tell a law from a regulation, which places make by the same name: 我省优化营商环境条例."""
    return concept.values("documentType")[:1] == (f"{iris.BASE}document-type/law",)


_PLACE_ENDS = Characters("省市县区州盟旗港")
_NO_END = Characters("律规治定庭制院官学")
