"""Read reports in several processes; each hands back N-Quads, texts and counts, no documents."""

import gc
import multiprocessing
import os
import re
import signal
import unicodedata
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain, islice
from typing import TYPE_CHECKING

from extract.facts import ReportFacts
from kg.correcting import correct
from kg.corrections import CORRECTIONS, Corrections
from kg.graph import report_quads, text_file
from ontology.errors import KgError

if TYPE_CHECKING:
    from extract.annotations import SourceHints
    from extract.sources import SourceDocument

__all__ = ["KINDS", "Result", "Task", "choose_workers", "fingerprint_of", "read_all", "result_of"]

KINDS = {
    "jurisdictions": "jurisdictions",
    "institutions": "institutions",
    "documents": "documents",
    "mechanisms": "mechanisms",
    "adoptions": "adoptions",
    "acts": "document acts",
    "measures": "measures",
    "observations": "figures",
    "honours": "honours",
    "persons": "persons",
}
"""What is counted of a report, and how it is called."""
_BATCH_FILES, _BATCH_BYTES = 16, 4_000_000
_AHEAD = 2
"""Batches under way for each process: enough to keep it busy, little to hold in memory."""
_FEW = 24
"""Reports that one process has read before others have started."""
_PAGE_NUMBER = re.compile(r"(?m)^[-—\s]*\d{1,4}[-—\s]*$")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A report to read: its bytes, and what the user says of it."""

    key: str
    where: str
    """How errors name it."""
    name: str
    number: int
    """Place of its file among all files."""
    data: bytes = b""
    stamp: str = ""
    """Hash of its bytes and of what the user says of it."""
    hints: "SourceHints | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a report says, ready for the store, or why it could not be read."""

    task: Task
    """Without its bytes."""
    fault: str = ""
    report: str = ""
    fingerprint: str = ""
    quads: bytes = b""
    text: str = ""
    text_file: str = ""
    address: str = ""
    counts: tuple[int, ...] = ()
    characters: int = 0
    unread: int = 0
    doubts: tuple[str, ...] = ()


def choose_workers(wanted: int | None) -> int:
    """Return how many processes to use: as many as there are cores, if nobody says."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, wanted if wanted is not None else cores or 1)


def read_all(
    tasks: Iterable[Task], corrections: Corrections, workers: int
) -> Generator[Result, None, None]:
    """Yield the result of every task, in the order of the tasks, whatever the number of workers.

    A few tasks are read here and now, before other processes would have started.
    """
    waiting = iter(tasks)
    first = list(islice(waiting, _FEW)) if workers > 1 else []
    seen: set[str] = set()
    if workers == 1 or len(first) < _FEW:
        for task in chain(first, waiting):
            yield _read(task, corrections, seen)
        return
    yield from _read_in_processes(_batches(chain(first, waiting)), corrections, workers)


def result_of(facts: ReportFacts, task: Task) -> Result:
    """Return what a report says as bytes and counts."""
    return Result(
        task=_bare(task),
        report=facts.report.iri,
        quads=report_quads(facts),
        text=facts.text,
        text_file=text_file(facts.report),
        address=facts.report.source or "",
        counts=tuple(len(getattr(facts, name)) for name in KINDS),
        characters=len(facts.text),
        unread=facts.unread,
        doubts=facts.doubts,
    )


def _read_in_processes(
    batches: Iterator[list[Task]], corrections: Corrections, workers: int
) -> Iterator[Result]:
    """Yield results in order; a process that dies costs the one report that it died of."""
    pool = _pool(workers, corrections)
    waiting: deque[tuple[list[Task], Future[list[Result]]]] = deque()
    try:
        while True:
            for batch in islice(batches, workers * _AHEAD - len(waiting)):
                waiting.append((batch, pool.submit(_read_batch, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                results = list(_read_apart(batch, corrections))
                pool = _pool(workers, corrections)
                waiting = deque((each, pool.submit(_read_batch, each)) for each, _ in waiting)
            yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _read_apart(batch: Sequence[Task], corrections: Corrections) -> Iterator[Result]:
    """Yield results of a batch that ended a process, each task on its own."""
    pool = _pool(1, corrections)
    for task in batch:
        try:
            yield from pool.submit(_read_batch, [task]).result()
        except BrokenProcessPool:
            pool.shutdown()
            pool = _pool(1, corrections)
            fault = f"{task.where}: ended the process that read it; check the file, save it anew"
            yield _failed(task, fault)
    pool.shutdown()


def _pool(workers: int, corrections: Corrections) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # forking beside the store's threads is unsafe
    return ProcessPoolExecutor(workers, context, _begin, (corrections,))


_corrections = Corrections()


def _begin(corrections: Corrections) -> None:
    """Prepare a process: the pipeline is built once, and no longer searched for garbage."""
    global _corrections  # noqa: PLW0603 (a process has no other place for it)
    from extract.pipeline import build_pipeline  # noqa: PLC0415 (spaCy)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    _corrections = corrections
    build_pipeline()
    gc.collect()
    gc.freeze()


def _read_batch(batch: Sequence[Task]) -> list[Result]:
    seen: set[str] = set()
    return [_read(task, _corrections, seen) for task in batch]


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Yield tasks in groups, small in number and in bytes."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.data)
        if len(batch) == _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(task: Task, corrections: Corrections, seen: set[str]) -> Result:
    """Return what a report says; a text whose fingerprint was seen is not read again."""
    from extract.pipeline import extract_facts  # noqa: PLC0415 (spaCy)

    try:
        source = _source(task, corrections)
        fingerprint = fingerprint_of(source.text[source.body :])
        if fingerprint in seen:
            result = Result(task=_bare(task), address=source.hints.url or "")
        else:
            result = result_of(correct(extract_facts(source), corrections), task)
            seen.add(fingerprint)
    except KgError as error:
        return _failed(task, str(error))
    except Exception as error:  # noqa: BLE001 (one bad file must not cost the others)
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return _failed(task, f"{task.where}: a fault of this program ({what}); please report it")
    return replace(result, fingerprint=fingerprint)


def _source(task: Task, corrections: Corrections) -> "SourceDocument":
    """Return the text of a task with what the user says of it, in tables and corrections."""
    from extract.metadata import merged  # noqa: PLC0415 (spaCy)
    from extract.sources import source_of  # noqa: PLC0415

    source = source_of(task.data, task.name, task.where)
    hints = merged(task.hints, source.hints) if task.hints else source.hints
    hints = replace(hints, links=corrections.links(task.name))
    if code := corrections.code_of(task.name):
        hints = replace(hints, code=code, given_by=CORRECTIONS)
    return replace(source, hints=hints)


def fingerprint_of(text: str) -> str:
    """Return a hash of letters and figures alone: the same report as text, page or PDF has one."""
    plain = unicodedata.normalize("NFKC", _PAGE_NUMBER.sub("", text))
    return blake2b(_MARKS.sub("", plain).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _bare(task: Task) -> Task:
    return replace(task, data=b"", hints=None)


def _failed(task: Task, fault: str) -> Result:
    return Result(task=_bare(task), fault=fault)
