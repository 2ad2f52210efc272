"""A Dask cluster: the same batches on other machines, whatever becomes of single workers.

A batch whose worker is lost goes to another one (Dask does that). One that loses several is
searched for the file that ends them.
"""

import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

from kg.ledger import program_version
from kg.scale.crews import Ticket, WorkerLostError
from ontology.errors import KgError

__all__ = ["Cluster", "ClusterError"]

_B = TypeVar("_B")
_T = TypeVar("_T")

_AHEAD = 2
"""Batches under way for each worker."""
_KNOCK = 10.0
"""Seconds in which a scheduler must answer."""
_LOOK = 2.0
"""Seconds between two looks at the workers, while a result is waited for."""
_ALONE = 60.0
"""Seconds without any worker after which a build gives up."""
_TRIES = 3
"""How often a batch is handed out whose result the cluster has lost."""
_one_at_a_time = threading.Lock()
"""The rules keep notes in themselves; a worker with several threads reads one report at a time."""


class ClusterError(KgError):
    """A cluster that cannot be used."""


class Cluster:
    """The workers of a Dask scheduler."""

    def __init__(self, address: str) -> None:
        """Connect: dask://host:port.

        Raises:
            ClusterError: Dask is not installed, or nothing answers at the address.
        """
        self.address = address
        where = address.removeprefix("dask://")
        if where == address or ":" not in where:
            raise ClusterError(f"{address}: give the scheduler as dask://host:port")
        try:
            import dask  # noqa: PLC0415 (an extra)
            from distributed import Client  # noqa: PLC0415
        except ImportError as error:
            raise ClusterError(f"{address}: needs Dask; pip install 'fazhi-kg[dask]'") from error
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
        try:
            connect: Any = Client
            self._client = connect(
                f"tcp://{where.rstrip('/')}", timeout=_KNOCK, set_as_default=False
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                f"{address}: no scheduler answers; start one with dask scheduler"
            ) from error
        self._seen = monotonic()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave; the cluster goes on."""
        self._client.close(timeout=_KNOCK)

    def ahead(self) -> int:
        """Return how many batches should be under way: for each thread of a worker some."""
        return max(2, _AHEAD * sum(self._workers()))

    def submit(self, work: Callable[[_B], _T], batch: _B) -> Ticket[_B, _T]:
        """Hand a batch out."""
        return Ticket(work, batch, self._begin(work, batch))

    def result(self, ticket: Ticket[_B, _T]) -> _T:
        """Wait for the result of a batch, through the loss of workers.

        Raises:
            WorkerLostError: The batch was lost with every worker that had it.
            ClusterError: The scheduler, or every worker, is gone, or they run another version.
        """
        from distributed import CancelledError, KilledWorker  # noqa: PLC0415

        lost = 0
        while lost < _TRIES:
            try:
                done: _T = ticket.future.result(timeout=_LOOK)
            except KilledWorker as error:
                raise WorkerLostError("a batch was lost with its workers") from error
            except TimeoutError:  # it is under way
                self._check_workers()
            except (CancelledError, OSError) as error:
                self._check_scheduler(error)
                ticket.future = self._begin(ticket.work, ticket.batch)
                lost += 1
            else:
                self._seen = monotonic()
                ticket.future.release()
                return done
        raise WorkerLostError("the result of a batch was lost again and again")

    def _begin(self, work: Callable[[_B], _T], batch: _B) -> Any:
        try:
            return self._client.submit(_alike, program_version(), work, batch, pure=False)
        except (OSError, RuntimeError) as error:
            raise ClusterError(f"{self.address}: the scheduler is gone; build again") from error

    def _check_workers(self) -> None:
        """Go on waiting as long as there is anybody who could do a batch."""
        if self._workers():
            self._seen = monotonic()
        elif monotonic() - self._seen > _ALONE:
            raise ClusterError(
                f"{self.address}: no workers; start some with dask worker, and build again"
            )
        self._check_scheduler(None)

    def _workers(self) -> list[int]:
        """Return the threads of every worker."""
        try:
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
        except (KeyError, OSError, TypeError):
            return []
        return [worker["nthreads"] for worker in workers.values()]

    def _check_scheduler(self, error: BaseException | None) -> None:
        if self._client.status != "running":
            raise ClusterError(
                f"{self.address}: the scheduler is gone; start it and build again"
            ) from error


def _alike(version: str, work: Callable[[_B], _T], batch: _B) -> _T:
    """Do a batch on a worker, if it runs the same program with the same words and places."""
    with _one_at_a_time:
        if program_version() != version:
            raise ClusterError(
                "the workers run another version of the program, its words or its places;"
                " install the same everywhere, and give them the same KG_GAZETTEER"
            )
        return work(batch)
