"""One query in a worker of its own, for the command line."""

from pathlib import Path

import pyoxigraph as ox

from kg.serving.limits import Limits
from kg.serving.messages import Question
from kg.serving.pool import answer_once
from kg.sparql import QueryError, Results

__all__ = ["run_bounded"]

_OK = 200
_MEMORY, _ROWS, _SIZE = 4096, 10_000_000, 1 << 29
_ACCEPT = "application/sparql-results+json, application/n-triples"


def run_bounded(folder: str | Path, text: str, seconds: float) -> Results:
    """Return the results of a query that may take so long, and have 4 GB; it has no network.

    Raises:
        KgError: The query is faulty or takes too much, or the graph cannot be read.
    """
    limits = Limits(seconds=seconds, memory=_MEMORY, rows=_ROWS, size=_SIZE)
    answer = answer_once(folder, Question(text=text, accept=_ACCEPT), limits)
    if answer.status != _OK:
        raise QueryError(answer.fault)
    if answer.media.startswith("application/sparql-results"):
        return ox.parse_query_results(answer.payload, format=ox.QueryResultsFormat.JSON)
    store = ox.Store()
    store.bulk_load(answer.payload, format=ox.RdfFormat.N_TRIPLES)
    return store.query("CONSTRUCT WHERE { ?s ?p ?o }")
