"""The application: its routes, and what each answers."""

import json
from collections.abc import Sequence

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.serving.description import describe_service
from kg.serving.entities import (
    DATA,
    MOST,
    describing_query,
    entity_iri,
    existing_query,
    ontology_data,
    parted,
)
from kg.serving.forms import Form, choose
from kg.serving.guards import Guard
from kg.serving.messages import Question
from kg.serving.pages import NoPages, Pages
from kg.serving.pool import Pool
from kg.serving.protocol import RefusedRequestError, read_question
from kg.serving.query_page import query_page
from kg.serving.responses import (
    data_response,
    not_acceptable,
    page_response,
    refused,
    response_of,
    until_gone,
)
from ontology.errors import KgError
from ontology.iris import ONTOLOGY

__all__ = ["build_app"]

_HTML = Form("text/html", ox.RdfFormat.TURTLE, ".html", text=True)
_OK, _NOT_FOUND = 200, 404


def build_app(
    pool: Pool,
    *,
    path: str = "/sparql",
    pages: Pages | None = None,
    hosts: Sequence[str] = (),
    origins: Sequence[str] = (),
) -> Guard:
    """Return the application over a pool of workers.

    Its routes: the endpoint, the query page, the health, the front page, the entities.
    """
    service = _Service(pool, path, pages or NoPages())

    routes = [
        *(Route(each, service.endpoint, methods=["GET", "POST"]) for each in (path, f"{path}/")),
        Route("/health", service.health, methods=["GET"]),
        Route("/query", service.query_page, methods=["GET"]),
        Route("/", service.front, methods=["GET"]),
        Route("/{path:path}", service.entity, methods=["GET"]),
    ]
    return Guard(Starlette(routes=routes), hosts=hosts, origins=origins)


class _Service:
    """What the routes lead to."""

    def __init__(self, pool: Pool, path: str, pages: Pages) -> None:
        self.pool = pool
        self.path = path
        self.pages = pages

    async def endpoint(self, request: Request) -> Response:
        """Answer a query, or describe the service if there is none."""
        try:
            question = await read_question(request, self.pool.limits)
        except RefusedRequestError as error:
            return refused(error.status, error.fault)
        if question is None:
            return self._description(request)
        return response_of(await until_gone(request, self.pool.ask(question)))

    def _description(self, request: Request) -> Response:
        form = choose(request.headers.get("accept", ""), (*DATA, _HTML))
        if form is _HTML:
            return self._query_page()
        if form is None or not isinstance(form.format, ox.RdfFormat):
            return not_acceptable((*DATA, _HTML))
        endpoint = str(request.url.replace(query=""))
        return data_response(describe_service(endpoint, form.format), form)

    async def health(self, request: Request) -> Response:  # noqa: ARG002 (Starlette gives it)
        """Tell whether a query is answered now."""
        answer = await self.pool.ask(Question(text="ASK { ?s ?p ?o }"))
        well = answer.status == _OK
        told = {"status": "ok" if well else "failing", "isolated": self.pool.alone}
        told |= {} if well else {"fault": answer.fault}
        return Response(
            json.dumps(told) + "\n",
            answer.status,
            {"content-type": "application/json", "cache-control": "no-store"},
        )

    async def query_page(self, request: Request) -> Response:  # noqa: ARG002 (Starlette gives it)
        """Show the page to ask in."""
        return self._query_page()

    def _query_page(self) -> Response:
        return page_response(query_page(self.path))

    async def front(self, request: Request) -> Response:  # noqa: ARG002 (Starlette gives it)
        """Show the first page of the site, or the query page where there is no site."""
        page = await self._page("")
        return page_response(page) if page is not None else RedirectResponse("/query", 303)

    async def entity(self, request: Request) -> Response:
        """Show a thing at its own address: as a page, or as data.

        An ending names a form, unless it belongs to the name of a thing.
        """
        path: str = request.path_params["path"]
        rest, form = parted(path)
        if form is not None and not await self._exists(path):
            return await self._data(request, rest, form)
        accept = request.headers.get("accept", "")
        is_wanted = choose(accept, (*DATA, _HTML)) is _HTML or not await self._exists(path)
        page = await self._page(path) if is_wanted else None
        offered = DATA if page is None else (_HTML, *DATA)
        form = choose(accept, offered)
        if page is not None and (form is _HTML or entity_iri(path) is None):
            return page_response(page)
        if form is None:
            return not_acceptable(offered)
        return await self._data(request, path, form)

    async def _page(self, path: str) -> str | bytes | None:
        """Return a page, drawn beside what else is answered; none if it cannot be drawn."""
        try:
            return await run_in_threadpool(self.pages.page, path)
        except KgError:
            return None  # whoever wants data is told why

    async def _data(self, request: Request, path: str, form: Form) -> Response:
        iri = entity_iri(path)
        if iri == ONTOLOGY.removesuffix("#"):
            return data_response(ontology_data(form), form)
        if iri is None or not await self._exists(path):
            return refused(_NOT_FOUND, _unknown(path))
        asked = Question(text=describing_query(iri), accept=form.media, rows=MOST)
        return response_of(await until_gone(request, self.pool.ask(asked)))

    async def _exists(self, path: str) -> bool:
        """Tell whether the graph says anything of what a path names; yes if it cannot be asked."""
        iri = entity_iri(path)
        if iri is None:
            return False
        answer = await self.pool.ask(Question(text=existing_query(iri), accept="text/csv"))
        return answer.status != _OK or answer.payload.strip() == b"true"


def _unknown(path: str) -> str:
    return f"nothing in the graph is called {path[:200]}; kg search finds names"
