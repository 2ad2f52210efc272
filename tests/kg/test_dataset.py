"""What a graph says of itself: DCAT and VoID, the same however it was built."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import ReportFacts
from kg.build import build_graph
from kg.dataset import describe_dataset
from kg.export import export_graph
from kg.provenance import activity_of, current_versions
from kg.quads import DATASET
from kg.sparql import Record, select
from kg.store import open_graph
from ontology.iris import BASE

Build = Callable[..., Path]
SET = f"{BASE}dataset"
SAMPLES = Path(__file__).parents[2] / "kg" / "samples"


class Target:
    """A store in memory that takes a description, as a graph's folder does."""

    def __init__(self, store: ox.Store, path: Path) -> None:
        """Keep store and folder."""
        self.store, self.path = store, path

    def replace_graphs(self, graphs: dict[str, bytes]) -> None:
        """Put graphs in place of those with the same names."""
        for name, data in graphs.items():
            self.store.remove_graph(ox.NamedNode(name))
            self.store.load(data, format=ox.RdfFormat.N_QUADS)


def ask(store: ox.Store, pattern: str) -> list[Record]:
    """Return what holds of the data set."""
    return select(store, f"SELECT * WHERE {{ <{SET}> {pattern} }}")


def test_data_set_tells_title_licence_version_reports_and_places(sample_folder: Path) -> None:
    """Whoever gets the graph alone knows what it is, what it covers, and by what it was read."""
    store = open_graph(sample_folder)
    assert len(ask(store, "dcterms:title ?title")) == 2
    assert ask(store, "dcterms:license ?licence")[0]["licence"] == "https://spdx.org/licenses/MIT"
    version = str(ask(store, "dcat:version ?version")[0]["version"])
    assert version.startswith(current_versions().released)
    assert len(ask(store, "dcterms:hasPart ?report . ?report a fz:Report")) == 5
    codes = {str(row["place"]).rsplit("/", 1)[-1] for row in ask(store, "dcterms:spatial ?place")}
    assert codes == {"370983", "330182", "211282", "370404", "340722"}
    assert ask(store, "dcterms:temporal ?years")[0]["years"] == "2020/2025"
    used = {str(row["used"]) for row in ask(store, "dcterms:references ?used")}
    assert used == {current_versions().iri(part) for part in ("program", "vocabulary", "gazetteer")}


def test_counts_are_those_of_the_graph(sample_folder: Path) -> None:
    """Statements by property and class, and things of a class, counted graph by graph."""
    store = open_graph(sample_folder)
    names = [n for n in store.named_graphs() if "/report/" in str(n) or str(n).endswith(_KNOWN)]
    quads = [quad for name in names for quad in store.quads_for_pattern(None, None, None, name)]
    types = [quad for quad in quads if quad.predicate.value.endswith("#type")]
    assert ask(store, "void:triples ?n")[0]["n"] == len(quads)
    by_property = ask(
        store, "void:propertyPartition ?part . ?part void:property ?p ; void:triples ?n"
    )
    assert sum(int(str(row["n"])) for row in by_property) == len(quads)
    for row in by_property:
        assert row["n"] == sum(quad.predicate.value == row["p"] for quad in quads)
    by_class = (
        "void:classPartition ?part . ?part void:class ?c ; void:entities ?k ; void:triples ?n"
    )
    rows = ask(store, by_class)
    assert rows
    for row in rows:
        members = {(q.subject, q.graph_name) for q in types if q.object.value == row["c"]}
        assert row["k"] == len(members)
        assert row["n"] == sum((q.subject, q.graph_name) in members for q in quads)


_KNOWN = ("graph/vocabulary>", "graph/places>")


@pytest.mark.parametrize("ending", [".ttl", ".nq", ".trig", ".nt", ".jsonld", ".rdf"])
def test_every_export_holds_the_description(
    sample_folder: Path, tmp_path: Path, ending: str
) -> None:
    """A file taken away says what it is."""
    file = tmp_path / f"graph{ending}"
    export_graph(open_graph(sample_folder), file)
    assert b"http://www.w3.org/ns/dcat#" in file.read_bytes()


def described(folder: Path) -> set[str]:
    """Return the statements of the description."""
    store = open_graph(folder)
    return {str(quad) for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(DATASET))}


def test_description_depends_on_the_reports_alone(
    build: Build, rich: ReportFacts, small: ReportFacts
) -> None:
    """Order of reading and detours leave no trace."""
    whole = described(build(rich, small, name="a"))
    assert described(build(small, rich, name="b")) == whole
    build(small, name="c")
    assert described(build(rich, name="c")) == whole
    assert described(build(rich, name="d")) != whole


def test_kept_counts_and_new_ones_agree(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports that did not change are not counted again; a damaged file is counted anew."""
    copy = ox.Store()
    copy.extend(open_graph(sample_folder))
    target = Target(copy, tmp_path)
    describe_dataset(target)
    first = {str(quad) for quad in copy}
    kept = json.loads((tmp_path / "counts.json").read_text(encoding="utf-8"))
    assert len(kept["reports"]) == 5
    counted: list[str] = []
    monkeypatch.setattr("kg.dataset._count", _counting(counted))
    describe_dataset(target)
    assert {str(quad) for quad in copy} == first
    assert not any("/report/" in name for name in counted)
    (tmp_path / "counts.json").write_text("[[", encoding="utf-8")
    describe_dataset(target)
    assert sum("/report/" in name for name in counted) == 5
    assert {str(quad) for quad in copy} == first


@pytest.mark.parametrize("profile", ["full", "lean"])
def test_what_workers_count_is_what_the_store_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    """Reports are counted where they are read; twins and leanness count, however they came."""
    reports, graph = tmp_path / "reports", tmp_path / "graph"
    reports.mkdir()
    for number in range(3):
        shutil.copy(SAMPLES / "zongyang-plan.txt", reports / f"{number}.txt")
    shutil.copy(SAMPLES / "jiande-2020.txt", reports)
    counted: list[str] = []
    monkeypatch.setattr("kg.dataset._count", _counting(counted))
    build_graph([reports], graph, profile=profile)
    assert not any("/report/" in name for name in counted)
    copy = ox.Store()
    copy.extend(open_graph(graph))
    held = {str(quad) for quad in copy}
    describe_dataset(Target(copy, tmp_path))
    assert sum("/report/" in name for name in counted) == 2
    assert {str(quad) for quad in copy} == held
    counted.clear()
    (reports / "2.txt").unlink()
    shutil.copy(SAMPLES / "kaiyuan-2023.txt", reports)
    build_graph([reports], graph, profile=profile, prune=True)
    assert sum("/report/" in name for name in counted) <= 1
    again = open_graph(graph)
    copy = ox.Store()
    copy.extend(again)
    (tmp_path / "counts.json").unlink()
    describe_dataset(Target(copy, tmp_path))
    assert {str(quad) for quad in copy} == {str(quad) for quad in again}


def _counting(counted: list[str]) -> Callable[[ox.Store, str], object]:
    from kg.dataset import _count  # noqa: PLC0415 (before it is replaced)

    def count(store: ox.Store, name: str) -> object:
        counted.append(name)
        return _count(store, name)

    return count


def test_reading_is_named_by_what_it_depends_on(
    rich: ReportFacts, small: ReportFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same text and versions give one name; another text, vocabulary or program another."""
    from dataclasses import replace  # noqa: PLC0415

    first = activity_of(rich.report)
    assert first == activity_of(rich.report)
    assert first != activity_of(small.report)
    used = current_versions()
    for part in ("program", "vocabulary", "gazetteer"):
        other = replace(used, **{part: "0" * 12})
        monkeypatch.setattr("kg.provenance.current_versions", lambda other=other: other)
        assert activity_of(rich.report) != first


def test_every_report_has_one_reading_with_its_agent(sample_folder: Path) -> None:
    """One activity for each report; it used the text, the vocabulary and the gazetteer."""
    rows = select(
        open_graph(sample_folder),
        """SELECT ?report ?activity ?version (COUNT(DISTINCT ?used) AS ?n) WHERE {
        ?report a fz:Report . ?activity a prov:Activity ; prov:used ?report, ?used ;
          prov:wasAssociatedWith ?agent .
        ?agent a prov:SoftwareAgent ; schema:softwareVersion ?version
        } GROUP BY ?report ?activity ?version""",
    )
    assert len(rows) == len({row["activity"] for row in rows}) == 5
    assert {row["n"] for row in rows} == {3}
    assert {row["version"] for row in rows} == {
        f"{current_versions().released}+{current_versions().program}"
    }
