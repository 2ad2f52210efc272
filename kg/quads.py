"""RDF as text: terms and sorted N-Quads lines, written without an RDF library.

Writing strings is an order of magnitude faster than building terms, and workers can hand the
bytes to whoever owns the store.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache

from ontology.iris import BASE
from ontology.terms import PREFIXES

__all__ = [
    "COUNTS",
    "DATASET",
    "DESCRIPTIONS",
    "PLACES",
    "VOCABULARY",
    "GraphText",
    "date",
    "decimal",
    "integer",
    "once",
    "ref",
    "refs",
    "term",
    "text",
]

VOCABULARY = f"{BASE}graph/vocabulary"
"""The graph that describes curated concepts and documents in use."""
PLACES = f"{BASE}graph/places"
"""The graph that describes places in use."""
DATASET = f"{BASE}graph/dataset"
"""The graph that describes the whole."""
COUNTS = f"{BASE}graph/counts"
"""The graph of what is counted over the whole."""
DESCRIPTIONS = frozenset({VOCABULARY, PLACES, DATASET, COUNTS})
"""The graphs that are no reports."""

_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f\ufffe\uffff]')
_SHORT = {
    "\\": r"\\",
    '"': r"\"",
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\f": r"\f",
    "\r": r"\r",
}
_XSD = PREFIXES["xsd"]


def ref(iri: str) -> str:
    """Return an IRI as a term."""
    return f"<{iri}>"


def refs(iris: Iterable[str]) -> tuple[str, ...]:
    """Return IRIs as terms, each once."""
    return once(tuple([f"<{iri}>" for iri in iris]))


@cache
def term(name: str) -> str:
    """Return a prefixed name as a term: ``fz:adopts``."""
    prefix, local = name.split(":", 1)
    return f"<{PREFIXES[prefix]}{local}>"


def text(value: str, tag: str = "") -> str:
    """Return a string as a term of canonical N-Quads, with its language if it has one."""
    if '"' in value or "\\" in value or not value.isprintable():  # what else is to be escaped
        value = _SPECIAL.sub(_escape, value)
    return f'"{value}"@{tag}' if tag else f'"{value}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


@lru_cache(maxsize=1 << 16)
def integer(value: int) -> str:
    """Return a whole number as a term, with the one type that every store gives back."""
    return f'"{value}"^^<{_XSD}integer>'


def decimal(value: Decimal) -> str:
    """Return a figure as a term, in the one form that every store gives back: 1.5, not 1.50."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f'"{"0" if plain in {"-0", ""} else plain}"^^<{_XSD}decimal>'


def date(iso: str) -> str:
    """Return an ISO date as a term."""
    return f'"{iso}"^^<{_XSD}date>'


class GraphText:
    """The statements of one named graph."""

    def __init__(self, name: str) -> None:
        """Start without statements."""
        self.name = name
        self.nodes: dict[str, dict[str, tuple[str, ...]]] = {}
        """Values of each node by property, each once."""

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """State of a subject, given by its IRI, some values of a property."""
        if not objects:
            return
        node = self.nodes.setdefault(subject, {})
        node[predicate] = once((*node.get(predicate, ()), *objects))

    def put(self, subject: str, values: dict[str, tuple[str, ...]]) -> None:
        """State of a subject what is to be said of it, by property; each value stands once."""
        if self.nodes.setdefault(subject, values) is not values:
            for predicate, objects in values.items():
                self.add(subject, predicate, *objects)

    def __len__(self) -> int:
        """Count the statements."""
        return sum(len(values) for node in self.nodes.values() for values in node.values())

    def to_bytes(self) -> bytes:
        """Return the statements as sorted N-Quads lines.

        A lone surrogate, which UTF-8 cannot hold, becomes a question mark; the kept text is
        written the same way, so offsets stay true.
        """
        end = _bytes(f" <{self.name}> .\n")
        orders: dict[tuple[str, ...], _Order] = {}
        pieces: list[bytes] = []
        for head in sorted([f"<{subject}> " for subject in self.nodes]):
            node, start = self.nodes[head[1:-2]], _bytes(head)
            names = tuple(node)
            order = orders.get(names)
            if order is None:  # most nodes have the properties of some other
                order = orders[names] = _Order(names)
            for index, name in enumerate(order.names):
                values, written = node[name], order.written[index]
                if len(values) == 1:
                    pieces.append(start)
                    pieces.append(written)
                    pieces.append(_bytes(values[0]))
                    pieces.append(end)
                    continue
                for value in sorted(values):
                    pieces += (start, written, _bytes(value), end)
        return b"".join(pieces)


class _Order:
    """Properties in the order in which they are written, and as they are."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = sorted(names)
        self.written = [_bytes(f"{name} ") for name in self.names]


def once(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return values without repeats."""
    return values if len(values) == 1 else tuple(dict.fromkeys(values))


def _bytes(value: str) -> bytes:
    try:
        return value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")
