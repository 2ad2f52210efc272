"""Requests to other people's stores: every fault is one line that names the address."""

import os
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from ontology.errors import KgError

__all__ = ["Answer", "Http", "HttpError", "StatusError"]

PASSWORD, TOKEN = "KG_PASSWORD", "KG_TOKEN"
"""Variables of the environment that hold secrets; a command line would show them to everybody."""
_FORBIDDEN = {401, 403}
_GONE = {404, 410}


class HttpError(KgError):
    """A store that cannot be asked."""


class StatusError(HttpError):
    """An answer that is a refusal."""

    def __init__(self, message: str, status: int) -> None:
        """Keep the status beside the message."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What a store answered."""

    status: int
    body: bytes
    kind: str
    """Content type without parameters."""


class _Still(HTTPRedirectHandler):
    """Follows nobody to another place: names and passwords go where the user sends them."""

    def redirect_request(  # noqa: PLR0917 (as urllib calls it)
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """Leave the answer as it is."""
        del req, fp, code, msg, headers, newurl


class Http:
    """The way to one address."""

    def __init__(self, url: str, *, user: str = "", timeout: float = 60.0) -> None:
        """Check the address, and take password or token from the environment.

        Raises:
            HttpError: It is no web address.
        """
        self.url, self._timeout = url, timeout
        try:
            parts = urlsplit(url)
            valid = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            valid = False
        if not valid or not url.isascii() or not url.isprintable() or " " in url:
            raise HttpError(f"{url}: no web address; give one like http://host:7878/store")
        if parts.username is not None:
            raise HttpError("the address holds a name; give it with --user, not in the address")
        self._headers = _authorization(user)
        self._opener = _opener(url, user)

    def ask(self, method: str, url: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send a request and return its answer.

        Raises:
            StatusError: The store refuses.
            HttpError: Nobody answers, or not in time.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(  # noqa: S310 (http and https alone, checked above)
            url, data=body, method=method, headers={**self._headers, **named}
        )
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                kind = answer.headers.get_content_type()
                return Answer(answer.status, answer.read(), kind)
        except HTTPError as error:
            raise self._refused(error) from error
        except (URLError, OSError, HTTPException, ValueError) as error:
            raise HttpError(f"{self.url}: {self._why(error)}") from error

    def _refused(self, error: HTTPError) -> StatusError:
        with error:
            try:
                said = " ".join(error.read(2000).decode("utf-8", "replace").split())[:200]
            except (OSError, HTTPException):
                said = ""
        code = error.code
        if code in _FORBIDDEN:
            what = f"not allowed ({code}); give --user NAME and {PASSWORD}, or {TOKEN}"
        elif code in _GONE:
            what = f"nothing there ({code}); check the path of the address"
        elif code in range(300, 400):
            what = f"the store is elsewhere ({code}: {error.headers.get('Location', '')})"
        else:
            what = f"the store answered {code}" + (f" ({said})" if said else "")
        return StatusError(f"{self.url}: {what}", code)

    def _why(self, error: Exception) -> str:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return f"no answer within {self._timeout:g} s; try again, or give a longer --timeout"
        if isinstance(reason, ConnectionRefusedError):
            return "nothing listens there; start the store, or check host and port"
        if isinstance(reason, socket.gaierror):
            return "no such host; check the address"
        if isinstance(reason, ssl.SSLError):
            return f"no safe connection ({reason.reason or reason}); check http or https"
        said = " ".join(f"{type(reason).__name__} {reason}".split())[:160]
        return f"the connection broke ({said}); try again"


def _authorization(user: str) -> dict[str, str]:
    if user:
        secret = f"{user}:{os.environ.get(PASSWORD, '')}".encode()
        return {"Authorization": f"Basic {b64encode(secret).decode()}"}
    token = os.environ.get(TOKEN)
    return {"Authorization": f"Bearer {token}"} if token else {}


def _opener(url: str, user: str) -> OpenerDirector:
    """Return what opens addresses; a store that asks for a digest (Virtuoso) is given one."""
    passwords = HTTPPasswordMgrWithDefaultRealm()
    if user:
        passwords.add_password(None, url, user, os.environ.get(PASSWORD, ""))
    return build_opener(_Still, HTTPDigestAuthHandler(passwords))
