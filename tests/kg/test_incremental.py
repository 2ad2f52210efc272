"""Rules of building again, in several processes, from files that change, go and repeat."""

import json
import zipfile
from pathlib import Path

import pytest

import kg.ledger
import kg.workers
from kg.build import build_graph
from kg.export import quad_lines
from kg.files import Stdin, find_files
from kg.sparql import select
from kg.status import read_status, remove_reports
from kg.store import GraphFolder, open_graph
from kg.validation import validate
from ontology.errors import KgError
from tests.extract.formats.test_formats import as_docx, as_page

PLACES = ("东城区", "西城区", "朝阳区", "海淀区", "丰台区", "石景山区", "通州区", "顺义区")


def prose(number: int) -> str:
    """Return a report of a district of Beijing."""
    place, year = PLACES[number % len(PLACES)], 2015 + number // 8
    return f"""北京市{place}人民政府关于{year}年法治政府建设情况的报告

一、主要工作
(一)强化执法。全面推行行政执法“三项制度”,建立执法人员联席会议制度,培训执法人员{number}0人次。
(二)下一步,将持续推进“双随机、一公开”监管,各部门密切配合,确保各项任务落到实处。
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of five reports."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(prose(number), encoding="utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Return where the graph is to stand."""
    return tmp_path / "graph"


def lines(graph: Path) -> list[bytes]:
    """Return the graph as sorted lines."""
    return quad_lines(open_graph(graph))


def asked(graph: Path, name: str) -> set[str]:
    """Return the values of a property of the reports."""
    rows = select(open_graph(graph), f"SELECT ?v WHERE {{ ?r a fz:Report ; {name} ?v }}")
    return {str(row["v"]) for row in rows}


def test_what_is_unchanged_is_not_read_again(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build reads what is new and what has changed, and gives what a first one gives."""
    build_graph([corpus], graph)
    assert build_graph([corpus], graph).unchanged == 5
    (corpus / "2.txt").write_text(prose(20), encoding="utf-8")
    (corpus / "5.txt").write_text(prose(5), encoding="utf-8")
    summary = build_graph([corpus], graph)
    assert (summary.reports, summary.unchanged) == (2, 4)
    build_graph([corpus], graph.with_name("anew"))
    assert lines(graph) == lines(graph.with_name("anew"))
    assert len(list((graph / "texts").iterdir())) == 6
    monkeypatch.setattr(kg.ledger, "program_version", lambda: "another")
    monkeypatch.setattr("kg.owner.program_version", lambda: "another")
    assert build_graph([corpus], graph).reports == 6


@pytest.mark.parametrize("workers", [2, 4])
def test_the_number_of_workers_does_not_matter(
    corpus: Path, graph: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The graph of several processes, files given in any order, is that of one, byte for byte."""
    monkeypatch.setattr(kg.workers, "_BATCH_FILES", 2)
    monkeypatch.setattr(kg.workers, "_FEW", 0)
    (corpus / "twin.txt").write_text(prose(3) + "\n", encoding="utf-8")
    build_graph([corpus], graph)
    turned = sorted(corpus.iterdir(), reverse=True)
    summary = build_graph(turned, graph.with_name("other"), workers=workers)
    assert (summary.reports, summary.twins) == (5, 1)
    assert lines(graph) == lines(graph.with_name("other"))


def test_a_process_that_dies_costs_one_report(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that ends the process which reads it is one line; the others are built."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "import extract.sources as s\n"
        "read = s.source_of\n"
        "s.source_of = lambda d, n, w, **k: os._exit(9) if n == '2.txt' else read(d, n, w)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(kg.workers, "_FEW", 0)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path.cwd()}")
    summary = build_graph([corpus], graph, workers=2)
    assert summary.reports == 4
    assert [line for line in summary.failures if "2.txt: ended the process" in line]
    assert len(summary.failures) == 1


def test_the_same_text_is_read_once(corpus: Path, graph: Path) -> None:
    """A report that comes as text, page and Word file is one; its other sources are kept."""
    text = prose(3).splitlines()
    meta = '<meta name="Url" content="http://a.gov.cn/3.html">'
    rows = [line for line in text if line]
    (corpus / "z.docx").write_bytes(as_docx(rows))
    (corpus / "y.html").write_bytes(as_page(rows, meta=meta))
    summary = build_graph([corpus], graph)
    assert (summary.reports, summary.twins, summary.failures) == (5, 2, [])
    assert asked(graph, "fz:alsoFrom") == {"y.html", "z.docx"}
    assert asked(graph, "fz:alsoAt") == {"http://a.gov.cn/3.html"}
    assert validate(open_graph(graph)).conforms
    (corpus / "3.txt").unlink()
    summary = build_graph([corpus], graph, prune=True)
    assert (summary.reports, summary.twins, summary.removed) == (1, 1, 1)
    assert asked(graph, "fz:alsoFrom") == {"z.docx"}
    build_graph([corpus], graph.with_name("anew"))
    assert lines(graph) == lines(graph.with_name("anew"))


def test_an_earlier_name_takes_over(corpus: Path, graph: Path) -> None:
    """The first file by name is the report, whenever it came."""
    build_graph([corpus], graph)
    (corpus / "0-copy.txt").write_text(prose(0), encoding="utf-8")
    (corpus / "0.txt").rename(corpus / "1-later.txt")
    (corpus / "1-again.txt").write_text(prose(4), encoding="utf-8")
    build_graph([corpus], graph, prune=True)
    build_graph([corpus], graph.with_name("anew"))
    assert lines(graph) == lines(graph.with_name("anew"))


def test_files_that_are_gone_are_pruned(corpus: Path, graph: Path) -> None:
    """--prune takes out what is gone or ignored now, and leaves what stands elsewhere."""
    other = corpus.with_name("other.txt")
    other.write_text(prose(9), encoding="utf-8")
    build_graph([corpus, other], graph)
    (corpus / "4.txt").unlink()
    assert build_graph([corpus], graph).removed == 0
    (corpus / ".kgignore").write_text("# drafts\n3.*\n", encoding="utf-8")
    assert build_graph([corpus], graph, prune=True).removed == 2
    assert asked(graph, "fz:sourceFile") == {"0.txt", "1.txt", "2.txt", "other.txt"}
    assert len(list((graph / "texts").iterdir())) == 4


def test_a_report_is_removed(corpus: Path, graph: Path) -> None:
    """A report goes with all that it alone said, by file name, path or id."""
    build_graph([corpus], graph)
    whole = lines(graph)
    name = remove_reports(graph, ["2.txt"])[0].rsplit("/", 1)[-1]
    assert name.startswith("2-")
    assert asked(graph, "fz:sourceFile") == {"0.txt", "1.txt", "3.txt", "4.txt"}
    assert not any("朝阳区".encode() in line for line in lines(graph))
    with pytest.raises(KgError, match="no such report in the graph"):
        remove_reports(graph, [name])
    build_graph([corpus], graph)
    assert lines(graph) == whole
    remove_reports(graph, [name, str(corpus / "1.txt")])
    assert asked(graph, "fz:sourceFile") == {"0.txt", "3.txt", "4.txt"}


def test_status_tells_what_calls_for_something(corpus: Path, graph: Path) -> None:
    """Reports, repeated texts, files that failed or are gone."""
    (corpus / "bad.txt").write_bytes(b"\x00" * 99)
    (corpus / "copy.txt").write_text(prose(1), encoding="utf-8")
    build_graph([corpus], graph)
    (corpus / "4.txt").unlink()
    status = read_status(graph)
    assert (len(status.reports), len(status.twins), status.older) == (5, 1, [])
    assert [entry.name for entry in status.failed] == ["bad.txt"]
    assert [entry.name for entry in status.gone] == ["4.txt"]


def test_a_lost_report_is_read_again(corpus: Path, graph: Path) -> None:
    """What the ledger claims and the store has lost is found at the next build."""
    build_graph([corpus], graph)
    whole = lines(graph)
    with GraphFolder(graph) as target:
        rows = select(target.store, 'SELECT ?r { ?r fz:sourceFile "1.txt" }')
        (iri,) = {str(row["r"]) for row in rows}
        target.remove_report(iri)
    assert build_graph([corpus], graph).reports == 1
    assert lines(graph) == whole


def test_an_interruption_goes_on_where_it_stopped(corpus: Path, graph: Path) -> None:
    """After Ctrl-C the reports read until then stand, and the next build reads the others."""

    def progress(done: int, _: int, __: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_graph([corpus], graph, progress=progress)
    assert len(asked(graph, "fz:sourceFile")) == 3
    assert validate(open_graph(graph)).conforms
    assert build_graph([corpus], graph).reports == 2
    build_graph([corpus], graph.with_name("anew"))
    assert lines(graph) == lines(graph.with_name("anew"))


def test_archives_and_tables_hold_reports(corpus: Path, graph: Path) -> None:
    """Members of a zip and rows of a table are reports; a changed row is read alone."""
    with zipfile.ZipFile(corpus / "a.zip", "w") as archive:
        archive.writestr("in/8.txt", prose(8))
        archive.writestr("in/notes.xyz", "x")
        archive.writestr("in/bomb.txt", "0" * 10_000_000, zipfile.ZIP_DEFLATED)
    rows = [{"id": f"r{number}", "text": prose(number), "year": 2016} for number in (10, 11)]
    table = corpus / "b.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (corpus / "c.csv").write_bytes(f'正文,url\n"{prose(12)}",http://a.cn/1\n'.encode("gb18030"))
    summary = build_graph([corpus], graph)
    assert summary.reports == 9
    assert [line for line in summary.failures if "bomb.txt: unfolds" in line] == summary.failures
    assert {"8.txt", "r10.txt", "c-1.txt"} <= asked(graph, "fz:sourceFile")
    rows[1]["text"] = prose(13)
    table.write_text("\n".join(map(json.dumps, rows[1:])), encoding="utf-8")
    summary = build_graph([corpus], graph)
    assert (summary.reports, summary.unchanged) == (1, 7)
    assert "r10.txt" not in asked(graph, "fz:sourceFile")


def test_standard_input_is_a_report(graph: Path) -> None:
    """What is piped in is read like a file."""
    assert build_graph([Stdin(prose(1).encode())], graph).reports == 1
    assert asked(graph, "fz:sourceFile") == {"stdin.txt"}


@pytest.mark.parametrize(
    ("ignored", "found"),
    [
        ("b/\n", ["1.txt", "2.txt"]),
        ("*.txt\n!1.txt\n", ["1.txt"]),
        ("/b/3.txt", ["1.txt", "2.txt", "4.md"]),
        ("# nothing\n", ["1.txt", "2.txt", "3.txt", "4.md"]),
    ],
)
def test_ignored_files_are_left(tmp_path: Path, ignored: str, found: list[str]) -> None:
    """Patterns of .kgignore hold for its folder and below; the last one that fits decides."""
    (tmp_path / "b").mkdir()
    for name in ("1.txt", "2.txt", "b/3.txt", "b/4.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / ".kgignore").write_text(ignored, encoding="utf-8")
    if "b/" not in ignored and "*.txt" in ignored:
        found = [*found, "4.md"]
    assert [file.name for file in find_files([tmp_path])] == found


def test_patterns_name_files(tmp_path: Path) -> None:
    """A pattern that no shell has filled in is filled in here."""
    for name in ("a.txt", "b.txt", "c.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.name for file in find_files([tmp_path / "*"])] == ["a.txt", "b.txt"]
    with pytest.raises(KgError, match="nothing of this pattern"):
        find_files([tmp_path / "*.doc"])
