"""Rules of sending graphs to other stores and of asking those."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

import kg.scale.push
from kg.build import build_graph
from kg.cli import app
from kg.export import quad_lines
from kg.scale.endpoint import ask_endpoint
from kg.scale.http import Http, HttpError
from kg.scale.push import PushError, push_graphs
from kg.sparql import QueryError, records
from kg.store import open_graph
from tests.kg.test_incremental import prose

SERVER = Path(sys.executable).parent / "oxigraph"
UPDATE = {"Content_Type": "application/sparql-update"}
QUERY = (
    'SELECT ?place { ?r a fz:Report ; fz:jurisdiction/rdfs:label ?place FILTER(LANG(?place)="zh") }'
)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an Oxigraph server of its own."""
    if not SERVER.exists():
        assert not os.environ.get("CI"), "pip install oxigraph"
        pytest.skip("needs the oxigraph server: pip install oxigraph")
    address = f"127.0.0.1:{free_port()}"
    place = str(tmp_path_factory.mktemp("oxigraph"))
    run = subprocess.Popen(
        [str(SERVER), "serve", "--location", place, "--bind", address], stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                urlopen(f"http://{address}/query", timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline, "the server did not start"
                time.sleep(0.05)
        yield f"http://{address}"
    finally:
        run.kill()
        run.wait()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph of two reports."""
    folder = tmp_path_factory.mktemp("pushed")
    for number in range(2):
        (folder / f"{number}.txt").write_text(prose(number), encoding="utf-8")
    build_graph([folder], folder / "graph")
    return folder / "graph"


def fetched(server: str) -> list[bytes]:
    """Return what a server holds, as sorted lines."""
    with urlopen(f"{server}/store", timeout=10) as answer:  # noqa: S310 (our own server)
        store = ox.Store()
        store.load(answer.read(), format=ox.RdfFormat.N_QUADS)
    return quad_lines(store)


@pytest.mark.parametrize(
    ("path", "protocol", "by"),
    [
        ("/store", "auto", "graph-store"),
        ("/store", "graph-store", "graph-store"),
        ("/update", "auto", "update"),
        ("/update", "update", "update"),
    ],
)
def test_a_graph_comes_back_as_it_went(  # noqa: PLR0917 (fixtures and cases)
    server: str, graph: Path, path: str, protocol: str, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent by either protocol, once or again, the other store holds the same graph."""
    monkeypatch.setattr(kg.scale.push, "_CHUNK", 20_000)
    store = open_graph(graph)
    Http(server).ask("POST", f"{server}/update", b"DROP ALL", **UPDATE)
    for _ in range(2):
        done = push_graphs(store, Http(f"{server}{path}"), protocol=protocol)
        assert (done.protocol, done.triples) == (by, len(store))
    assert fetched(server) == quad_lines(store)


@pytest.mark.parametrize("path", ["/store", "/update"])
def test_other_graphs_come_back_too(server: str, path: str) -> None:
    """The default graph, and nodes without a name, are sent whole."""
    store = ox.Store()
    a, b = ox.NamedNode("http://a.cn/a"), ox.NamedNode("http://a.cn/b")
    store.add(ox.Quad(a, b, ox.Literal('say "甲"\n\\', language="zh")))
    store.add(ox.Quad(a, b, ox.BlankNode("x"), ox.NamedNode("http://a.cn/g")))
    store.add(ox.Quad(ox.BlankNode("x"), b, a, ox.NamedNode("http://a.cn/g")))
    assert push_graphs(store, Http(f"{server}{path}")).graphs == 2
    asked = 'ASK { <http://a.cn/a> ?p ?v FILTER(CONTAINS(?v, "甲")) }'
    assert ask_endpoint(f"{server}/query", asked)
    asked = "ASK { GRAPH <http://a.cn/g> { <http://a.cn/a> ?p ?x . ?x ?p <http://a.cn/a> } }"
    assert ask_endpoint(f"{server}/query", asked)


def test_an_endpoint_answers_as_the_own_store_does(server: str, graph: Path) -> None:
    """Rows, yes or no, and statements; our prefixes are known there too."""
    push_graphs(open_graph(graph), Http(f"{server}/store"))
    there = f"{server}/query?union-default-graph"
    rows = records(ask_endpoint(there, QUERY))  # type: ignore[arg-type]
    assert sorted(str(row["place"]) for row in rows) == ["东城区", "西城区"]
    assert ask_endpoint(there, "ASK { ?r a fz:Report }")
    found = ask_endpoint(there, "CONSTRUCT { ?r a fz:Report } WHERE { ?r a fz:Report }")
    assert len(list(found)) == 2  # type: ignore[arg-type]


def test_the_commands_push_and_ask(server: str, graph: Path) -> None:
    """Push says what was sent; query --endpoint prints what came back."""
    run = CliRunner().invoke(app, ["push", "--to", f"{server}/store", "-g", str(graph)])
    assert run.output.startswith("sent ")
    assert run.output.endswith("triples by graph-store\n")
    there = f"{server}/query?union-default-graph"
    run = CliRunner().invoke(app, ["query", QUERY, "--endpoint", there, "-f", "csv"])
    assert sorted(run.output.split()) == ["place", "东城区", "西城区"]


class Refusing(BaseHTTPRequestHandler):
    """Answers as the path says: /404, /slow, /half, /page."""

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        said = self.path.strip("/").partition("?")[0]
        if said == "slow":
            time.sleep(1.0)
        if said == "basic" and self.headers.get("Authorization") == "Basic amlhOmdlaGVpbQ==":
            said = "204"
        status = int(said) if said.isdigit() else 401 if said == "basic" else 200
        kinds = {"half": "application/sparql-results+json"}
        body = b'{"head":{"vars":["a"]},"results":{"bind' if said == "half" else b"no such thing"
        self.send_response(status)
        self.send_header("Content-Type", kinds.get(said, "text/html"))
        if status in {301, 302, 307}:
            self.send_header("Location", "http://elsewhere.example/")
        self.send_header("Content-Length", "0" if status == 204 else str(len(body)))
        self.end_headers()
        if status != 204:
            with suppress(BrokenPipeError):  # who asked has given up
                self.wfile.write(body)

    do_PUT = do_POST = do_GET = _answer  # noqa: N815 (as the library calls them)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def refusing() -> Iterator[str]:
    """Return the address of a server that refuses."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/401", r"not allowed \(401\); give --user NAME and KG_PASSWORD"),
        ("/403", r"not allowed \(403\)"),
        ("/404", r"takes neither graphs nor updates \(404\)"),
        ("/405", r"takes neither graphs nor updates \(405\)"),
        ("/500", r"the store answered 500 \(no such thing\)"),
        ("/302", r"the store is elsewhere \(302: http://elsewhere.example/\)"),
        ("/slow", r"no answer within 0.2 s"),
    ],
)
def test_a_refusal_is_one_line(refusing: str, graph: Path, path: str, fault: str) -> None:
    """What the other store answers is told with its remedy."""
    with pytest.raises((HttpError, PushError), match=f"{refusing}{path}: .*{fault}"):
        push_graphs(open_graph(graph), Http(f"{refusing}{path}", timeout=0.2))


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://127.0.0.1:9/store", "nothing listens there; start the store"),
        ("127.0.0.1:9", "no web address"),
        ("ftp://127.0.0.1/store", "no web address"),
        ("file:///etc/passwd", "no web address"),
        ("http://", "no web address"),
        ("http://127.0.0.1:x/store", "no web address"),
        ("http://127.0.0.1/a b", "no web address"),
        ("http://me:secret@127.0.0.1/store", "^the address holds a name; give it with --user"),
    ],
)
def test_a_wrong_address_is_one_line(graph: Path, address: str, fault: str) -> None:
    """What is no address, or where nobody listens, is told; a password is not repeated."""
    with pytest.raises(HttpError, match=fault) as told:
        push_graphs(open_graph(graph), Http(address, timeout=2))
    assert "secret" not in str(told.value)


def test_a_store_may_want_a_password(
    refusing: str, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name and password go along; the password comes from the environment."""
    monkeypatch.setenv("KG_PASSWORD", "geheim")
    done = push_graphs(open_graph(graph), Http(f"{refusing}/basic", user="jia"))
    assert done.protocol == "graph-store"


@pytest.mark.parametrize(
    ("path", "fault"),
    [("/half", "the answer is broken off"), ("/page", "answered text/html, no SPARQL result")],
)
def test_an_answer_that_is_none_is_told(refusing: str, path: str, fault: str) -> None:
    """A truncated answer never counts as a short one."""
    with pytest.raises((QueryError, HttpError), match=fault):
        records(ask_endpoint(f"{refusing}{path}", "SELECT ?a { ?a ?b ?c }"))  # type: ignore[arg-type]


def test_a_wrong_query_is_told_by_the_endpoint(server: str) -> None:
    """What the endpoint says of a query is one line."""
    with pytest.raises(HttpError, match=r"the store answered 400 \(error at 1:"):
        ask_endpoint(f"{server}/query", "SELECT nothing")


def test_an_unknown_protocol_is_told(graph: Path) -> None:
    """The protocols are named."""
    with pytest.raises(PushError, match="give one of auto, graph-store, update"):
        push_graphs(open_graph(graph), Http("http://127.0.0.1:9/"), protocol="soap")
