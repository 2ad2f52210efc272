"""Terms are plain strings; a closed vocabulary refuses what it does not declare."""

import copy

import pytest

from ontology.terms import AREA, FZ, PREFIXES, SKOS, sparql_prefixes


def test_term_is_an_iri() -> None:
    """A term is its namespace and its name."""
    assert FZ.adopts == "https://w3id.org/fazhi/ontology#adopts"
    assert FZ["adopts"] == FZ.adopts
    assert SKOS.prefLabel == "http://www.w3.org/2004/02/skos/core#prefLabel"
    assert AREA["100000"] == "https://w3id.org/fazhi/area/100000"


@pytest.mark.parametrize("name", ["adoptss", "Adopts", "adoption", ""])
def test_misspelt_term_is_an_error(name: str) -> None:
    """A closed vocabulary raises on a term that its file does not declare."""
    with pytest.raises(AttributeError, match=r"fazhi\.ttl declares no term"):
        getattr(FZ, name)
    with pytest.raises(AttributeError):
        FZ[name]


def test_iri_belongs_to_its_vocabulary() -> None:
    """Membership asks for a declared term, or for the namespace of an open vocabulary."""
    assert FZ.Adoption in FZ
    assert f"{FZ.base}Adoptoin" not in FZ
    assert SKOS.broader in SKOS
    assert FZ.Adoption not in SKOS
    assert None not in SKOS


def test_private_names_are_no_terms() -> None:
    """Python's own protocols find no term, so that a vocabulary can be copied and inspected."""
    assert not hasattr(SKOS, "__wrapped__")
    assert copy.copy(SKOS).broader == SKOS.broader


def test_prefixes_are_those_of_the_contract() -> None:
    """Each kind of thing has its prefix; no two prefixes share a namespace."""
    assert {"fz", "mech", "area", "body", "doc", "report", "level", "status", "act"} <= set(
        PREFIXES
    )
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert "PREFIX doc: <https://w3id.org/fazhi/document/>\n" in sparql_prefixes()
