"""A server of this project in a process of its own, and a client that sends what it is told to."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a SELECT, values alone."""
        found = self.json["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


class Served(NamedTuple):
    """A server that runs."""

    port: int
    process: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.port}/sparql"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        timeout: float = 20,
    ) -> Reply:
        """Send a request and return the reply, which may come before the whole body has gone."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            with suppress(
                BrokenPipeError, ConnectionResetError
            ):  # refused by its length, and closed
                connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def ask(self, query: str, accept: str = JSON, **values: str) -> Reply:
        """Send a query with GET."""
        fields = urlencode({"query": query, **values})
        return self.send("GET", f"/sparql?{fields}", headers={"Accept": accept})

    def post(self, query: str, accept: str = JSON, graphs: str = "") -> Reply:
        """Send a query as the body of a POST."""
        headers = {"Content-Type": DIRECT, "Accept": accept}
        return self.send("POST", f"/sparql{graphs}", query.encode(), headers)

    def form(self, *fields: tuple[str, str]) -> Reply:
        """Send a form."""
        headers = {"Content-Type": FORM, "Accept": JSON}
        return self.send("POST", "/sparql", urlencode(fields).encode(), headers)

    def get(self, path: str, accept: str = "*/*") -> Reply:
        """Get a path, whose Chinese characters are percent-encoded."""
        return self.send("GET", quote(path, safe="/?=&%+"), headers={"Accept": accept})


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Serve a graph on a free port as long as the block runs."""
    words = [sys.executable, "-m", "kg", "serve", "--graph", str(folder), "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    assert process.stdout
    try:
        line = process.stdout.readline()
        assert "serving" in line, line + process.stdout.read()
        port = int(line.split("http://127.0.0.1:")[1].split("/")[0])
        yield Served(port, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        process.stdout.close()
