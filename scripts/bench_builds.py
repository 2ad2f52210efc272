"""Measure whole builds, growth, loading, density and building again, each in a process of its own.

    python scripts/bench_builds.py [--reports 200] [--growth 500 5000]

Other programs run on the machine: processor seconds say more than seconds, and ratios most.
"""

import argparse
import io
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from bench_corpus import samples, varied, write_corpus
from bench_rows import Row, peak, table, timed

from kg.build import build_graph
from kg.export import export_graph
from kg.store import GraphFolder, open_graph, published

__all__ = ["rows"]

REPORTS = 200
_HUNDREDTH = 100
_ROUNDS = 5
_ROOM = 4_000_000
"""Bytes of disk that a report may take while it is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build took: seconds, processor seconds, megabytes of the owner and of a worker."""

    seconds: float
    processor: float
    owner: int
    worker: int
    reports: int
    characters: int


def rows(reports: int = REPORTS, growth: tuple[int, ...] = ()) -> list[Row]:
    """Return the figures of whole builds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = write_corpus(folder / "corpus", reports)
        found, graph = list(_builds(corpus, folder)), folder / "graph1"
        found += [*_loading(graph, folder), *_density(graph, reports), *_exports(graph, folder)]
        whole = _seconds(found[0])
        found += _again(corpus, graph, whole)
    with tempfile.TemporaryDirectory() as name:
        found += _growth(growth, Path(name)) if growth else ()
    return found


def _builds(corpus: Path, folder: Path) -> Iterator[Row]:
    """Yield whole builds by one and two processes, beside jieba.lcut of the same texts."""
    base = _jieba()
    for workers in (1, 2):
        built = _build(corpus, folder / f"graph{workers}", workers)
        rate = built.characters / built.seconds
        label = f"whole build, {workers} process{'es' if workers > 1 else ''}"
        figure = f"{built.seconds:.1f} s, {rate / 1e6:.3f} Mchar/s"
        yield Row(label, figure, f"{rate / base:.2f} × jieba.lcut on one core")
        told = f"{1000 * built.seconds / built.reports:.0f} ms"
        yield Row("— a report", told, f"{1000 * built.processor / built.reports:.0f} ms processor")
        yield Row("— peak memory (owner, a worker)", f"{built.owner} MB, {built.worker} MB")


def _jieba() -> float:
    """Return how many characters a second jieba.lcut cuts."""
    import jieba  # noqa: PLC0415

    jieba.setLogLevel("ERROR")
    texts = [varied(number) for number in range(len(samples()))]
    jieba.lcut(texts[0])
    spent = statistics.median(timed(lambda: [jieba.lcut(t) for t in texts])[0] for _ in range(5))
    return sum(map(len, texts)) / spent


def _loading(graph: Path, folder: Path) -> Iterator[Row]:
    """Yield what the owner loads in groups, beside bulk_load of the same statements as one file."""
    store = open_graph(graph)
    names = sorted(node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode))
    graphs = {name: b"".join(sorted(_lines(store, name))) for name in names if "/report/" in name}
    file = folder / "all.nq"
    file.write_bytes(b"".join(graphs.values()))
    count = sum(data.count(b"\n") for data in graphs.values())
    spent: dict[str, list[float]] = {"whole": [], "groups": []}
    for turn in range(3):
        fresh = ox.Store(str(folder / f"fresh{turn}"))
        load = partial(fresh.bulk_load, path=str(file), format=ox.RdfFormat.N_QUADS)
        spent["whole"].append(_processor(load))
        spent["groups"].append(_processor(partial(_load, graphs, folder / f"groups{turn}")))
    whole, groups = (count / statistics.median(values) for values in spent.values())
    yield Row("pyoxigraph bulk_load of one file to disk", f"{whole:,.0f} triples/processor s", "1")
    ratio = f"{groups / whole:.2f} × bulk_load of the file"
    yield Row("loading in groups, each on disk and sealed", f"{groups:,.0f} triples/s", ratio)


def _processor(task: "partial[None]") -> float:
    begin = time.process_time()
    task()
    return time.process_time() - begin


def _load(graphs: dict[str, bytes], folder: Path) -> None:
    """Load groups as a build does, without the reading."""
    from kg.owner import _BATCH_BYTES  # noqa: PLC0415

    with GraphFolder(folder) as target:
        group: dict[str, bytes] = {}
        for name, data in graphs.items():
            group[name] = data
            if sum(map(len, group.values())) >= _BATCH_BYTES:
                target.replace_graphs(group)
                target.commit()
                group = {}
        target.replace_graphs(group)
        target.commit()


def _lines(store: ox.Store, name: str) -> list[bytes]:
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(name))
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _density(graph: Path, reports: int) -> Iterator[Row]:
    store = open_graph(graph)
    count, held = len(store), sum(file.stat().st_size for file in published(graph).iterdir())
    size = _size(store)
    yield Row("triples a report", f"{count / reports:,.0f}")
    yield Row("disk a triple, six indexes of named graphs", f"{held / count:.0f} bytes")
    yield Row("N-Quads a triple", f"{size / count:.0f} bytes")


class _Counter(io.RawIOBase):
    """A file that keeps nothing but how many bytes were written to it."""

    size = 0

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Count."""
        self.size += len(data)
        return len(data)


def _size(store: ox.Store) -> int:
    """Return how many bytes a store takes as N-Quads."""
    counter = _Counter()
    store.dump(counter, ox.RdfFormat.N_QUADS)
    return counter.size


def _exports(graph: Path, folder: Path) -> Iterator[Row]:
    store = open_graph(graph)
    count = len(store)
    for ending in (".nq", ".ttl"):
        spent, _ = timed(partial(export_graph, store, folder / f"all{ending}"))
        yield Row(f"export to {ending}", f"{count / spent:,.0f} triples/s")


def _again(corpus: Path, graph: Path, whole: float) -> Iterator[Row]:
    """Yield what a build costs that has nothing, or one report in a hundred, to read."""
    yield Row("loading what reading needs, once in every process", f"{_start(corpus):.2f} s")
    build_graph([corpus], graph)  # what is loaded once is not counted
    spent, _ = timed(partial(build_graph, [corpus], graph))
    yield Row("build again, nothing changed", f"{spent:.2f} s", f"{spent / whole:.1%} of the whole")
    rounds = [_changed(corpus, graph, turn) for turn in range(_ROUNDS)]
    spent, read = statistics.median(seconds for seconds, _ in rounds), rounds[0][1]
    worst = max(seconds for seconds, _ in rounds)
    label = f"build again, 1% changed ({read} read), median of {_ROUNDS}"
    yield Row(label, f"{spent:.2f} s", f"{spent / whole:.1%} of the whole")
    told = f"{worst / whole:.1%} of the whole"
    yield Row("— the slowest, when the engine merges its files", f"{worst:.2f} s", told)


def _changed(corpus: Path, graph: Path, turn: int) -> tuple[float, int]:
    """Change one report in a hundred, others in each turn; return seconds and reports read."""
    for file in sorted(corpus.iterdir())[turn::_HUNDREDTH]:
        file.write_text(f"{file.read_text(encoding='utf-8')}\n开展执法检查12次。", encoding="utf-8")
    spent, summary = timed(partial(build_graph, [corpus], graph))
    return spent, summary.reports


def _start(corpus: Path) -> float:
    """Return how much longer a process takes for its first report than for the same one again."""
    first = min(corpus.iterdir())
    with tempfile.TemporaryDirectory() as home:
        whole, again = (
            timed(partial(build_graph, [first], Path(home) / name))[0] for name in ("one", "two")
        )
    return whole - again


def _growth(sizes: tuple[int, ...], folder: Path) -> Iterator[Row]:
    """Yield time and memory of ever larger builds, two processes each."""
    first = 0.0
    if shutil.disk_usage(folder).free < _ROOM * max(sizes):
        yield Row("growth: left out", f"takes {_ROOM * max(sizes) / 1e9:.0f} GB of disk")
        return
    for size in sizes:
        corpus = _distinct(folder / f"corpus{size}", size)
        built = _build(corpus, folder / f"graph{size}", 2)
        each = built.processor / built.reports
        first = first or each
        told = f"{1000 * each:.0f} ms processor, {1000 * built.seconds / built.reports:.0f} ms"
        yield Row(f"{size:,} reports: a report", told, f"{each / first:.2f} × that of the fewest")
        yield Row("— peak memory (owner, a worker)", f"{built.owner} MB, {built.worker} MB")
    yield from _density(folder / f"graph{sizes[-1]}", sizes[-1])
    yield from _again(corpus, folder / f"graph{sizes[-1]}", built.seconds)


def _distinct(folder: Path, size: int) -> Path:
    """Write so many reports of which none repeats another: of 5,000 varied ones 979 do."""
    write_corpus(folder, size)
    for number, file in enumerate(sorted(folder.iterdir())):
        with file.open("a", encoding="utf-8") as report:
            report.write(f"\n开展执法检查{number}次。")
    return folder


def _seconds(row: Row) -> float:
    return float(row.figure.split()[0])


def _build(corpus: Path, graph: Path, workers: int) -> Built:
    """Return what a build takes in a process that has done nothing else."""
    words = [sys.executable, __file__, "--build", str(corpus), str(graph), str(workers)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return Built(**json.loads(done.stdout.splitlines()[-1]))


def _built(corpus: str, graph: str, workers: str) -> Built:
    spent, summary = timed(partial(build_graph, [corpus], graph, workers=int(workers)))
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    processor = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    return Built(
        seconds=spent,
        processor=processor,
        owner=peak(),
        worker=others.ru_maxrss // 1024,
        reports=summary.reports,
        characters=summary.characters,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        from dataclasses import asdict  # noqa: PLC0415

        print(json.dumps(asdict(_built(*given.build))))
        return
    print(table(rows(given.reports, tuple(given.growth))))


if __name__ == "__main__":
    main()
