"""Kill builds and cut their power: what was committed must be there, whole, and nothing else."""

import json
import os
import random
import shutil
from contextlib import closing
from pathlib import Path

from crash_tools import (
    Outcome,
    build_slowly,
    digest_of,
    end,
    fresh,
    in_process,
    measure,
    start,
    wait_randomly,
    write_small,
)

from kg.generations import Generations
from kg.ledger import LEDGER, Ledger
from kg.quads import DESCRIPTIONS
from kg.recounting import recount
from kg.store import is_graph, open_graph

__all__ = ["cuts", "kills"]

_SIZE = 15
_MORE = "开展执法检查12次。"
_EVERY = 8
"""Of so many builds one runs in two processes."""


def kills(home: Path, wanted: int, seed: int = 1) -> Outcome:
    """Kill builds with signal 9 at random moments; each graph is killed until it is whole."""
    outcome, chance = Outcome("kill -9"), random.Random(seed)  # noqa: S311
    corpus = home / "corpus"
    _fill(corpus, later=True)
    whole = measure(build_slowly, corpus, home / "whole")
    expected = in_process(digest_of, home / "whole")
    graphs = 0
    while outcome.tried < wanted:
        graph, told = fresh(home / "graph"), home / "told"
        told.unlink(missing_ok=True)
        graphs += 1
        if graphs % 2 == 0:  # half of them are changed builds, half are new ones
            _fill(corpus, later=False)
            start(build_slowly, corpus, graph, told).join()
            told.unlink()
            _fill(corpus, later=True)
        workers = 2 if graphs % _EVERY == 0 else 1
        for _ in range(20):
            process = start(build_slowly, corpus, graph, told, workers)
            if outcome.tried >= wanted or not wait_randomly(process, chance, whole):
                process.join()
                break
            end(process)
            outcome.tried += 1
            outcome.wrong += _losses(graph, told)
        start(build_slowly, corpus, graph, told).join()
        if (found := in_process(digest_of, graph)) != expected:
            outcome.wrong.append(f"graph {graphs}: not as uninterrupted ({found})")
    outcome.told.append(f"{graphs} graphs finished as uninterrupted")
    return outcome


def cuts(home: Path, wanted: int, seed: int = 2, *, synced: bool = True) -> Outcome:
    """Kill builds, then take away what was never forced to disk, and look what is missing.

    SQLite's own files are left as they are: that it survives is its makers' promise and test.
    Without ``synced`` the builds force nothing to disk, and reports must be lost.
    """
    outcome, chance = Outcome("power cut"), random.Random(seed)  # noqa: S311
    corpus = write_small(home / "first", _SIZE)
    whole = measure(build_slowly, corpus, home / "whole")
    expected = in_process(digest_of, home / "whole")
    while outcome.tried < wanted:
        graph, told = fresh(home / "graph"), home / "told"
        log = home / "synced.jsonl"
        told.unlink(missing_ok=True)
        log.unlink(missing_ok=True)
        log.touch()
        process = start(_build_logged, corpus, graph, told, log, synced)
        if not wait_randomly(process, chance, whole):
            continue
        end(process)
        outcome.tried += 1
        _lose(graph, log, chance)
        outcome.wrong += _losses(graph, told)
        if synced:
            start(build_slowly, corpus, graph).join()
            if in_process(digest_of, graph) != expected:
                outcome.wrong.append(f"cut {outcome.tried}: not as uninterrupted")
    return outcome


def _fill(corpus: Path, *, later: bool) -> None:
    """Write the reports; later one is gone, some have come and some read otherwise."""
    shutil.rmtree(corpus, ignore_errors=True)
    write_small(corpus, _SIZE)
    if later:
        write_small(corpus, _SIZE // 3, first=_SIZE)
        (corpus / "r00001.txt").unlink()
        for file in sorted(corpus.iterdir())[2:_SIZE:5]:
            file.write_text(f"{file.read_text(encoding='utf-8')}\n{_MORE}", encoding="utf-8")


def _losses(graph: Path, told: Path) -> list[str]:
    """Return what is wrong with a graph whose build was ended."""
    if not graph.exists():
        return ["acknowledged, but no graph"] if told.exists() else []
    found = in_process(_look, graph, told)
    return found if isinstance(found, list) else [f"cannot be reopened: {found!r}"]


def _look(graph: Path, told: Path) -> list[str]:
    wrong: list[str] = []
    if is_graph(graph):
        held = {getattr(name, "value", "") for name in open_graph(graph).named_graphs()}
        if not all(name in DESCRIPTIONS or "/report/" in name for name in held):
            wrong.append("odd graphs")
        wrong += recount(graph)
    if not (graph / LEDGER).is_file():
        return [*wrong, "the ledger is gone"] if told.exists() else wrong
    with closing(Ledger(graph)) as ledger:
        if ledger.generation is not None:
            Generations(graph).check(ledger.generation)
        claimed = {entry.key for entry in ledger.entries()}
    known = {key for key, state in _states(told).items() if state == "kept"}
    return [*wrong, *(f"{key}: was committed and is gone" for key in known - claimed)]


def _states(told: Path) -> dict[str, str]:
    """Return what was acknowledged last of each file: kept or gone."""
    return dict(line.rsplit("\t", 1) for line in _lines(told))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _build_logged(corpus: Path, graph: Path, told: Path, log: Path, synced: bool) -> None:  # noqa: FBT001
    """Build, and write down of every file and folder what was forced to disk, and when."""
    sync = os.fsync

    def sync_and_tell(descriptor: int) -> None:
        sync(descriptor)
        path, state = Path(f"/proc/self/fd/{descriptor}").readlink(), os.fstat(descriptor)
        held = None
        if path.is_dir():
            held = {item.name: item.stat().st_ino for item in path.iterdir()}
        row = {"node": state.st_ino, "size": state.st_size, "held": held}
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(row)}\n")

    os.fsync = sync_and_tell if synced else lambda _: None
    build_slowly(corpus, graph, told)


def _lose(graph: Path, log: Path, chance: random.Random) -> None:
    """Take away bytes and names that were never forced to disk, each by chance."""
    rows = [json.loads(line) for line in _lines(log)]
    sizes = {row["node"]: row["size"] for row in rows if row["held"] is None}
    names = {row["node"]: row["held"] for row in rows if row["held"] is not None}
    for path in sorted(graph.rglob("*")):
        if not path.exists() or path.name.startswith(LEDGER):
            continue  # went with its folder
        state = path.stat()
        known = names.get(path.parent.stat().st_ino, {}).get(path.name) == state.st_ino
        if not known and chance.random() < 0.5:  # noqa: PLR2004
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif path.is_file() and state.st_size > sizes.get(state.st_ino, 0):
            kept = sizes.get(state.st_ino, 0)
            os.truncate(path, chance.randint(kept, state.st_size))
