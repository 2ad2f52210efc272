"""What is told of bodies beyond the reports."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import Institution, Jurisdiction, Level, Mention, ReportFacts
from kg.bodies import Body, body_quads, describe_issuer
from kg.histories import body_line
from kg.quads import VOCABULARY, GraphText
from kg.queries import load_query
from kg.sparql import Record, select
from kg.store import open_graph
from kg.validation import validate
from ontology import iris
from ontology.errors import KgError
from ontology.schemes import load_scheme
from tests.kg.made import make_report, proof

_COUNTY = "110101"
_FORMER, _PRESENT = "340823", "340722"


def body(code: str, kind: str) -> Body:
    """Return a body in use, by the code of its place and the name of its kind."""
    concept = load_scheme("institution-kinds").get(kind)
    return Body(iris.body(code, concept.zh), concept.iri, iris.area(code))


def told(*bodies: Body) -> ox.Store:
    """Return what is told of bodies."""
    store = ox.Store()
    store.load(body_quads(bodies)[0], format=ox.RdfFormat.N_QUADS)
    return store


def pairs(store: ox.Store, predicate: str) -> set[tuple[str, str]]:
    """Return what a property relates."""
    rows = select(store, f"SELECT ?s ?o WHERE {{ ?s {predicate} ?o }}")
    return {(str(row["s"]), str(row["o"])) for row in rows}


def report(year: int, kind: str, printed: str, code: str = _COUNTY) -> ReportFacts:
    """Return a report of a place that names one body."""
    text = f"{printed}审核文件。"
    one = body(code, kind)
    return ReportFacts(
        report=make_report(text, f"made-{code}-{year}", iris.area(code), year),
        text=text,
        jurisdictions=(
            Jurisdiction(iri=iris.area(code), name="某县", level=Level.COUNTY, code=code),
        ),
        institutions=(
            Institution(iri=one.iri, name=printed, jurisdiction=one.place, kind=one.kind),
        ),
        mentions=(Mention(entity=one.iri, evidence=proof(text, text[:-1])),),
    )


def line_of(store: ox.Store, wanted: Body) -> list[Record]:
    """Return the answer of the query that follows a body through time."""
    return select(store, load_query("institution-line"), {"wanted": wanted.iri})


@pytest.mark.parametrize("wanted", ["legislative-affairs-office", "justice-bureau"])
def test_one_query_follows_a_body_through_a_reform(build: Callable[..., Path], wanted: str) -> None:
    """法制办 in 2016 and 司法局 in 2021 of one county are one line, from either end."""
    store = open_graph(
        build(
            report(2016, "legislative-affairs-office", "某县人民政府法制办公室"),
            report(2021, "justice-bureau", "某县司法局"),
            report(2021, "justice-bureau", "另县司法局", "110102"),
        )
    )
    rows = line_of(store, body(_COUNTY, wanted))
    assert [(row["year"], row["quote"]) for row in rows] == [
        (2016, "某县人民政府法制办公室审核文件"),
        (2021, "某县司法局审核文件"),
    ]
    assert {(row["earliest"], row["latest"]) for row in rows} == {(2018, 2019)}
    assert {row["partial"] for row in rows} == {False}
    assert validate(store).findings == ()


def test_a_body_is_asked_for_by_name(build: Callable[..., Path]) -> None:
    """The line of a body is asked for by any of its names; rows say its names and its place."""
    store = open_graph(build(report(2016, "legislative-affairs-office", "某县人民政府法制办公室")))
    (row,) = body_line(store, "某县人民政府法制办公室")
    assert (row["body_zh"], row["place_en"], row["line"]) == (
        "某县人民政府法制办公室",
        "Dongcheng District",
        "justice",
    )
    with pytest.raises(KgError, match="unknown institution"):
        body_line(store, "另一个机构")


def test_a_line_goes_on_under_the_new_code_of_a_place(build: Callable[..., Path]) -> None:
    """法制办 of 340823 枞阳 in 2014 is followed by 司法局 of 340722 枞阳 in 2021."""
    store = open_graph(
        build(
            report(2014, "legislative-affairs-office", "枞阳县人民政府法制办公室", _FORMER),
            report(2021, "justice-bureau", "枞阳县司法局", _PRESENT),
        )
    )
    rows = line_of(store, body(_FORMER, "legislative-affairs-office"))
    assert [(row["year"], row["code"]) for row in rows] == [(2014, _FORMER), (2021, _PRESENT)]


def test_one_body_under_two_codes_is_one_line() -> None:
    """司法局 of 340823 and of 340722 are one body of a place that changed its parent."""
    old, new = body(_FORMER, "justice-bureau"), body(_PRESENT, "justice-bureau")
    assert pairs(told(old, new), "fz:replacedBy") == {(old.iri, new.iri)}
    assert pairs(told(old), "fz:replacedBy") == set()


def test_a_body_that_gives_work_away_is_not_replaced() -> None:
    """民政局 stayed when 退役军人事务局 was formed; the event relates them, and says so."""
    old, new = body(_COUNTY, "civil-affairs-bureau"), body(_COUNTY, "veterans-affairs-bureau")
    store = told(old, new)
    assert pairs(store, "fz:replacedBy") == set()
    event = iris.concept("change", f"{_COUNTY}-veterans-affairs")
    assert (event, new.iri) in pairs(store, "org:resultingOrganization")
    assert (new.iri, event) in pairs(store, "org:resultedFrom")


def test_partial_lines_are_shown_as_such(build: Callable[..., Path]) -> None:
    """退役军人事务局 is asked for: 民政局 is shown as partial, 司法局 not at all."""
    store = open_graph(
        build(
            report(2017, "civil-affairs-bureau", "某县民政局"),
            report(2020, "veterans-affairs-bureau", "某县退役军人事务局"),
            report(2021, "justice-bureau", "某县司法局"),
        )
    )
    rows = line_of(store, body(_COUNTY, "veterans-affairs-bureau"))
    assert {(row["year"], row["partial"]) for row in rows} == {(2020, False), (2017, True)}


def test_an_event_invents_no_body() -> None:
    """Where no report names a successor, the event names the line alone."""
    store = told(body(_COUNTY, "land-and-resources-bureau"))
    assert pairs(store, "org:resultingOrganization") == set()
    assert {line for _, line in pairs(store, "fz:changeLine")} == {
        iris.concept("institution-line", "natural-resources")
    }
    assert pairs(told(body(_COUNTY, "justice-bureau")), "fz:changeLine") == set()


@pytest.mark.parametrize(
    ("low", "above"),
    [("justice-bureau", "justice-department"), ("health-commission", "health-commission")],
)
def test_a_department_is_guided_by_the_same_department_above(low: str, above: str) -> None:
    """县司法局 is guided by the department one level up; courts and congresses are not."""
    county, upper, top = body("370983", low), body("370900", low), body("370000", above)
    assert pairs(told(county, upper, top), "fz:guidedBy") == {
        (county.iri, upper.iri),
        (upper.iri, top.iri),
    }
    courts = told(body("370983", "people-court"), body("370900", "intermediate-people-court"))
    assert pairs(courts, "fz:guidedBy") == set()


@pytest.mark.parametrize(
    ("kind", "whole"),
    [
        ("justice-bureau", "people-government"),
        ("party-organisation-department", "party-committee"),
        ("people-congress-standing-committee", "people-congress"),
        ("people-court", None),
        ("tax-bureau", None),
    ],
)
def test_an_organ_belongs_to_its_body(kind: str, whole: str | None) -> None:
    """司法局 is a department of the government; courts and the tax bureau are not."""
    store = told(
        *(
            body(_COUNTY, name)
            for name in (kind, "people-government", "party-committee", "people-congress")
        )
    )
    expected = {(body(_COUNTY, kind).iri, body(_COUNTY, whole).iri)} if whole else set()
    assert pairs(store, "org:subOrganizationOf") == expected


@pytest.mark.parametrize(
    ("one", "label"),
    [
        (body("110101", "justice-bureau"), "Justice bureau of Dongcheng District"),
        (body("100000", "state-council"), "State Council"),
        (Body(iris.body("110101", "茶业中心"), body("110101", "centre").kind, ""), None),
        (body("999999", "justice-bureau"), None),
    ],
)
def test_a_body_without_a_name_of_its_own_has_an_english_name(one: Body, label: str | None) -> None:
    """Kind and place in English make the name; what has a name of its own has none."""
    rows = select(told(one), "SELECT ?l WHERE { ?b rdfs:label ?l FILTER(LANG(?l) = 'en') }")
    assert [row["l"] for row in rows] == ([label] if label else [])


@pytest.mark.parametrize(
    ("iri", "zh", "en"),
    [
        (iris.body("100000", "国务院"), "国务院", "State Council"),
        (iris.body("430000", "人民政府"), "湖南省人民政府", "People's government of Hunan"),
        (iris.body("100000", "某委员会"), "某委员会", None),
    ],
)
def test_issuers_of_known_documents_are_described(iri: str, zh: str, en: str | None) -> None:
    """The body that issued a document of the vocabulary has names, place and kind."""
    graph = GraphText(VOCABULARY)
    kind = describe_issuer(graph, iri)
    store = ox.Store()
    store.load(graph.to_bytes(), format=ox.RdfFormat.N_QUADS)
    rows = select(store, "SELECT ?l (LANG(?l) AS ?tag) WHERE { ?b rdfs:label ?l }")
    assert {row["tag"]: row["l"] for row in rows} == ({"zh": zh, "en": en} if en else {"zh": zh})
    assert (kind is None) is (en is None)


def test_the_order_of_bodies_does_not_matter() -> None:
    """The same bodies give the same bytes."""
    bodies = [body(_COUNTY, name) for name in ("tax-bureau", "local-tax-bureau", "justice-bureau")]
    assert body_quads(bodies) == body_quads(reversed([*bodies, *bodies]))


def test_two_printed_full_names_are_one_label(build: Callable[..., Path]) -> None:
    """县自然资源局 and 县自然资源和规划局 of two reports are one body with one label."""
    facts = report(2021, "natural-resources-bureau", "某县自然资源和规划局")
    again = report(2022, "natural-resources-bureau", "某县自然资源局")
    store = open_graph(build(facts, replace(again)))
    one = body(_COUNTY, "natural-resources-bureau").iri
    rows = select(store, f"SELECT DISTINCT ?l WHERE {{ <{one}> rdfs:label ?l }}")
    assert {row["l"] for row in rows} >= {"某县自然资源局"}
    assert "某县自然资源和规划局" not in {row["l"] for row in rows}
    assert validate(store).findings == ()
