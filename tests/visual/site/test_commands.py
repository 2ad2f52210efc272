"""Rules of kg read and kg site at the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from ontology.errors import KgError
from tests.visual.published import HOSTILE_FILE, PLAIN, build_sample
from visual.reading.report import reading_of_report


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two invented reports."""
    return build_sample(tmp_path_factory.mktemp("commands"))


def run(*words: object) -> str:
    """Return what a command prints."""
    result = CliRunner().invoke(app, list(map(str, words)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_file_is_read_without_a_graph(tmp_path: Path) -> None:
    """Reading a FILE writes one page with the facts marked; nothing else is left."""
    file = tmp_path / "jiande-2021.txt"
    file.write_bytes(PLAIN.encode())
    out = tmp_path / "page.html"
    assert run("read", file, "--out", out).strip() == f"wrote {out}"
    assert "行政执法三项制度" in out.read_text(encoding="utf-8")
    assert {each.name for each in tmp_path.iterdir()} == {"jiande-2021.txt", "page.html"}


@pytest.mark.parametrize("name", ["jiande-2021.txt", "somewhere/jiande-2021.txt", HOSTILE_FILE])
def test_a_report_of_a_graph_is_read_by_its_file(graph: Path, tmp_path: Path, name: str) -> None:
    """With --graph reading takes the text that the graph keeps."""
    out = tmp_path / "page.html"
    run("read", name, "--graph", graph, "--out", out)
    assert "<mark" in out.read_text(encoding="utf-8")


def test_an_unknown_report_is_said(graph: Path, tmp_path: Path) -> None:
    """A name that no report bears is a fault of one line."""
    words = ["read", "none.txt", "--graph", str(graph), "--out", str(tmp_path / "x.html")]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "none.txt: no such report" in result.output
    assert not (tmp_path / "x.html").exists()


def test_several_reports_need_a_name(graph: Path) -> None:
    """Of a file with several reports one has to be named."""
    with pytest.raises(KgError, match="2 reports"):
        reading_of_report(graph)


def test_a_site_is_written(graph: Path, tmp_path: Path) -> None:
    """The command says how many pages there are and where to begin."""
    told = run("site", tmp_path / "s", "--graph", graph, "--workers", 1)
    assert "index.html" in told
    assert (tmp_path / "s" / "index.html").is_file()
    assert run("site", tmp_path / "s", "--graph", graph, "--quiet") == ""
