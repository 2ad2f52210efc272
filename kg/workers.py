"""Read reports in several processes; each hands back N-Quads, texts and counts, no documents."""

import os
import re
import unicodedata
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from itertools import chain, islice
from typing import TYPE_CHECKING

from extract.facts import ReportFacts
from extract.garbage import uncollected
from kg.blocks import Blocks
from kg.correcting import correct
from kg.corrections import CORRECTIONS, Corrections
from kg.gate import check_report, refusal
from kg.graph import report_graph, text_file
from kg.quads import ref
from kg.scale.crews import Here, Processes, in_order, marked
from kg.scale.profiles import FULL, LEAN, lean_facts, lean_quads
from kg.tally import Tally, tally_of
from kg.uses import Used, used_in
from ontology.errors import KgError
from ontology.iris import concept

if TYPE_CHECKING:
    from extract.annotations import SourceHints
    from extract.sources import SourceDocument
    from kg.scale.cluster import Cluster

__all__ = [
    "KINDS",
    "Orders",
    "Result",
    "Task",
    "choose_workers",
    "crew_of",
    "fingerprint_of",
    "in_batches",
    "probe_batch",
    "read_all",
    "read_batch",
    "result_of",
]

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
_LEAST, _SHARE = 4, 16
"""The first batches hold four tasks, later ones a sixteenth of those before."""
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
    address: str = ""
    """Where its bytes are, if those who read it are to fetch them: s3://bucket/a.pdf."""
    batch: int = 0
    """Number of the part of the graph that it goes into."""
    fault: str = ""
    """Why it is not to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How all reports of a build are read."""

    corrections: Corrections = field(default_factory=Corrections)
    ocr: bool = False
    """Whether pages that are pictures are recognised."""
    profile: str = FULL
    validate: bool = True
    """Whether what was read is held against the shapes before it enters the graph."""


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
    tally: Tally | None = None
    """What it adds to the description of the whole."""
    used: Used = field(default_factory=Used)
    """What of that which is known it names."""


def choose_workers(wanted: int | None) -> int:
    """Return how many processes to use: as many as there are cores, if nobody says."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, wanted if wanted is not None else cores or 1)


def read_all(
    tasks: Iterable[Task], orders: Orders, workers: int, on: str = ""
) -> Generator[Result, None, None]:
    """Yield the result of every task, in the order of the tasks, whoever reads them.

    A few tasks are read here and now, before other processes would have started; ``on`` names a
    cluster that reads all of them: dask://host:port.
    """
    waiting = iter(tasks)
    first = list(islice(waiting, _FEW)) if workers > 1 and not on else []
    seen: set[str] = set()
    if not on and (workers == 1 or len(first) < _FEW):
        for task in chain(first, waiting):
            yield _read(task, orders, seen)
        return
    work, probe = partial(read_batch, orders), partial(probe_batch, orders)
    with crew_of(workers, on) as crew:
        batches = in_batches(chain(first, waiting))
        for results in in_order(work, batches, crew, partial(marked, probe)):
            yield from results


def crew_of(workers: int, on: str = "") -> "Here | Processes | Cluster":
    """Return the processes of this machine, or the cluster ``on`` which a build runs."""
    if not on:
        return Processes(workers) if workers > 1 else Here()
    from kg.scale.cluster import Cluster  # noqa: PLC0415 (an extra)

    return Cluster(on)


def read_batch(orders: Orders, batch: Sequence[Task]) -> list[Result]:
    """Return the results of some tasks; this is what every process of every machine runs."""
    seen: set[str] = set()
    return [_read(task, orders, seen) for task in batch]


def probe_batch(orders: Orders, batch: Sequence[Task]) -> None:
    """Read some tasks for nothing but to see whether the process lives on."""
    read_batch(orders, batch)


def result_of(
    facts: ReportFacts, task: Task, profile: str = FULL, *, validate: bool = False
) -> Result:
    """Return what a report says as bytes and counts, or what its shapes have against it."""
    lean = concept("profile", LEAN) if profile == LEAN else ""
    facts = lean_facts(facts) if lean else facts
    graph = report_graph(facts)
    blocks = Blocks(graph.nodes)
    if validate and (fault := refusal(task.where, check_report(graph, facts.text, blocks))):
        return _failed(task, fault)
    quads = graph.to_bytes()
    return Result(
        task=_bare(task),
        report=facts.report.iri,
        quads=lean_quads(quads, facts.report.iri) if lean else quads,
        text=facts.text,
        text_file=text_file(facts.report),
        address=facts.report.source or "",
        counts=tuple(len(getattr(facts, name)) for name in KINDS),
        characters=len(facts.text),
        unread=facts.unread,
        doubts=facts.doubts,
        tally=tally_of(graph, blocks, lean=lean),
        used=used_in(blocks.groups, ref(lean)),
    )


def in_batches(
    tasks: Iterable[Task], files: int | None = None, size: int | None = None
) -> Iterator[list[Task]]:
    """Yield tasks in groups, small in number and in bytes.

    The first are the smallest: nobody is to wait long for another's last group. A group depends
    on the tasks before it alone, so it is the same for any number of processes.
    """
    files, size = files or _BATCH_FILES, size or _BATCH_BYTES
    batch: list[Task] = []
    held = done = 0
    for task in tasks:
        batch.append(task)
        held += len(task.data)
        if len(batch) >= min(files, max(_LEAST, done // _SHARE)) or held >= size:
            yield batch
            done += len(batch)
            batch, held = [], 0
    if batch:
        yield batch


def _read(task: Task, orders: Orders, seen: set[str]) -> Result:
    """Return what a report says; a text whose fingerprint was seen is not read again."""
    if task.fault:
        return _failed(task, task.fault)
    try:
        with uncollected():
            return _told(task, orders, seen)
    except KgError as error:
        return _failed(task, str(error))
    except Exception as error:  # noqa: BLE001 (one bad file must not cost the others)
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return _failed(task, f"{task.where}: a fault of this program ({what}); please report it")


def _told(task: Task, orders: Orders, seen: set[str]) -> Result:
    """Return what a report says, but of a text that was seen no more than that."""
    from extract.pipeline import extract_facts  # noqa: PLC0415 (spaCy)

    source = _source(task, orders)
    fingerprint = fingerprint_of(source.text[source.body :])
    if fingerprint in seen:
        result = Result(task=_bare(task), address=source.hints.url or "")
    else:
        facts = correct(extract_facts(source), orders.corrections)
        result = result_of(facts, task, orders.profile, validate=orders.validate)
        seen.add(fingerprint)
    return replace(result, fingerprint=fingerprint)


def _source(task: Task, orders: Orders) -> "SourceDocument":
    """Return the text of a task with what the user says of it, in tables and corrections."""
    from extract.metadata import merged  # noqa: PLC0415 (spaCy)
    from extract.sources import source_of  # noqa: PLC0415

    data, corrections = task.data, orders.corrections
    if task.address:
        from kg.scale.addresses import read_address  # noqa: PLC0415 (seldom needed)

        data = read_address(task.address)
    source = source_of(data, task.name, task.where, ocr=orders.ocr)
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
