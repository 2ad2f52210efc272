"""What holds for every vocabulary, whoever writes it."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files

import pyoxigraph as ox
import pytest

from extract.facts import Act, Level, Qualifier, ReportKind, Role, Status
from ontology.schemes import load_scheme
from ontology.terms import FZ, PREFIXES, RDF, RDFS, SKOS

NAMES = sorted(
    path.name.removesuffix(".ttl")
    for path in files("ontology").joinpath("vocab").iterdir()
    if path.name.endswith(".ttl")
)
_LABEL = ox.NamedNode(SKOS.prefLabel)
_SCHEME = ox.NamedNode(SKOS.inScheme)


def _load(name: str) -> ox.Store:
    store = ox.Store()
    source = files("ontology").joinpath("vocab", f"{name}.ttl").read_bytes()
    store.load(source, ox.RdfFormat.TURTLE)
    return store


def _things(store: ox.Store) -> Iterator[ox.NamedNode]:
    """Yield everything that has a class."""
    yield from {
        quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), None)
    }


def _unlabelled(store: ox.Store) -> list[str]:
    """Return what lacks its one Chinese and its one English preferred label."""
    return sorted(
        thing.value
        for thing in _things(store)
        if Counter(quad.object.language for quad in store.quads_for_pattern(thing, _LABEL, None))
        != {"zh": 1, "en": 1}
    )


@pytest.mark.parametrize("name", NAMES)
def test_concept_has_one_label_in_each_language(name: str) -> None:
    """Every concept, curated document and scheme has one zh and one en preferred label."""
    assert _unlabelled(_load(name)) == []


def test_missing_label_is_noticed() -> None:
    """Two labels of one language are no label in each."""
    store = ox.Store()
    labels = '<a:b> a <a:c> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "甲"@zh, "乙"@zh .'
    store.load(labels.encode(), ox.RdfFormat.TURTLE)
    assert _unlabelled(store) == ["a:b"]


@pytest.mark.parametrize("name", NAMES)
def test_concept_stands_in_a_scheme(name: str) -> None:
    """Whatever has a class is a scheme or stands in one that the same file describes."""
    store = _load(name)
    kinds = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(SKOS.ConceptScheme))
    schemes = {quad.subject for quad in kinds}
    assert schemes
    for thing in set(_things(store)) - schemes:
        homes = {quad.object for quad in store.quads_for_pattern(thing, _SCHEME, None)}
        assert homes & schemes, thing


@pytest.mark.parametrize("name", NAMES)
def test_only_declared_terms_are_used(name: str) -> None:
    """A property or class with our prefix is declared in ``fazhi.ttl``."""
    store = _load(name)
    used = {quad.predicate.value for quad in store} | {
        quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), None)
    }
    assert {iri for iri in used if iri.startswith(FZ.base) and iri not in FZ} == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_blank_nodes_and_no_other_language(name: str) -> None:
    """Vocabularies are copied into graphs: IRIs only, tags zh and en only."""
    for quad in _load(name):
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
        if isinstance(quad.object, ox.Literal):
            assert quad.object.language in {None, "zh", "en"}


@pytest.mark.parametrize(
    ("name", "path", "values"),
    [
        ("levels", "level", Level),
        ("statuses", "status", Status),
        ("acts", "act", Act),
        ("qualifiers", "qualifier", Qualifier),
        ("report-kinds", "report-kind", ReportKind),
        ("section-roles", "section-role", Role),
    ],
)
def test_scheme_and_enumeration_agree(name: str, path: str, values: type[StrEnum]) -> None:
    """Each value that a fact can take is a concept of its scheme, and the other way round."""
    iris = {concept.iri for concept in load_scheme(name)}
    assert iris == {f"https://w3id.org/fazhi/{path}/{value}" for value in values}


def test_themes_are_the_systems_of_the_outline() -> None:
    """Eight systems and party leadership, in the order of the Outline's parts 2 to 10."""
    notations = [int(theme.values("notation")[0]) for theme in load_scheme("themes")]
    assert sorted(notations) == list(range(2, 11))
    assert load_scheme("themes").get("power-supervision").zh == "行政权力制约和监督体系"


@pytest.mark.parametrize("name", ["statuses", "acts"])
def test_direct_edges_are_properties(name: str) -> None:
    """Each status but mentioned, and each act, names its edge; the edge has the same reading."""
    edges = {concept.name: concept.values("directEdge") for concept in load_scheme(name)}
    assert all(
        len(edge) == 1 and edge[0] in FZ for key, edge in edges.items() if key != "mentioned"
    )
    assert edges.get("mentioned", ()) == ()
    if name == "acts":
        assert edges == {act: (FZ[act],) for act in edges}


@pytest.mark.parametrize("name", ["levels", "statuses", "acts", "themes", "qualifiers", "reasons"])
def test_fixed_concepts_are_defined(name: str) -> None:
    """The schemes of the contract define every concept in both languages, in their namespace."""
    for concept in load_scheme(name):
        assert len(concept.values("definition")) == 2
        assert concept.iri.startswith(tuple(PREFIXES.values()))


def test_labels_are_skos_labels() -> None:
    """Vocabularies use SKOS labels; rdfs:label is written by the build alone."""
    for name in NAMES:
        assert not any(_load(name).quads_for_pattern(None, ox.NamedNode(RDFS.label), None))
