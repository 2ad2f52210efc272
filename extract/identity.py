"""Tell whose report a text is.

Trusted in this order: a table of the user's, the title, the opening, the names most often
printed, the name of the file. What contradicts the answer is kept as a doubt.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.annotations import SourceHints
from extract.chains import Chain, first_chain, is_name
from extract.file_names import of_file_name
from extract.misprints import Repair, counties_of_townships, repair
from extract.places import NamedUnit, is_within, places_at
from extract.titles import Head
from ontology.errors import KgError
from ontology.gazetteer import Place, load_gazetteer
from ontology.schemes import load_scheme

__all__ = ["Identity", "IdentityError", "identify"]

_OPENING = 400
_TOWNSHIP = re.compile(r"([一-龥]{1,8}?(?:街道|镇|乡|苏木))(?:办事处|人民政府|20|关于|法治)")
_UNKNOWN = re.compile(
    r"(?!委|人|政)([一-龥]{2,6}?[县市区旗])(?<![新发园范理税假景]区)(?=人民政府|20\d\d|二[零○]|法治政府|关于)"
)
"""A name of the shape of a unit; a zone (高新区, 开发区) is none."""
_QUOTED = 0.5
"""How much a name tells that stands inside 《》 or on the page's frame."""
_LISTED = 6
_OWN = 3
"""How much more 我县 tells than 县委, and a name in the opening than one further down."""
_MOSTLY = 0.5
"""Share of 我县, 县委 among a text's words for its own place that makes it a county's."""
_PROVEN = Decimal("0.9")


class IdentityError(KgError):
    """A text that does not tell whose report it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose report a text is, how that is known, and what speaks against it."""

    place: Place
    confidence: Decimal | None = None
    reason: str | None = None
    repair: Repair | None = None
    doubts: tuple[str, ...] = ()


def identify(
    text: str, head: Head, names: Sequence[NamedUnit], hints: SourceHints, year: int | None
) -> Identity:
    """Return whose report a text is.

    Raises:
        IdentityError: Nothing tells, or several places remain.
    """
    if hints.code:
        return _doubted(Identity(place=_of_code(hints, year)), hints, year)
    heading = [
        named for named in names if any(start <= named.start < end for start, end in head.lines)
    ]
    opening = text[: head.body + _OPENING]
    chain = first_chain(text, heading, year)
    identity = (
        _repaired_below(text, chain, hints, year)
        or _chosen(chain.places, text, hints, year)
        or _repaired(text, opening, year)
        or _chosen(_of_township(head.title), text, hints, year)
        or _chosen(_short_in_title(head.title, text, year), text, hints, year)
        or _of_own_townships(text, year)
        or _chosen(_most_named(text, head, names, year), text, hints, year)
        or _chosen(of_file_name(hints.file_name, year), text, hints, year, "file-name")
    )
    if identity is None:
        unknown = _UNKNOWN.search(head.title)
        fault = f"{unknown[1]} is no known unit" if unknown else "names no reporting place"
        raise IdentityError(
            f"{hints.file_name or 'text'}: {fault}; "
            "put the county's code into reports.csv or the file name"
        )
    return _doubted(identity, hints, year)


def _of_code(hints: SourceHints, year: int | None) -> Place:
    """Return the unit of the code that the user gives, under its code of the year.

    Raises:
        IdentityError: The code never was, or its unit was not there in that year.
    """
    code = hints.code or ""
    place = load_gazetteer().at(code, year)
    said = f"{hints.file_name}: {hints.given_by or 'the table'} says {code}"
    if place is None:
        raise IdentityError(f"{said}, which no place ever had; correct it")
    if year is not None and load_gazetteer().covers(year) and not place.holds(year):
        raise IdentityError(f"{said}, but {place.name} was not there in {year}; correct it")
    return place


def _in_title_marks(text: str, offset: int) -> bool:
    return text.rfind("《", max(0, offset - 80), offset) > text.rfind("》", 0, offset)


def _chosen(
    candidates: Sequence[Place],
    text: str,
    hints: SourceHints,
    year: int | None,
    reason: str | None = None,
) -> Identity | None:
    """Return the candidate for which the text speaks.

    Raises:
        IdentityError: Several units bear the name and the text tells none of them.
    """
    if not candidates:
        return None
    sure = Decimal("0.6") if reason else None
    if len(candidates) == 1:
        return Identity(place=candidates[0], confidence=sure, reason=reason)
    filed = {place.code for place in of_file_name(hints.file_name, year)}
    proofs = [
        (_parents_named(text, p), _children_named(text, p), p.code in filed) for p in candidates
    ]
    scores = [3 * parents + children + 2 * file for parents, children, file in proofs]
    best = max(scores)
    if best and scores.count(best) == 1:
        index = scores.index(best)
        parents, children, _ = proofs[index]
        why = "named-parent" if parents else "townships-are-children" if children else "file-name"
        return Identity(place=candidates[index], confidence=Decimal("0.9"), reason=why)
    listed = [f"{place.code} {_full_name(place)}" for place in candidates]
    more = f" or {len(listed) - _LISTED} others" if len(listed) > _LISTED else ""
    raise IdentityError(
        f"{hints.file_name or 'text'}: the reporting place may be "
        f"{', '.join(listed[:_LISTED])}{more}; put its code into reports.csv or the file name"
    )


def _full_name(place: Place) -> str:
    parents = [parent.name for parent in load_gazetteer().parents(place.code)[:-1]]
    return "".join([*reversed(parents), place.name])


def _parents_named(text: str, place: Place) -> int:
    """Count the parents that the text names; a prefecture tells more than a province."""
    parents = load_gazetteer().parents(place.code)[:-1]
    return sum(
        3 - index
        for index, parent in enumerate(parents)
        if parent.name in text or (parent.short and parent.short in text)
    )


def _children_named(text: str, place: Place) -> int:
    children = load_gazetteer().children(place.code)
    return sum(not child.statistical and child.name in text for child in children)


def _repaired(text: str, opening: str, year: int | None) -> Identity | None:
    fixed = repair(text, opening, year)
    if fixed is None:
        return None
    return Identity(
        place=fixed.place, confidence=fixed.confidence, reason=fixed.reason, repair=fixed
    )


def _repaired_below(
    text: str, chain: Chain, hints: SourceHints, year: int | None
) -> Identity | None:
    """Return the unit meant by an unknown name behind its parent: 枣庄市峰城区人民政府.

    Raises:
        IdentityError: The name is no unit and nothing proves which one is meant.
    """
    unknown = _UNKNOWN.match(text, chain.end) if chain.places else None
    if unknown is None or load_gazetteer().named(unknown[1]):
        return None
    fixed = repair(text, "", year, unknown[1], chain.places)
    if fixed is None:
        raise IdentityError(
            f"{hints.file_name or 'text'}: {unknown[1]} is no known unit of "
            f"{chain.places[0].name}; put the code into reports.csv or the file name"
        )
    return Identity(
        place=fixed.place, confidence=fixed.confidence, reason=fixed.reason, repair=fixed
    )


def _of_township(title: str) -> tuple[Place, ...]:
    """Return the counties of the township that a title opens with: 临江镇人民政府关于…."""
    match = _TOWNSHIP.match(title)
    gazetteer = load_gazetteer()
    townships = gazetteer.townships_named(match[1]) if match else ()
    return tuple(filter(None, (gazetteer.by_code(place.parent) for place in townships)))


def _short_in_title(title: str, text: str, year: int | None) -> tuple[Place, ...]:
    """Return the units whose short name a title prints and whose full name the text prints."""
    gazetteer = load_gazetteer()
    for start in range(len(title)):
        for length in (5, 4, 3, 2):
            short = title[start : start + length]
            places = [p for p in gazetteer.shortened(short) if p.holds(year) and p.name in text]
            if places:
                return places_at(places, year)
    return ()


def _of_own_townships(text: str, year: int | None) -> Identity | None:
    """Return the county that a text without its name calls 我县, by the townships it names."""
    counties = [
        place
        for place in counties_of_townships(text)
        if place.holds(year) and place.level == "county"
    ]
    shares = _own_types(text) if counties else {}
    found = [place for place in counties if _type_share(place, shares) >= _MOSTLY]
    if len(found) != 1:
        return None
    return Identity(place=found[0], confidence=_PROVEN, reason="townships-are-children")


@dataclass(frozen=True, slots=True)
class _OwnWord:
    word: str
    type: str
    weight: int


@cache
def _own_words() -> tuple[_OwnWord, ...]:
    return tuple(
        _OwnWord(word, cue.values("unitType")[0], _OWN if word.startswith("我") else 1)
        for cue in load_scheme("place-cues")
        if cue.name.startswith("own-")
        for word in cue.labels
    )


def _own_types(text: str) -> dict[str, float]:
    """Return how often a text speaks of its own county, city, district, as shares."""
    counted: Counter[str] = Counter()
    for own in _own_words():
        counted[own.type] += own.weight * text.count(own.word)
    total = sum(counted.values()) or 1
    return {kind: count / total for kind, count in counted.items()}


def _type_share(place: Place, shares: dict[str, float]) -> float:
    ending = "区" if place.name.endswith("自治区") else place.name[-1:]
    return shares.get(ending, 0.0)


def _most_named(
    text: str, head: Head, names: Iterable[NamedUnit], year: int | None
) -> tuple[Place, ...]:
    """Return the unit named most often, in the opening above all, of the type of 我县, 全市."""
    shares = _own_types(text)
    scores: dict[tuple[Place, ...], float] = {}
    for named in _ends_of_chains(text, names):
        places = named.at(year)
        scores[places] = scores.get(places, 0) + _weight(text, head, named.start)
    weighed = {
        places: count * (0.2 + max(_type_share(place, shares) for place in places))
        for places, count in scores.items()
    }
    best = max(weighed, key=lambda places: weighed[places], default=())
    return _above_equals(best, scores)


def _ends_of_chains(text: str, names: Iterable[NamedUnit]) -> Iterator[NamedUnit]:
    """Yield the names that are names; of 青海省西宁市城中区 only the last, which is one there."""
    last: NamedUnit | None = None
    for named in names:
        chained = last is not None and last.end == named.start
        if last is not None and not chained:
            yield last
        last = named if chained or is_name(text, named) else None
    if last is not None:
        yield last


def _weight(text: str, head: Head, offset: int) -> float:
    """Return how much a name tells: in the opening most, in 《》 and on the page's frame least."""
    if offset < head.body or _in_title_marks(text, offset):
        return _QUOTED
    return _OWN if offset < head.body + _OPENING else 1


def _above_equals(
    best: tuple[Place, ...], scores: dict[tuple[Place, ...], float]
) -> tuple[Place, ...]:
    """Return the parent of the unit named most often if its sisters are named as often.

    A report of 宜昌市 names 夷陵区, 宜都市 and 枝江市 once each.
    """
    sisters = [
        score
        for places, score in scores.items()
        if best and places[0].parent == best[0].parent and places != best
    ]
    if len(sisters) > 1 and sum(sisters) > scores[best]:
        above = [places for places in scores if places[0].code == best[0].parent]
        return above[0] if above else best
    return best


def _doubted(identity: Identity, hints: SourceHints, year: int | None) -> Identity:
    """Return the identity with the doubt that the file name raises."""
    filed = of_file_name(hints.file_name, year)
    codes = {place.code for place in filed}
    known = not filed or identity.place.code in codes or identity.reason == "file-name"
    if known or any(is_within(identity.place, place) for place in filed):
        return identity
    others = f" or {len(filed) - 1} others" if len(filed) > 1 else ""
    said = f"{hints.given_by} says" if hints.code else "it is taken for"
    doubt = (
        f"{hints.file_name}: {said} {identity.place.name} {identity.place.code}, "
        f"the file name {filed[0].name} {filed[0].code}{others}"
    )
    return Identity(
        place=identity.place,
        confidence=identity.confidence,
        reason=identity.reason,
        repair=identity.repair,
        doubts=(doubt,),
    )
