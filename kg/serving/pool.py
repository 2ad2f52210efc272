"""Warm worker processes: each query has one to itself, and a query that takes too long loses it."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from kg.serving.limits import Limits
from kg.serving.messages import Answer, Question, decode, question_message
from kg.store import StoreError, published

__all__ = ["Pool", "answer_once"]

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from kg.serving.worker import main; main()"
)
_OK, _UNAVAILABLE = 200, 503
_WAITING = 32
"""Queries that may wait for a worker."""
_LINE = 1 << 20
_MEMORY_WORDS = (b"memory allocation", b"bad_alloc", b"MemoryError", b"out of memory")
_SLOW_START, _SLOW_END = 30.0, 2.0
_PAUSE = 1.0
_MOMENT = 0.25
"""Seconds after which a new generation is looked for."""


class _Worker:
    """A process that answers one question at a time."""

    def __init__(self, process: asyncio.subprocess.Process, *, alone: bool) -> None:
        self.process = process
        self.alone = alone

    @classmethod
    async def start(cls) -> "_Worker":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _START,
            json.dumps(sys.path),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE,
            start_new_session=True,  # Ctrl-C is for the server
        )
        try:
            async with asyncio.timeout(_SLOW_START):
                ready = await _pipe(process.stdout).readline()
                told = b"" if ready else await _pipe(process.stderr).read()
        except BaseException:  # also when the server ends meanwhile
            await cls(process, alone=False).end()
            raise
        if not ready:
            await process.wait()
            last = told.decode(errors="replace").strip().splitlines()[-1:]
            raise StoreError(f"a worker cannot start ({''.join(last)})")
        return cls(process, alone=decode(ready)["alone"])

    async def ask(self, message: bytes) -> Answer:
        """Return the answer to a question.

        Raises:
            asyncio.IncompleteReadError: The process ended.
        """
        source = _pipe(self.process.stdout)
        if self.process.stdin is None:
            raise asyncio.IncompleteReadError(b"", None)
        self.process.stdin.write(message)
        line = await source.readuntil(b"\n")
        told = decode(line)
        payload = await source.readexactly(told["length"])
        return Answer(
            status=told["status"],
            media=told.get("media", ""),
            fault=told.get("fault", ""),
            payload=payload,
        )

    def kill(self) -> None:
        """End the process, be it still there."""
        if self.process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            if hasattr(signal, "SIGKILL"):  # the method of the process would take its exit code
                os.kill(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    async def end(self) -> bytes:
        """End the process and return what it said on its error stream."""
        self.kill()
        _, told = await self.process.communicate()
        return told

    async def why_ended(self, limits: Limits) -> str:
        """Return why the process ended by itself, as well as can be known."""
        told = await self.end()
        code = self.process.returncode
        if any(word in told for word in _MEMORY_WORDS):
            return f"query: stopped at {limits.memory} MB of memory; ask in parts"
        if code == -signal.SIGALRM:
            return _too_long(limits)
        return "query: the engine could not bear it and was started anew; ask in parts"


class Pool:
    """Workers for one graph; ``size`` queries run at once, and as many spare workers are warm."""

    def __init__(
        self, folder: str | Path, limits: Limits, *, size: int = 2, spare: int = 1
    ) -> None:
        """Name the graph and the bounds; nothing starts yet."""
        self.folder = Path(folder)
        self.limits = limits
        self._number = size + spare
        self._size = size
        self._turns = asyncio.Semaphore(size)
        self._waiting = 0
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[bytes]] = set()
        self._stopped = False
        self._seen: tuple[float, Path] | None = None
        self.alone = False
        """Whether the workers have no network."""

    async def start(self) -> None:
        """Start the workers, and see that the graph can be read.

        Raises:
            StoreError: It cannot.
        """
        published(self.folder)
        first = await self._start_one()
        self.alone = first.alone
        answer = await self.ask(Question(text="ASK { ?s ?p ?o }"))
        if answer.status != _OK:
            await self.stop()
            raise StoreError(f"{self.folder}: {answer.fault}; build the graph again")
        for _ in range(self._number - 1):
            self._start_soon()

    async def stop(self) -> None:
        """End all workers; queries that run are told that they were stopped."""
        if self._stopped:
            return
        self._stopped = True
        for worker in self._all:
            worker.kill()
        if self._starting:  # a start that is cancelled half-way may never end
            await asyncio.wait(self._starting, timeout=_SLOW_END)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SLOW_END):
                for _ in range(self._size):
                    await self._turns.acquire()
        await asyncio.gather(*self._ending, *(worker.end() for worker in self._all))
        self._all.clear()

    async def ask(self, question: Question) -> Answer:
        """Return the answer to a question; one that exceeds a bound is a 503 that says which."""
        async with self._turn() as mine:
            if not mine or self._stopped:
                told = "busy with other queries; ask again in a moment"
                return Answer(status=_UNAVAILABLE, fault=told, retry=True)
            try:
                message = self._message(question)
            except StoreError as error:
                return Answer(status=_UNAVAILABLE, fault=str(error))
            worker = await self._idle_worker()
            return await self._ask(worker, message)

    async def _idle_worker(self) -> _Worker:
        """Return a worker that has nothing to do; one that has ended meanwhile is replaced."""
        while True:
            worker = await self._idle.get()
            if worker.process.returncode is None:
                return worker
            self._replace(worker)

    async def _ask(self, worker: _Worker, message: bytes) -> Answer:
        finished = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                answer = await worker.ask(message)
            finished = True
        except TimeoutError:
            return Answer(status=_UNAVAILABLE, fault=_too_long(self.limits))
        except (asyncio.IncompleteReadError, ConnectionError):
            return Answer(status=_UNAVAILABLE, fault=await worker.why_ended(self.limits))
        else:
            return answer
        finally:  # also when the client has gone
            if finished:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[bool]:
        """Wait until a query may run, and tell whether it came to that."""
        if self._waiting >= _WAITING:
            yield False
            return
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                await self._turns.acquire()
        except TimeoutError:
            yield False
            return
        finally:
            self._waiting -= 1
        try:
            yield True
        finally:
            self._turns.release()

    def _message(self, question: Question) -> bytes:
        """Return a question for the store that is published now."""
        store = self._published()
        limits = replace(self.limits, rows=question.rows or self.limits.rows)
        return question_message(question, str(store), _stamp(store), limits)

    def _published(self) -> Path:
        """Return the store that is published, as it was a moment ago at most."""
        now = time.monotonic()
        if self._seen is None or now - self._seen[0] > _MOMENT:
            self._seen = (now, published(self.folder))
        return self._seen[1]

    async def _start_one(self) -> _Worker:
        """Start a worker and let it open the store."""
        worker = await _Worker.start()
        self._all.add(worker)
        with contextlib.suppress(StoreError, asyncio.IncompleteReadError, ConnectionError):
            async with asyncio.timeout(_SLOW_START):
                await worker.ask(self._message(Question(text="ASK {}")))
        self._idle.put_nowait(worker)
        return worker

    def _replace(self, worker: _Worker) -> None:
        """End a worker and start another one, both in the background."""
        self._all.discard(worker)
        ending = asyncio.create_task(worker.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        self._start_soon()

    def _start_soon(self) -> None:
        if self._stopped:
            return
        task = asyncio.create_task(self._start_some_day())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _start_some_day(self) -> None:
        while not self._stopped:
            try:
                await self._start_one()
            except (OSError, StoreError, TimeoutError):
                await asyncio.sleep(_PAUSE)
            else:
                return


def answer_once(folder: str | Path, question: Question, limits: Limits) -> Answer:
    """Return the answer to one question, from a worker started for it.

    Raises:
        StoreError: The graph cannot be read.
    """

    async def run() -> Answer:
        pool = Pool(folder, limits, size=1, spare=0)
        await pool.start()
        try:
            return await pool.ask(question)
        finally:
            await pool.stop()

    return asyncio.run(run())


def _stamp(store: Path) -> str:
    """Return what tells one generation of a store from the next."""
    try:
        found = store.stat()
    except OSError as error:
        raise StoreError(f"{store}: the store cannot be read ({error.strerror})") from error
    return f"{os.path.realpath(store)} {found.st_ino} {found.st_mtime_ns}"


def _too_long(limits: Limits) -> str:
    return f"query: stopped after {limits.seconds:g} seconds; ask for less, or in parts"


def _pipe(stream: asyncio.StreamReader | None) -> asyncio.StreamReader:
    if stream is None:
        raise StoreError("a worker has no pipes")
    return stream
