"""Read one foreign file into N-Quads; it runs in a process of its own, which a file may break."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.serving.limits import limit_memory
from kg.serving.tables import TABLES, read_table
from ontology.errors import KgError
from ontology.iris import BASE

__all__ = ["ENDINGS", "main", "read_foreign"]

ENDINGS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".n3": ox.RdfFormat.N3,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
"""Formats by the ending of the file."""
_MEMORY = 2048
_LONGEST = 8 << 20
"""Bytes of a statement; the store takes twice as many."""


def main(file: str, graph: str) -> None:
    """Write the statements of a file to the standard output, in one order."""
    limit_memory(_MEMORY)
    try:
        lines = read_foreign(Path(file), graph)
    except KgError as error:
        sys.exit(f"fault: {error}")
    except MemoryError:
        sys.exit(f"fault: needs more than {_MEMORY} MB; load it in parts")
    sys.stdout.buffer.write(b"".join(lines))


def read_foreign(file: Path, graph: str) -> list[bytes]:
    """Return the statements of a file as sorted N-Quads lines of one graph.

    Graphs inside the file become this one. Nodes without a name get one, which depends on the
    statements alone, so that the same file gives the same bytes.

    Raises:
        KgError: The ending is unknown, or the file is no such file.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS and ending not in TABLES:
        raise KgError(f"unknown ending; give one of {' '.join((*ENDINGS, *TABLES))}")
    try:
        triples = set(read_table(file, graph) if ending in TABLES else _triples(file, graph))
    except SyntaxError as error:
        where = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
        raise KgError(f"{where}{' '.join(str(error.msg).split())}") from error
    except (OSError, ValueError) as error:
        raise KgError(f"cannot be read ({' '.join(str(error).split())})") from error
    name = ox.NamedNode(graph)
    quads = (ox.Quad(t.subject, t.predicate, t.object, name) for t in _named(triples, graph))
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    lines = sorted(written.splitlines(keepends=True))
    if max(map(len, lines), default=0) > _LONGEST:
        raise KgError(f"holds a text of more than {_LONGEST >> 20} MB; leave it out")
    return lines


def _triples(file: Path, graph: str) -> Iterator[ox.Triple]:
    """Yield the statements of a file, of whatever graph."""
    form = ENDINGS[file.suffix.lower()]
    for quad in ox.parse(path=str(file), format=form, base_iri=graph):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)


def _named(triples: set[ox.Triple], graph: str) -> set[ox.Triple]:
    """Return statements whose nodes all have names (RDF 1.1, 3.5)."""
    if not any(isinstance(end, ox.BlankNode) for t in triples for end in (t.subject, t.object)):
        return triples
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    stem = f"{BASE}.well-known/genid/{sha256(graph.encode()).hexdigest()[:8]}-"
    return {
        ox.Triple(_with_name(quad.subject, stem), quad.predicate, _with_name(quad.object, stem))
        for quad in dataset
    }


def _with_name(node: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple", stem: str) -> Any:
    return ox.NamedNode(f"{stem}{node.value}") if isinstance(node, ox.BlankNode) else node
