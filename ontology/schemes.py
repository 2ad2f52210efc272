"""Read the vocabularies under ``ontology/vocab`` into plain records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from ontology.errors import KgError
from ontology.iris import ONTOLOGY

__all__ = ["Concept", "ConceptScheme", "load_scheme"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CONCEPTS = {f"{_SKOS}Concept", f"{ONTOLOGY}Mechanism"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One entry of a vocabulary: 双随机一公开 with its names and its relations."""

    iri: str
    zh: str
    en: str
    alternatives: tuple[str, ...] = ()
    """Other Chinese names (``skos:altLabel``, ``skos:hiddenLabel``)."""
    alternatives_en: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Every other value, by the local name of its property: ``properties["memberOf"]``."""

    @property
    def name(self) -> str:
        """Last segment of the IRI."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def labels(self) -> tuple[str, ...]:
        """All Chinese names, the preferred one first."""
        return (self.zh, *self.alternatives)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a property by its local name, none if it has none."""
        return self.properties.get(name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptScheme:
    """A vocabulary: its concepts in the order of their IRIs."""

    name: str
    concepts: tuple[Concept, ...]

    def __iter__(self) -> Iterator[Concept]:
        """Yield the concepts by IRI."""
        return iter(self.concepts)

    def __len__(self) -> int:
        """Count the concepts."""
        return len(self.concepts)

    def by_iri(self) -> dict[str, Concept]:
        """Return the concepts keyed by IRI."""
        return {concept.iri: concept for concept in self.concepts}

    def get(self, name: str) -> Concept:
        """Return the concept with this last IRI segment.

        Raises:
            KgError: The scheme holds no such concept.
        """
        for concept in self.concepts:
            if concept.name == name:
                return concept
        raise KgError(f"vocabulary {self.name}: no concept {name}")


@cache
def load_scheme(name: str) -> ConceptScheme:
    """Return the concepts of ``ontology/vocab/<name>.ttl``."""
    source = files("ontology").joinpath("vocab", f"{name}.ttl").read_bytes()
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for triple in ox.parse(source, format=ox.RdfFormat.TURTLE):
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        value = triple.object
        if isinstance(value, ox.Triple):
            continue
        tag = (value.language or "") if isinstance(value, ox.Literal) else ""
        values = found.setdefault(triple.subject.value, {})
        values.setdefault(triple.predicate.value, []).append((value.value, tag))
    concepts = tuple(
        _concept(iri, values)
        for iri, values in sorted(found.items())
        if _CONCEPTS & {value for value, _ in values.get(_TYPE, [])}
    )
    return ConceptScheme(name=name, concepts=concepts)


def _concept(iri: str, values: dict[str, list[tuple[str, str]]]) -> Concept:
    def tagged(tag: str, *names: str) -> tuple[str, ...]:
        return tuple(
            value for name in names for value, given in values.get(_SKOS + name, []) if given == tag
        )

    known = {"prefLabel", "altLabel", "hiddenLabel"}
    return Concept(
        iri=iri,
        zh=next(iter(tagged("zh", "prefLabel")), ""),
        en=next(iter(tagged("en", "prefLabel")), ""),
        alternatives=tagged("zh", "altLabel", "hiddenLabel"),
        alternatives_en=tagged("en", "altLabel", "hiddenLabel"),
        broader=tuple(value for value, _ in values.get(f"{_SKOS}broader", [])),
        properties={
            predicate.replace("#", "/").rsplit("/", 1)[-1]: tuple(v for v, _ in pairs)
            for predicate, pairs in values.items()
            if not (predicate.startswith(_SKOS) and predicate[len(_SKOS) :] in known)
        },
    )
