"""The pages and figures as people ask for them on the command line."""

import sys
from collections.abc import Callable
from importlib import util
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import app
from kg.shell import run

Kg = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kg(
    world: ox.Store,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Kg:
    """Return a function that types a command about the small world, in an empty folder."""
    monkeypatch.setattr("kg.store.open_graph", lambda _: world)
    monkeypatch.chdir(tmp_path)

    def typed(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
        code = run(app)
        told = capsys.readouterr()
        return code, told.out, told.err

    return typed


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (("matrix", "--out", "m.html"), '"view":"matrix"'),
        (("matrix", "双随机抽查", "--year", "2020", "-o", "m.html"), '"year":"2020"'),
        (("timeline", "三项制度", "--out", "m.html"), '"of":"mechanism"'),
        (("timeline", "甲县", "--out", "m.HTML"), '"of":"place"'),
        (("map", "三项制度", "-o", "m.html"), '"view":"map"'),
    ],
)
def test_page_is_written(kg: Kg, tmp_path: Path, words: tuple[str, ...], holds: str) -> None:
    """A file that ends in .html becomes a page, and the command says where it is."""
    code, out, err = kg(*words)
    name = words[-1]
    assert (code, out, err) == (0, f"wrote {name}\n", "")
    assert holds in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("matrix", "三项制度"), ("timeline", "三项制度")])
def test_other_files_stay_tables(kg: Kg, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Any other file is the table that it was."""
    code, _, _ = kg(*words, "--format", "csv", "--out", "t.csv")
    assert code == 0
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").count(",") > 3


def test_matrix_page_holds_what_was_asked_for(kg: Kg, tmp_path: Path) -> None:
    """Mechanisms, level and province narrow the page itself, not only what it opens with."""
    kg("matrix", "双随机抽查", "--province", "甲省", "--out", "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "乙县开展双随机抽查" in page
    assert "甲县推行三项制度" not in page
    assert "子镇开展双随机抽查" not in page


def test_map_takes_coordinates(kg: Kg, tmp_path: Path) -> None:
    """A table of the user's puts a place on the map that the graph has no point for."""
    (tmp_path / "点.csv").write_text("code,latitude,longitude\n920103,31.5,111.25\n", "utf-8")
    code, _, _ = kg("map", "--coordinates", "点.csv", "-o", "m.html")
    assert code == 0
    assert "31.5,111.25" in (tmp_path / "m.html").read_text(encoding="utf-8")


def test_figure_is_written(kg: Kg, tmp_path: Path) -> None:
    """A figure is written in the form that the file's ending says."""
    code, out, _ = kg("plot", "adoption-curve", "双随机抽查", "--out", "c.svg", "--lang", "en")
    if code and "font" in out:
        pytest.skip("no font with Chinese characters: scripts/install_browser.sh installs one")
    assert (code, out) == (0, "wrote c.svg\n")
    assert (tmp_path / "c.svg").read_bytes().startswith(b"<?xml")


def test_missing_library_is_named(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without matplotlib the message says what to install."""
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    code, _, err = kg("plot", "matrix")
    assert code == 1
    assert "pip install 'fazhi-kg[plot]'" in err


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("matrix", "--year", "1999", "--out", "m.html"), "no report of 1999"),
        (("matrix", "无此机制", "--out", "m.html"), "无此机制"),
        (("timeline", "甲县司法局", "--out", "m.html"), "neither a mechanism nor a place"),
        (("map", "--coordinates", "没有.csv"), "cannot be opened"),
        (("map", "--province", "丁省"), "丁省"),
        (("plot", "pie"), "no figure “pie”"),
        (("plot", "matrix", "--out", "m.doc"), "svg, png or pdf"),
    ],
)
def test_faults_are_one_line(kg: Kg, tmp_path: Path, words: tuple[str, ...], fault: str) -> None:
    """What cannot be done is one line on the error stream; no file is left behind."""
    code, out, err = kg(*words)
    assert (code, out) == (1, "")
    assert fault in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
