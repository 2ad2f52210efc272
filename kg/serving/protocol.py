"""The SPARQL 1.1 Protocol, query half: what a request asks, or why it asks nothing.

Numbers in brackets are sections of https://www.w3.org/TR/sparql11-protocol/.
"""

import asyncio
import re
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.serving.limits import Limits
from kg.serving.messages import Question
from ontology.terms import PREFIXES

__all__ = ["BODY_BYTES", "RefusedRequestError", "read_question"]

BODY_BYTES = 1 << 20
"""Most bytes of a request's body."""
_FIELDS = 1000
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE_MEDIA = "application/sparql-update"
_UPDATE_FIELDS = {"update", "using-graph-uri", "using-named-graph-uri"}
_WHOLE = re.compile(r"-?\d{1,18}")
_UTF8 = {"utf-8", "utf8"}

Fields = list[tuple[str, str]]


class RefusedRequestError(Exception):
    """A request that is not answered, with the status and the line that say why."""

    def __init__(self, status: int, fault: str) -> None:
        """Keep both."""
        super().__init__(fault)
        self.status = status
        self.fault = fault


async def read_question(request: Request, limits: Limits) -> Question | None:
    """Return what a request asks; none if it has no query at all, so asks for the description.

    A query comes in the address of a GET (2.1.1), in a form (2.1.2) or as the body itself (2.1.3).

    Raises:
        RefusedRequestError: It is an update, or no query of this protocol.
    """
    fields = _fields(request.scope["query_string"])
    if request.method == "POST":
        fields += await _posted(request, limits)
    if _UPDATE_FIELDS & {name for name, _ in fields}:
        raise RefusedRequestError(403, "this graph is read-only: updates are refused")
    if not fields and request.method != "POST":
        return None
    return _question(fields, request)


def _question(fields: Fields, request: Request) -> Question:
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        told = "no query" if not queries else f"{len(queries)} queries"
        raise RefusedRequestError(400, f"{told}: give the parameter query exactly once")
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    chosen = bool(default or named)
    return Question(
        text=queries[0],
        accept=", ".join(request.headers.getlist("accept")),
        default=default if chosen else None,
        named=named if chosen else None,
        base=str(request.url.replace(query="")),
        bindings=dict(_binding(name, value) for name, value in fields if name.startswith("$")),
    )


def _binding(name: str, value: str) -> tuple[str, str | int]:
    """Return what a parameter ``$place`` binds: a whole number, <IRI>, or area:370983.

    The protocol leaves further parameters to the service; other servers know this one.
    """
    prefix, colon, local = value.partition(":")
    if _WHOLE.fullmatch(value):
        return name[1:], int(value)
    if value.startswith("<") and value.endswith(">"):
        return name[1:], value[1:-1]
    if colon and prefix in PREFIXES:
        return name[1:], PREFIXES[prefix] + local
    told = "a whole number, <https://…> or a name with one of our prefixes, as area:370983"
    raise RefusedRequestError(400, f"{name}={value[:80]}: give {told}")


async def _posted(request: Request, limits: Limits) -> Fields:
    """Return the fields of a POST; a body that is a query is the field ``query``."""
    media, charset = _media(request.headers.get("content-type", ""))
    if media == _UPDATE_MEDIA:
        raise RefusedRequestError(403, "this graph is read-only: updates are refused")
    if media not in {_FORM, _DIRECT}:
        raise RefusedRequestError(415, f"a POST has the type {_FORM} or {_DIRECT}")
    if charset.lower() not in _UTF8:
        raise RefusedRequestError(415, f"encoding {charset!r}: a query is UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedRequestError(415, "a body is not compressed")
    body = await _body(request, limits)
    if media == _FORM:
        return _fields(body)
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise RefusedRequestError(400, f"the query is not UTF-8 at byte {error.start}") from error


async def _body(request: Request, limits: Limits) -> bytes:
    """Return the body, if it is small and comes in time."""
    told = f"a body has at most {BODY_BYTES:,} bytes"
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > BODY_BYTES:
        raise RefusedRequestError(413, told)
    body = bytearray()
    try:
        async with asyncio.timeout(limits.seconds):
            async for part in request.stream():
                body += part
                if len(body) > BODY_BYTES:
                    raise RefusedRequestError(413, told)
    except TimeoutError as error:
        told = f"the body did not come within {limits.seconds:g} seconds"
        raise RefusedRequestError(408, told) from error
    except ClientDisconnect as error:
        raise RefusedRequestError(400, "the client has gone") from error
    return bytes(body)


def _media(content_type: str) -> tuple[str, str]:
    """Return the media type and its charset, UTF-8 if it names none."""
    media, *parameters = (part.strip() for part in content_type.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media.lower(), value.strip().strip('"')
    return media.lower(), "utf-8"


def _fields(data: bytes) -> Fields:
    """Return name and value of every field; both are percent-encoded UTF-8."""
    try:
        text = data.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:  # UnicodeDecodeError is one
        told = "the parameters are not percent-encoded UTF-8, or too many"
        raise RefusedRequestError(400, told) from error
