"""Documents in the graph: one node, what followed it, what it carries out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extract.facts import (
    Act,
    DocumentAct,
    DocumentLink,
    Jurisdiction,
    Level,
    Mention,
    PolicyDocument,
    ReportFacts,
)
from kg.histories import document_chain, superseded_citations
from kg.questions import ask
from kg.sparql import Record, select
from kg.store import open_graph
from kg.validation import validate
from ontology import iris
from tests.kg.made import DONGCHENG, OUTLINE, make_report, proof

OLD = iris.document("法治政府建设实施纲要(2015—2020年)")
CITY = iris.document("法治政府建设实施方案(2021—2025年)", "370900")
COUNTY = iris.document("法治政府建设实施方案(2021—2025年)", "370983")
TEXT = "为贯彻落实《乙》,制定《甲》。引用《旧纲要》。"
PLACE = Jurisdiction(iri=DONGCHENG, name="东城区", level=Level.COUNTY, code="110101")


def report(year: int, *documents: PolicyDocument, act: Act = Act.CITES) -> ReportFacts:
    """Return a report that does one thing with each document."""
    quote = TEXT[-8:-1]
    return ReportFacts(
        report=make_report(TEXT, f"made-{year}", DONGCHENG, year),
        text=TEXT,
        jurisdictions=(PLACE,),
        documents=documents,
        mentions=tuple(Mention(entity=one.iri, evidence=proof(TEXT, quote)) for one in documents),
        acts=tuple(
            DocumentAct(agent=DONGCHENG, act=act, document=one.iri, evidence=(proof(TEXT, quote),))
            for one in documents
        ),
    )


def answer(folder: Path, name: str, **given: str) -> list[Record]:
    """Return the answer to a question."""
    return ask(open_graph(folder), name, given)


@pytest.mark.parametrize(
    ("year", "act", "found"),
    [
        (2021, Act.CITES, True),
        (2023, Act.IMPLEMENTS, True),
        (2020, Act.IMPLEMENTS, False),
        (2022, Act.ISSUED, False),
    ],
)
def test_a_superseded_outline_is_found(
    build: Callable[..., Path],
    year: int,
    act: Act,
    found: bool,  # noqa: FBT001
) -> None:
    """The outline of 2015 held until 2020; who cites or carries it out later is listed."""
    outline = PolicyDocument(iri=OLD, title="法治政府建设实施纲要(2015—2020年)")
    rows = answer(build(report(year, outline, act=act)), "superseded-citations")
    expected = [(OLD, OUTLINE, 2020, year, DONGCHENG, "引用《旧纲要》")] if found else []
    keys = ("document", "successor", "last", "year", "place", "quote")
    assert [tuple(row[key] for key in keys) for row in rows] == expected


def test_a_local_plan_that_ended_is_found_too(build: Callable[..., Path]) -> None:
    """A plan for 2016 to 2020 that a report of 2022 carries out needs no successor."""
    plan = PolicyDocument(
        iri=iris.document("普法规划(2016—2020年)", "110101"),
        title="普法规划(2016—2020年)",
        valid_from=2016,
        valid_to=2020,
    )
    rows = answer(build(report(2022, plan, act=Act.IMPLEMENTS)), "superseded-citations")
    assert [(row["document"], row["last"], row["successor"]) for row in rows] == [
        (plan.iri, 2020, None)
    ]


def linked(own: str | None = None) -> ReportFacts:
    """Return a report in which a county's plan carries out its city's, and that the outline."""
    title = "法治政府建设实施方案(2021—2025年)"
    county, city = iris.area("370983"), iris.area("370900")
    documents = (
        PolicyDocument(iri=COUNTY, title=title, issued_by=county),
        PolicyDocument(iri=CITY, title=title, issued_by=city),
        PolicyDocument(iri=OUTLINE, title="法治政府建设实施纲要(2021—2025年)"),
    )
    facts = report(2021, *documents)
    evidence = (proof(TEXT, "为贯彻落实《乙》,制定《甲》"),)
    named = {county: "引", city: "用", COUNTY: "甲", CITY: "乙", OUTLINE: "旧纲要"}
    return replace(
        facts,
        report=replace(facts.report, text_of=own),
        mentions=tuple(Mention(entity=iri, evidence=proof(TEXT, q)) for iri, q in named.items()),
        acts=(),
        links=(
            DocumentLink(document=COUNTY, higher=CITY, evidence=evidence),
            DocumentLink(document=CITY, higher=OUTLINE, evidence=evidence),
        ),
    )


@pytest.mark.parametrize("wanted", [COUNTY, CITY, OUTLINE])
def test_the_chain_is_the_same_from_every_link(build: Callable[..., Path], wanted: str) -> None:
    """County → city → nation: each step with its levels and its sentence."""
    folder = build(linked())
    rows = answer(folder, "document-chain", document=wanted)
    assert len(rows) == 2
    steps = {
        (row["lower"], str(row["lower_level"]).rsplit("/", 1)[-1], row["higher"]) for row in rows
    }
    assert steps == {(COUNTY, "county", CITY), (CITY, "prefecture", OUTLINE)}
    assert {str(row["higher_level"]).rsplit("/", 1)[-1] for row in rows} == {
        "prefecture",
        "country",
    }
    assert {row["quote"] for row in rows} == {"为贯彻落实《乙》,制定《甲》"}
    assert validate(open_graph(folder)).findings == ()


def test_a_vocabulary_step_has_no_sentence(build: Callable[..., Path]) -> None:
    """That 法规规章备案审查条例 carries out 立法法 is known without a report."""
    rules = iris.document("法规规章备案审查条例")
    facts = report(2024, PolicyDocument(iri=rules, title="法规规章备案审查条例"))
    rows = answer(build(facts), "document-chain", document=rules)
    assert [(row["higher_zh"], row["quote"]) for row in rows] == [("中华人民共和国立法法", None)]


def test_a_plan_is_the_text_of_its_document(build: Callable[..., Path]) -> None:
    """The report of a plan leads to the document that it is."""
    store = open_graph(build(linked(COUNTY)))
    rows = select(store, "SELECT ?d WHERE { ?r fz:textOf ?d . ?d a fz:PolicyDocument }")
    assert [row["d"] for row in rows] == [COUNTY]


def test_one_document_of_two_reports_is_one_node(build: Callable[..., Path]) -> None:
    """《东城区合同管理办法》 and 《合同管理办法》 are one node with one label and both titles."""
    iri = iris.document("合同管理办法", "110101")
    short = PolicyDocument(iri=iri, title="合同管理办法")
    full = replace(short, alternatives=("东城区合同管理办法",))
    store = open_graph(build(report(2021, short), report(2022, full)))
    query = "SELECT DISTINCT ?{0} WHERE {{ <{1}> {2} ?{0} }}"
    labels = select(store, query.format("label", iri, "rdfs:label"))
    titles = select(store, query.format("title", iri, "dcterms:title"))
    assert [row["label"] for row in labels] == ["合同管理办法"]
    assert {row["title"] for row in titles} == {"合同管理办法", "东城区合同管理办法"}
    assert validate(store).findings == ()


def test_histories_are_asked_for_by_name(build: Callable[..., Path]) -> None:
    """A chain is asked for by a title; rows say levels and names in words."""
    outline = PolicyDocument(iri=OLD, title="法治政府建设实施纲要(2015—2020年)")
    store = open_graph(build(linked(), report(2023, outline)))
    rows = document_chain(store, "法治政府建设实施纲要(2021—2025年)")
    assert {
        (row["lower_level"], row["lower_place_zh"], row["higher_place_en"]) for row in rows
    } == {
        ("county", "肥城市", "Tai'an"),
        ("prefecture", "泰安市", "China"),
    }
    (row,) = superseded_citations(store)
    assert (row["document_zh"], row["act"], row["place_zh"]) == (
        "法治政府建设实施纲要(2015—2020年)",
        "cites",
        "东城区",
    )


def test_documents_are_told_by_level(build: Callable[..., Path]) -> None:
    """The level of a document is that of its issuer, body or place."""
    rows = answer(build(linked()), "documents-by-level")
    levels = {row["document"]: str(row["level"]).rsplit("/", 1)[-1] for row in rows}
    assert levels == {COUNTY: "county", CITY: "prefecture", OUTLINE: "country"}
