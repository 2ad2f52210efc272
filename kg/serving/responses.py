"""Responses: answers, pages, and refusals of one line."""

import asyncio
from collections.abc import Coroutine, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.serving.forms import Form, media_types
from kg.serving.messages import Answer

__all__ = [
    "data_response",
    "not_acceptable",
    "page_response",
    "refused",
    "response_of",
    "until_gone",
]

_OK, _GONE, _NOT_ACCEPTABLE = 200, 499, 406
_UNREAD = {408, 413}
"""Refusals of a body that was not read to its end: the connection cannot go on."""
_PAGE_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""Every page carries the rest of its policy itself, with the hashes of its scripts."""
_DATA = {"vary": "Accept", "cache-control": "no-cache"}


def response_of(answer: Answer) -> Response:
    """Return an answer as a response; it is whole, so 200 means that nothing is missing."""
    if answer.status != _OK:
        return refused(answer.status, answer.fault, retry=answer.retry)
    return Response(answer.payload, _OK, {**_DATA, "content-type": answer.media})


def data_response(data: bytes, form: Form) -> Response:
    """Return data in a form that was chosen."""
    return Response(data, _OK, {**_DATA, "content-type": form.content_type})


def page_response(page: str | bytes) -> Response:
    """Return a page."""
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": _PAGE_POLICY}
    return Response(page, _OK, {**_DATA, **headers})


def refused(status: int, fault: str, *, retry: bool = False) -> Response:
    """Return a refusal: its status and one line that says why."""
    line = "".join(char if char.isprintable() else " " for char in fault)
    headers = {"cache-control": "no-store"}
    headers |= {"retry-after": "1"} if retry else {}
    headers |= {"connection": "close"} if status in _UNREAD else {}
    return PlainTextResponse(f"{line}\n", status, headers)


def not_acceptable(forms: Sequence[Form]) -> Response:
    """Return the refusal of a form that cannot be given."""
    return refused(_NOT_ACCEPTABLE, f"this can be given as {media_types(forms)}; accept one")


async def until_gone(request: Request, asking: Coroutine[None, None, Answer]) -> Answer:
    """Return the answer; a client that leaves before it is there ends the query."""
    answering = asyncio.ensure_future(asking)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if answering.done():
            return answering.result()
        return Answer(status=_GONE, fault="the client has gone")
    finally:
        for task in (answering, leaving):
            task.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


async def _left(request: Request) -> None:
    """Wait until the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
