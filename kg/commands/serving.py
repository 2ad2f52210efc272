"""The commands around the endpoint: serve, load."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]
GRAPH = Path("kg-graph")


def serve(
    *,
    graph: Graph = GRAPH,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any free one.")] = 8765,
    path: Annotated[str, typer.Option(help="Where the endpoint is.")] = "/sparql",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds a query may take.")] = 10,
    memory: Annotated[int, typer.Option(min=16, help="Megabytes a query may take.")] = 1024,
    rows: Annotated[int, typer.Option(min=1, help="Rows an answer may have.")] = 10_000,
    site: Annotated[Path | None, typer.Option(help="Folder of pages from kg site.")] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="Further name of this server; repeatable.")
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option(help="Origin whose pages may ask; repeatable.")
    ] = None,
) -> None:
    """Serve the graph as a SPARQL 1.1 endpoint and as pages to browse; it is read-only.

    Example: kg serve --graph kg-graph --port 8765
    """
    from kg.serving.extra import check_extra

    check_extra()
    from kg.serving.limits import Limits
    from kg.serving.pages import StaticPages
    from kg.serving.server import serve as run
    from visual.site.live import LivePages

    def started(url: str) -> None:
        typer.echo(f"serving {graph} at {url}; ask in a browser at {_page(url)}; Ctrl-C ends")

    with suppress(KeyboardInterrupt):  # before it listened
        run(
            graph,
            host=host,
            port=port,
            path=path,
            limits=Limits(seconds=timeout, memory=memory, rows=rows),
            pages=StaticPages(site) if site else LivePages(graph, others={"query": "query-page"}),
            hosts=allow_host or (),
            origins=cors or (),
            started=started,
        )
    typer.echo("stopped")


def load(
    file: Annotated[
        Path | None, typer.Argument(help="RDF (ttl nt nq trig rdf jsonld) or csv.")
    ] = None,
    *,
    name: Annotated[
        str | None, typer.Option("--as", metavar="IRI", help="Graph to put its statements into.")
    ] = None,
    remove: Annotated[
        str | None, typer.Option(metavar="IRI", help="Take such a graph out again.")
    ] = None,
    graph: Graph = GRAPH,
) -> None:
    """Put foreign RDF, or a table, into the graph under a name of its own; builds leave it alone.

    Example: kg load ministry.ttl --as https://example.org/ministry
    """
    from kg.serving.foreign import load_foreign, remove_foreign

    if (file is None) == (remove is None) or (file is None) != (name is None):
        raise typer.BadParameter("give FILE --as IRI, or --remove IRI")
    if remove:
        remove_foreign(remove, graph)
        typer.echo(f"removed {remove}")
    if file and name:
        typer.echo(f"loaded {load_foreign(file, name, graph):,} statements as {name}")


def _page(url: str) -> str:
    from urllib.parse import urljoin

    return urljoin(url, "/query")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (serve, load):
        app.command()(command)
