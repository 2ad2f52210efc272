"""What every request passes before it is read: who it is meant for, and from where it comes."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "host_of", "is_loopback"]

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def host_of(header: str) -> str:
    """Return the name in a Host header without its port, "" if it is none."""
    try:
        parts = urlsplit(f"//{header}")
        port = parts.port
    except ValueError:
        return ""
    if parts.netloc != header or parts.username is not None or (port is None and ":" in parts.path):
        return ""
    return (parts.hostname or "").rstrip(".")


class Guard:
    """An application behind its guard.

    A Host that is not ours is a page of someone else that had its name lead here (DNS rebinding):
    421. A request that another page sends is refused with 403; that page could not read the
    answer, yet it could keep the graph busy. No header lets other origins read answers, unless
    they were named.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str] = (), origins: Iterable[str] = ()
    ) -> None:
        """Name further hosts that are ours, and the origins that may read answers."""
        self.app = app
        self.hosts = _LOOPBACK | {host.lower() for host in hosts}
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message), origin)
            await send(message)

        if refusal := self._refusal(headers, origin) or self._preflight(scope, origin):
            await refusal(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def _refusal(self, headers: Headers, origin: str) -> Response | None:
        if len(headers.getlist("host")) != 1 or host_of(headers["host"]) not in self.hosts:
            return PlainTextResponse("this host is not served here\n", 421)
        if origin and origin not in self.origins and not self._is_ours(origin, headers["host"]):
            return PlainTextResponse("requests from other pages are refused\n", 403)
        return None

    def _preflight(self, scope: Scope, origin: str) -> Response | None:
        """Return the answer to a browser that asks whether an origin may ask."""
        if scope["method"] != "OPTIONS" or origin not in self.origins:
            return None
        allowed = {
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": "Accept, Content-Type",
        }
        return Response(status_code=204, headers=allowed)

    def _is_ours(self, origin: str, host: str) -> bool:
        """Tell whether a page of this very server sends the request."""
        return urlsplit(origin).netloc == host

    def _mark(self, headers: MutableHeaders, origin: str) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        if origin and origin in self.origins:
            headers["access-control-allow-origin"] = origin
            headers.add_vary_header("Origin")
