"""Time eight typical queries on built graphs, beside rdflib's own engine on the same statements.

    python scripts/bench_queries.py [--reports 15 160] [--rdflib-up-to 160] [--graphs FOLDER]
    python scripts/bench_queries.py --questions [--reports 160]     # each of kg questions, once

A report makes about 7,000 statements: 15 reports 100 thousand, 160 a million, 1,600 ten million.
Figures are processor seconds, the median of five rounds after a first one; every query that
rdflib has not answered within the limit is stopped and counts with the limit.
"""

import argparse
import math
import multiprocessing
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
from bench_corpus import write_corpus
from bench_rows import Row, table

from kg.binding import select_bound
from kg.build import build_graph
from kg.questions import ask, load_questions
from kg.sparql import select
from kg.store import open_graph
from ontology.terms import sparql_prefixes

__all__ = ["question_rows", "rows"]

ROUNDS = 5
LIMIT = 20
"""Seconds that rdflib is given for one query."""
SIZES = (15, 160)

_THREE = "https://w3id.org/fazhi/mechanism/three-enforcement-systems"
_OTHER = "https://w3id.org/fazhi/mechanism/double-random-inspection"
TYPICAL: Mapping[str, str] = {
    "1 adopters of a mechanism and its members": """
SELECT ?wanted ?place ?year ?mechanism WHERE {
  ?mechanism (fz:memberOf|skos:broader)* ?wanted .
  ?adoption fz:mechanism ?mechanism ; fz:jurisdiction ?place ;
            fz:status status:adopted ; fz:year ?year }""",
    "2 adopted A, not B": """
SELECT ?wanted ?other ?place WHERE {
  ?place fz:adopts ?wanted MINUS { ?place fz:adopts ?other } }""",
    "3 adopters of one by province and year": """
SELECT ?wanted ?province ?year (COUNT(DISTINCT ?place) AS ?places) WHERE {
  ?adoption fz:mechanism ?wanted ; fz:status status:adopted ; fz:jurisdiction ?place ;
            fz:year ?year .
  ?place fz:within* ?province . ?province fz:level level:province
} GROUP BY ?wanted ?province ?year""",
    "3b places of every mechanism": """
SELECT ?mechanism (COUNT(DISTINCT ?place) AS ?places) WHERE { ?place fz:adopts ?mechanism }
GROUP BY ?mechanism""",
    "4 documents cited by most places": """
SELECT ?document (COUNT(DISTINCT ?agent) AS ?agents) WHERE { ?agent fz:cites ?document }
GROUP BY ?document ORDER BY DESC(?agents) ?document LIMIT 20""",
    "5 evidence of one adoption": """
SELECT ?statement ?quote ?start ?end ?file WHERE {
  ?statement fz:evidence ?evidence ; prov:wasDerivedFrom ?report .
  ?evidence oa:exact ?quote ; oa:start ?start ; oa:end ?end . ?report fz:sourceFile ?file }""",
    "6 co-adoption with one": """
SELECT ?wanted ?mechanism (COUNT(DISTINCT ?place) AS ?places) WHERE {
  { SELECT DISTINCT ?wanted ?place WHERE { ?place fz:adopts ?wanted } }
  ?place fz:adopts ?mechanism
} GROUP BY ?wanted ?mechanism""",
    "6b pairs adopted together most often": """
SELECT ?first ?second ?places WHERE {
  ?pair a fz:CoAdoption ; fz:placeCount ?places ; fz:adoptedTogether ?first, ?second
  FILTER(STR(?first) < STR(?second)) }""",
    "7 text in the names of mechanisms": """
SELECT ?mechanism ?label WHERE {
  ?mechanism skos:inScheme mech:curated ; skos:prefLabel ?label
  FILTER(CONTAINS(?label, "执法")) }""",
    "8 optional, ordered, limited": """
SELECT ?wanted ?adoption ?place ?year ?since WHERE {
  {
    SELECT ?wanted ?adoption ?place ?year WHERE {
      ?adoption fz:mechanism ?wanted ; fz:jurisdiction ?place ; fz:year ?year
    } ORDER BY ?year ?place LIMIT 50
  }
  OPTIONAL { ?adoption fz:since ?since }
} ORDER BY ?year ?place""",
}
"""The typical queries, in the words that direct edges and counts allow."""

PLAIN: Mapping[str, str] = {
    "6 co-adoption with one": """
SELECT ?wanted ?mechanism (COUNT(DISTINCT ?place) AS ?places) WHERE {
  ?place fz:adopts ?wanted . ?place fz:adopts ?mechanism
} GROUP BY ?wanted ?mechanism""",
}
"""Words in which rdflib is the faster: it is asked in these."""


def rows(
    sizes: Sequence[int] = SIZES, rdflib_up_to: int = 160, graphs: Path | None = None
) -> list[Row]:
    """Return the table: each query at each size, rdflib beside it, the means, the growth."""
    with tempfile.TemporaryDirectory() as folder:
        home = graphs or Path(folder)
        found: dict[int, dict[str, float]] = {}
        lines: list[Row] = []
        for size in sizes:
            store = open_graph(_built(home, size))
            found[size] = _ours(store)
            other = _theirs(store) if size <= rdflib_up_to else {}
            lines += _lines(size, len(store), found[size], other)
        lines += _growth(found)
    return lines


def question_rows(size: int, graphs: Path | None = None) -> list[Row]:
    """Return what each question of ``kg questions`` takes on so many reports, and its rows."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_graph(_built(graphs or Path(folder), size))
        told = _told(store)
        lines = [Row(f"**questions on {len(store):,} statements, {size} reports**", "")]
        for question in load_questions():
            given = {each.name: told[each.name] for each in question.needed}
            if any(each.name == "other" and each.kind == "mechanism" for each in question.needed):
                given["other"] = _OTHER
            spent, answer = _spent(partial(ask, store, question.name, given))
            lines.append(Row(f"question {question.name}", _ms(spent), f"{len(answer):,} rows"))
        return lines


def _spent(task: Callable[[], Sized]) -> tuple[float, Sized]:
    """Return the processor seconds of a task, and what it gave."""
    begin = time.process_time()
    answer = task()
    return time.process_time() - begin, answer


def _told(store: ox.Store) -> dict[str, str]:
    """Return a value for each parameter: the first places, what is most frequent."""
    places = _first(store, "?r a fz:Report ; fz:jurisdiction ?x", "?x", 2)
    of = {"document": "?a fz:implements ?x", "indicator": "?o fz:indicator ?x"}
    most = {name: _first(store, text, "DESC(COUNT(*)) ?x", 1)[0] for name, text in of.items()}
    runner = _first(store, "?a a fz:Adoption ; fz:institution ?x", "?x", 1)[0]
    named = {"place": places[0], "thing": places[0], "institution": runner, **most}
    return {**named, "mechanism": _THREE, "theme": "行政执法", "other": places[1]}


def _first(store: ox.Store, pattern: str, order: str, number: int) -> list[str]:
    text = f"SELECT ?x {{ {pattern} }} GROUP BY ?x ORDER BY {order} LIMIT {number}"
    return [str(row["x"]) for row in select(store, text)]


def _built(home: Path, size: int) -> Path:
    graph = home / f"graph{size}"
    if not graph.exists():
        build_graph([write_corpus(home / f"corpus{size}", size)], graph, workers=2)
    return graph


def _values(store: ox.Store, text: str) -> dict[str, str]:
    values = {
        name: iri for name, iri in (("wanted", _THREE), ("other", _OTHER)) if f"?{name}" in text
    }
    if "?statement" in text:
        query = f"SELECT (MIN(?a) AS ?s) WHERE {{ ?a fz:mechanism <{_THREE}> ; fz:surface ?b }}"
        values["statement"] = str(select(store, query)[0]["s"])
    return values


def _ours(store: ox.Store) -> dict[str, float]:
    return {
        name: _median(partial(select_bound, store, text, _values(store, text)))
        for name, text in TYPICAL.items()
    }


def _median(task: Callable[[], object]) -> float:
    spent = []
    for turn in range(ROUNDS + 1):
        begin = time.process_time()
        task()
        if turn:
            spent.append(time.process_time() - begin)
    return max(statistics.median(spent), 1e-6)


def _theirs(store: ox.Store) -> dict[str, float]:
    """Return what rdflib's engine takes, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "union.nt"
        with file.open("wb") as target:
            for line in sorted({_triple(quad) for quad in store}):
                target.write(line)
        near, far = multiprocessing.Pipe()
        asked = [
            (name, PLAIN.get(name, text), _values(store, text)) for name, text in TYPICAL.items()
        ]
        context = multiprocessing.get_context("spawn")
        child = context.Process(target=_ask_rdflib, args=(file, asked, far))
        child.start()
        found: dict[str, float] = {}
        for name, _, _ in asked:
            found[name] = near.recv()
        child.join()
    return found


def _triple(quad: ox.Quad) -> bytes:
    return f"{quad.subject} {quad.predicate} {quad.object} .\n".encode()


class _SlowError(Exception):
    pass


def _stop(_number: int, _frame: object) -> None:
    raise _SlowError


def _ask_rdflib(
    file: Path, asked: Sequence[tuple[str, str, Mapping[str, str]]], target: Connection
) -> None:
    """Ask rdflib: a warm-up and one round, or the limit if it takes longer."""
    from rdflib import Graph, URIRef  # noqa: PLC0415 (only in this process)

    graph = Graph()
    graph.parse(file, format="nt")
    signal.signal(signal.SIGALRM, _stop)
    for _, text, values in asked:
        bound = {name: URIRef(iri) for name, iri in values.items()}
        spent = float(LIMIT)
        signal.alarm(LIMIT)
        try:
            for _turn in range(2):
                begin = time.process_time()
                list(graph.query(sparql_prefixes() + text, initBindings=bound))
                spent = time.process_time() - begin
        except _SlowError:
            spent = max(spent, float(LIMIT)) if spent == LIMIT else spent
        signal.alarm(0)
        target.send(spent)


def _lines(
    size: int, count: int, ours: Mapping[str, float], theirs: Mapping[str, float]
) -> Iterator[Row]:
    yield Row(f"**queries on {count:,} statements, {size} reports**", "")
    for name, spent in ours.items():
        other = theirs.get(name)
        beside = f"rdflib {_ms(other)}, {other / spent:,.0f} ×" if other else ""
        yield Row(f"query {name}", _ms(spent), beside)
    if theirs:
        mean = math.prod(theirs[name] / ours[name] for name in ours) ** (1 / len(ours))
        yield Row("geometric mean over them", f"{mean:,.0f} × rdflib's engine")


def _growth(found: Mapping[int, Mapping[str, float]]) -> Iterator[Row]:
    sizes = sorted(found)
    for small, large in pairwise(sizes):
        ratios = {name: found[large][name] / found[small][name] for name in TYPICAL}
        worst = max(ratios, key=lambda name: ratios[name])
        label = f"slowest growth from {small} to {large} reports ({large / small:.0f} × as many)"
        yield Row(label, f"{ratios[worst]:.1f} ×", f"query {worst}")


def _ms(spent: float) -> str:
    limit = "> " if spent >= LIMIT else ""
    return f"{limit}{1000 * spent:,.1f} ms"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rdflib-up-to", type=int, default=160)
    parser.add_argument("--graphs", type=Path)
    parser.add_argument("--questions", action="store_true", help="Time every question instead.")
    given = parser.parse_args()
    if given.questions:
        print(table(question_rows(max(given.reports), given.graphs)))
        return
    print(table(rows(given.reports, given.rdflib_up_to, given.graphs)))


if __name__ == "__main__":
    main()
