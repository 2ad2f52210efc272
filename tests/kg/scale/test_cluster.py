"""Rules of building on a Dask cluster: the bytes of one machine, whatever becomes of workers."""

from pathlib import Path

import pytest

import kg.scale.cluster
import kg.scale.writer
import kg.workers
from kg.build import build_graph
from kg.export import quad_lines
from kg.scale.cluster import ClusterError
from kg.scale.writer import build_parts
from kg.store import open_graph
from tests.kg.scale.conftest import Dask
from tests.kg.scale.test_parts import contents

pytest.importorskip("distributed")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.workers, "_BATCH_FILES", 1)
    monkeypatch.setattr(kg.scale.writer, "_REPORTS", 1)


def test_a_killed_worker_costs_nothing(dask: Dask, corpus: Path, tmp_path: Path) -> None:
    """Of two workers one is killed in the middle: graph and parts are those of one machine."""
    dask.work("--no-nanny")
    dask.work("--no-nanny")
    killed = []

    def kill(done: int, _files: int, _name: str) -> None:
        if done == 3 and not killed:
            dask.workers[0].kill()
            killed.append(dask.workers[0].wait())

    summary = build_graph([corpus], tmp_path / "there", on=dask.address, progress=kill)
    assert killed == [-9]
    assert (summary.reports, summary.twins, summary.failures) == (7, 1, [])
    build_graph([corpus], tmp_path / "here")
    here, there = open_graph(tmp_path / "here"), open_graph(tmp_path / "there")
    assert quad_lines(here) == quad_lines(there)
    build_parts([corpus], tmp_path / "parts-here")
    build_parts([corpus], tmp_path / "parts-there", on=dask.address)
    assert contents(tmp_path / "parts-here") == contents(tmp_path / "parts-there")


def test_a_file_that_ends_every_worker_is_told(
    dask: Dask, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch is split until the culprit is found; the others, its twin too, are read."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "import extract.sources as s\n"
        "read = s.source_of\n"
        "s.source_of = lambda d, n, w, **k: os._exit(9) if n == '2.txt' else read(d, n, w)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(kg.workers, "_BATCH_FILES", 4)
    dask.environment["PYTHONPATH"] = f"{tmp_path}:{Path.cwd()}"
    dask.work("--nanny", "--nworkers", "2")
    summary = build_graph([corpus], tmp_path / "graph", on=dask.address)
    assert (summary.reports, summary.twins) == (7, 0)
    culprits = [line for line in summary.failures if "2.txt: ended the process" in line]
    assert len(culprits) == 1


def test_workers_of_another_version_are_refused(dask: Dask, corpus: Path, tmp_path: Path) -> None:
    """A worker with other places would read otherwise; it is told to be made alike."""
    newer = tmp_path / "newer.tsv"
    newer.write_text("other places", encoding="utf-8")
    dask.environment["KG_GAZETTEER"] = str(newer)
    dask.work("--no-nanny")
    with pytest.raises(ClusterError, match="another version of the program, its words or its"):
        build_graph([corpus], tmp_path / "graph", on=dask.address)


def test_a_cluster_without_workers_is_given_up(
    dask: Dask, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for ever for workers that do not come."""
    monkeypatch.setattr(kg.scale.cluster, "_ALONE", 1.0)
    monkeypatch.setattr(kg.scale.cluster, "_LOOK", 0.2)
    with pytest.raises(ClusterError, match="no workers; start some with dask worker"):
        build_graph([corpus], tmp_path / "graph", on=dask.address)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("dask://127.0.0.1:9", "dask://127.0.0.1:9: no scheduler answers"),
        ("spark://127.0.0.1:9", "give the scheduler as dask://host:port"),
        ("dask://here", "give the scheduler as dask://host:port"),
    ],
)
def test_a_wrong_cluster_is_one_line(
    address: str, fault: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address without a scheduler, or of another sort, is told with its remedy."""
    monkeypatch.setattr(kg.scale.cluster, "_KNOCK", 1.0)
    with pytest.raises(ClusterError, match=fault):
        build_graph([corpus], tmp_path / "graph", on=address)
