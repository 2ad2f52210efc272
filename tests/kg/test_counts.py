"""What is counted when a graph is built is what counting again would give."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts import Report, ReportFacts, Status
from kg.counts import MOST, coverage, frequent_pairs
from kg.quads import COUNTS
from kg.questions import ask
from kg.sparql import select
from kg.store import open_graph
from ontology import iris
from tests.kg.made import DONGCHENG, FOUND, THREE, make_report, make_rich_facts

PLACES = st.frozensets(st.integers(0, 12))


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), PLACES), st.integers(1, 9))
def test_pairs_are_those_of_counting_all(adopters: dict[str, frozenset[int]], most: int) -> None:
    """The pairs kept are the most frequent of all pairs, two places at least."""
    bits = {iri: sum(1 << place for place in places) for iri, places in adopters.items()}
    every = [
        (len(adopters[first] & adopters[second]), first, second)
        for first, second in combinations(sorted(adopters), 2)
    ]
    wanted = sorted((p for p in every if p[0] > 1), key=lambda pair: (-pair[0], pair[1:]))
    assert frequent_pairs(bits, most) == wanted[:most]


def test_only_the_most_frequent_pairs_are_kept() -> None:
    """However many mechanisms there are, the graph of counts stays small."""
    assert len(frequent_pairs({f"m{number:03}": 0b111 for number in range(60)})) == MOST


def test_measures_are_counted_by_system(rich: ReportFacts) -> None:
    """What is done and belongs to a system counts, with the first sentence; plans do not."""
    (measure, *_) = rich.measures
    theme = str(measure.theme)
    later = replace(measure, evidence=replace(measure.evidence, start=999, end=1004))
    planned = replace(measure, status=Status.PLANNED)
    no_theme = replace(measure, theme=None)
    found = coverage([later, planned, measure, no_theme])
    assert found == {theme: (2, measure.evidence)}


def _of_place(number: int) -> ReportFacts:
    """Return a report of another county that adopts the same two mechanisms."""
    facts = make_rich_facts()
    area = iris.area(f"11010{number}")
    report: Report = make_report(facts.text + str(number), f"r{number}", area, 2023)
    adoptions = tuple(
        replace(adoption, jurisdiction=area, status=Status.ADOPTED)
        for adoption in facts.adoptions
        if adoption.status in {Status.ADOPTED, Status.MENTIONED}
    )
    places = tuple(replace(place, iri=area) for place in facts.jurisdictions)
    return replace(facts, report=report, adoptions=adoptions, jurisdictions=places)


def _pairs(store: ox.Store) -> list[tuple[object, ...]]:
    rows = ask(store, "co-adoption-pairs")
    return [(row["mechanism"], row["partner"], row["places"]) for row in rows]


def test_counts_are_renewed_when_a_report_goes(build: Callable[..., Path]) -> None:
    """Two counties make a pair, with a sentence of each; without one of them there is none."""
    first, second = _of_place(1), _of_place(2)
    folder = build(first, second)
    store = open_graph(folder)
    pair = tuple(sorted((THREE, FOUND)))
    assert _pairs(store) == [(*pair, 2)]
    (row,) = ask(store, "co-adoption-pairs")
    assert {row["quote"], row["other_quote"]} == {
        "东城区全面推行行政执法三项制度",
        "建立河长议事机制",
    }
    del store
    alone = open_graph(build(first, name="alone"))
    assert _pairs(alone) == []
    assert ox.NamedNode(COUNTS) not in set(alone.named_graphs())


def test_a_report_tells_its_coverage(store: ox.Store) -> None:
    """The count stands in the report's own graph and rests on the first sentence counted."""
    rows = select(
        store,
        """SELECT ?report ?count ?quote WHERE { GRAPH ?report {
        ?c a fz:Coverage ; fz:coveredTheme theme:administrative-enforcement ;
           fz:measureCount ?count ; fz:evidence/oa:exact ?quote } }""",
    )
    assert [(row["count"], row["quote"]) for row in rows] == [(1, "建立河长议事机制")]
    assert ask(store, "theme-coverage", {"theme": "行政执法"})[0]["place"] == DONGCHENG


@pytest.mark.parametrize("name", ["co-adoption-pairs", "theme-coverage", "mechanisms-most-adopted"])
def test_counting_questions_say_how_they_count(name: str) -> None:
    """A question that takes counted figures says so in its notes."""
    from kg.questions import load_question  # noqa: PLC0415

    notes = load_question(name).notes
    assert "ounted" in notes
