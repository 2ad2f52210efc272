"""The vocabulary of national documents holds together."""

import re
from graphlib import TopologicalSorter

import pytest

from ontology import iris
from ontology.gazetteer import load_gazetteer
from ontology.schemes import Concept, load_scheme

DOCUMENTS = load_scheme("documents")
BY_IRI = DOCUMENTS.by_iri()
TYPES = load_scheme("document-types").by_iri()
NUMBER = re.compile(
    r"(?:国务院|[一-龥]{3,8}人民政府)令第\d+号|教育部令第\d+号|GB/T \d+—\d{4}"
    r"|[一-龥]{2,4}〔(?P<year>\d{4})〕\d+号"
)


def years(concept: Concept, name: str) -> tuple[int, ...]:
    """Return the years of a property."""
    return tuple(int(value) for value in concept.values(name))


def first_year(concept: Concept) -> int:
    """Return the year of issue, of taking force where that is not known."""
    return min((*years(concept, "year"), *years(concept, "validFrom")))


def test_the_iri_of_a_document_follows_from_its_title() -> None:
    """法治政府建设实施纲要(2021—2025年) is found again by its printed title."""
    for concept in DOCUMENTS:
        assert concept.iri == iris.document(concept.zh)


def test_a_document_has_a_title_in_each_language_and_one_known_type() -> None:
    """行政处罚法 is the Administrative Penalty Law, a law."""
    for concept in DOCUMENTS:
        assert concept.zh
        assert concept.en
        (kind,) = concept.values("documentType")
        assert kind in TYPES, concept.zh


def test_a_title_names_one_document() -> None:
    """《纲要》 and 《意见》 could be many and so are nobody's short form."""
    owners: dict[str, set[str]] = {}
    for concept in DOCUMENTS:
        for label in concept.labels:
            owners.setdefault(iris.canonical(label), set()).add(concept.zh)
    assert {title: names for title, names in owners.items() if len(names) > 1} == {}
    assert not {"纲要", "意见", "规定", "决定", "条例", "办法"} & owners.keys()


def test_titles_have_no_title_marks_around_them_and_half_width_brackets() -> None:
    """《行政处罚法》 is listed as 行政处罚法."""
    for concept in DOCUMENTS:
        for title in concept.labels:
            assert not (title.startswith("《") and title.endswith("》"))
            assert not set(title) & set("（），")


def test_a_number_is_a_real_one_and_belongs_to_one_document() -> None:
    """国办发〔2018〕118号 carries the year in which the document was issued."""
    numbers = [number for concept in DOCUMENTS for number in concept.values("number")]
    assert len(numbers) == len(set(numbers))
    for concept in DOCUMENTS:
        for number in concept.values("number"):
            match = NUMBER.fullmatch(number)
            assert match, number
            if match["year"] and concept.values("year"):
                assert concept.values("year") == (match["year"],)


def test_years_come_in_order() -> None:
    """A document takes force in the year of its issue or later, and ends after that."""
    for concept in DOCUMENTS:
        begin, end = years(concept, "validFrom"), years(concept, "validTo")
        assert len(begin) <= 1
        assert len(end) <= 1
        assert all(year <= other for year in begin for other in end), concept.zh


def test_successors_are_listed_and_never_lead_back() -> None:
    """The outline of 2015 was followed by the outline of 2021."""
    graph = {concept.iri: concept.values("replacedBy") for concept in DOCUMENTS}
    assert [iri for after in graph.values() for iri in after if iri not in BY_IRI] == []
    TopologicalSorter(graph).prepare()
    old, new = "法治政府建设实施纲要(2015—2020年)", "法治政府建设实施纲要(2021—2025年)"
    assert graph[iris.document(old)] == (iris.document(new),)


def test_a_document_ends_before_the_next_one_is_long_in_force() -> None:
    """What was replaced and has a last year ended in the years around its successor's first."""
    for concept in DOCUMENTS:
        for after in concept.values("replacedBy"):
            begin = min((*years(BY_IRI[after], "validFrom"), *years(BY_IRI[after], "year")))
            for end in years(concept, "validTo"):
                assert abs(begin - end) <= 1, concept.zh


def test_higher_documents_are_listed_and_come_first() -> None:
    """法规规章备案审查条例 carries out 立法法; no document carries out itself or a later one."""
    graph = {concept.iri: concept.values("implementsDocument") for concept in DOCUMENTS}
    assert [iri for higher in graph.values() for iri in higher if iri not in BY_IRI] == []
    assert sum(map(bool, graph.values())) >= 20
    TopologicalSorter(graph).prepare()
    for iri, higher in graph.items():
        for other in higher:
            assert first_year(BY_IRI[other]) <= first_year(BY_IRI[iri]), BY_IRI[iri].zh


def test_issuers_are_bodies_of_the_nation_or_of_provinces() -> None:
    """国务院 is a body of the country; a province stands for itself where no body is sure."""
    for concept in DOCUMENTS:
        for issuer in concept.values("issuedBy"):
            path = issuer.removeprefix(iris.BASE).split("/")
            place = load_gazetteer().by_code(path[1])
            assert place is not None
            assert path[0] in {"body", "area"}
            assert place.level in {"country", "province"}
            if path[1] != "100000":
                assert concept.zh.startswith((place.name, "海南"))
                assert path[0] == "area" or path[2] in {
                    kind.zh for kind in load_scheme("institution-kinds")
                }


@pytest.mark.parametrize(
    ("title", "number", "year"),
    [
        ("重大行政决策程序暂行条例", "国务院令第713号", 2019),
        ("优化营商环境条例", "国务院令第722号", 2019),
        ("政府督查工作条例", "国务院令第733号", 2020),
        ("全面推进依法行政实施纲要", "国发〔2004〕10号", 2004),
    ],
)
def test_well_known_documents_bear_their_numbers(title: str, number: str, year: int) -> None:
    """The number of a decree stands with its title."""
    concept = BY_IRI[iris.document(title)]
    assert concept.values("number") == (number,)
    assert years(concept, "year") == (year,)
