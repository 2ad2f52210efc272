"""Measure what counts past one machine, beside ``jieba.lcut`` of the same text in one run.

    python scripts/bench_scale.py [--reports 200]

The parts are made by two processes; what starting these takes is told apart.
"""

import argparse
import gc
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import jieba
import pyoxigraph as ox
from bench_corpus import varied, write_corpus
from bench_rows import Row, table, timed

from extract.annotations import SourceHints
from extract.pipeline import build_pipeline, extract_facts
from extract.sources import SourceDocument
from kg.graph import report_quads
from kg.scale.writer import build_parts
from ontology.errors import KgError

__all__ = ["rows"]

_SAMPLE = 20
"""Reports on which single steps are timed."""
_ROUNDS = 5
_FEW = 2
"""Reports of the build that shows what starting takes."""
_BUILD = """
import json, resource, sys, time
begin = time.perf_counter()
from kg.scale.writer import build_parts
summary = build_parts([sys.argv[1]], sys.argv[2], workers=2)
seconds = time.perf_counter() - begin
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
processor = sum(each.ru_utime + each.ru_stime for each in used)
print(json.dumps(dict(seconds=seconds, processor=processor, characters=summary.characters)))
"""
"""A build as a command does it: nothing is loaded, the processes end before the clock is read."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    print(table(rows(parser.parse_args().reports)))


def rows(reports: int = 200) -> list[Row]:
    """Return the figures: parts by two processes, lean, loading, a Dask cluster if there is one."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    build_pipeline()
    found = _steps()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        corpus = write_corpus(home / "corpus", reports)
        few = write_corpus(home / "few", _FEW)
        found += _parts(home, corpus, few)
        found += _loading(home / "parts")
        found += _lean(home, corpus)
        found += _dask(home, corpus)
    return found


def _steps() -> list[Row]:
    """Return the rates of the steps on one core, as shares of jieba's in the same rounds."""
    sources = [_source(number) for number in range(_SAMPLE)]
    texts = [source.text for source in sources]
    gc.freeze()  # as in a process that reads: what is loaded is not searched for garbage
    spent: dict[str, list[float]] = {"jieba": [], "up to N-Quads": [], "compressing": []}
    for turn in range(_ROUNDS + 1):
        begin = time.process_time()
        for text in texts:
            jieba.lcut(text)
        middle = time.process_time()
        quads = [report_quads(extract_facts(source)) for source in sources]
        later = time.process_time()
        gzip.compress(b"".join(quads), 1, mtime=0)
        if turn:
            ends = (middle - begin, later - middle, time.process_time() - later)
            for name, seconds in zip(spent, ends, strict=True):
                spent[name].append(seconds)
    medians = {name: statistics.median(values) for name, values in spent.items()}
    length = sum(map(len, texts))
    return [
        Row(
            f"one core: {name}",
            f"{length / seconds / 1e6:.3f} Mchar/s",
            f"{medians['jieba'] / seconds:.2f} × jieba.lcut",
        )
        for name, seconds in medians.items()
    ]


def _source(number: int) -> SourceDocument:
    name = f"r{number:06}.txt"
    return SourceDocument(file_name=name, text=varied(number), hints=SourceHints(file_name=name))


def _parts(home: Path, corpus: Path, few: Path) -> list[Row]:
    """Return what parts by two processes take, jieba read before and after them."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(corpus.iterdir())]
    before = _jieba(texts)
    start = _build(few, home / "few-parts").seconds
    built = _build(corpus, home / "parts")
    plain = statistics.mean((before, _jieba(texts)))
    length, spent = built.characters, built.seconds
    files = list((home / "parts").glob("part-*.gz"))
    size = sum(file.stat().st_size for file in files)
    triples, content = _counted(files)
    label = "parts (sorted, compressed N-Quads) by two processes"
    shares = f"{plain / spent:.2f} × jieba.lcut on one core; {plain / (spent - start):.2f} running"
    return [
        Row(label, f"{length / spent / 1e6:.3f} Mchar/s, {spent:.1f} s", shares),
        Row("— of this to start two processes and read two reports", f"{start:.1f} s"),
        Row(
            "— if each process had a core to itself (processor time over two)",
            f"{2 * length / built.processor / 1e6:.3f} Mchar/s",
            f"{2 * plain / built.processor:.2f} × jieba.lcut on one core, start included",
        ),
        Row(
            "— triples",
            f"{triples / spent:,.0f} triples/s",
            f"{triples / len(texts):,.0f} a report",
        ),
        Row("N-Quads a triple", f"{content / triples:.0f} bytes"),
        Row(
            "— compressed",
            f"{size / triples:.1f} bytes",
            f"{size / len(texts) / 1000:.0f} kB a report",
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Built:
    """What parts took: seconds, processor seconds of all processes, and how much was read."""

    seconds: float
    processor: float
    characters: int


def _build(corpus: Path, target: Path) -> _Built:
    """Return what parts by two processes take in a process that has done nothing else."""
    # -P: the program as installed, not the source that may lie here
    words = [sys.executable, "-P", "-c", _BUILD, str(corpus), str(target)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return _Built(**json.loads(done.stdout))


def _jieba(texts: list[str]) -> float:
    """Return the processor seconds of jieba."""
    begin = time.process_time()
    for text in texts:
        jieba.lcut(text)
    return time.process_time() - begin


def _counted(files: list[Path]) -> tuple[int, int]:
    """Return triples and bytes of parts."""
    contents = [gzip.decompress(file.read_bytes()) for file in files]
    return sum(data.count(b"\n") for data in contents), sum(map(len, contents))


def _loading(parts: Path) -> list[Row]:
    """Return what loading the parts in bulk takes, and what they take on disk."""
    files = sorted(parts.glob("part-*.gz"))
    store = ox.Store(str(parts.parent / "loaded"))

    def load() -> None:
        for file in files:
            data = gzip.decompress(file.read_bytes())
            store.bulk_load(data, format=ox.RdfFormat.N_QUADS)

    spent, _ = timed(load)
    store.flush()
    count = len(store)
    optimizing, _ = timed(store.optimize)
    held = sum(file.stat().st_size for file in (parts.parent / "loaded").iterdir())
    return [
        Row("loading the parts into Oxigraph on disk", f"{count / spent:,.0f} triples/s"),
        Row(
            "— on disk after compaction",
            f"{held / count:.0f} bytes a triple",
            f"{optimizing:.1f} s",
        ),
    ]


def _lean(home: Path, corpus: Path) -> list[Row]:
    """Return what the lean profile saves."""
    build_parts([corpus], home / "lean", workers=2, profile="lean")
    full, thin = (list((home / name).glob("part-*.gz")) for name in ("parts", "lean"))
    (triples, content), (fewer, less) = _counted(full), _counted(thin)
    size, small = (sum(file.stat().st_size for file in files) for files in (full, thin))
    return [
        Row(
            "lean: triples a report",
            f"{fewer / len(list(corpus.iterdir())):,.0f}",
            f"{fewer / triples:.0%} of full",
        ),
        Row("lean: N-Quads", f"{less / fewer:.0f} bytes a triple", f"{less / content:.0%} of full"),
        Row(
            "lean: compressed", f"{small / fewer:.1f} bytes a triple", f"{small / size:.0%} of full"
        ),
    ]


def _dask(home: Path, corpus: Path) -> list[Row]:
    """Return what two Dask workers on this machine take, if Dask is installed."""
    try:
        import distributed  # noqa: F401, PLC0415
    except ImportError:
        return []
    file, environment = (
        home / "scheduler.json",
        {**os.environ, "DASK_TEMPORARY_DIRECTORY": str(home)},
    )
    base = [sys.executable, "-P", "-m"]
    options = ["--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1"]
    commands = [
        [*base, "distributed.cli.dask_scheduler", *options, "--port", "0", "--no-show"],
        *([[*base, "distributed.cli.dask_worker", *options, "--nthreads", "1", "--no-nanny"]] * 2),
    ]
    started = []
    try:
        for command in commands:
            started.append(
                subprocess.Popen(
                    command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )
            while not file.exists():
                time.sleep(0.05)
        address = json.loads(file.read_text(encoding="utf-8"))["address"].replace("tcp", "dask")
        spent, summary = timed(lambda: build_parts([corpus], home / "dask", on=address))
    except KgError as error:  # the program changed between two starts
        return [Row("parts by a Dask cluster of two workers", "–", str(error))]
    finally:
        for process in started:
            process.kill()
            process.wait()
    same = all(
        (home / "dask" / part.name).read_bytes() == part.read_bytes()
        for part in (home / "parts").iterdir()
    )
    rate = f"{summary.characters / spent / 1e6:.3f} Mchar/s, {spent:.1f} s"
    return [
        Row("parts by a Dask cluster of two workers", rate, "same bytes" if same else "OTHER BYTES")
    ]


if __name__ == "__main__":
    main()
