import pyoxigraph as ox
import pytest

from visual.subgraph import Subgraph, opaque, read_subgraph

AREA = "https://w3id.org/fazhi/area/990101"
MECHANISM = "https://w3id.org/fazhi/mechanism/three-enforcement-systems"
BODY = "https://w3id.org/fazhi/body/990101/司法局"
DOCUMENT = "https://w3id.org/fazhi/document/行政处罚法"


@pytest.fixture
def graph(store: ox.Store) -> Subgraph:
    """What can be looked at in the sample graph."""
    return read_subgraph(store)


def links_between(graph: Subgraph, source: str, target: str) -> dict[str, list[str]]:
    """Return the sentences of each relation between two things."""
    return {
        link.relation: [graph.quotes[at].text for at in link.quotes]
        for link in graph.links
        if (link.source, link.target) == (source, target)
    }


def test_adoption_is_one_link_for_each_status(graph: Subgraph) -> None:
    """A place and a mechanism are linked once for each status, each with its own sentence."""
    assert links_between(graph, AREA, MECHANISM) == {
        "status/adopted": ["全面推行行政执法“三项制度”。"],
        "status/problem": ["有的部门落实三项制度还不到位。"],
    }


def test_runner_is_linked_to_its_mechanism(graph: Subgraph) -> None:
    """The institution that runs a mechanism is linked to it as its jurisdiction is."""
    assert set(links_between(graph, BODY, MECHANISM)) == {"status/adopted"}


@pytest.mark.parametrize("agent", [BODY, AREA])
def test_act_of_a_body_is_one_of_its_place(graph: Subgraph, agent: str) -> None:
    """An act links its agent, and the agent's jurisdiction, to the document."""
    assert links_between(graph, agent, DOCUMENT) == {
        "act/implements": ["县司法局落实《行政处罚法》"]
    }


def test_thing_has_names_in_both_languages(graph: Subgraph) -> None:
    """A thing bears its preferred labels; other names, short forms included, are aliases."""
    thing = graph.things[MECHANISM]
    assert (thing.zh, thing.en, thing.aliases) == (
        "行政执法三项制度",
        "Three enforcement systems",
        ("三项制度",),
    )


def test_only_themes_in_use_are_drawn(graph: Subgraph) -> None:
    """A system is drawn where a mechanism in the graph belongs to it."""
    themes = {iri for iri, thing in graph.things.items() if thing.kind == "theme"}
    assert themes == {"https://w3id.org/fazhi/theme/administrative-enforcement"}


def test_year_and_place_of_a_sentence_are_kept(graph: Subgraph) -> None:
    """A link knows the years in which it was reported, a quote where it stands."""
    link = next(link for link in graph.links if link.relation == "status/adopted")
    quote = graph.quotes[link.quotes[0]]
    assert link.years == (2021,)
    assert (quote.start, quote.end, quote.section) == (10, 24, "一、主要做法 › (二)规范执法")


def test_place_owns_its_figures(graph: Subgraph) -> None:
    """A place shows each figure with its unit, its qualifier and its sentence."""
    (figure,) = (graph.figures[at] for at in graph.things[AREA].figures)
    assert (figure.measured, figure.unit, figure.qualifier, figure.year) == (
        "培训执法人员",
        "人",
        "qualifier/over",
        "2021",
    )
    quote = graph.quotes[figure.quotes[0]]
    assert (quote.text, quote.reason) == ("培训执法人员1100余人。", "reason/look-alike-character")


def test_report_is_named_by_place_year_and_kind(graph: Subgraph) -> None:
    """A report is called by place, year and kind, in both languages; its title finds it too."""
    report = graph.things["https://w3id.org/fazhi/report/linjiang-2021-00000001"]
    assert report.zh == "临江县 · 2021 · 年度报告"
    assert report.en == "Linjiang · 2021 · annual report"
    assert report.aliases == ("临江县2021年法治政府建设情况报告",)


def test_part_of_a_body_and_its_superior_are_links(graph: Subgraph) -> None:
    """A body leads to whose organ it is, and to the body that took over part of its work."""
    bodies = "https://w3id.org/fazhi/body/990101/"
    assert set(links_between(graph, f"{bodies}民政局", f"{bodies}人民政府")) == {
        "interface/organ-of"
    }
    assert set(links_between(graph, f"{bodies}民政局", f"{bodies}医疗保障局")) == {
        "interface/part-to"
    }


def test_opaque_id_hides_its_name() -> None:
    """An id on the page holds ten hex digits and nothing of the name."""
    assert set(opaque("<img onerror=x>")) <= set("0123456789abcdef")
    assert len(opaque("")) == 10
