"""Rules of where pages are."""

import pytest

from ontology.iris import BASE
from visual.reading import address
from visual.reading.addresses import kind_of, page_path, served_path


@pytest.mark.parametrize(
    ("iri", "kind"),
    [
        ("area/370983", "place"),
        ("area/370983/person/甲乙", ""),
        ("body/370983/司法局", "institution"),
        ("document/370983/某办法", "document"),
        ("mechanism/three-enforcement-systems", "mechanism"),
        ("report/jia-00000000", "report"),
        ("report/jia-00000000#char=1,2", ""),
        ("report/jia-00000000/adoption/x", ""),
        ("status/adopted", ""),
        ("area/", ""),
    ],
)
def test_things_of_seven_kinds_have_pages(iri: str, kind: str) -> None:
    """Places, mechanisms, documents, institutions, reports, systems, indicators; nothing else."""
    assert kind_of(BASE + iri) == kind
    assert bool(served_path(BASE + iri)) == bool(kind)


def test_what_others_name_has_no_page() -> None:
    """An IRI of somebody else has no page here."""
    assert kind_of("https://example.org/area/370983") == ""
    assert kind_of("javascript:alert(1)") == ""


@pytest.mark.parametrize(
    "name", ["三项制度", "Upper", "a b", "a/b", "..", "con", "x0123456789ab", "q" * 61, "-a", "<i>"]
)
def test_file_names_suit_every_host(name: str) -> None:
    """A name that is not short, small, Latin becomes an opaque one; none of them is another's."""
    path = page_path(f"{BASE}document/{name}")
    assert path.removeprefix("document/x").removesuffix(".html").isalnum()
    assert path.isascii()
    assert path != page_path(f"{BASE}document/{name}-2")


def test_a_sentence_has_an_address() -> None:
    """From any folder of a site a link leads to the marked sentence."""
    report = f"{BASE}report/jia-2021-0f0f0f0f"
    assert address(report, 123, 145) == "report/jia-2021-0f0f0f0f.html#at=123-145"
    assert address(report, 1, 2, root="../") == "../report/jia-2021-0f0f0f0f.html#at=1-2"


def test_served_paths_are_those_of_the_iris() -> None:
    """A server shows a thing at the path of its IRI, other characters than Latin escaped."""
    assert served_path(f"{BASE}area/370983") == "/area/370983"
    assert served_path(f"{BASE}body/370983/司法局") == "/body/370983/%E5%8F%B8%E6%B3%95%E5%B1%80"
