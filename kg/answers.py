"""Query results in the form that was asked for."""

import io
import re
import sys
from contextlib import redirect_stdout
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox

from kg.export import turtle
from kg.ordering import orders
from kg.output import FORMATS, rows_as_text, show_rows
from kg.sparql import QueryError, Results, records, run_query
from kg.store import open_graph
from ontology.errors import KgError

__all__ = ["QUERY_FORMATS", "answer_query", "query_text", "show_results"]

QUERY_FORMATS = (*FORMATS, "xml", "turtle")
_STANDARD = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
_ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".xml": "xml",
    ".ttl": "turtle",
}
_DAY = 86_400.0
_ENDED = "could not bear it"
"""What a worker's supervisor says of its end."""
_SHEET = ".xlsx"
_LONGEST_NAME = 255
_QUERY = re.compile(r"(?:prefix|base|select|ask|construct|describe)\s", re.IGNORECASE)


def query_text(given: str) -> str:
    """Return the query: the content of a file, or the words themselves.

    Raises:
        KgError: It is neither a file that can be read nor a query.
    """
    if "{" in given or len(given) > _LONGEST_NAME:
        return given
    path = Path(given)
    if not path.exists() and _QUERY.match(given.lstrip()):
        return given
    if not path.is_file():
        raise KgError(f"{given}: no such query file, and no query; give a file or SELECT … {{ … }}")
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{given}: cannot be read as UTF-8 text ({type(error).__name__})") from error


def answer_query(folder: Path, text: str, seconds: float | None) -> Results:
    """Return the results of a query on a graph, within so many seconds if they are given.

    A query that orders is asked in a worker: numbers and texts in one column end its process.

    Raises:
        KgError: The query is faulty or takes too much, or the graph cannot be read.
    """
    if seconds is None and not orders(text):
        return run_query(open_graph(folder), text)
    from kg.serving.bounded import run_bounded  # noqa: PLC0415 (not for most queries)

    try:
        return run_bounded(folder, text, seconds or _DAY)
    except QueryError as error:
        if not (_ENDED in str(error) and orders(text)):
            raise
        told = "ORDER BY ends the engine where numbers and texts meet: try ORDER BY STR(?x)"
        raise QueryError(f"{error}; {told}") from error


def show_results(results: Results, form: str, out: Path | None = None) -> None:
    """Print what a query found, or write it: rows, yes or no, or statements.

    The ending of the file (.csv, .tsv, .json, .xml, .ttl, .xlsx) decides unless a form is given.

    Raises:
        KgError: The form does not fit the kind of answer.
    """
    if out is not None:
        _write_file(results, form, out)
        return
    if form not in QUERY_FORMATS:
        raise KgError(f"unknown format “{form}”: give one of {', '.join(QUERY_FORMATS)}")
    if isinstance(results, ox.QueryTriples):
        _show_triples(results, form)
    elif form in _STANDARD:
        _write((results.serialize(format=_STANDARD[form]) or b"") + b"\n")
    elif form == "turtle":
        raise QueryError("query: turtle is for CONSTRUCT and DESCRIBE; give table, csv, tsv, json")
    elif isinstance(results, ox.QueryBoolean):
        print("yes" if results else "no")  # noqa: T201 (a command's answer)
    else:
        names = [variable.value for variable in results.variables]
        rows = records(results)
        if form == "table":
            show_rows(rows, {name: itemgetter(name) for name in names}, form)
        else:
            sys.stdout.write(rows_as_text(rows, names, form))


def _write_file(results: Results, form: str, out: Path) -> None:
    """Write what a query found into a file; nothing is written of what does not fit."""
    ending = out.suffix.lower()
    if form == "table" and ending == _SHEET and isinstance(results, ox.QuerySolutions):
        from kg.showing import xlsx  # noqa: PLC0415 (only for sheets)

        out.write_bytes(xlsx(records(results)))
        return
    with redirect_stdout(io.StringIO()) as held:
        show_results(results, _ENDINGS.get(ending, form) if form == "table" else form)
    out.write_text(held.getvalue(), encoding="utf-8")


def _show_triples(results: ox.QueryTriples, form: str) -> None:
    if form not in {"table", "turtle"}:
        raise QueryError(f"query: statements cannot be written as {form}; give turtle")
    data = ox.serialize(sorted(set(results), key=str), format=ox.RdfFormat.N_TRIPLES)
    _write(turtle(data or b""))


def _write(data: bytes) -> None:
    sys.stdout.write(data.decode())
