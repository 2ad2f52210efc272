"""What ``fazhi.ttl`` declares."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.terms import FOAF, FZ, ORG, OWL, PREFIXES, PROV, RDF, RDFS, SH, SKOS, Namespace

_words = str.split
_CLASSES = _words("""
    Actor Jurisdiction Institution PolicyDocument Report Mechanism Adoption DocumentAct Measure
    Observation Honour Evidence
""")
_PROPERTIES = _words("""
    code level within validFrom validTo sameUnitAs replacedBy kind jurisdiction number documentType
    issuedBy year implementsDocument sourceFile sha256 issuer periodEnd reportKind textFile textOf
    mentions notLabel memberOf theme establishedBy mechanism status since institution surface
    evidence agent act document verb measureKind object actor concerns observation measured
    indicator value unit qualifier recipient report section about confidence reason
    adopts plansToAdopt reportsProblemWith
    issued revised implements plans studies consults cites
""")
_REUSED = {
    "Jurisdiction": {"https://schema.org/AdministrativeArea", FZ.Actor},
    "Institution": {ORG.Organization, FZ.Actor},
    "PolicyDocument": {"http://data.europa.eu/eli/ontology#LegalResource"},
    "Report": {"https://schema.org/Report"},
    "Mechanism": {SKOS.Concept},
    "Evidence": {
        "http://www.w3.org/ns/oa#TextPositionSelector",
        "http://www.w3.org/ns/oa#TextQuoteSelector",
    },
}
_INCONSISTENT = "http://www.daml.org/2002/03/agents/agent-ont#error"


def _load(name: str) -> ox.Store:
    store = ox.Store()
    store.load(files("ontology").joinpath(name).read_bytes(), ox.RdfFormat.TURTLE)
    return store


ONTOLOGY = _load("fazhi.ttl")
SHAPES = _load("shapes.ttl")


def _values(store: ox.Store, subject: str | None, predicate: str) -> Iterator[ox.Quad]:
    node = ox.NamedNode(subject) if subject else None
    return store.quads_for_pattern(node, ox.NamedNode(predicate), None)


def _tags(term: str, predicate: str) -> list[str]:
    return sorted(quad.object.language for quad in _values(ONTOLOGY, FZ[term], predicate))


@pytest.mark.parametrize("name", [*_CLASSES, *_PROPERTIES])
def test_contract_is_declared(name: str) -> None:
    """Every term of the graph contract is declared: classes as such, all others as properties."""
    types = {quad.object.value for quad in _values(ONTOLOGY, FZ[name], RDF.type)}
    properties = {OWL.ObjectProperty, OWL.DatatypeProperty}
    assert types == {OWL.Class} if name in _CLASSES else types < properties and len(types) == 1


@pytest.mark.parametrize("name", sorted(FZ.terms))
def test_own_term_speaks_both_languages(name: str) -> None:
    """A term of our own has one label and one comment in each language."""
    assert _tags(name, RDFS.label) == ["en", "zh"]
    assert _tags(name, RDFS.comment) == ["en", "zh"]


@pytest.mark.parametrize("name", sorted(_REUSED))
def test_class_is_linked_to_a_reused_one(name: str) -> None:
    """Our classes stand under those of the reused vocabularies."""
    parents = {quad.object.value for quad in _values(ONTOLOGY, FZ[name], RDFS.subClassOf)}
    assert parents >= _REUSED[name]


def test_every_class_has_a_shape() -> None:
    """Every class of ours, and every reused one with individuals, is the target of a shape."""
    targets = {quad.object.value for quad in _values(SHAPES, None, SH.targetClass)}
    own = {FZ[name] for name in FZ.terms if name[0].isupper()}
    assert targets == own | {
        FOAF.Person,
        ORG.Membership,
        ORG.ChangeEvent,
        SKOS.Concept,
        SKOS.ConceptScheme,
        PROV.Activity,
        PROV.SoftwareAgent,
        f"{PREFIXES['dcat']}Dataset",
        f"{PREFIXES['void']}Dataset",
    }


def test_every_shape_tells_what_to_do() -> None:
    """Each rule of a shape, and each shape with alternatives, has a message in each language."""
    rules = {
        quad.object
        for predicate in (SH.property, SH.sparql)
        for quad in _values(SHAPES, None, predicate)
        if isinstance(quad.subject, ox.NamedNode)
    }
    rules |= {quad.subject for quad in _values(SHAPES, None, SH["or"])}
    assert len(rules) > 100
    for rule in rules:
        messages = SHAPES.quads_for_pattern(rule, ox.NamedNode(SH.message), None)
        assert sorted(message.object.language for message in messages) == ["en", "zh"]


@pytest.mark.parametrize("name", ["fazhi.ttl", "shapes.ttl"])
def test_only_declared_terms_are_used(name: str) -> None:
    """Ontology and shapes name no term with our prefix that is not declared."""
    nodes = {node for quad in _load(name) for node in (quad.subject, quad.predicate, quad.object)}
    used = {node.value for node in nodes if isinstance(node, ox.NamedNode)}
    assert {iri for iri in used if iri.startswith(FZ.base) and iri not in FZ} == set()


def test_prefixes_of_files_are_ours() -> None:
    """A prefix means the same namespace in Turtle and in ``PREFIXES``."""
    for name in ("fazhi.ttl", "shapes.ttl"):
        text = files("ontology").joinpath(name).read_bytes()
        parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
        list(parser)
        shared = {key: iri for key, iri in parser.prefixes.items() if key in PREFIXES}
        assert "fz" in shared
        assert shared == {key: PREFIXES[key] for key in shared}


def test_ontology_and_sample_are_consistent() -> None:
    """An OWL 2 RL reasoner finds no contradiction, and finds the planted one."""
    owlrl = pytest.importorskip("owlrl")
    from rdflib import RDF as TYPES  # noqa: PLC0415 (rdflib takes time to load)
    from rdflib import Graph, URIRef  # noqa: PLC0415

    sample = ox.Store()
    sample.load(path=str(Path(__file__).parents[1] / "kg/valid.trig"), format=ox.RdfFormat.TRIG)
    graph = Graph()
    for store in (ONTOLOGY, sample):
        lines = sorted({str(quad.triple) for quad in store})
        graph.parse(data="".join(f"{line} .\n" for line in lines), format="nt")

    def contradictions() -> list[str]:
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        return [str(error) for error in graph.objects(None, URIRef(_INCONSISTENT))]

    assert contradictions() == []
    place = URIRef(Namespace(PREFIXES["area"])["999981"])
    graph.add((place, TYPES.type, URIRef(FZ.PolicyDocument)))
    assert contradictions() != []


def test_ontology_and_a_real_report_are_consistent() -> None:
    """What is read in a real report contradicts nothing that the ontology says."""
    import owlrl  # noqa: PLC0415 (takes time to load)
    from rdflib import Graph, URIRef  # noqa: PLC0415

    from extract.pipeline import extract_facts  # noqa: PLC0415
    from extract.sources import read_source  # noqa: PLC0415
    from kg.graph import report_quads  # noqa: PLC0415

    file = Path(__file__).parents[2] / "kg" / "samples" / "kaiyuan-2023.txt"
    read = ox.Store()
    read.load(report_quads(extract_facts(read_source(file))), format=ox.RdfFormat.N_QUADS)
    graph = Graph()
    lines = sorted({str(quad.triple) for store in (ONTOLOGY, read) for quad in store})
    graph.parse(data="".join(f"{line} .\n" for line in lines), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert [str(error) for error in graph.objects(None, URIRef(_INCONSISTENT))] == []
