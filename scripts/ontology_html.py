"""Make ``docs/ontology.html``: one file with every class, property, shape and vocabulary entry.

It works without a network and without scripts; ``scripts/ontology_page.py`` writes it.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ontology_page import often, value_of
from turtle_words import (
    Node,
    objects,
    one,
    short,
    subjects,
    text,
    triples,
    values,
    vocabularies,
)

from ontology.iris import BASE
from ontology.terms import FZ, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS

__all__ = ["PAGE", "page"]

_HOME = Path(__file__).resolve().parent
PAGE = _HOME.parent / "docs" / "ontology.html"
_ONTOLOGY = PREFIXES["fz"].removesuffix("#")
_TITLE, _ABOUT = f"{PREFIXES['dcterms']}title", f"{PREFIXES['dcterms']}description"
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
_SPACES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Something with its names and what it means, in both languages."""

    iri: str
    zh: str
    en: str
    meaning_zh: str = ""
    meaning_en: str = ""

    @property
    def short(self) -> str:
        """Its IRI with a prefix."""
        return short(self.iri)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return anchor(self.iri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a shape asks of the values of a property, or of the node itself."""

    path: str
    often: str
    value: str
    zh: str
    en: str
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The rules for some nodes."""

    iri: str
    targets: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def name(self) -> str:
        """The end of its IRI."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Words):
    """A concept of a vocabulary."""

    others: tuple[str, ...]
    """Further forms, Chinese before English."""
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(Words):
    """A vocabulary."""

    file: str
    entries: tuple[Entry, ...]


def page() -> str:
    """Return the whole page."""
    found = Environment(
        loader=FileSystemLoader(_HOME),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals["anchor"], found.globals["short"] = anchor, short
    style = (_HOME / "ontology.css").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    return found.get_template("ontology.html.j2").render(
        style=style,
        policy=f"{_POLICY}; style-src 'sha256-{digest}'",
        about=_words("fazhi.ttl", _ONTOLOGY, _TITLE, _ABOUT),
        version=one("fazhi.ttl", _ONTOLOGY, OWL.versionInfo),
        prefixes=PREFIXES,
        classes=[(words, _parents(words.iri), list(_rules_of(words.iri))) for words in _classes()],
        properties=[(words, *_ends(words.iri)) for words in _terms("Property")],
        reused=list(_reused()),
        shapes=list(_shapes()),
        schemes=list(_schemes()),
    )


def anchor(iri: str) -> str:
    """Return the name of a place on the page, empty for what is not described on it."""
    if iri.startswith(PREFIXES["fz"]):
        return iri.removeprefix(PREFIXES["fz"])
    name = iri.removeprefix(BASE).rstrip("/")
    if iri not in _described():
        return ""
    return name if "/" in name else f"scheme/{name}"


@cache
def _described() -> frozenset[str]:
    """Return the IRIs of all entries and of the vocabularies themselves."""
    return frozenset(
        node.value
        for file in vocabularies()
        for triple in triples(file)
        for node in (triple.subject, triple.object)
        if triple.predicate.value == SKOS.inScheme and isinstance(node, ox.NamedNode)
    )


def _words(file: str, iri: str, name: str, meaning: str) -> Words:
    names = (text(file, iri, name, tag) for tag in ("zh", "en"))
    meanings = (text(file, iri, meaning, tag) for tag in ("zh", "en"))
    (zh, en), (long_zh, long_en) = names, meanings
    return Words(iri=iri, zh=zh, en=en, meaning_zh=long_zh, meaning_en=long_en)


def _classes() -> list[Words]:
    return _terms("Class")


def _terms(ending: str) -> list[Words]:
    """Return our terms of a kind of OWL, in the order of the file."""
    found = [
        triple.subject.value
        for triple in triples("fazhi.ttl")
        if triple.predicate.value == RDF.type and str(triple.object).endswith(f"{ending}>")
        if str(triple.subject).startswith(f"<{PREFIXES['fz']}")
    ]
    return [_words("fazhi.ttl", iri, RDFS.label, RDFS.comment) for iri in dict.fromkeys(found)]


def _parents(iri: str) -> list[str]:
    return values("fazhi.ttl", iri, RDFS.subClassOf)


def _ends(iri: str) -> tuple[list[str], list[str]]:
    """Return of what a property is said, and what its values are."""
    of = [
        v for name in (RDFS.domain, SCHEMA.domainIncludes) for v in values("fazhi.ttl", iri, name)
    ]
    to = [v for name in (RDFS.range, SCHEMA.rangeIncludes) for v in values("fazhi.ttl", iri, name)]
    return of, to


def _reused() -> Iterator[Words]:
    noted = [t.subject for t in triples("fazhi.ttl") if t.predicate.value == SKOS.scopeNote]
    for node in dict.fromkeys(noted):
        yield _words("fazhi.ttl", node.value, RDFS.label, SKOS.scopeNote)


def _rules_of(cls: str) -> Iterator[Rule]:
    """Yield the rules of all shapes for a class."""
    for shape in subjects("shapes.ttl", SH.targetClass, cls):
        yield from _rules(shape)


def _rules(shape: Node) -> Iterator[Rule]:
    for node in objects("shapes.ttl", shape, SH.property):
        yield _rule(node, often(node), value_of(node))
    for node in objects("shapes.ttl", shape, SH.sparql):
        query = _SPACES.sub("\n", one("shapes.ttl", node, SH.select) or "")
        yield _rule(node, "", "", query)


def _rule(node: Node, number: str, value: str, query: str = "") -> Rule:
    path = next(iter(objects("shapes.ttl", node, SH.path)), None)
    inverse = one("shapes.ttl", path, SH.inversePath) if path else None
    said = inverse or one("shapes.ttl", node, SH.path) or ""
    zh, en = (text("shapes.ttl", node, SH.message, tag) for tag in ("zh", "en"))
    return Rule(
        path=f"^{short(said)}" if inverse else short(said),
        often=number,
        value=value.replace("`", ""),
        zh=zh,
        en=en,
        query=query,
    )


def _shapes() -> Iterator[Shape]:
    found = [*subjects("shapes.ttl", RDF.type, SH.NodeShape)]
    for node in sorted(found, key=str):
        classes = values("shapes.ttl", node, SH.targetClass)
        having = values("shapes.ttl", node, SH.targetSubjectsOf)
        targets = (*map(short, classes), *(f"? {short(name)}" for name in having))
        rules = tuple(_rules(node))
        if rules and isinstance(node.value, str):
            yield Shape(iri=node.value, targets=targets, rules=rules)


def _schemes() -> Iterator[Scheme]:
    """Yield all vocabularies but the words of pages."""
    for file in vocabularies():
        if file.startswith("vocab/interface"):
            continue
        for node in subjects(file, RDF.type, SKOS.ConceptScheme):
            words = _words(file, node.value, SKOS.prefLabel, SKOS.definition)
            held = dict.fromkeys(subjects(file, SKOS.inScheme, node))
            entries = tuple(_entry(file, each.value) for each in held)
            yield Scheme(**_fields(words), file=file, entries=entries)


def _entry(file: str, iri: str) -> Entry:
    words = _words(file, iri, SKOS.prefLabel, SKOS.definition)
    forms = [v for v in objects(file, iri, SKOS.altLabel) if hasattr(v, "language")]
    others = sorted(forms, key=lambda form: form.language != "zh")
    above = [v for name in (SKOS.broader, FZ.memberOf, FZ.theme) for v in values(file, iri, name)]
    return Entry(**_fields(words), others=tuple(form.value for form in others), above=tuple(above))


def _fields(words: Words) -> dict[str, str]:
    return {name: getattr(words, name) for name in Words.__dataclass_fields__}
