"""Those who do the work: batches are handed out ahead and their results come back in order.

A crew is the processes of this machine or a cluster. A batch that ends those who work on it is
searched for its culprit, and done again without it.
"""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.util import Finalize
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from extract.garbage import uncollected
from ontology.errors import KgError

if TYPE_CHECKING:
    from kg.workers import Task

__all__ = [
    "Crew",
    "Here",
    "Processes",
    "Ticket",
    "WorkerLostError",
    "in_order",
    "marked",
]

_AHEAD = 2
"""Batches under way for each process: enough to keep it busy, little to hold in memory."""
_KILLER = "ended the process that read it; check the file, save it anew"

_B = TypeVar("_B")
_T = TypeVar("_T")


class WorkerLostError(KgError):
    """Those who worked on a batch were lost, again and again."""


@dataclass(slots=True)
class Ticket(Generic[_B, _T]):
    """A batch that was handed out."""

    work: Callable[[_B], _T]
    batch: _B
    future: Any


class Crew(Protocol):
    """What hands batches out."""

    def ahead(self) -> int:
        """Return how many batches should be under way."""

    def submit(self, work: Callable[[_B], _T], batch: _B) -> Ticket[_B, _T]:
        """Hand a batch out."""

    def result(self, ticket: Ticket[_B, _T]) -> _T:
        """Wait for the result of a batch.

        Raises:
            WorkerLostError: The batch was lost with those who worked on it.
        """


def in_order(
    work: Callable[[_B], _T],
    batches: Iterable[_B],
    crew: Crew,
    without_killers: Callable[[_B, Crew], _B] | None = None,
) -> Iterator[_T]:
    """Yield what ``work`` makes of every batch, in the order of the batches.

    A batch that was lost is done once more, first cleared of what ends those who work on it.
    """
    coming = iter(batches)
    waiting: deque[Ticket[_B, _T]] = deque()
    while True:
        for batch in islice(coming, max(0, crew.ahead() - len(waiting))):
            waiting.append(crew.submit(work, batch))
        if not waiting:
            return
        ticket = waiting.popleft()
        try:
            result = crew.result(ticket)
        except WorkerLostError:
            batch = without_killers(ticket.batch, crew) if without_killers else ticket.batch
            result = crew.result(crew.submit(work, batch))
        yield result


def marked(
    probe: Callable[[list["Task"]], object], batch: list["Task"], crew: Crew
) -> list["Task"]:
    """Return a batch with a fault on every task that ends the process which reads it.

    ``probe`` does with a part of the batch what may end a process.
    """
    try:
        crew.result(crew.submit(probe, batch))
    except WorkerLostError:
        if len(batch) == 1:
            return [replace(batch[0], fault=f"{batch[0].where}: {_KILLER}")]
        middle = len(batch) // 2
        return [*marked(probe, batch[:middle], crew), *marked(probe, batch[middle:], crew)]
    return batch


class Here:
    """This process alone."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind."""

    def ahead(self) -> int:
        """Return how many batches should be under way."""
        return 1

    def submit(self, work: Callable[[_B], _T], batch: _B) -> Ticket[_B, _T]:
        """Keep a batch until its result is asked for."""
        return Ticket(work, batch, None)

    def result(self, ticket: Ticket[_B, _T]) -> _T:
        """Do a batch."""
        return ticket.work(ticket.batch)


class Processes:
    """The processes of this machine."""

    def __init__(self, number: int) -> None:
        """Start so many."""
        self._number = number
        self._pool = _pool(number)
        self._open: list[Ticket[Any, Any]] = []

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let them end what they do, and nothing else."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def ahead(self) -> int:
        """Return how many batches should be under way."""
        return self._number * _AHEAD

    def submit(self, work: Callable[[_B], _T], batch: _B) -> Ticket[_B, _T]:
        """Hand a batch out."""
        ticket = Ticket(work, batch, self._begin(work, batch))
        self._open.append(ticket)
        return ticket

    def result(self, ticket: Ticket[_B, _T]) -> _T:
        """Wait for the result of a batch; all others are handed out anew if a process dies.

        Raises:
            WorkerLostError: A process died; this batch may be why.
        """
        self._open = [other for other in self._open if other is not ticket]
        try:
            done: _T = ticket.future.result()
        except BrokenProcessPool as error:
            self._pool.shutdown()
            self._pool = _pool(self._number)
            for other in self._open:
                other.future = self._begin(other.work, other.batch)
            raise WorkerLostError("the processes that read some files ended") from error
        return done

    def _begin(self, work: Callable[[_B], _T], batch: _B) -> Future[_T]:
        try:
            return self._pool.submit(work, batch)
        except BrokenProcessPool:  # noticed only now; result() starts the others anew
            broken: Future[_T] = Future()
            broken.set_exception(BrokenProcessPool("a process ended"))
            return broken


def _pool(number: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # forking beside the store's threads is unsafe
    pool = ProcessPoolExecutor(number, context, _prepare)
    for _ in range(number):
        pool.submit(_ready)  # they start while the first batches are still looked for
    return pool


def _ready() -> None:
    """Do nothing, prepared."""


def _prepare() -> None:
    """Prepare a process: all that reading needs is built once, and never searched for garbage."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # spaCy loads numpy; nobody multiplies
    with uncollected():  # to search what stays takes a fifth of preparing
        from extract.pipeline import build_pipeline  # noqa: PLC0415 (spaCy)

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
        build_pipeline()
        gc.freeze()
    Finalize(None, os._exit, (0,), exitpriority=-100)  # to take all apart takes a tenth of a second
