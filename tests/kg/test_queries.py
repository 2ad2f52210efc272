from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import ReportFacts
from kg.queries import adopters, document_acts, implementers, load_query, mentions
from kg.sparql import check_query, select
from kg.store import open_graph
from ontology.errors import KgError
from tests.kg.made import DONGCHENG, NEW_COUNTY, PUBLICITY, THREE

QUERIES = sorted(
    path.name.removesuffix(".rq") for path in files("kg").joinpath("queries").iterdir()
)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_opens_with_its_question(name: str, store: ox.Store) -> None:
    """Every query file asks its question in Chinese and English, and runs."""
    zh, en = load_query(name).splitlines()[:2]
    assert zh.startswith("# ")
    assert zh.endswith(("?", "？"))
    assert en.startswith("# ")
    assert en.endswith("?")
    assert en.isascii()
    check_query(load_query(name))
    assert isinstance(select(store, load_query(name)), list)
    assert "NOT EXISTS" not in load_query(name)


@pytest.mark.parametrize("name", ["三项制度", "three enforcement systems", THREE])
def test_adopters_are_the_same_by_every_name(store: ox.Store, name: str) -> None:
    """Who adopted a mechanism does not depend on the name it is asked by."""
    rows = adopters(store, name)
    assert [(row["place"], row["partial"]) for row in rows] == [
        (DONGCHENG, False),
        (NEW_COUNTY, True),
    ]


def test_a_row_shows_its_proof(store: ox.Store) -> None:
    """A row has the place in both languages, code, year, quote, report, section and offsets."""
    row = adopters(store, "三项制度")[0]
    assert (row["place_zh"], row["place_en"], row["code"]) == (
        "东城区",
        "Dongcheng District",
        "110101",
    )
    assert (row["year"], row["since"], row["status"]) == (2023, 2019, "adopted")
    assert row["quote"] == "东城区全面推行行政执法三项制度"
    assert row["section"] == "一、推进情况 › (一)执法"
    assert row["file"] == "dongcheng-2023.txt"
    assert row["end"] - row["start"] == len(str(row["quote"]))


def test_a_member_says_which(store: ox.Store) -> None:
    """A place that has one member of three is partial, and the member is named."""
    row = adopters(store, "三项制度")[1]
    assert (row["mechanism_zh"], row["partial"]) == ("行政执法公示制度", True)
    assert [row["partial"] for row in adopters(store, "行政执法公示制度")] == [False]


@pytest.mark.parametrize(
    ("options", "places"),
    [
        ({"status": "planned"}, [DONGCHENG]),
        ({"status": "problem"}, [DONGCHENG]),
        ({"status": "mentioned"}, []),
        ({"status": "any"}, [DONGCHENG] * 3 + [NEW_COUNTY]),
        ({"year": 2024}, [NEW_COUNTY]),
        ({"level": "county"}, [DONGCHENG, NEW_COUNTY]),
        ({"level": "township"}, []),
        ({"province": "山东省"}, [NEW_COUNTY]),
        ({"province": "Shandong", "prefecture": "370900"}, [NEW_COUNTY]),
        ({"province": "北京市", "prefecture": "泰安"}, []),
    ],
)
def test_adopters_can_be_narrowed(
    store: ox.Store, options: dict[str, str], places: list[str]
) -> None:
    """Status, level, year, province and prefecture narrow the answer."""
    assert [row["place"] for row in adopters(store, THREE, **options)] == places


def test_a_sentence_goes_before_a_heading() -> None:
    """Of several quotes the first that is no heading is shown."""
    store = ox.Store()
    store.load(
        """@prefix fz: <https://w3id.org/fazhi/ontology#> . @prefix a: <https://a.org/> .
        @prefix oa: <http://www.w3.org/ns/oa#> . @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix mech: <https://w3id.org/fazhi/mechanism/> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        a:x a fz:Adoption ; fz:mechanism mech:three-enforcement-systems ; fz:jurisdiction a:p ;
            fz:year 2022 ; fz:status <https://w3id.org/fazhi/status/adopted> ;
            fz:surface "三项制度" ; prov:wasDerivedFrom a:r ; fz:evidence a:e1, a:e2, a:e3 .
        a:r fz:sourceFile "r.txt" ; dcterms:title "r" .
        a:e1 oa:exact "(一)三项制度" ; oa:start 1 ; oa:end 8 ; fz:section "一 › (一)三项制度" .
        a:e2 oa:exact "推行三项制度" ; oa:start 9 ; oa:end 15 ; fz:section "一 › (一)三项制度" .
        a:e3 oa:exact "落实三项制度" ; oa:start 21 ; oa:end 27 .""".encode(),
        format=ox.RdfFormat.TURTLE,
    )
    assert [row["quote"] for row in adopters(store, THREE)] == ["推行三项制度"]


def test_a_place_with_the_whole_is_not_partial_too(
    build: Callable[..., Path], rich: ReportFacts
) -> None:
    """Whoever reports the whole in a year is listed once, though a member is reported as well."""
    members = [replace(adoption, mechanism=PUBLICITY) for adoption in rich.adoptions[:1]]
    store = open_graph(build(replace(rich, adoptions=(*rich.adoptions, *members))))
    assert [row["partial"] for row in adopters(store, THREE)] == [False]
    assert [row["partial"] for row in adopters(store, PUBLICITY)] == [False]


def test_implementers_and_other_acts(store: ox.Store) -> None:
    """Who carries out a document is asked by either name; other acts are kept apart."""
    rows = implementers(store, "法治政府建设实施纲要(2021—2025年)")
    assert [(row["agent_zh"], row["place"]) for row in rows] == [("东城区司法局", DONGCHENG)]
    assert implementers(store, "临江县法治政府建设要点") == []
    assert [row["act"] for row in document_acts(store, "临江县法治政府建设要点")] == ["issued"]


def test_mentions_show_where_a_thing_stands(store: ox.Store) -> None:
    """Every sentence that names a thing is told with its report."""
    quotes = {str(row["quote"]) for row in mentions(store, "mechanism", "三项制度")}
    assert "三项制度落实不到位" in quotes


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"status": "done"}, "unknown status “done”: give one of adopted"),
        ({"level": "any"}, "unknown level “any”: give one of country"),
        ({"province": "山冬"}, "unknown place “山冬”"),
    ],
)
def test_an_option_with_no_such_value_is_told(
    store: ox.Store, options: dict[str, str], fault: str
) -> None:
    """What an option can be is told with the fault."""
    with pytest.raises(KgError, match=fault):
        adopters(store, THREE, **options)
