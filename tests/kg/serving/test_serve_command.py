"""kg serve and kg query --timeout as a user meets them."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.serving.extra import check_extra
from kg.store import published
from ontology.errors import KgError
from tests.kg.made import make_rich_facts
from tests.kg.serving.served import serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run the program to its end."""
    command = [sys.executable, "-m", "kg", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


def fault(*words: str) -> str:
    """Return the one line with which a command fails."""
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_busy_port_is_one_line(folder: Path) -> None:
    """A port that is taken is named, with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = fault("serve", "--graph", str(folder), "--port", str(port))
    assert f"127.0.0.1:{port}" in told
    assert "--port" in told


def test_a_missing_graph_is_one_line(tmp_path: Path) -> None:
    """Without a graph nothing is served."""
    assert "no graph here" in fault("serve", "--graph", str(tmp_path / "none"), "--port", "0")


@pytest.mark.parametrize("loss", ["cut", "gone"])
def test_a_damaged_store_is_one_line(build: Callable[..., Path], loss: str) -> None:
    """A store that lost something is not served."""
    path = build(make_rich_facts())
    store = published(path)
    if loss == "gone":
        shutil.rmtree(store)
    else:
        for file in store.glob("MANIFEST*"):
            file.write_bytes(file.read_bytes()[:-20])
    told = fault("serve", "--graph", str(path), "--port", "0")
    assert str(path) in told


def test_a_foreign_address_is_one_line(folder: Path) -> None:
    """An address of another machine cannot be listened at."""
    assert "203.0.113.1" in fault("serve", "--graph", str(folder), "--host", "203.0.113.1")


def test_a_path_must_be_free(folder: Path) -> None:
    """The endpoint cannot stand where something else is."""
    assert "/health" in fault("serve", "--graph", str(folder), "--path", "/health")


def test_the_endpoint_can_stand_elsewhere(folder: Path) -> None:
    """--path moves the endpoint, and the query page asks it there."""
    with serving(folder, "--path", "/ask/graph") as server:
        assert server.get("/ask/graph?query=ASK%7B%7D").status == 200
        assert server.get("/sparql?query=ASK%7B%7D").status == 404
        assert '"endpoint":"/ask/graph"' in server.get("/query").text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_cleanly(folder: Path, number: signal.Signals, busy: bool) -> None:  # noqa: FBT001
    """Ctrl-C, or the system, ends server and workers at once, even in the middle of a query."""
    with serving(folder) as server:
        if busy:
            endless = quote(ENDLESS)
            client = socket.create_connection(("127.0.0.1", server.port))
            client.sendall(
                f"GET /sparql?query={endless} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
            )
            time.sleep(0.3)
        begin = time.perf_counter()
        server.process.send_signal(number)
        server.process.wait(10)
        if busy:
            client.close()
        assert time.perf_counter() - begin < 5
        assert server.process.stdout
        said = server.process.stdout.read()
        assert (said, server.process.returncode) == ("stopped\n", 0)


def test_no_worker_outlives_its_server(folder: Path) -> None:
    """Even a server that was killed leaves no worker behind."""
    with serving(folder) as server:
        time.sleep(1)
        workers = _children(server.process.pid)
        assert len(workers) >= 2
        server.process.kill()
        server.process.wait(10)
        deadline = time.monotonic() + 5
        while any(_lives(pid) for pid in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(_lives(pid) for pid in workers)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    if not tasks.exists():
        pytest.skip("this system lists no children")
    return [int(child) for child in tasks.read_text().split()]


def _lives(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except OSError:
        return False


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not installed is named, with the command that installs it."""
    monkeypatch.setattr("kg.serving.extra.find_spec", lambda _: None)
    with pytest.raises(KgError, match=r"starlette and uvicorn.*fazhi-kg\[serve\]"):
        check_extra()


@pytest.mark.parametrize(
    ("query", "form", "shown"),
    [
        ("SELECT ?y { ?r a fz:Report ; fz:year ?y } ORDER BY ?y LIMIT 1", "csv", "y\n20"),
        ("ASK { ?s a fz:Report }", "table", "yes"),
        ("CONSTRUCT { ?s fz:code ?o } { ?s fz:code ?o }", "turtle", "area:110101 fz:code"),
        ("SELECT * { ?s fz:code ?o }", "json", '"110101"'),
    ],
)
def test_a_query_can_have_a_time(folder: Path, query: str, form: str, shown: str) -> None:
    """With --timeout a query gets the answer that it gets without."""
    bounded = run("query", query, "--graph", str(folder), "--format", form, "--timeout", "20")
    assert shown in bounded.stdout, bounded.stderr
    plain = run("query", query, "--graph", str(folder), "--format", form)
    assert sorted(bounded.stdout.splitlines()) == sorted(plain.stdout.splitlines())


def test_a_query_is_stopped_in_time(folder: Path) -> None:
    """What takes longer than it may ends with one line."""
    told = fault("query", ENDLESS, "--graph", str(folder), "--timeout", "0.5")
    assert "stopped after 0.5 seconds" in told
