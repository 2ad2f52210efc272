"""Measure reading, building, loading and asking in one run, beside ``jieba.lcut`` of the same text.

    python scripts/bench.py [--reports 200] [--rounds 5] [--write]

Machines differ and are shared: the ratios mean something, the figures little. ``--write`` keeps
the table in docs/benchmarks.md.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import bench_reading
import pyoxigraph as ox
from bench_corpus import write_corpus
from bench_rows import Row, table, timed

from kg.build import build_graph
from kg.export import export_graph
from kg.store import open_graph

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench` with `--write`. The corpus is the five samples repeated with other counties,
other figures and paragraphs in another order. Read the ratios: the machine is shared.
"""


def main() -> None:
    """Measure, print, and keep the table if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    rows, jieba_rate = bench_reading.rows(given.rounds)
    with tempfile.TemporaryDirectory() as folder:
        rows += time_builds(Path(folder), given.reports, jieba_rate)
    rows += time_starts()
    lines = table(rows)
    told = f"{datetime.now(tz=UTC):%Y-%m-%d}, {machine()}, {given.reports} reports in the builds"
    print(f"{told}\n\n{lines}")
    if given.write:
        PAGE.write_text(f"{HEAD}\n{told}.\n\n{lines}\n", encoding="utf-8")


def time_builds(folder: Path, size: int, jieba_rate: float) -> list[Row]:
    """Return the figures of whole builds: one and two processes, again, loading, export."""
    corpus = write_corpus(folder / "corpus", size)
    rows, whole = [], 0.0
    for workers in (1, 2):
        graph = folder / f"graph{workers}"
        spent, summary = timed(lambda at=graph, n=workers: build_graph([corpus], at, workers=n))
        rate = summary.characters / spent
        label = f"whole build, {workers} process{'es' if workers > 1 else ''}"
        ratio = f"{rate / jieba_rate:.2f} × jieba.lcut on one core"
        rows += [Row(label, f"{spent:.1f} s, {rate / 1e6:.3f} Mchar/s", ratio)]
        rows += [Row("— a report", f"{1000 * spent / summary.reports:.0f} ms")]
        whole = whole or spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    rows += [Row("peak memory of the builds (owner, a worker)", f"{peak} MB, {worker} MB")]
    return [*rows, *_again(corpus, folder / "graph1", whole), *_graph(folder, size)]


def _again(corpus: Path, graph: Path, whole: float) -> Iterator[Row]:
    """Yield what a build costs that has nothing, or one report in a hundred, to read."""
    spent, _ = timed(lambda: build_graph([corpus], graph))
    yield Row("build again, nothing changed", f"{spent:.2f} s", f"{spent / whole:.1%} of the whole")
    for file in sorted(corpus.iterdir())[::100]:
        file.write_text(file.read_text(encoding="utf-8") + "\n开展执法检查12次。", encoding="utf-8")
    spent, summary = timed(lambda: build_graph([corpus], graph))
    label = f"build again, 1% changed ({summary.reports} read)"
    yield Row(label, f"{spent:.2f} s", f"{spent / whole:.1%} of the whole")


def _graph(folder: Path, size: int) -> Iterator[Row]:
    """Yield the figures of the store: density, export, loading."""
    store = open_graph(folder / "graph2")
    count = len(store)
    held = sum(file.stat().st_size for file in (folder / "graph2" / "store").iterdir())
    yield Row("triples a report", f"{count / size:,.0f}")
    yield Row("disk a triple, six indexes of named graphs", f"{held / count:.0f} bytes")
    for ending in (".nq", ".ttl"):
        file = folder / f"all{ending}"
        spent, _ = timed(lambda at=file: export_graph(store, at))
        yield Row(f"export to {ending}", f"{count / spent:,.0f} triples/s")
    fresh = ox.Store(str(folder / "fresh"))
    data = (folder / "all.nq").read_bytes()
    spent, _ = timed(lambda: fresh.bulk_load(data, format=ox.RdfFormat.N_QUADS))
    yield Row("pyoxigraph bulk_load of that file to disk", f"{count / spent:,.0f} triples/s")
    yield Row("N-Quads a triple", f"{len(data) / count:.0f} bytes")


def time_starts() -> list[Row]:
    """Return what starting takes: bare Python, kg --help."""
    bare = _start(["-c", "pass"])
    helped = _start(["-m", "kg", "--help"])
    over = f"{helped - bare:.2f} s over bare Python"
    return [Row("start: kg --help", f"{helped:.2f} s", over)]


def _start(words: list[str]) -> float:
    def run() -> None:
        subprocess.run([sys.executable, *words], check=True, capture_output=True)

    return statistics.median(timed(run)[0] for _ in range(5))


def machine() -> str:
    """Return the class of the machine: cores, processor, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    python = platform.python_version()
    return f"{cores} shared cores ({platform.machine()}), {memory:.0f} GiB, Python {python}"


if __name__ == "__main__":
    main()
