"""The words of the pages in both languages: each is read from the Turtle that holds it."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pyoxigraph as ox

from ontology.iris import BASE
from ontology.schemes import load_scheme

__all__ = ["Word", "concept_words", "interface_words", "ontology_words"]

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


class Word(NamedTuple):
    """A word in Chinese and in English."""

    zh: str
    en: str


@cache
def interface_words() -> dict[str, Word]:
    """Return buttons, headings and hints by the last segment of their IRI."""
    return {c.name: Word(c.zh, c.en) for c in load_scheme("interface")}


@cache
def concept_words(scheme: str) -> dict[str, Word]:
    """Return the names of a scheme's concepts, keyed ``status/adopted``."""
    return {c.iri.removeprefix(BASE): Word(c.zh, c.en) for c in load_scheme(scheme)}


@cache
def ontology_words() -> dict[str, Word]:
    """Return the labels of classes and properties, keyed ``ontology#Mechanism``."""
    source = files("ontology").joinpath("fazhi.ttl").read_bytes()
    found: dict[str, dict[str, str]] = {}
    for triple in ox.parse(source, format=ox.RdfFormat.TURTLE):
        value = triple.object
        if triple.predicate.value != _LABEL or not isinstance(value, ox.Literal):
            continue
        if isinstance(triple.subject, ox.NamedNode):
            key = triple.subject.value.removeprefix(BASE)
            found.setdefault(key, {})[value.language or ""] = value.value
    return {key: Word(by.get("zh", ""), by.get("en", "")) for key, by in sorted(found.items())}
