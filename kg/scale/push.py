"""Send the graphs of a store to another one: Graph Store Protocol, else SPARQL Update."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from kg.scale.http import Http, HttpError, StatusError
from ontology.errors import KgError

__all__ = ["PROTOCOLS", "PushError", "Pushed", "push_graphs"]

PROTOCOLS = ("auto", "graph-store", "update")
_NO_GRAPH_STORE = {400, 404, 405, 406, 415, 501}
"""Answers of an address that is no graph store, but may take updates."""
_CHUNK = 2_000_000
"""Bytes of one INSERT DATA: many stores take no more than some megabytes at once."""


class PushError(KgError):
    """Graphs that could not be sent."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent, and how."""

    graphs: int
    triples: int
    protocol: str


def push_graphs(
    store: ox.Store,
    http: Http,
    *,
    protocol: str = "auto",
    progress: Callable[[int, int, str], None] | None = None,
) -> Pushed:
    """Put every graph of a store in place of the one of its name at an address.

    Sending again changes nothing; graphs that are there alone stay.

    Raises:
        PushError: The address takes neither graphs nor updates.
        HttpError: Nobody answers, or the store refuses.
    """
    if protocol not in PROTOCOLS:
        raise PushError(f"unknown protocol “{protocol}”: give one of {', '.join(PROTOCOLS)}")
    names = _names(store)
    triples = 0
    for number, name in enumerate(names):
        if progress:
            progress(number, len(names), name or "default graph")
        data, count, blank = _statements(store, name)
        try:
            protocol = _send(http, protocol, name, data, whole=blank)
        except HttpError as error:
            if not number:
                raise
            said = f"{number} of {len(names)} graphs were sent; push again to go on"
            raise PushError(f"{error} ({said})") from error
        triples += count
    if progress:
        progress(len(names), len(names), "")
    return Pushed(len(names), triples, protocol)


def _names(store: ox.Store) -> list[str]:
    """Return the names of the graphs in order, an empty one for the default graph if it has any."""
    names = sorted(node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode))
    default = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return [*names, *([""] if next(default, None) else [])]


def _statements(store: ox.Store, name: str) -> tuple[bytes, int, bool]:
    """Return a graph as sorted N-Triples, their number, and whether some node has no name."""
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    lines = sorted(data.splitlines(keepends=True))
    blank = any(line.startswith(b"_:") or b" _:" in line for line in lines)
    return b"".join(lines), len(lines), blank


def _send(http: Http, protocol: str, name: str, data: bytes, *, whole: bool) -> str:
    """Send one graph, and return the protocol that the address understood."""
    if protocol != "update":
        try:
            _put(http, name, data)
        except StatusError as error:
            if protocol != "auto" or error.status not in _NO_GRAPH_STORE:
                raise
        else:
            return "graph-store"
        try:
            _update(http, name, data, whole=whole)
        except StatusError as error:
            if error.status not in _NO_GRAPH_STORE:
                raise
            raise PushError(
                f"{http.url}: takes neither graphs nor updates ({error.status});"
                " give the address of its Graph Store Protocol or of its updates"
            ) from error
        return "update"
    _update(http, name, data, whole=whole)
    return "update"


def _put(http: Http, name: str, data: bytes) -> None:
    which = f"graph={quote(name, safe='')}" if name else "default"
    joint = "&" if "?" in http.url else "?"
    url = f"{http.url}{joint}{which}"
    http.ask("PUT", url, data, Content_Type="application/n-triples")


def _update(http: Http, name: str, data: bytes, *, whole: bool) -> None:
    """Clear a graph and fill it, in pieces unless nodes without a name hold it together."""
    target = f"GRAPH <{name}>" if name else "DEFAULT"
    opening = f"DROP SILENT {target} ;\n"
    into = f"GRAPH <{name}> " if name else ""
    for piece in [data] if whole else _pieces(data):
        inner = f"{{ {into}{{\n" if into else "{ \n"
        closing = "} }" if into else "}"
        text = opening.encode() + b"INSERT DATA " + inner.encode() + piece + closing.encode()
        http.ask("POST", http.url, text, Content_Type="application/sparql-update")
        opening = ""


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield N-Triples in pieces of whole lines."""
    start = 0
    while start < len(data) or not start:
        end = len(data)
        if end - start > _CHUNK:
            end = data.rindex(b"\n", start, start + _CHUNK) + 1
        yield data[start:end]
        if end == 0:
            return
        start = end
