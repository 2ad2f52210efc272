from pathlib import Path

import pytest

import kg
from kg.demo import run_demo


def test_the_demo_answers_its_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The five samples become a graph, a page and answers with quotes."""
    run_demo(tmp_path / "demo", quiet=False)
    shown = capsys.readouterr().out
    store = kg.open_graph(tmp_path / "demo" / "kg-graph")
    found = {row["place_zh"] for row in kg.adopters(store, "three enforcement systems")}
    assert found == {"肥城市", "开原市", "建德市", "峄城区"}
    assert found == {row["place_zh"] for row in kg.adopters(store, "三项制度")}
    assert {str(name) in shown for name in found} == {True}
    assert (tmp_path / "demo" / "graph.ttl").stat().st_size > 100_000
    assert (tmp_path / "demo" / "graph.html").stat().st_size > 100_000


def test_the_verbs_are_in_the_package() -> None:
    """Every verb of the command line can be imported from ``kg``."""
    assert set(dir(kg)) == set(kg.__all__)
    assert all(callable(getattr(kg, name)) for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute nothing"):
        kg.nothing  # noqa: B018 (the access is the test)
