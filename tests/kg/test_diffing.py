"""Two graphs are compared by what they say: facts, by report and class."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import ReportFacts, Status
from kg.diffing import DiffError, changeset, compare, fact_rows
from kg.export import export_graph
from kg.provenance import Versions
from kg.store import open_graph

Build = Callable[..., Path]


def told(old: Path, new: Path) -> set[tuple[str, str, str]]:
    """Return change, class and words of every row."""
    rows = fact_rows(compare(old, new))
    return {(str(row["change"]), str(row["class"]), str(row["said"])) for row in rows}


def changed(facts: ReportFacts) -> ReportFacts:
    """Return the report with one figure and one status changed."""
    figure = replace(facts.observations[0], value=Decimal(13000))
    adoptions = [
        replace(each, status=Status.MENTIONED) if each.status is Status.PROBLEM else each
        for each in facts.adoptions
    ]
    return replace(facts, observations=(figure,), adoptions=tuple(adoptions))


def test_same_graph_says_the_same(build: Build, rich: ReportFacts, small: ReportFacts) -> None:
    """The order in which reports were read makes no difference."""
    assert told(build(rich, small, name="a"), build(small, rich, name="b")) == set()


def test_changed_facts_are_told_in_words(build: Build, rich: ReportFacts) -> None:
    """A figure of the same place is changed; another status is another statement."""
    rows = told(build(rich, name="a"), build(changed(rich), name="b"))
    assert ("changed", "Observation", "受理案件 以上 13000 件: value 12000 → 13000") in rows
    assert {change for change, cls, _ in rows if cls == "Adoption"} == {"added", "removed"}
    assert {cls for _, cls, _ in rows} == {"Observation", "Adoption"}


def test_report_that_came_is_added_with_all_its_facts(
    build: Build, rich: ReportFacts, small: ReportFacts
) -> None:
    """A new report adds what it says, and the other way round removes it."""
    one, both = build(rich, name="a"), build(rich, small, name="b")
    added, removed = told(one, both), told(both, one)
    facts = {row[1:] for row in added if row[0] == "added"}
    assert facts == {row[1:] for row in removed if row[0] == "removed"}
    assert {cls for change, cls, _ in added if change != "added"} <= {"Mechanism", "Jurisdiction"}
    assert {"Report", "Adoption"} <= {cls for cls, _ in facts}


def test_versions_are_told_as_such(
    build: Build, rich: ReportFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same facts read by another vocabulary differ in the vocabulary's version alone."""
    old = build(rich, name="a")
    used = Versions(released="0.1.0", program="0" * 12, vocabulary="1" * 12, gazetteer="2" * 12)
    monkeypatch.setattr("kg.provenance.current_versions", lambda: used)
    rows = told(old, build(rich, name="b"))
    assert {cls for _, cls, _ in rows} == {"SoftwareAgent", "Entity"}
    assert ("added", "Entity", "1" * 12) in rows


@pytest.mark.parametrize("ending", [".nq", ".ttl", ".trig", ".nt"])
def test_exported_files_are_graphs_too(build: Build, rich: ReportFacts, ending: str) -> None:
    """A folder and its export say the same; so do differences between exports."""
    one, other = build(rich, name="a"), build(changed(rich), name="b")
    for folder in (one, other):
        export_graph(open_graph(folder), folder.with_suffix(ending))
    assert told(one, one.with_suffix(ending)) == set()
    assert told(one.with_suffix(ending), other.with_suffix(ending)) == told(one, other)


def test_moved_sentence_is_no_difference(sample_folder: Path, tmp_path: Path) -> None:
    """A line put before a report moves every offset and changes no fact."""
    from kg.build import build_graph  # noqa: PLC0415 (spaCy)

    texts = sorted((sample_folder / "texts").glob("jiande-*.txt"))
    for name, lead in (("a", ""), ("b", "\n\n")):
        (tmp_path / name).mkdir()
        text = lead + texts[0].read_text(encoding="utf-8")
        (tmp_path / name / "jiande-2020.txt").write_text(text, encoding="utf-8")
        build_graph([tmp_path / name], tmp_path / f"{name}-graph")
    rows = told(tmp_path / "a-graph", tmp_path / "b-graph")
    assert {row for row in rows if row[1] not in {"SoftwareAgent", "Entity"}} == set()


def test_change_set_holds_the_very_statements(build: Build, rich: ReportFacts) -> None:
    """The Turtle names every statement added or removed, without blank nodes."""
    found = compare(build(rich, name="a"), build(changed(rich), name="b"))
    data = changeset(found)
    quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    kinds = [quad.predicate.value.rsplit("#", 1)[-1] for quad in quads]
    assert kinds.count("addition") == len(found.added)
    assert kinds.count("removal") == len(found.removed)
    assert not any(isinstance(quad.subject, ox.BlankNode) for quad in quads)
    assert data == changeset(found)


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [("a.nq", "<a", "cannot be read"), ("a.xyz", "", "no graph"), ("a", None, "no graph")],
)
def test_what_is_no_graph_is_told(
    folder: Path, tmp_path: Path, name: str, text: str | None, word: str
) -> None:
    """A missing, foreign or broken file is one clear line."""
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DiffError, match=word):
        compare(folder, tmp_path / name)


def test_built_graphs_hold_no_blank_nodes(sample_folder: Path) -> None:
    """Everything is named, so that two graphs compare line by line."""
    store = open_graph(sample_folder)
    assert not any(
        isinstance(term, ox.BlankNode)
        for quad in store
        for term in (quad.subject, quad.object, quad.graph_name)
    )
