"""Ask a graph while it is built, and build the same graph in many ways: the same bytes."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from crash_tools import (
    Outcome,
    build_slowly,
    digest_of,
    end,
    fresh,
    in_process,
    start,
    write_small,
)

from kg.build import build_graph
from kg.sparql import select
from kg.status import remove_reports
from kg.store import open_graph

__all__ = ["queries", "same_bytes"]

_SIZE = 30
_HASHED = "import sys; from kg.build import build_graph; build_graph([sys.argv[1]], sys.argv[2])"
_WHOLE = """SELECT ?report ?label (COUNT(?part) AS ?parts) WHERE {
    ?report a fz:Report ; fz:jurisdiction ?place . ?place rdfs:label ?label .
    ?part fz:report ?report FILTER(LANG(?label) = "zh") } GROUP BY ?report ?label"""


def queries(home: Path, wanted: int) -> Outcome:
    """Ask graphs that are being built; each answer is of one generation, its places named."""
    outcome = Outcome("queries during builds")
    corpus = write_small(home / "corpus", _SIZE)
    in_process(build_slowly, write_small(home / "few", 2), home / "graph-0")
    builds, seen, refused = 0, set[int](), 0.0
    process = None
    while outcome.tried < wanted:
        if process is None or not process.is_alive():
            builds += 1
            graph = fresh(home / "graph")
            in_process(build_slowly, home / "few", graph)
            process = start(build_slowly, corpus, graph)
            refused = max(refused, _refusal(corpus, graph))
        found = in_process(_ask, graph, 20)
        outcome.tried += 20
        if isinstance(found, Exception):
            outcome.wrong.append(f"{found!r}")
        else:
            seen.update(found)
    if process:
        end(process)
    if refused > 1:
        outcome.wrong.append(f"a second build was refused after {refused:.2f} s")
    outcome.told += [f"{builds} builds, {len(seen)} states seen"]
    outcome.told += [f"a second build refused in {refused:.2f} s"]
    return outcome


def _ask(graph: Path, times: int) -> list[int]:
    """Return how many reports each answer knew; a store opened first is asked again at the end."""
    first = open_graph(graph)
    known = len(select(first, _WHOLE))
    found = [len(select(open_graph(graph), _WHOLE)) for _ in range(times - 1)]
    if len(select(first, _WHOLE)) != known:
        raise RuntimeError("a store changed while it was read")
    if found != sorted(found):
        raise RuntimeError("an earlier generation was served after a later one")
    return [known, *found]


def _refusal(corpus: Path, graph: Path) -> float:
    """Return in how many seconds a second build is refused."""
    for _ in range(100):
        begin = time.monotonic()
        said = in_process(build_graph, [corpus / "r00000.txt"], graph)
        spent = time.monotonic() - begin
        if "another program" in str(said):
            return spent
    return 9.0


def same_bytes(home: Path, wanted: int) -> Outcome:
    """Build one graph in many ways; N-Quads and Turtle are the same bytes."""
    outcome = Outcome("the same bytes")
    corpus = write_small(home / "corpus", _SIZE)
    ways = list(_ways(corpus))[:wanted]
    first: list[object] = []
    for name, build in ways:
        graph = fresh(home / "graph")
        said = build(graph)
        outcome.tried += 1
        found = [in_process(digest_of, graph, ending) for ending in (".nq", ".ttl")]
        first = first or found
        if isinstance(said, Exception) or found != first:
            outcome.wrong.append(f"{name}: {said!r} {found}")
    outcome.told.append("; ".join(name for name, _ in ways))
    return outcome


def _ways(corpus: Path) -> Iterator[tuple[str, Callable[[Path], object]]]:
    for workers in (1, 2, 4):
        yield f"{workers} workers", lambda graph, n=workers: in_process(_build, [corpus], graph, n)
    for seed in (1, 2, 3):
        files = sorted(corpus.iterdir())
        random.Random(seed).shuffle(files)  # noqa: S311
        yield f"order {seed}", lambda graph, files=files: in_process(_build, files, graph, 2)
    for number in ("0", "1", "77"):
        yield f"hash seed {number}", lambda graph, seed=number: _hashed(corpus, graph, seed)
    yield "step by step", lambda graph: in_process(_step_by_step, corpus, graph)
    yield "removed and added again", lambda graph: in_process(_again, corpus, graph)
    yield "changed and changed back", lambda graph: in_process(_back, corpus, graph)


def _build(paths: list[Path], graph: Path, workers: int) -> None:
    import kg.scale.crews  # noqa: PLC0415

    del kg.scale.crews
    build_graph(paths, graph, workers=workers)


def _hashed(corpus: Path, graph: Path, seed: str) -> object:
    words = [sys.executable, "-c", _HASHED, str(corpus), str(graph)]
    surroundings = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(words, check=False, capture_output=True, env=surroundings)
    return RuntimeError(done.stderr.decode()[-300:]) if done.returncode else None


def _step_by_step(corpus: Path, graph: Path) -> None:
    files = sorted(corpus.iterdir())
    for cut in (7, 19, len(files)):
        build_graph(files[:cut], graph)


def _again(corpus: Path, graph: Path) -> None:
    build_graph([corpus], graph)
    files = sorted(corpus.iterdir())
    remove_reports(graph, [str(file) for file in files[3:20:4]])
    build_graph([corpus], graph)


def _back(corpus: Path, graph: Path) -> None:
    build_graph([corpus], graph)
    file = sorted(corpus.iterdir())[5]
    before = file.read_bytes()
    try:
        file.write_bytes(before + "\n开展执法检查12次。".encode())
        build_graph([corpus], graph)
    finally:
        file.write_bytes(before)
    build_graph([corpus], graph)
