"""Who is answered at all."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serving.guards import host_of, is_loopback
from tests.kg.serving.served import Served, serving

ASK = "/sparql?query=ASK%7B%7D"


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("127.0.0.1:80", "127.0.0.1"),
        ("LOCALHOST", "localhost"),
        ("[::1]:80", "::1"),
        ("evil.example", "evil.example"),
        ("127.0.0.1@evil.example", ""),
        ("127.0.0.1/x", ""),
        ("127.0.0.1:x", ""),
        ("[::1", ""),
        ("", ""),
    ],
)
def test_a_host_is_a_bare_name(header: str, host: str) -> None:
    """A Host header is a name and perhaps a port, nothing more."""
    assert host_of(header) == host


@given(st.text(max_size=30))
def test_any_host_can_be_read(header: str) -> None:
    """No header breaks the check."""
    host_of(header)


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("0.0.0.0", False)],  # noqa: S104
)
def test_loopback_is_this_machine(host: str, own: bool) -> None:  # noqa: FBT001
    """127.0.0.0/8 and ::1 are reached from here alone."""
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1@evil.example", "127.0.0.1.evil.example"]
)
@pytest.mark.parametrize("path", [ASK, "/", "/health", "/query", "/area/110101"])
def test_a_foreign_host_is_misdirected(served: Served, host: str, path: str) -> None:
    """A page that had its own name lead here gets 421, wherever it asks."""
    assert served.send("GET", path, headers={"Host": host}).status == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:8080"])
def test_own_names_are_answered(served: Served, host: str) -> None:
    """The names of the loopback are ours, through whatever port they were reached."""
    assert served.send("GET", ASK, headers={"Host": host}).status == 200


def test_requests_of_other_pages_are_refused(served: Served) -> None:
    """A page elsewhere can neither read answers nor keep the graph busy."""
    reply = served.send("GET", ASK, headers={"Origin": "https://evil.example"})
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers
    own = {"Origin": f"http://127.0.0.1:{served.port}"}
    reply = served.send("GET", ASK, headers=own)
    assert reply.status == 200
    assert "access-control-allow-origin" not in reply.headers
    assert served.send("GET", ASK, headers={"Origin": "null"}).status == 403


def test_every_reply_is_guarded(served: Served) -> None:
    """No reply may be framed, sniffed or read from elsewhere; pages say what may run in them."""
    for path in (ASK, "/", "/query", "/health", "/nothing"):
        headers = served.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.fixture(scope="module")
def open_server(folder: Path) -> Iterator[Served]:
    """A server with another name, and an origin that may ask."""
    with serving(folder, "--allow-host", "kg.example", "--cors", "https://app.example") as server:
        yield server


def test_further_names_and_origins_can_be_given(open_server: Served) -> None:
    """--allow-host and --cors let those in that they name, and nobody else."""
    assert open_server.send("GET", ASK, headers={"Host": "kg.example"}).status == 200
    assert open_server.send("GET", ASK, headers={"Host": "evil.example"}).status == 421
    origin = {"Origin": "https://app.example"}
    reply = open_server.send("GET", ASK, headers=origin)
    assert reply.headers["access-control-allow-origin"] == "https://app.example"
    assert open_server.send("OPTIONS", "/sparql", headers=origin).status == 204
    assert open_server.send("GET", ASK, headers={"Origin": "https://b.example"}).status == 403


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(served: Served, data: bytes) -> None:
    """Bytes that are no request get a 4xx or a closed door, and the server goes on."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as client:
        client.sendall(data)
        answer = client.recv(100)
    assert answer[:10] in {b"HTTP/1.1 4", b""}
    assert served.get("/health").json["status"] == "ok"
