"""Graphs built from reports made by hand."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import ReportFacts
from kg.build import add_facts, build_graph
from kg.store import open_graph
from tests.kg.made import make_rich_facts, make_small_facts


@pytest.fixture(scope="session")
def rich() -> ReportFacts:
    """A report with every kind of fact."""
    return make_rich_facts()


@pytest.fixture(scope="session")
def small() -> ReportFacts:
    """A plan with one adoption."""
    return make_small_facts()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder with both reports; tests only read it."""
    path = tmp_path_factory.mktemp("graphs") / "kg-graph"
    add_facts([make_rich_facts(), make_small_facts()], path)
    return path


@pytest.fixture(scope="session")
def store(folder: Path) -> ox.Store:
    """The graph of both reports, open for reading."""
    return open_graph(folder)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that builds a graph of its own."""

    def make(*reports: ReportFacts, name: str = "graph") -> Path:
        add_facts(reports, tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the five sample reports; tests only read it."""
    out = tmp_path_factory.mktemp("samples") / "graph"
    with as_file(files("kg").joinpath("samples")) as samples:
        build_graph([path for path in samples.iterdir() if path.name != "README.md"], out)
    return out
