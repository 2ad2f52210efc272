"""The graph as a file that other programs read, the same bytes for the same graph."""

import re
from itertools import takewhile
from pathlib import Path

import pyoxigraph as ox

from kg.graphml import graphml
from ontology.errors import KgError
from ontology.terms import PREFIXES

__all__ = ["ENDINGS", "ExportError", "export_graph", "quad_lines", "turtle", "union_lines"]

_TRIPLES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_QUADS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
ENDINGS = (*_TRIPLES, *_QUADS, ".graphml")
"""Endings of the files that can be written; the formats of the second group keep the graphs."""


_ESCAPE = re.compile(rb'\\(?:([\\"nrt])|[bf]|u00[01][0-9A-F]|uFFF[EF])')
"""An escape of N-Triples; only those of the first group stand for what XML can hold."""
_SUBJECT = re.compile(rb"\n(?=[^\t\n}])")


class ExportError(KgError):
    """A file that cannot be written."""


def export_graph(store: ox.Store, path: str | Path) -> None:
    """Write the graph into a file, in the format that the ending names.

    Raises:
        ExportError: The ending is unknown, or the file cannot be written.
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise ExportError(f"{target}: unknown ending; give one of {' '.join(ENDINGS)}")
    data = graphml(store) if ending == ".graphml" else _rdf(store, ending)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise ExportError(f"{target}: cannot be written ({error.strerror})") from error


def quad_lines(store: ox.Store) -> list[bytes]:
    """Return the sorted N-Quads lines of all graphs."""
    data = store.dump(format=ox.RdfFormat.N_QUADS) or b""
    return sorted(data.splitlines(keepends=True))


def union_lines(store: ox.Store) -> list[bytes]:
    """Return the sorted N-Triples lines of the union of all graphs, each once."""
    return sorted({_without_graph(line) for line in quad_lines(store)})


def _without_graph(line: bytes) -> bytes:
    """Return an N-Quads line without its fourth term; a line of three terms is left as it is.

    An IRI holds neither blanks nor quotation marks, so a last word in pointed brackets with
    more than two words before it is the graph, unless it is the tail of a literal.
    """
    head, _, last = line.removesuffix(b" .\n").rpartition(b" ")
    is_graph = last.startswith(b"<") and b'"' not in last and head.count(b" ") > 1
    return head + b" .\n" if is_graph else line


def _rdf(store: ox.Store, ending: str) -> bytes:
    if ending == ".nq":
        return b"".join(quad_lines(store))
    if ending in _QUADS:
        lines, source = sorted(quad_lines(store), key=_graph_first), ox.RdfFormat.N_QUADS
    else:
        lines, source = union_lines(store), ox.RdfFormat.N_TRIPLES
    data = b"".join(lines)
    if ending == ".nt":
        return data
    if ending == ".rdf":
        data = _ESCAPE.sub(_for_xml, data)
    if ending == ".ttl":
        return turtle(data)
    # statements come sorted and are written as they come: the same graph, the same bytes
    written = _serialized(data, source, _TRIPLES.get(ending) or _QUADS[ending])
    return _tidy(written) if ending == ".trig" else written


def _for_xml(escape: re.Match[bytes]) -> bytes:
    return escape[0] if escape[1] else b" "


def turtle(ntriples: bytes) -> bytes:
    """Return N-Triples lines as Turtle, in their order."""
    return _tidy(_serialized(ntriples, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE))


def _serialized(data: bytes, source: ox.RdfFormat, target: ox.RdfFormat) -> bytes:
    """Return statements in another format, with the prefixes that they need."""
    prefixes = {name: base for name, base in PREFIXES.items() if f"<{base}".encode() in data}
    return ox.serialize(ox.parse(data, format=source), format=target, prefixes=prefixes) or b""


def _tidy(written: bytes) -> bytes:
    """Sort the prefixes, whose order is the library's own affair, and part the subjects."""
    lines = written.splitlines(keepends=True)
    head = sum(1 for _ in takewhile(lambda line: line.startswith(b"@prefix"), lines))
    return b"".join(sorted(lines[:head])) + b"\n" + _SUBJECT.sub(b"\n\n", b"".join(lines[head:]))


def _graph_first(line: bytes) -> tuple[bytes, bytes]:
    return line.rsplit(b" ", 2)[1], line
