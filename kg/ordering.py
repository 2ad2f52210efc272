"""The order of an answer's rows, made here: the engine looks up both terms at each comparison.

Measured on 27,744 rows of ten columns: 2 s in the engine, 0.1 s here. And the engine ends the whole
process where it meets numbers and texts in one column; here numbers stand before texts.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from kg.sparql import Record, Value, select

__all__ = ["Order", "in_order", "orders", "select_ordered", "split_order"]

Order: TypeAlias = tuple[tuple[str, bool], ...]
"""Names of columns, the weightiest first, and whether they descend."""

_KEY = r"(?:\?\w+|(?:ASC|DESC)\s*\(\s*\?\w+\s*\))"
_LAST = re.compile(rf"\bORDER\s+BY\s+({_KEY}(?:\s+{_KEY})*)\s*\Z", re.IGNORECASE)
_ANY = re.compile(r"\border\s+by\b", re.IGNORECASE)
_EACH = re.compile(r"(DESC)?\W{0,99}\?(\w+)", re.IGNORECASE)


def split_order(text: str) -> tuple[str, Order]:
    """Return a query without its last ORDER BY, and that order; it has to name columns alone.

    >>> split_order("SELECT ?a { ?a ?b ?c } ORDER BY DESC(?a) ?b")
    ('SELECT ?a { ?a ?b ?c } ', (('a', True), ('b', False)))
    >>> split_order("SELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 1")[1]
    ()
    """
    last = _LAST.search(text)
    if last is None:
        return text, ()
    return text[: last.start()], tuple((name, bool(down)) for down, name in _EACH.findall(last[1]))


def select_ordered(store: ox.Store, text: str) -> list[Record]:
    """Return the rows of a SELECT query, put in order here if it orders by columns that it shows.

    Raises:
        QueryError: The query is faulty or no SELECT.
    """
    bare, order = split_order(text)
    rows = select(store, bare)
    if rows and not {name for name, _ in order} <= rows[0].keys():
        return select(store, text)
    return in_order(rows, order)


def orders(text: str) -> bool:
    """Tell whether a query may put rows in order."""
    return bool(_ANY.search(text))


def in_order(rows: Iterable[Record], order: Order) -> list[Record]:
    """Return rows in an order; what is unbound comes first, then numbers, then IRIs and texts."""
    found = list(rows)
    for name, down in reversed(order):
        found.sort(key=lambda row: _rank(row[name]), reverse=down)
    return found


def _rank(value: Value) -> tuple[int, int | Decimal | str]:
    if value is None:
        return 0, 0
    return (2, value) if isinstance(value, str) else (1, value)
