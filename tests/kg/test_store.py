from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import ReportFacts
from kg.store import GraphFolder, StoreError, check_free, open_graph, published


def test_a_folder_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    """A folder with other things in it is neither read nor written to."""
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    for use in (open_graph, GraphFolder, check_free):
        with pytest.raises(StoreError, match="this is no graph; give the folder"):
            use(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_graph(tmp_path: Path) -> None:
    """A file is refused like a folder that is no graph."""
    path = tmp_path / "letter.txt"
    path.write_text("x", encoding="utf-8")
    for use in (open_graph, GraphFolder):
        with pytest.raises(StoreError, match="this is no graph"):
            use(path)


def test_a_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    """Reading what is not there names the command that makes it, and makes nothing."""
    with pytest.raises(StoreError, match="make one with kg build"):
        open_graph(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_store_that_is_gone_is_told(build: Callable[..., Path], small: ReportFacts) -> None:
    """A graph whose store was taken away is one clear line."""
    folder = build(small)
    for path in published(folder).iterdir():
        path.unlink()
    with pytest.raises(StoreError, match="missing or damaged; run kg rebuild"):
        open_graph(folder)


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    """A second build on one graph is told to wait."""
    with GraphFolder(tmp_path / "g"), pytest.raises(StoreError, match="another program"):
        GraphFolder(tmp_path / "g")


def test_texts_are_kept_as_they_were(tmp_path: Path) -> None:
    """Line ends and odd characters of the kept text stay, since offsets count in it."""
    text = "甲\r\n乙\n丙\r𠮷\x0c"
    with GraphFolder(tmp_path / "g") as folder:
        folder.keep_texts([("texts/a.txt", text)])
    assert (tmp_path / "g" / "texts" / "a.txt").read_bytes().decode() == text


def test_a_graph_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Putting a graph takes away what stood under its name, and nothing else."""
    line = "<https://a.org/s> <https://a.org/p> <https://a.org/{}> <https://a.org/{}> .\n"
    first = {f"https://a.org/{g}": line.format("old", g).encode() for g in ("g1", "g2")}
    with GraphFolder(tmp_path / "g") as folder:
        folder.replace_graphs(first)
        folder.replace_graphs({"https://a.org/g1": line.format("new", "g1").encode()})
        found = {(q.object.value, q.graph_name.value) for q in folder.store}
    assert found == {
        ("https://a.org/new", "https://a.org/g1"),
        ("https://a.org/old", "https://a.org/g2"),
    }


def test_a_reader_cannot_write(folder: Path) -> None:
    """A graph opened for reading takes nothing in."""
    store = open_graph(folder)
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("c")))
