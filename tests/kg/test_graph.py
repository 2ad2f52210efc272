from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.facts import Evidence, Mechanism, Mention, ReportFacts
from kg.graph import report_quads
from kg.sparql import Record, select
from ontology import iris
from ontology.terms import FZ
from tests.kg.made import DONGCHENG, FOUND, OWN, THREE, make_rich_facts, make_small_facts

STATEMENTS = "fz:Adoption fz:DocumentAct fz:Measure fz:Observation fz:Honour org:Membership"


def graph_of(facts: ReportFacts) -> ox.Store:
    """Return the graph of one report."""
    store = ox.Store()
    store.load(report_quads(facts), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def graph(rich: ReportFacts) -> ox.Store:
    """The graph of the report with every kind of fact, alone."""
    return graph_of(rich)


def ask(graph: ox.Store, pattern: str) -> list[Record]:
    """Return what a pattern matches."""
    return select(graph, f"SELECT * WHERE {{ {pattern} }}")


def test_a_report_fills_its_own_graph(graph: ox.Store, rich: ReportFacts) -> None:
    """All that a report says stands in the graph that bears its name."""
    assert [name.value for name in graph.named_graphs()] == [rich.report.iri]
    assert not ask(graph, "?s ?p ?o FILTER(isBlank(?s) || isBlank(?o))")


def test_the_report_is_described(graph: ox.Store, rich: ReportFacts) -> None:
    """A report has its file, hash, title, place, year, kind, text and publication."""
    found = ask(
        graph,
        """?r a fz:Report ; fz:sourceFile ?file ; fz:sha256 ?hash ; fz:jurisdiction ?place ;
        fz:year ?year ; fz:reportKind kind:annual_report ; fz:textFile ?text ; dcterms:issued ?day ;
        dcterms:source ?source ; dcterms:publisher ?by""",
    )
    assert len(found) == 1
    assert found[0]["text"] == f"texts/{rich.report.id}.txt"
    assert found[0]["source"] == "https://example.org/a?b=1"
    assert (found[0]["file"], found[0]["year"]) == ("dongcheng-2023.txt", 2023)


def test_a_day_or_address_that_is_none_does_no_harm(small: ReportFacts) -> None:
    """A misprinted date is left out; an address that is no IRI stays text."""
    graph = graph_of(small)
    assert not ask(graph, "?r dcterms:issued ?day")
    assert [row["source"] for row in ask(graph, "?r dcterms:source ?source")] == [
        "not an address >"
    ]


def test_every_statement_has_evidence_of_its_report(graph: ox.Store, rich: ReportFacts) -> None:
    """Each statement names its report and at least one range of its text."""
    rows = ask(
        graph,
        f"""VALUES ?class {{ {STATEMENTS} }} ?s a ?class
        OPTIONAL {{ ?s prov:wasDerivedFrom ?r ; fz:evidence ?e .
        ?e a fz:Evidence ; fz:report ?r }}""",
    )
    assert {row["r"] for row in rows} == {rich.report.iri}
    assert {str(row["class"]).rsplit("#", 1)[1] for row in rows} == {
        name.split(":")[1] for name in STATEMENTS.split()
    }


def test_quotes_are_what_stands_at_their_offsets(graph: ox.Store, rich: ReportFacts) -> None:
    """The text between start and end is the quote, and the range names the node."""
    rows = ask(graph, "?e oa:start ?start ; oa:end ?end ; oa:exact ?quote")
    assert rows
    for row in rows:
        assert rich.text[row["start"] : row["end"]] == row["quote"]
        assert row["e"] == f"{rich.report.iri}#char={row['start']},{row['end']}"


def test_mentions_have_evidence_about_them(graph: ox.Store) -> None:
    """Whatever a report mentions, some range of the report is about it."""
    mentioned = {row["x"] for row in ask(graph, "?r fz:mentions ?x")}
    proven = {row["x"] for row in ask(graph, "?r fz:mentions ?x . ?e fz:about ?x ; fz:report ?r")}
    assert mentioned == proven


def test_what_facts_name_is_mentioned(graph: ox.Store, rich: ReportFacts) -> None:
    """Mechanisms, documents, persons and honours of facts are mentioned without being told."""
    mentioned = {row["x"] for row in ask(graph, "?r fz:mentions ?x")}
    assert {THREE, FOUND, OWN, rich.persons[0].iri} <= mentioned
    assert any("/honour/" in str(iri) for iri in mentioned)


def test_a_range_is_about_what_is_named_inside_it(graph: ox.Store) -> None:
    """A clause that holds a narrower mention is about the same thing."""
    rows = ask(graph, '?e oa:exact "东城区全面推行行政执法三项制度" ; fz:about ?x')
    assert {row["x"] for row in rows} == {DONGCHENG, THREE}


@pytest.mark.parametrize(
    ("status", "edge"),
    [("adopted", "adopts"), ("planned", "plansToAdopt"), ("problem", "reportsProblemWith")],
)
def test_a_status_gives_its_edge(graph: ox.Store, status: str, edge: str) -> None:
    """An adoption gives the direct edge of its status."""
    assert ask(
        graph,
        f"?a fz:status status:{status} ; fz:mechanism ?m ; fz:jurisdiction ?j . ?j fz:{edge} ?m",
    )


def test_a_mere_mention_gives_no_edge(graph: ox.Store) -> None:
    """What is only mentioned is neither adopted nor planned nor a problem."""
    assert ask(graph, f"?a fz:mechanism <{FOUND}> ; fz:status status:mentioned")
    assert not ask(graph, f"?j fz:adopts|fz:plansToAdopt|fz:reportsProblemWith <{FOUND}>")


def test_an_act_of_a_body_counts_for_its_place(graph: ox.Store) -> None:
    """The document that 东城区司法局 issued, 东城区 issued."""
    actors = {row["x"] for row in ask(graph, f"?x fz:issued <{OWN}>")}
    assert actors == {DONGCHENG, iris.body("110101", "司法局")}


def test_an_inferred_link_says_why(graph: ox.Store) -> None:
    """The printed form, the confidence and the reason stand with the range."""
    rows = ask(graph, "?e fz:reason ?reason ; fz:surface ?surface ; fz:confidence ?confidence")
    assert [row["surface"] for row in rows] == ["东城区"]
    assert str(rows[0]["reason"]).endswith("reason/reporting-place")


def test_curated_things_get_printed_forms_alone(graph: ox.Store) -> None:
    """行政执法三项制度 is described in the vocabulary; the report adds 三项制度, no second name."""
    assert not ask(graph, f"<{THREE}> skos:prefLabel ?label")
    assert [row["label"] for row in ask(graph, f"<{THREE}> skos:altLabel ?label")] == ["三项制度"]
    assert [
        row["label"] for row in ask(graph, f"<{DONGCHENG}> rdfs:label|skos:altLabel ?label")
    ] == ["東城区"]


def test_found_things_bear_their_canonical_name(graph: ox.Store) -> None:
    """“河长”议事机制 is 河长议事机制, whatever report prints it; quotation marks are no name."""
    assert [row["label"] for row in ask(graph, f"<{FOUND}> skos:prefLabel ?label")] == [
        "河长议事机制"
    ]
    assert ask(graph, f"<{FOUND}> skos:inScheme <{iris.concept('mechanism', 'found')}>")


def test_two_spellings_of_one_name_give_one_label() -> None:
    """Reports that print one name in two ways agree on its label."""
    small = make_small_facts()
    labels = set()
    for name in ("河长“议事”机制", "河长议事机制"):
        facts = replace(small, mechanisms=(Mechanism(iri=iris.mechanism(name), name=name),))
        rows = ask(graph_of(facts), "?m a fz:Mechanism ; skos:prefLabel ?label")
        labels |= {(row["m"], row["label"]) for row in rows}
    assert len(labels) == 1


def test_a_measure_keeps_to_known_figures(graph: ox.Store) -> None:
    """A measure points to the figures that the report has, not to a key without one."""
    figures = ask(graph, "?m a fz:Measure ; fz:observation ?o")
    assert len(figures) == 1
    assert ask(graph, f"<{figures[0]['o']}> fz:value 12000.0 ; fz:qualifier qualifier:over")


def test_two_facts_of_one_range_stay_two() -> None:
    """Two actions in one clause are two nodes, and so are two acts of one document."""
    rich = make_rich_facts()
    twin = replace(rich.measures[0], verb="健全")
    graph = graph_of(replace(rich, measures=(*rich.measures, twin, twin)))
    assert len(ask(graph, "?m a fz:Measure")) == 4


def test_the_same_facts_give_the_same_bytes() -> None:
    """Neither the order of things nor the run changes a byte."""
    rich = make_rich_facts()
    turned = replace(
        rich,
        mentions=rich.mentions[::-1],
        adoptions=rich.adoptions[::-1],
        mechanisms=rich.mechanisms[::-1],
    )
    assert report_quads(rich) == report_quads(turned)


def test_terms_are_declared(graph: ox.Store) -> None:
    """Every term of ours that a graph uses is declared in the ontology."""
    used = {row["p"] for row in ask(graph, "?s ?p ?o")} | {
        row["c"] for row in ask(graph, "?s a ?c")
    }
    assert {iri for iri in used if str(iri).startswith(FZ.base)} - {
        FZ[name] for name in FZ.terms
    } == set()


_ODD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(name=_ODD, quote=_ODD, stem=_ODD)
@settings(max_examples=60)
def test_hostile_names_do_no_harm(name: str, quote: str, stem: str) -> None:
    """Whatever titles, quotes and file names hold, the lines are read back and written alike."""
    small = make_small_facts()
    shown = Evidence(start=0, end=len(quote), quote=quote, section=name, surface=name)
    iri = iris.mechanism(name)
    facts = replace(
        small,
        report=replace(small.report, iri=iris.report(stem, "0" * 64), title=name, source_file=stem),
        mechanisms=(Mechanism(iri=iri, name=name, alternatives=(quote,)),),
        mentions=(Mention(entity=iri, evidence=shown),),
    )
    store = graph_of(facts)
    quads = store.dump(format=ox.RdfFormat.N_QUADS) or b""
    assert sorted(quads.splitlines()) == sorted(report_quads(facts).splitlines())
    assert {row["q"] for row in ask(store, f"?e oa:exact ?q ; fz:about <{iri}>")} == {quote}
