"""Run a SPARQL query over the union of all graphs, with our prefixes and within bounds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from kg.syntax import QUIET, first_word, syntax_fault
from ontology.errors import KgError
from ontology.terms import PREFIXES

__all__ = [
    "Dataset",
    "QueryError",
    "Record",
    "RefusedError",
    "Results",
    "Value",
    "check_query",
    "records",
    "run_query",
    "select",
]

Value: TypeAlias = str | int | Decimal | bool | None
"""A cell: an IRI or a text as a string, a number as a number, none if unbound."""
Record: TypeAlias = dict[str, Value]
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_XSD = PREFIXES["xsd"]
_WHOLE = {f"{_XSD}{name}" for name in ("integer", "nonNegativeInteger", "int", "long", "gYear")}

_NODES = (ox.NamedNode, ox.BlankNode)
_NAMES = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel")

_QUOTED, _PROFILE = "oa:exact", ox.NamedNode(f"{PREFIXES['fz']}profile")
_LONGEST = 100_000
_DEEPEST = 64
_MOST = 500
"""Measured: the engine's parser ends its process at 2,200 nested braces, 1,000 are harmless."""
_LONGEST_CHAIN = 2000
"""Measured: it ends its process at 8,000 terms of one sum, 4,000 are harmless."""
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NAME = re.compile(r"([?$]|:)[\w-]+")
_SERVICE = re.compile(
    r"service(?:\s|#[^\n]*\n)*+"
    r"(?:silent(?:\s|#[^\n]*\n)*+)?(?:[<?$]|[^\s<>{}()\"'#?$]*:)",
    re.IGNORECASE,
)
_BRANCH = re.compile(r"\b(?:union|optional|minus|bind|filter|exists|graph)\b", re.IGNORECASE)
_OPERATOR = re.compile(r"&&|\|\|?|[+*/]|-(?![A-Za-z])")
_FROM = re.compile(r"(?<![\w?$:.-])from(?![\w:.-])", re.IGNORECASE)
_INNERMOST = re.compile(r"\{[^{}]*\}")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}


class QueryError(KgError):
    """A query that is no query, or that asks too much."""


class RefusedError(QueryError):
    """A text that would change the graph or call another server."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is to ask, whatever graphs it names itself."""

    default: tuple[str, ...] = ()
    """Graphs that are asked together where the query names none."""
    named: tuple[str, ...] = ()
    """Graphs that the query may name."""


def run_query(
    store: ox.Store,
    text: str,
    bindings: Mapping[str, str | int] | None = None,
    *,
    dataset: Dataset | None = None,
    base: str | None = None,
) -> Results:
    """Return the results of a query; values enter as bound variables, IRIs as strings.

    Without a dataset and without FROM a query asks the union of all graphs. A graph that is not
    stored is empty; nothing is fetched. ``base`` completes relative IRIs.

    Raises:
        QueryError: The text is no SPARQL query, calls out, or is nested beyond measure.
    """
    check_query(text)
    values: dict[ox.Variable, Term] = {
        ox.Variable(name): ox.Literal(value) if isinstance(value, int) else ox.NamedNode(value)
        for name, value in (bindings or {}).items()
    }
    try:
        return store.query(
            text,
            prefixes=dict(PREFIXES),
            base_iri=base,
            use_default_graph_as_union=dataset is None and not _names_graphs(text),
            default_graph=[*_nodes(dataset.default)] if dataset else None,
            named_graphs=[*_nodes(dataset.named)] if dataset else None,
            substitutions=values or None,
        )
    except SyntaxError as error:
        raise _fault(str(error), text) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"query: {' '.join(str(error).split())}") from error


def select(
    store: ox.Store, text: str, bindings: Mapping[str, str | int] | None = None
) -> list[Record]:
    """Return the rows of a SELECT query as records.

    Raises:
        QueryError: The query is faulty or no SELECT, or wants quotes that a lean graph left out.
    """
    if _QUOTED in text and next(store.quads_for_pattern(None, _PROFILE, None), None):
        raise QueryError(
            "this graph is lean and keeps no quotes; build it with --profile full to ask this, or"
            " ask in SPARQL without oa:exact"
        )
    results = run_query(store, text, bindings)
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError("query: a SELECT is needed here")
    return records(results)


def records(solutions: ox.QuerySolutions) -> list[Record]:
    """Return the rows of a result with plain values, by the names of its variables."""
    names = [variable.value for variable in solutions.variables]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in solutions]


def labels_of(store: ox.Store, iri: str) -> dict[str, str]:
    """Return the preferred names of a thing by language; of several the first in order.

    Looked up one by one: the engine would read all labels to filter a few by language.
    """
    quads = (
        quad
        for name in _NAMES
        for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(name), None)
    )
    found = (
        (quad.object.language or "", quad.object.value)
        for quad in quads
        if isinstance(quad.object, ox.Literal)
    )
    return dict(sorted(found, reverse=True))


def check_query(text: str) -> None:
    """Refuse a query that would call another server or that would break the engine's parser.

    ``SERVICE`` is looked for in the whole text, escapes undone: where strings and comments begin
    and end can be made to look otherwise.

    Raises:
        QueryError: The text is too long, too deep, or has a SERVICE.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"query: longer than {_LONGEST} characters; ask in parts")
    plain = _ESCAPE.sub(_character, text)
    lines = plain.replace("\r", "\n")
    if lines.lower().count("service") > _MOST or _SERVICE.search(_NAME.sub(r"\1_", lines)):
        raise RefusedError("query: SERVICE is refused; a query asks this graph alone")
    bare = QUIET.sub(" ", plain)
    if max(_depth(plain), _depth(bare)) > _DEEPEST or "!" * _DEEPEST in _solid(bare):
        raise QueryError(f"query: nested deeper than {_DEEPEST} brackets; ask in parts")
    if len(_BRANCH.findall(bare)) > _MOST:
        raise QueryError(f"query: more than {_MOST} branches; ask in parts")
    if len(_OPERATOR.findall(_NAME.sub("", bare))) > _LONGEST_CHAIN:
        raise QueryError(f"query: more than {_LONGEST_CHAIN} operators; ask in parts")


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else ""  # noqa: PLR2004 (the last code point)


def _solid(text: str) -> str:
    return "".join(text.split())


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[{}()\[\]]", text):
        depth = depth + 1 if bracket in "{([" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _names_graphs(text: str) -> bool:
    """Tell whether a query names its graphs (FROM): then it asks those, not the union."""
    bare = QUIET.sub(" ", text)
    while (outer := _INNERMOST.sub(" ", bare)) != bare:
        bare = outer
    return bool(_FROM.search(bare))


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    """Return graphs by their names.

    Raises:
        QueryError: A name is no IRI.
    """
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"query: a graph's name is no IRI ({error}); give https://…") from error


def _plain(value: object) -> Value:
    if isinstance(value, _NODES):
        return value.value
    if not isinstance(value, ox.Literal):
        return None if value is None else str(value)
    if value.datatype.value in _WHOLE:
        return int(value.value)
    if value.datatype.value == f"{_XSD}decimal":
        return Decimal(value.value)
    if value.datatype.value == f"{_XSD}boolean":
        return value.value == "true"
    return value.value


def _fault(message: str, text: str) -> QueryError:
    """Return the engine's complaint as an error; a text that changes the graph is refused."""
    word, _ = first_word(text)
    if word in _UPDATES:
        told = "changes the graph; only SELECT, ASK, CONSTRUCT, DESCRIBE are answered"
        return RefusedError(f"query: {word} {told}")
    return QueryError(f"query: {syntax_fault(text, message)}")
