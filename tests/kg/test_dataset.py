"""What a graph says of itself: DCAT and VoID, the same however it was built."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg.tallies
from extract.facts import ReportFacts
from kg.build import build_graph
from kg.describing import describe
from kg.export import export_graph, quad_lines
from kg.ledger import LEDGER
from kg.provenance import activity_of, current_versions
from kg.quads import DATASET
from kg.sparql import Record, select
from kg.store import GraphFolder, open_graph
from kg.tallies import Counted
from ontology.iris import BASE
from ontology.terms import FZ

Build = Callable[..., Path]
SET = f"{BASE}dataset"
SAMPLES = Path(__file__).parents[2] / "kg" / "samples"


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


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the reports that are counted in the store, one by one."""
    names: list[str] = []
    count = kg.tallies._count

    def count_and_tell(store: ox.Store, name: str) -> Counted:
        names.append(name)
        return count(store, name)

    monkeypatch.setattr(kg.tallies, "_count", count_and_tell)
    return names


def write_reports(folder: Path) -> Path:
    """Write four reports, two of which repeat another."""
    folder.mkdir()
    for number in range(3):
        shutil.copy(SAMPLES / "zongyang-plan.txt", folder / f"{number}.txt")
    shutil.copy(SAMPLES / "jiande-2020.txt", folder)
    return folder


@pytest.mark.parametrize("profile", ["full", "lean"])
@pytest.mark.parametrize("harm", ["DELETE FROM kept", "UPDATE kept SET data = data || x'00'"])
def test_what_is_counted_on_reading_is_what_the_store_holds(
    tmp_path: Path, counted: list[str], profile: str, harm: str
) -> None:
    """Reports are counted where they are read; what is lost of it is counted in the store."""
    reports, graph = write_reports(tmp_path / "reports"), tmp_path / "graph"
    build_graph([reports], graph, profile=profile)
    (reports / "2.txt").unlink()
    shutil.copy(SAMPLES / "kaiyuan-2023.txt", reports)
    build_graph([reports], graph, profile=profile, prune=True)
    assert counted == []
    before = quad_lines(open_graph(graph))
    with closing(sqlite3.connect(graph / LEDGER)) as ledger:
        ledger.execute(harm)
        ledger.commit()
    for _ in range(2):
        with GraphFolder(graph) as target:
            describe(target)
        assert len(counted) == 3
    assert quad_lines(open_graph(graph)) == before


def test_reports_made_by_hand_are_counted_once(
    build: Build, rich: ReportFacts, small: ReportFacts, counted: list[str]
) -> None:
    """Reports without an entry in the ledger are counted when they are put, and if they change."""
    build(rich, name="a")
    graph = build(small, name="a")
    assert counted == []
    assert described(graph) == described(build(small, rich, name="b"))
    report = rich.report.iri
    with GraphFolder(graph) as target:
        told = f'<{report}> <{FZ.doubt}> "?" <{report}> .'
        target.store.load(told.encode(), format=ox.RdfFormat.N_QUADS)
        target.changed = True
        describe(target)
    assert counted == [report]


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
