"""Workers: what a query may use up, and what happens when it takes more."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.serving.limits import Limits
from kg.serving.messages import Answer, Question
from kg.serving.pool import Pool
from kg.store import GraphFolder, StoreError
from tests.kg.made import make_rich_facts

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLING = (
    "SELECT (STRLEN(?x40) AS ?n) { BIND('0123456789abcdef' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    + " }"
)
FAST = Limits(seconds=0.6, memory=200, rows=50)


def in_pool(
    folder: Path, task: Callable[[Pool], Awaitable[object]], limits: Limits = FAST, size: int = 1
) -> object:
    """Return what a task gives that has a pool."""

    async def run() -> object:
        pool = Pool(folder, limits, size=size)
        await pool.start()
        try:
            return await task(pool)
        finally:
            await pool.stop()

    return asyncio.run(run())


def answer(folder: Path, query: str, limits: Limits = FAST) -> Answer:
    """Return the answer of a pool to one query."""
    found = in_pool(folder, lambda pool: pool.ask(Question(text=query)), limits)
    assert isinstance(found, Answer)
    return found


def test_an_honest_query_is_answered(folder: Path) -> None:
    """What keeps within its bounds gets its answer."""
    found = answer(folder, "ASK { ?s a fz:Report }")
    assert (found.status, found.payload) == (200, b'{"head":{},"boolean":true}')


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (PRODUCT, "stopped after 0.6 seconds"),
        (DOUBLING, "stopped at 200 MB of memory"),
        ("SELECT * { ?s ?p ?o }", "more than 50 rows"),
        ("CONSTRUCT { ?s ?p ?b } { ?s ?p ?o . ?a ?q ?b }", "more than 500 statements"),
    ],
)
def test_a_query_beyond_its_bounds_is_stopped(folder: Path, query: str, told: str) -> None:
    """Time, memory, rows, statements: a 503 that says which, and nothing of the answer."""
    limits = replace(FAST, seconds=0.6 if "seconds" in told else 20)
    found = answer(folder, query, limits)
    assert found.status == 503
    assert told in found.fault
    assert found.payload == b""


def test_what_just_fits_is_answered(folder: Path) -> None:
    """As many rows as are allowed are an answer."""
    assert answer(folder, "SELECT * { ?s ?p ?o } LIMIT 50").status == 200
    assert answer(folder, "SELECT * { ?s ?p ?o } LIMIT 51").status == 503


def test_a_stopped_query_costs_the_others_nothing(folder: Path) -> None:
    """While one worker is stopped the next query has another one, already warm."""

    async def task(pool: Pool) -> float:
        await asyncio.sleep(1)  # the spare one starts
        assert (await pool.ask(Question(text=PRODUCT))).status == 503
        begin = time.perf_counter()
        assert (await pool.ask(Question(text="ASK {}"))).status == 200
        return time.perf_counter() - begin

    assert in_pool(folder, task) < 0.1


def test_queries_wait_for_their_turn(folder: Path) -> None:
    """More queries than workers are answered one after another."""

    async def task(pool: Pool) -> list[int]:
        asked = (pool.ask(Question(text="ASK {}")) for _ in range(20))
        return [each.status for each in await asyncio.gather(*asked)]

    assert in_pool(folder, task) == [200] * 20


def test_too_many_queries_are_sent_away(folder: Path) -> None:
    """Who would wait too long is told to come again."""

    async def task(pool: Pool) -> set[tuple[int, bool]]:
        asked = [asyncio.create_task(pool.ask(Question(text=PRODUCT))) for _ in range(40)]
        found = await asyncio.gather(*asked)
        return {(each.status, each.retry) for each in found}

    assert in_pool(folder, task) == {(503, False), (503, True)}


def test_who_leaves_takes_the_query_along(folder: Path) -> None:
    """A query whose asker has gone is ended at once."""

    async def task(pool: Pool) -> float:
        asking = asyncio.create_task(pool.ask(Question(text=PRODUCT)))
        await asyncio.sleep(0.3)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        begin = time.perf_counter()
        assert (await pool.ask(Question(text="ASK {}"))).status == 200
        return time.perf_counter() - begin

    assert in_pool(folder, task, Limits(seconds=30)) < 5


def test_a_worker_that_ended_is_replaced(folder: Path) -> None:
    """A worker that the system has ended costs no query."""

    async def task(pool: Pool) -> list[int]:
        for worker in tuple(pool._all):
            os.kill(worker.process.pid, signal.SIGKILL)
            await worker.process.wait()
        return [(await pool.ask(Question(text="ASK {}"))).status for _ in range(3)]

    assert in_pool(folder, task) == [200] * 3


def test_workers_move_to_what_is_published(build: Callable[..., Path]) -> None:
    """A new generation is asked as soon as it is published; queries before it saw the old one."""
    path = build(make_rich_facts())
    quad = b"<https://a.org/s> <https://a.org/p> <https://a.org/o> <https://a.org/g> .\n"
    question = Question(text="ASK { <https://a.org/s> ?p ?o }", accept="text/csv")

    async def task(pool: Pool) -> list[str]:
        before = await said(pool)
        with GraphFolder(path) as target:
            target.replace_graphs({"https://a.org/g": quad})
        await asyncio.sleep(0.3)
        return [before, *[await said(pool) for _ in range(3)]]

    async def said(pool: Pool) -> str:
        found = await pool.ask(question)
        return found.payload.decode().strip() or found.fault

    assert in_pool(path, task, Limits()) == ["false", "true", "true", "true"]


def test_a_graph_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    """Without a graph no pool starts."""
    with pytest.raises(StoreError, match="no graph here"):
        answer(tmp_path / "none", "ASK {}")


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port on the loopback, and what was sent to it."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    got.append(client.recv(100))

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], got
        server.shutdown(socket.SHUT_RDWR) if sys.platform == "linux" else None


_CALL = """
import sys
from kg.serving import isolation
way = getattr(isolation, sys.argv[2], None)
alone = way() if way else False
import pyoxigraph as ox
try:
    list(ox.Store().query("SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[1]))
except (OSError, RuntimeError):
    pass
print(alone)
"""


@pytest.mark.parametrize("way", ["cut_network", "leave_network", "forbid_connections", "none"])
def test_a_worker_has_no_network(listener: tuple[int, list[bytes]], way: str) -> None:
    """Even a call that no check has seen reaches nobody, where the system takes the network away.

    Without that the engine does call, so the check before it is needed, and this test can fail.
    """
    port, got = listener
    words = [sys.executable, "-c", _CALL, str(port), way]
    told = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout
    if way != "none" and told.strip() != "True":
        pytest.skip("this system takes no network from a process in this way")
    time.sleep(0.2)
    assert bool(got) is (way == "none")
