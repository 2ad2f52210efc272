"""Serve a graph until somebody presses Ctrl-C."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serving.app import build_app
from kg.serving.guards import Guard, is_loopback
from kg.serving.limits import Limits
from kg.serving.pages import Pages
from kg.serving.pool import Pool
from ontology.errors import KgError

__all__ = ["ServingError", "serve"]

_HEAD_SECONDS = 10.0
_CONNECTIONS = 200
_END_SECONDS = 2
_ENDS = (signal.SIGINT, signal.SIGTERM)


class ServingError(KgError):
    """A graph that cannot be served."""


class _Impatient(H11Protocol):
    """HTTP/1.1 that closes a connection on which the head of a request does not come in time."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        if self._rests() and self._patience is None:
            self._wait()
        super().data_received(data)
        if not self._rests():
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _rests(self) -> bool:
        """Tell whether no request is being answered."""
        cycle = getattr(self, "cycle", None)
        return cycle is None or cycle.response_complete

    def _wait(self) -> None:
        self._patience = self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._patience:
            self._patience.cancel()
        self._patience = None

    def _give_up(self) -> None:
        if self._rests():
            self.transport.close()


def serve(
    folder: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    path: str = "/sparql",
    limits: Limits | None = None,
    pages: Pages | None = None,
    hosts: Sequence[str] = (),
    origins: Sequence[str] = (),
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve a graph; ``started`` is told the address of the endpoint.

    Raises:
        KgError: The graph cannot be read, the port is taken, or others could reach a server
            whose workers have a network.
    """
    if not path.startswith("/") or path.rstrip("/") in {"", "/health", "/query"}:
        raise ServingError(f"path {path!r}: give another one that begins with /, as /sparql")
    with _listen(host, port) as listening:
        pool = Pool(folder, limits or Limits())
        app = build_app(pool, path=path.rstrip("/"), pages=pages, hosts=hosts, origins=origins)
        url = f"http://{_shown(host)}:{listening.getsockname()[1]}{path.rstrip('/')}"
        asyncio.run(_run(app, pool, listening, host, lambda: started(url) if started else None))


async def _run(
    app: Guard, pool: Pool, listening: socket.socket, host: str, ready: Callable[[], None]
) -> None:
    await pool.start()
    try:
        if not (is_loopback(host) or pool.alone):
            raise ServingError(
                f"{host}: this system cannot take the network from a query; "
                "serve on 127.0.0.1 and put a proxy before it"
            )
        server = _Server(_config(app), pool, ready)
        await server.serve(sockets=[listening])
    finally:
        await pool.stop()


def _config(app: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Impatient,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_END_SECONDS,
    )


class _Server(uvicorn.Server):
    """A server that tells when it listens, and that ends its workers before it waits for them."""

    def __init__(self, config: uvicorn.Config, pool: Pool, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._pool = pool
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._pool.stop()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let Ctrl-C and the system's request end the server; that is its regular end."""
        before = {each: signal.signal(each, self.handle_exit) for each in _ENDS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at a host and port.

    Raises:
        ServingError: The port is taken, or the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or str(error)
        raise ServingError(
            f"{host}:{port}: cannot be used ({why}); give another --port, or 0 for any free one"
        ) from error
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
