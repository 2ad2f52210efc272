"""Forty requests that mean no good: each is refused cleanly, and costs nobody else anything."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.kg.serving.abuses import Abuse, abuses
from tests.kg.serving.served import Reply, Served, serving

SECONDS = 0.6
OVERSHOT = 0.5
PROMPT = 0.1


@pytest.fixture(scope="module")
def caught() -> Iterator[tuple[int, list[object]]]:
    """A port on the loopback, and who called there."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    client, address = server.accept()
                except TimeoutError:
                    continue
                client.close()
                calls.append(address)

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], calls
        done.set()
        thread.join()


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    """A server with tight bounds."""
    bounds = ("--timeout", str(SECONDS), "--memory", "300", "--rows", "500")
    with serving(folder, *bounds) as served:
        time.sleep(1)  # the spare workers start
        yield served


def send(server: Served, abuse: Abuse) -> Reply:
    """Send one of them; of a slow one only the head."""
    if not abuse.slow:
        return server.send(abuse.method, abuse.path, abuse.body, dict(abuse.headers))
    lines = [f"{abuse.method} {abuse.path} HTTP/1.1", f"Host: 127.0.0.1:{server.port}"]
    lines += [f"{name}: {value}" for name, value in abuse.headers]
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall("\r\n".join([*lines, "", "ASK"]).encode())
        data = b""
        while part := client.recv(1 << 16):
            data += part
    head, _, body = data.partition(b"\r\n\r\n")
    return Reply(int(head.split()[1]), {"content-type": "text/plain"}, body)


def test_forty_abuses_are_refused(server: Served, caught: tuple[int, list[object]]) -> None:
    """Each gets its 4xx or 503 in one line, within its time; the next question is answered at once.

    Nothing calls out, and the server's memory does not grow.
    """
    port, calls = caught
    tried = abuses(port)
    assert len(tried) >= 40
    before, faults, late = _memory(server), [], []
    for abuse in tried:
        begin = time.perf_counter()
        reply = send(server, abuse)
        took = time.perf_counter() - begin
        clean = reply.status in abuse.statuses and reply.body.count(b"\n") <= 1
        if not clean or took > SECONDS + OVERSHOT:
            faults.append((abuse.name, reply.status, round(took, 2), reply.body[:100]))
        begin = time.perf_counter()
        assert server.ask("ASK {}").json["boolean"] is True
        if time.perf_counter() - begin > PROMPT:
            late.append(abuse.name)
    assert not faults, faults
    assert len(late) <= 1  # one pause of a busy machine is none of ours
    assert calls == []
    assert _memory(server) - before < 50_000


def test_the_listener_would_hear_a_call(caught: tuple[int, list[object]]) -> None:
    """Whoever calls the port is heard, so that silence means something."""
    port, calls = caught
    socket.create_connection(("127.0.0.1", port)).close()
    time.sleep(0.3)
    assert len(calls) == 1
    calls.clear()


def test_from_fetches_nothing(server: Served, caught: tuple[int, list[object]]) -> None:
    """FROM an address that nobody stored is an empty graph, and no call."""
    port, calls = caught
    address = f"http://127.0.0.1:{port}/data.ttl"
    everything = "SELECT * WHERE { ?s ?p ?o }"
    assert server.ask(everything.replace("WHERE", f"FROM <{address}> WHERE")).rows == []
    assert server.ask(everything, **{"default-graph-uri": address}).rows == []
    assert calls == []


def test_many_at_once_leave_the_server_well(server: Served) -> None:
    """More endless queries than workers: some wait, some are sent away; then all is well."""
    query = f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }')}"
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(server.send("GET", query).status))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [503] * 12
    assert server.ask("ASK {}").status == 200


def test_slow_heads_are_cut_off(server: Served) -> None:
    """Connections on which nothing comes do not keep others out."""
    clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    for client in clients:
        client.sendall(b"GET /sparql HTTP/1.1\r\nHost: local")
    assert server.ask("ASK {}").status == 200
    for client in clients:
        client.close()


def _memory(server: Served) -> int:
    """Return the kilobytes that the server holds, not counting its workers."""
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        return 0
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1])
