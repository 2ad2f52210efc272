"""The samples, built once: what the demo must answer."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.demo import run_demo
from kg.export import export_graph
from kg.sparql import Record, select


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the demo wrote."""
    out = tmp_path_factory.mktemp("demo")
    run_demo(out, quiet=True)
    return out


@pytest.fixture(scope="module")
def samples(demo: Path) -> ox.Store:
    """The graph of the five samples."""
    return kg.open_graph(demo / "kg-graph")


def places(rows: list[Record]) -> set[object]:
    """Return the places of an answer."""
    return {row["place_zh"] for row in rows}


def test_the_demo_shows_its_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each question is shown with its answer and quotes; graph and page stand where it says."""
    run_demo(tmp_path / "demo", quiet=False)
    shown = capsys.readouterr().out
    for word in ("肥城市", "开原市", "建德市", "峄城区", "枞阳县", "characters read"):
        assert word in shown
    assert (tmp_path / "demo" / "graph.ttl").stat().st_size > 100_000
    assert (tmp_path / "demo" / "graph.html").stat().st_size > 100_000


def test_five_reports_are_five_jurisdictions(samples: ox.Store) -> None:
    """Every sample belongs to its county of the gazetteer, misprinted name or not."""
    rows = select(samples, "SELECT ?code WHERE { ?r a fz:Report ; fz:jurisdiction/fz:code ?code }")
    assert {row["code"] for row in rows} == {"370983", "211282", "330182", "340722", "370404"}


@pytest.mark.parametrize("name", ["三项制度", "three enforcement systems"])
def test_who_adopted_the_three_systems(samples: ox.Store, name: str) -> None:
    """Four counties report them as adopted, by either name."""
    rows = kg.adopters(samples, name)
    assert places(rows) == {"肥城市", "开原市", "建德市", "峄城区"}
    assert all(row["quote"] for row in rows)


def test_one_county_holds_three_statuses(samples: ox.Store) -> None:
    """Adopted, planned and a problem at once, each with a quote of its own."""
    rows = [row for row in kg.adopters(samples, "三项制度", "any") if row["code"] == "370404"]
    assert {row["status"] for row in rows} >= {"adopted", "planned", "problem"}
    assert len({row["quote"] for row in rows}) == len(rows)


def test_a_plan_plans(samples: ox.Store) -> None:
    """What a work plan orders is planned there and adopted elsewhere."""
    adopted, planned = (
        places(kg.adopters(samples, "双随机一公开", status)) for status in ("adopted", "planned")
    )
    assert {"肥城市", "开原市"} <= adopted
    assert "枞阳县" in planned - adopted


def test_who_carries_out_documents(samples: ox.Store) -> None:
    """Documents are asked for by Chinese and English name."""
    assert {"肥城市", "开原市"} <= places(
        kg.implementers(samples, "法治政府建设实施纲要(2021—2025年)")
    )
    for name in (
        "重大行政决策程序暂行条例",
        "Interim Regulations on the Procedure for Major Administrative Decisions",
    ):
        assert "枞阳县" in places(kg.document_acts(samples, name))


def test_the_samples_conform(samples: ox.Store) -> None:
    """The graph of the samples has nothing against the shapes."""
    assert list(kg.validate(samples).findings) == []


def test_two_demos_write_the_same_turtle(demo: Path, samples: ox.Store, tmp_path: Path) -> None:
    """Read again into another folder, the samples give the same bytes."""
    paths = sorted((Path(kg.__file__).parent / "samples").glob("*-*.*"), reverse=True)
    kg.build_graph(paths, tmp_path / "g")
    export_graph(kg.open_graph(tmp_path / "g"), tmp_path / "graph.ttl")
    assert (tmp_path / "graph.ttl").read_bytes() == (demo / "graph.ttl").read_bytes()
    assert len(kg.open_graph(tmp_path / "g")) == len(samples)


def test_the_verbs_are_in_the_package() -> None:
    """Every verb of the command line can be imported from ``kg``."""
    assert set(dir(kg)) == set(kg.__all__)
    assert all(callable(getattr(kg, name)) for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute nothing"):
        kg.nothing  # noqa: B018 (the access is the test)
