from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.descriptions import curated, places_quads, vocabulary_quads
from kg.quads import PLACES, VOCABULARY
from kg.sparql import select
from ontology import iris
from tests.kg.made import OUTLINE, PUBLICITY, THREE

FORMER = iris.area("340823")
PRESENT = iris.area("340722")


def load(data: bytes) -> ox.Store:
    """Return a store with these quads."""
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.N_QUADS)
    return store


def subjects(data: bytes) -> set[str]:
    """Return what these quads describe."""
    return {row["s"] for row in select(load(data), "SELECT DISTINCT ?s WHERE { ?s ?p ?o }")}


def test_a_member_brings_the_whole_and_the_other_members() -> None:
    """行政执法公示制度 is described with 行政执法三项制度, its two sisters and their theme."""
    found = subjects(vocabulary_quads([PUBLICITY])[0])
    assert {PUBLICITY, THREE, iris.concept("theme", "administrative-enforcement")} <= found
    assert sum("/mechanism/" in iri for iri in found) >= 4


def test_only_what_is_used_is_described() -> None:
    """A vocabulary entry that no report needs stays out."""
    assert len(subjects(vocabulary_quads([THREE])[0])) < len(curated()) / 20
    assert vocabulary_quads(["https://example.org/unknown"])[0] == b""


def test_a_curated_document_is_a_document_too() -> None:
    """A document of the vocabulary has title and label, its issuers are institutions."""
    data, places = vocabulary_quads([OUTLINE])
    rows = select(
        load(data),
        f"""SELECT * WHERE {{ <{OUTLINE}> a fz:PolicyDocument ; dcterms:title ?title ;
        rdfs:label ?en ; fz:issuedBy ?body . ?body a fz:Institution ; rdfs:label ?label ;
        fz:jurisdiction ?home ; fz:kind ?kind FILTER(LANG(?en) = "en" && LANG(?label) = "zh") }}""",
    )
    assert {row["label"] for row in rows} == {"中共中央", "国务院"}
    assert {row["title"] for row in rows} == {"法治政府建设实施纲要(2021—2025年)"}
    assert places == {iris.area("100000")}


def test_a_place_comes_with_its_parents() -> None:
    """东城区 is described with 北京市 and 中国, and with the levels of all three."""
    data, levels = places_quads([iris.area("110101")])
    assert subjects(data) == {iris.area(code) for code in ("110101", "110000", "100000")}
    assert levels == {iris.concept("level", name) for name in ("county", "province", "country")}


def test_a_former_code_leads_to_the_present_one() -> None:
    """340823 枞阳 ended when 340722 began, and is the same unit."""
    rows = select(
        load(places_quads([FORMER])[0]),
        """SELECT * WHERE { ?old fz:sameUnitAs ?new ; fz:validTo ?end .
        ?new fz:validFrom ?begin }""",
    )
    assert [(row["old"], row["new"]) for row in rows] == [(FORMER, PRESENT)]
    assert rows[0]["end"] < rows[0]["begin"]


@pytest.mark.parametrize("iri", [iris.area("999999"), iris.place("临江县", "370900"), THREE])
def test_what_the_gazetteer_does_not_hold_is_left_out(iri: str) -> None:
    """A code that never was and a place without a code are not described."""
    assert places_quads([iri])[0] == b""


def test_descriptions_stand_in_their_graphs() -> None:
    """Vocabulary and places have a graph each, without blank nodes."""
    for data, name in (
        (vocabulary_quads([OUTLINE, THREE])[0], VOCABULARY),
        (places_quads([FORMER])[0], PLACES),
    ):
        quads = list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
        assert {str(quad.graph_name) for quad in quads} == {f"<{name}>"}
        assert not any(isinstance(quad.object, ox.BlankNode) for quad in quads)


def test_a_place_has_its_coordinates() -> None:
    """A county has one latitude and one longitude, as decimals; the country has none."""
    rows = select(
        load(places_quads([PRESENT])[0]),
        "SELECT * WHERE { ?place schema:latitude ?lat ; schema:longitude ?long }",
    )
    found = {row["place"]: (row["lat"], row["long"]) for row in rows}
    assert iris.area("100000") not in found
    latitude, longitude = found[PRESENT]
    assert isinstance(latitude, Decimal)
    assert isinstance(longitude, Decimal)
    assert 30 < latitude < 31
    assert 117 < longitude < 118
