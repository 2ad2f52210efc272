"""What the crash tests share: small reports, builds in processes that can be killed, digests."""

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bench_corpus import varied

import kg.owner
from extract.pipeline import build_pipeline
from kg.build import build_graph
from kg.export import export_graph
from kg.ledger import Ledger, program_version
from kg.provenance import current_versions
from kg.store import open_graph

__all__ = ["Outcome", "build_slowly", "digest_of", "end", "in_process", "start", "write_small"]

_FORK = multiprocessing.get_context("fork")
"""What is read once is there in every process; this one opens no store itself."""
_LENGTH = 1500
_GROUP = 5


@dataclass(slots=True)
class Outcome:
    """How often something was tried, and the lines of what went wrong."""

    title: str
    tried: int = 0
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Figures beside."""

    def show(self) -> bool:
        """Print it, and tell whether all went well."""
        state = "ok" if not self.wrong else f"{len(self.wrong)} WRONG"
        print(": ".join([self.title, ", ".join([f"{self.tried} tried", state, *self.told])]))
        for line in self.wrong[:20]:
            print(f"  {line}")
        return not self.wrong


def write_small(folder: Path, size: int, first: int = 0) -> Path:
    """Write so many short reports, cut from the varied samples at the end of a line."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + size):
        text = varied(number)
        cut = text.find("\n", _LENGTH)
        data = text[:cut] if cut > 0 else text
        (folder / f"r{number:05}.txt").write_text(data, encoding="utf-8")
    return folder


def start(task: Callable[..., None], *values: object) -> BaseProcess:
    """Run a task in a process of its own group."""
    _prepare()
    process = _FORK.Process(target=_alone, args=(task, *values))
    process.start()
    return process


def end(process: BaseProcess) -> None:
    """Kill a process and all that it started, without a word."""
    if process.pid:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()
    process.join()


def in_process(task: Callable[..., Any], *values: object) -> Any:
    """Return what a task gives, run in a process of its own; a fault comes as its text."""
    _prepare()
    mine, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_answer, args=(theirs, task, *values))
    process.start()
    theirs.close()
    try:
        found = mine.recv()
    except EOFError:
        found = RuntimeError("the process ended without an answer")
    process.join()
    return found


def build_slowly(corpus: Path, graph: Path, told: Path | None = None, workers: int = 1) -> None:
    """Build in groups of five reports, publish after each, merge, and log what is committed."""
    kg.owner._BATCH_REPORTS, kg.owner._PAUSE, kg.owner._SHARE = _GROUP, 0.0, 0  # noqa: SLF001
    kg.owner._LAYERS = 1  # noqa: SLF001
    if told:
        _log_commits(told)
    build_graph([corpus], graph, workers=workers, prune=True)


def digest_of(graph: Path, ending: str = ".nq") -> str:
    """Return the hash of what is published, written as a file."""
    file = graph.with_name(f"{graph.name}-{os.getpid()}{ending}")
    export_graph(open_graph(graph), file)
    data = file.read_bytes()
    file.unlink()
    return sha256(data).hexdigest()


def wait_randomly(process: BaseProcess, chance: random.Random, longest: float) -> bool:
    """Wait for a random time, and tell whether the process is still at work."""
    process.join(chance.uniform(0, longest))
    return process.is_alive()


def measure(task: Callable[..., None], *values: object) -> float:
    """Return how long a task takes in a process of its own."""
    begin = time.monotonic()
    start(task, *values).join()
    return time.monotonic() - begin


def fresh(folder: Path) -> Path:
    """Return a folder that is not there."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _prepare() -> None:
    """Read once what all processes are to have: the pipeline, the version."""
    build_pipeline()
    program_version()
    current_versions()


def _log_commits(told: Path) -> None:
    put, together, lines = Ledger.put, Ledger.together, list[str]()

    def put_and_note(ledger: Ledger, entries: Any, gone: Any = (), **more: Any) -> None:
        rows, keys = list(entries), list(gone)
        put(ledger, rows, keys, **more)
        lines.extend(f"{key}\tgone\n" for key in keys)
        lines.extend(f"{row.key}\tkept\n" for row in rows if row.report)

    @contextmanager
    def together_and_tell(ledger: Ledger) -> Iterator[None]:
        with together(ledger):
            yield
        with told.open("a", encoding="utf-8") as file:
            file.writelines(lines)
        lines.clear()

    Ledger.put = put_and_note  # type: ignore[method-assign]
    Ledger.together = together_and_tell  # type: ignore[method-assign]


def _alone(task: Callable[..., None], *values: object) -> None:
    os.setpgid(0, 0)
    _quiet()
    task(*values)


def _answer(pipe: Any, task: Callable[..., Any], *values: object) -> None:
    try:
        pipe.send(task(*values))
    except Exception as error:  # noqa: BLE001 (it is what is asked about)
        pipe.send(error)


def _quiet() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
