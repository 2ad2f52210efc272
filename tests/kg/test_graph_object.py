"""The graph as an object, and answers in every form."""

import json
import sys
from pathlib import Path

import pytest

from kg.cli import app
from kg.graph_object import Answer, Graph
from kg.shell import run
from kg.showing import columns_of, markdown, show_answer, xlsx
from ontology.errors import KgError
from tests.kg.world import make_world


@pytest.fixture(scope="module")
def world() -> Graph:
    """The small world as an object."""
    return Graph(make_world())


def test_the_object_has_every_verb(world: Graph) -> None:
    """A question, a profile, a comparison, the matrix, the panel, the curve, a search, a query."""
    answer = world.ask("adopters", mechanism="三项制度", status="adopted")
    assert answer[0].place_zh == "甲县"
    assert [row["year"] for row in answer[:2]] == [2020, 2023]
    assert world.show("甲县").thing.zh == "甲县"
    assert world.compare("甲县", "乙县")[0]["in"] == "both"
    assert len(world.matrix("三项制度")) == 3
    assert len(world.panel("三项制度", province="乙省")) == 2
    assert world.timeline("三项制度")[-1].cumulative == 3
    assert world.search("共受理")[0].kind == "sentence"
    assert world.query("SELECT ?r WHERE { ?r a fz:Report }").to_dicts()
    assert len(world.questions()) >= 30
    assert world.find("甲县").kind == "place"


def test_statements_come_as_turtle(world: Graph) -> None:
    """CONSTRUCT gives Turtle; a SELECT there is told."""
    made = world.construct("CONSTRUCT { ?p fz:adopts ?m } WHERE { ?p fz:adopts ?m }")
    assert "area:910101 fz:adopts" in made
    with pytest.raises(KgError, match="CONSTRUCT"):
        world.construct("SELECT ?s WHERE { ?s a fz:Report }")


def test_an_unknown_column_is_told() -> None:
    """A row names its columns when one is missing."""
    with pytest.raises(AttributeError, match="no column jahr: there are year"):
        _ = Answer([{"year": 2021}])[0].jahr


def test_the_network_has_things_and_edges(world: Graph) -> None:
    """Things are nodes; an adoption is an edge with the years reported."""
    network = world.networkx()
    base = "https://w3id.org/fazhi/"
    jia, three = f"{base}area/910101", f"{base}mechanism/three-enforcement-systems"
    assert network.nodes[jia]["label"] == "甲县"
    assert network.edges[jia, three, "adopts"]["years"] == "2020"


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What has to be installed is said in one line."""
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(KgError, match=f"pip install {name}"):
        getattr(Answer([{"a": 1}]), f"to_{name}")()


def test_an_answer_goes_on_to_pandas_and_polars(world: Graph) -> None:
    """Every row and column is there; whole numbers, figures and truth values keep their kind."""
    answer = world.ask("first-reported", mechanism="三项制度")
    for frame in (answer.to_pandas(), answer.to_polars()):
        assert frame.shape == (len(answer), len(answer[0]))
        assert list(frame["first_reported"]) == [row.first_reported for row in answer]
        assert list(frame["left_censored"]) == [row.left_censored for row in answer]
    figures = world.ask("place-figures", place="甲县")
    assert [float(value) for value in figures.to_polars()["value"]] == [
        float(str(row["value"])) for row in figures
    ]
    assert figures.to_pandas()["value"].sum() == 12 + 13 + 15


def test_a_notebook_shows_a_table(world: Graph) -> None:
    """Fifty rows at most, nothing that could be HTML."""
    shown = Answer([{"quote": f"<i>{number}"} for number in range(60)])._repr_html_()
    assert shown.count("<tr>") == 51
    assert "<i>" not in shown
    assert "and 10 more rows" in shown
    assert Answer([])._repr_html_() == "<p>no rows</p>"
    assert (
        "甲县"
        in world.ask("report-gaps")._repr_html_() + world.compare("甲县", "乙县")._repr_html_()
    )


def test_markdown_keeps_its_columns() -> None:
    """A stroke or a tag in a cell is text."""
    assert markdown([{"quote": "a|b <c>"}]) == "| quote |\n| --- |\n| a\\|b &lt;c&gt; |\n"
    assert markdown([{"quote": "=1+1"}]).splitlines()[2] == "| '=1+1 |"
    assert markdown([]) == ""


def test_a_workbook_needs_a_file_and_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file or openpyxl it is said what to do."""
    rows = [{"quote": "=1+1", "year": 2021}]
    with pytest.raises(KgError, match="--out"):
        show_answer(rows, "xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(KgError, match="pip install openpyxl"):
        xlsx(rows)


def test_a_workbook_holds_no_formula(tmp_path: Path) -> None:
    """A cell that looks like a formula is text in a workbook too."""
    openpyxl = pytest.importorskip("openpyxl")
    show_answer([{"quote": "=1+1", "year": 2021}], "xlsx", tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [[cell.value for cell in row] for row in sheet] == [["quote", "year"], ["'=1+1", 2021]]


def test_a_table_shows_names_for_iris(world: Graph) -> None:
    """A thing stands under its name; the sentence is followed by where it is written."""
    columns = columns_of(world.ask("place-problems", place="甲县").to_dicts())
    assert list(columns) == [
        "place zh",
        "code",
        "year",
        "status",
        "mechanism zh",
        "since",
        "quote",
        "written in",
    ]


def test_a_figure_is_shown_with_its_unit(world: Graph) -> None:
    """The unit of a figure has a column; the unit that a place is, only where no place stands."""
    figures = world.ask("indicator-figures", indicator="受理行政复议案件").to_dicts()
    assert columns_of(figures)["unit"](figures[0]) == "件"
    adopters = world.ask("adopters", mechanism="三项制度").to_dicts()
    assert not {"unit", "unit zh"} & columns_of(adopters).keys()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["ask", "adopters", "-p", "mechanism=三项制度", "-p", "level=county"], "东城区"),
        (["show", "三项制度"], "Three enforcement systems"),
        (["show", "东城区", "-f", "markdown"], "| question |"),
        (["matrix"], "东城区"),
        (["timeline", "三项制度"], "2023"),
        (["panel", "三项制度"], "left_censored"),
        (["search", "河长"], "河长"),
        (["compare", "东城区", "临江县", "-f", "csv"], "行政执法三项制度"),
        (["search", "没有这句"], "nothing holds"),
    ],
)
def test_the_commands_answer(
    folder: Path,
    words: list[str],
    shown: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every verb prints its answer."""
    monkeypatch.setattr(sys, "argv", ["kg", *words, "--graph", str(folder)])
    assert run(app) == 0
    assert shown in capsys.readouterr().out


def test_an_answer_goes_into_a_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--out writes the form that was asked for."""
    out = tmp_path / "panel.json"
    words = ["kg", "panel", "三项制度", "-f", "json", "-o", str(out), "--graph", str(folder)]
    monkeypatch.setattr(sys, "argv", words)
    assert run(app) == 0
    assert json.loads(out.read_text(encoding="utf-8"))[0]["place_zh"] == "东城区"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["ask", "adopter"], "did you mean adopters"),
        (["ask", "adopters"], "needs mechanism"),
        (["questions", "--format", "yaml"], "unknown format “yaml”"),
        (["show", "东成区"], "did you mean"),
    ],
)
def test_faults_are_one_line(
    folder: Path,
    words: list[str],
    fault: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fault is one line on the error stream and exit code 1."""
    graph = [] if words[0] == "questions" else ["--graph", str(folder)]
    monkeypatch.setattr(sys, "argv", ["kg", *words, *graph])
    assert run(app) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert fault in lines[0]
