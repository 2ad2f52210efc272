"""Measure what the way through a worker costs, and how the endpoint bears abuse.

    python scripts/bench_serving.py [--reports 40] [--rounds 15]

Every query is asked in turn in process, through a warm worker and over HTTP, in one run.
"""

import argparse
import asyncio
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from bench_corpus import write_corpus
from bench_rows import Row, table, timed

from kg.build import build_graph
from kg.serving.limits import Limits
from kg.serving.messages import Question
from kg.serving.pool import Pool
from kg.sparql import run_query
from kg.store import open_graph

REPORTS, ROUNDS = 40, 15
SECONDS = 1.0
OK, STOPPED = 200, 503
QUERIES = {
    "nothing at all": "ASK {}",
    "who adopted a mechanism": "SELECT ?p { ?p fz:adopts mech:three-enforcement-systems }",
    "adoptions with their sentences": """SELECT ?p ?year ?quote {
        ?a fz:mechanism mech:three-enforcement-systems ; fz:jurisdiction ?p ; fz:year ?year ;
           fz:evidence/oa:exact ?quote }""",
    "mechanisms by number of places": """SELECT ?m (COUNT(DISTINCT ?p) AS ?n) {
        ?p fz:adopts ?m } GROUP BY ?m ORDER BY DESC(?n) LIMIT 20""",
    "a thousand rows of five": """SELECT ?s ?p ?y ?f ?t { ?s a fz:Adoption ; fz:jurisdiction ?p ;
        fz:year ?y ; fz:mechanism ?f ; fz:surface ?t } LIMIT 1000""",
}
ENDLESS = {
    "time": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "memory": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    print(table(rows(given.reports, given.rounds)))


def rows(reports: int = REPORTS, rounds: int = ROUNDS) -> list[Row]:
    """Return the figures for a graph of varied reports."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        build_graph([write_corpus(home / "corpus", reports)], home / "graph")
        count = len(open_graph(home / "graph"))
        found = [Row("triples of the graph that is served", f"{count:,}")]
        found += asyncio.run(_compared(home / "graph", rounds))
        return [*found, *_stopped(home / "graph", rounds)]


async def _compared(graph: Path, rounds: int) -> list[Row]:
    """Return what each query takes in process, in a worker, and over HTTP."""
    spent, pool = await _timed_start(graph)
    store = open_graph(graph)
    found = [Row("start of the first worker, with the store", f"{1000 * spent:.0f} ms")]
    try:
        with _server(graph) as port:
            found += [await _row(name, store, pool, port, rounds=rounds) for name in QUERIES]
    finally:
        await pool.stop()
    return found


async def _timed_start(graph: Path) -> tuple[float, Pool]:
    begin = time.perf_counter()
    pool = Pool(graph, Limits(), size=1, spare=0)
    await pool.start()
    return time.perf_counter() - begin, pool


async def _row(name: str, store: ox.Store, pool: Pool, port: int, *, rounds: int) -> Row:
    query = QUERIES[name]
    here, there, far = [], [], []
    for turn in range(rounds + 1):
        begin = time.perf_counter()
        run_query(store, query).serialize(format=ox.QueryResultsFormat.JSON)
        middle = time.perf_counter()
        answer = await pool.ask(Question(text=query))
        end = time.perf_counter()
        over, _ = await asyncio.to_thread(timed, lambda: _get(port, query))
        if answer.status != OK:
            raise SystemExit(answer.fault)
        if turn:  # the first one warms up
            here.append(middle - begin)
            there.append(end - middle)
            far.append(over)
    base, worker, web = (1000 * statistics.median(each) for each in (here, there, far))
    more = f"{worker - base:+.1f} ms through a worker, {web - base:+.1f} ms over HTTP"
    return Row(f"query: {name}", f"{base:.1f} ms in process", more)


def _stopped(graph: Path, rounds: int) -> Iterator[Row]:
    """Yield by how much limits are overshot, and how soon the next question is answered."""
    over: list[float] = []
    soon: list[float] = []
    with _server(graph, "--timeout", str(SECONDS), "--memory", "300") as port:
        time.sleep(1)
        for _ in range(max(2, rounds // 3)):
            for query in ENDLESS.values():
                spent, status = timed(lambda asked=query: _get(port, asked))
                if status != STOPPED:
                    raise SystemExit(f"{query}: {status}")
                over.append(max(0.0, spent - SECONDS))
                soon.append(timed(lambda: _get(port, "ASK {}"))[0])
    told = f"most of {len(over)} endless queries"
    yield Row(f"overshot of a limit of {SECONDS:g} s", f"{1000 * max(over):.0f} ms", told)
    yield Row("the next question after a stopped one", f"{1000 * max(soon):.0f} ms", told)


def _get(port: int, query: str) -> int:
    """Return the status of a query over HTTP; the answer is read to its end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", f"/sparql?{urlencode({'query': query})}")
        response = connection.getresponse()
        data = response.read()
        if response.status == OK:
            json.loads(data)
        return response.status
    finally:
        connection.close()


@contextmanager
def _server(graph: Path, *options: str) -> Iterator[int]:
    """Serve a graph in a process of its own, and give the port."""
    words = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0", *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        yield int(line.split("http://127.0.0.1:")[1].split("/")[0])
        process.terminate()


if __name__ == "__main__":
    main()
