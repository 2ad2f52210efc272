"""Ask a SPARQL 1.1 endpoint, with our prefixes, and get what the own store would give."""

import os
import re

import pyoxigraph as ox

from kg.scale.http import Http, HttpError
from kg.sparql import QueryError, Results
from ontology.terms import sparql_prefixes

__all__ = ["ask_endpoint"]

_ACCEPT = "application/sparql-results+json, application/n-triples, text/turtle;q=0.8"
_RDF = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_PATIENCE = 60.0
"""Seconds to wait for an answer, unless the user says otherwise."""
_BREAKS = re.compile(r"\s+")


def ask_endpoint(url: str, text: str, timeout: float | None = None) -> Results:
    """Return what an endpoint answers to a query; the user's name is in KG_USER.

    Raises:
        HttpError: Nobody answers, or the endpoint refuses.
        QueryError: The answer is no SPARQL result, or is broken off.
    """
    http = Http(url, user=os.environ.get("KG_USER", ""), timeout=timeout or _PATIENCE)
    query = f"{_BREAKS.sub(' ', sparql_prefixes())}{text}"  # one line, so that line numbers hold
    answer = http.ask(
        "POST", http.url, query.encode(), Content_Type="application/sparql-query", Accept=_ACCEPT
    )
    try:
        if answer.kind in _TABLES:
            return ox.parse_query_results(answer.body, format=_TABLES[answer.kind])
        if answer.kind in _RDF:
            store = ox.Store()
            store.load(answer.body, format=_RDF[answer.kind])
            found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
            if isinstance(found, ox.QueryTriples):
                return found
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(
            f"{http.url}: the answer is broken off; the store may have stopped the query"
        ) from error
    raise HttpError(f"{http.url}: answered {answer.kind}, no SPARQL result; is it an endpoint?")
