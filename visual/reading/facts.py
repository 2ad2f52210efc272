"""What a report states, each fact with the range of its text in which it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ontology.iris import BASE
from visual.reading.lookups import Lookups, Said
from visual.words import Word

__all__ = ["CLASSES", "Fact", "Section", "read_facts", "read_sections"]

CLASSES = {
    "ontology#Mechanism": "●",
    "ontology#PolicyDocument": "■",
    "ontology#Institution": "▲",
    "ontology#Jurisdiction": "⬟",
    "ontology#Observation": "#",
    "ontology#Measure": "◆",
    "ontology#Honour": "★",
    "interface/person": "☻",
}
"""Classes of facts in the order of the legend, each with the sign that stands before its marks."""

_ENTITIES = {
    "mechanism": "ontology#Mechanism",
    "document": "ontology#PolicyDocument",
    "body": "ontology#Institution",
    "area": "ontology#Jurisdiction",
}
_OWN_RANGE = re.compile(r"/observation/(\d+)-(\d+)")
_QUALIFIED = {"over": "≥", "under": "<", "approx": "≈", "up_to": "≤"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fact:
    """One thing that the text says: from where to where, what it is, and how it is meant."""

    start: int
    end: int
    kind: str
    """Key of its class among the words: ``ontology#Mechanism``."""
    name: Word
    iri: str = ""
    """The thing that it is about, nothing if the fact is about itself."""
    status: str = ""
    """Key of a status, an act or a kind of measure among the words."""
    value: str = ""
    clause: tuple[int, int] = (0, 0)
    """The quote that the graph gives as its evidence."""
    section: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the text, where it stands and how deep."""

    title: str
    start: int
    depth: int


@dataclass(frozen=True, slots=True)
class _Quote:
    start: int
    end: int
    about: tuple[str, ...]
    section: str
    surface: str
    reason: str


def read_facts(lookups: Lookups, report: str, text: str) -> list[Fact]:
    """Return all facts of a report in reading order, each once.

    A fact about a named thing stands where the name does, if the quote holds one of its names
    as printed, and otherwise in the whole quote.
    """
    found: set[Fact] = set()
    for iri in lookups.sentences(report):
        quote = _quote(lookups.said(iri))
        if 0 <= quote.start < quote.end <= len(text):
            found.update(_facts(lookups, iri, quote, text))
    return sorted(found)


def read_sections(facts: list[Fact], text: str) -> list[Section]:
    """Return the headings under which facts stand, in reading order, each where it is printed."""
    found: dict[tuple[str, ...], Section] = {}
    for fact in facts:
        path = tuple(filter(None, fact.section.split(" › ")))
        reached = fact.clause[1]
        for depth in range(len(path), 0, -1):
            at = text.rfind(path[depth - 1], 0, reached)
            reached = reached if at < 0 else at + len(path[depth - 1])
            if at >= 0 and path[:depth] not in found:
                found[path[:depth]] = Section(title=path[depth - 1], start=at, depth=depth - 1)
    return sorted(found.values(), key=lambda each: (each.start, each.depth))


def _quote(said: Said) -> _Quote:
    return _Quote(
        start=said.number("start"),
        end=said.number("end"),
        about=said.texts("about"),
        section=said.text("section"),
        surface=said.text("surface"),
        reason=said.key("reason"),
    )


def _facts(lookups: Lookups, evidence: str, quote: _Quote, text: str) -> Iterator[Fact]:
    """Yield what rests on a quote: its statements, then the things it only names."""
    told = set()
    for iri in lookups.resting_on(evidence):
        said = lookups.said(iri)
        for fact in _statement(lookups, iri, said, quote, text):
            told.add(fact.iri)
            yield fact
    for iri in quote.about:
        kind = _ENTITIES.get(iri.removeprefix(BASE).split("/")[0], "")
        if kind and iri not in told and "/person/" not in iri:
            yield _named(lookups, kind, iri, quote, text)


def _statement(lookups: Lookups, iri: str, said: Said, quote: _Quote, text: str) -> Iterator[Fact]:
    match iri.removeprefix(BASE).split("/")[2:3]:
        case ["adoption"]:
            thing, word = said.text("mechanism"), said.key("status")
            surface = said.text("surface")
            yield _named(
                lookups, "ontology#Mechanism", thing, quote, text, status=word, surface=surface
            )
        case ["act"]:
            thing, word = said.text("document"), said.key("act")
            yield _named(lookups, "ontology#PolicyDocument", thing, quote, text, status=word)
        case ["observation"]:
            yield _figure(iri, said, quote, text)
        case ["measure"]:
            name = Word(said.text("label"), said.text("label"))
            yield _whole("ontology#Measure", name, quote, said.key("status"))
        case ["honour"]:
            name = Word(said.text("label"), said.text("label"))
            yield _whole("ontology#Honour", name, quote)
        case ["membership"]:
            thing = said.text("member")
            name = lookups.name(thing)
            both = Word(*(f"{each} · {said.text('label')}" for each in name))
            start, end = _place((name.zh,), quote, text)
            yield _fact("interface/person", both, quote, start, end)


def _named(
    lookups: Lookups,
    kind: str,
    iri: str,
    quote: _Quote,
    text: str,
    *,
    status: str = "",
    surface: str = "",
) -> Fact:
    """Return a fact about a thing, where the quote holds its name as printed."""
    name = lookups.name(iri)
    names = (surface, quote.surface, *lookups.forms(iri))
    start, end = _place(names, quote, text)
    return _fact(kind, name, quote, start, end, iri=iri, status=status)


def _figure(iri: str, said: Said, quote: _Quote, text: str) -> Fact:
    value = Decimal(said.text("value") or 0)
    sign = _QUALIFIED.get(said.key("qualifier").removeprefix("qualifier/"), "")
    measured = said.text("measured")
    own = _OWN_RANGE.search(iri)
    start, end = (int(own[1]), int(own[2])) if own else (quote.start, quote.end)
    if not quote.start <= start < end <= quote.end <= len(text):
        start, end = quote.start, quote.end
    told = f"{sign}{value.normalize():,f} {said.text('unit')}".strip()
    name = Word(measured, measured)
    return _fact("ontology#Observation", name, quote, start, end, iri=_indicator(said), value=told)


def _indicator(said: Said) -> str:
    return said.text("indicator")


def _whole(kind: str, name: Word, quote: _Quote, status: str = "") -> Fact:
    return _fact(kind, name, quote, quote.start, quote.end, status=status)


def _fact(
    kind: str,
    name: Word,
    quote: _Quote,
    start: int,
    end: int,
    *,
    iri: str = "",
    status: str = "",
    value: str = "",
) -> Fact:
    return Fact(
        start=start,
        end=end,
        kind=kind,
        name=name,
        iri=iri,
        status=status,
        value=value,
        clause=(quote.start, quote.end),
        section=quote.section,
        reason=quote.reason,
    )


def _place(names: tuple[str, ...], quote: _Quote, text: str) -> tuple[int, int]:
    """Return where the quote holds the longest of these names, else the range of the quote."""
    printed = text[quote.start : quote.end]
    for name in sorted(filter(None, names), key=len, reverse=True):
        at = printed.find(name)
        if at >= 0:
            return quote.start + at, quote.start + at + len(name)
    return quote.start, quote.end
