"""Rules of building sorted, compressed parts of N-Quads instead of a graph folder."""

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg.scale.parts
import kg.scale.writer
from kg.build import build_graph
from kg.export import quad_lines
from kg.quads import COUNTS, GraphText, ref
from kg.scale.writer import build_parts
from kg.store import open_graph
from kg.workers import Result, Task
from ontology.errors import KgError
from ontology.terms import PREFIXES

REPORT, AREA = PREFIXES["report"], PREFIXES["area"]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.scale.writer, "_REPORTS", 2)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def statements(folder: Path) -> list[bytes]:
    """Return all statements of the parts, in order."""
    files = sorted(folder.glob("part-*.nq.gz"))
    return sorted(
        line for file in files for line in gzip.decompress(file.read_bytes()).splitlines()
    )


@pytest.mark.parametrize("profile", ["full", "lean"])
def test_parts_hold_the_graph_that_a_folder_would(
    corpus: Path, tmp_path: Path, profile: str
) -> None:
    """The parts together are the graph, with its description, but for pairs over the whole."""
    built = build_parts([corpus], tmp_path / "parts", profile=profile)
    summary = build_graph([corpus], tmp_path / "graph", profile=profile)
    assert (built.reports, built.twins) == (summary.reports, summary.twins) == (7, 1)
    pairs = f" <{COUNTS}> .".encode()
    lines = (line.rstrip() for line in quad_lines(open_graph(tmp_path / "graph")))
    assert statements(tmp_path / "parts") == [line for line in lines if not line.endswith(pairs)]


def test_the_number_of_processes_does_not_matter(corpus: Path, tmp_path: Path) -> None:
    """Every file is the same, byte for byte, whoever reads."""
    build_parts([corpus], tmp_path / "one", workers=1)
    build_parts([corpus], tmp_path / "two", workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_parts_are_sorted_and_listed(corpus: Path, tmp_path: Path) -> None:
    """Each part is sorted; the list names every file with its hashes and numbers."""
    target = tmp_path / "parts"
    build_parts([corpus], target)
    listed = json.loads((target / "manifest.json").read_bytes())
    assert {row["name"] for row in listed["files"]} | {"manifest.json"} == contents(target).keys()
    total = 0
    for row in listed["files"]:
        data = (target / row["name"]).read_bytes()
        content = gzip.decompress(data)
        assert (row["bytes"], row["sha256"]) == (len(data), sha256(data).hexdigest())
        assert row["content_sha256"] == sha256(content).hexdigest()
        assert data[4:8] == bytes(4), "the clock does not show"
        if row["name"].startswith("part-"):
            lines = content.splitlines()
            assert lines == sorted(set(lines))
            total += len(lines)
    assert (listed["triples"], listed["reports"]) == (total, 7)


def test_a_store_loads_parts_in_bulk(corpus: Path, tmp_path: Path) -> None:
    """The parts are N-Quads for any store; offsets count in the texts beside them."""
    build_parts([corpus], tmp_path / "parts")
    store = ox.Store()
    for file in (tmp_path / "parts").glob("part-*.nq.gz"):
        store.bulk_load(gzip.decompress(file.read_bytes()), format=ox.RdfFormat.N_QUADS)
    texts = {
        row["file"]: row["text"]
        for file in (tmp_path / "parts").glob("text-*.jsonl.gz")
        for row in map(json.loads, gzip.decompress(file.read_bytes()).splitlines())
    }
    asked = """PREFIX fz: <https://w3id.org/fazhi/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?file ?start ?end ?quote WHERE { ?e fz:report/fz:textFile ?file ; oa:start ?start ;
        oa:end ?end ; oa:exact ?quote }"""
    rows = list(store.query(asked, use_default_graph_as_union=True))
    assert len(rows) >= 7 * 5
    for row in rows:
        span = slice(int(row["start"].value), int(row["end"].value))
        assert texts[row["file"].value][span] == row["quote"].value


def test_parts_are_written_anew(corpus: Path, tmp_path: Path) -> None:
    """A second build leaves nothing of the first; a build of nothing leaves the first alone."""
    target = tmp_path / "parts"
    build_parts([corpus], target)
    before = contents(target)
    (tmp_path / "empty.txt").write_text("nothing here", encoding="utf-8")
    with pytest.raises(KgError, match="nothing could be read"):
        build_parts([tmp_path / "empty.txt"], target)
    assert contents(target) == before
    build_parts([corpus / "0.txt"], target)
    assert sorted(contents(target)) == [
        "manifest.json",
        "part-00000.nq.gz",
        "part-00001.nq.gz",
        "text-00000.jsonl.gz",
    ]


def test_a_folder_of_something_else_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    """Parts go into a folder of their own."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(KgError, match=r"holds .*, which is no part; give another folder"):
        build_parts([corpus], tmp_path)


def test_parts_and_reports_may_be_at_addresses(corpus: Path, tmp_path: Path) -> None:
    """What fsspec reads and writes is read and written: the same bytes as on this machine."""
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for file in corpus.iterdir():
        memory.pipe_file(f"/reports/{file.name}", file.read_bytes())
    memory.pipe_file("/reports/notes.xls", b"no report")
    memory.pipe_file("/reports/reports.csv", b"file,year\n0.txt,2019\nno.txt,2019\n")
    try:
        there = build_parts(["memory://reports"], "memory://parts")
        found = {Path(name).name: memory.cat_file(name) for name in memory.find("/parts")}
    finally:
        memory.rm("/reports", recursive=True)
        memory.rm("/parts", recursive=True)
    (corpus / "reports.csv").write_text("file,year\n0.txt,2019\n", encoding="utf-8")
    build_parts([corpus], tmp_path / "here")
    assert found == contents(tmp_path / "here")
    (fault,) = there.faults
    assert fault.startswith("memory:///reports/reports.csv, row 3: no file no.txt in memory:///")


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_read_and_write_at_addresses(corpus: Path, tmp_path: Path, workers: int) -> None:
    """With file:// every process reads and writes for itself, for a disk that all share."""
    pytest.importorskip("fsspec")
    target = tmp_path / "there"
    build_parts([corpus.as_uri()], target.as_uri(), workers=workers)
    build_parts([corpus], tmp_path / "here")
    assert contents(target) == contents(tmp_path / "here")


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("memory://nowhere", "memory://nowhere: no report here"),
        ("quux://bucket/reports", "quux:// is no file system"),
        ("s3://bucket/reports", "not installed|cannot be"),
    ],
)
def test_a_wrong_address_is_one_line(address: str, fault: str, tmp_path: Path) -> None:
    """What cannot be reached is told with its remedy."""
    pytest.importorskip("fsspec")
    with pytest.raises(KgError, match=fault):
        build_parts([address], tmp_path / "parts")


@pytest.mark.parametrize("others", [("b", "c"), ("a-1", "a/1"), ("a-1", "aa")])
def test_statements_of_all_reports_are_sorted(others: tuple[str, str]) -> None:
    """Reports are merged by their own statements, also where a name begins with another one."""
    told = []
    for name in ("a", *others):
        iri = f"{REPORT}{name}"
        graph = GraphText(iri)
        for subject in (iri, f"{iri}/act/1", f"{iri}#char=1,2", f"{AREA}1", f"{REPORT}~{name}"):
            graph.add(subject, "<p>", ref(iri), ref(f"{AREA}2"))
        task = Task(key=name, where=name, name=name, number=0)
        told.append(Result(task=task, report=iri, quads=graph.to_bytes()))
    lines = b"".join(result.quads for result in told).splitlines(keepends=True)
    assert b"".join(kg.scale.parts._sorted(told)) == b"".join(sorted(lines))
