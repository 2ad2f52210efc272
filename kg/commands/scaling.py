"""The commands that go past this machine: sending graphs to other stores."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ontology.errors import KgError

if TYPE_CHECKING:
    from kg.build import BuildSummary
    from kg.files import Stdin

__all__ = ["build_anything", "register"]

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")]
GRAPH = Path("kg-graph")


def push(
    *,
    to: Annotated[str, typer.Option("--to", help="Graph store or update address of a store.")],
    graph: Graph = GRAPH,
    protocol: Annotated[
        str, typer.Option(help="graph-store, update, or auto: what the address takes.")
    ] = "auto",
    user: Annotated[
        str, typer.Option(envvar="KG_USER", help="Name; its password is in KG_PASSWORD.")
    ] = "",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for an answer.")] = 60.0,
    quiet: Quiet = False,
) -> None:
    """Send all graphs to a SPARQL 1.1 store, each in place of the one of its name.

    Example: kg push --to http://127.0.0.1:7878/store
    """
    from kg.display import progress
    from kg.scale.http import Http
    from kg.scale.push import push_graphs
    from kg.store import open_graph

    http = Http(to, user=user, timeout=timeout)
    with progress(quiet=quiet) as step:
        done = push_graphs(open_graph(graph), http, protocol=protocol, progress=step)
    if not quiet:
        typer.echo(f"sent {done.graphs:,} graphs, {done.triples:,} triples by {done.protocol}")


def build_anything(
    paths: "list[str | Stdin]",
    target: str | Path,
    *,
    parts: bool,
    prune: bool,
    **options: Any,
) -> "BuildSummary":
    """Build a graph's folder, or parts of N-Quads."""
    from kg.scale.addresses import is_address

    if parts:
        from kg.scale.writer import build_parts

        if prune:
            raise KgError("--prune: parts are written anew at every build; leave it out")
        return build_parts(paths, target, **options)
    from kg.build import build_graph

    if remote := next((path for path in paths if is_address(path)), None):
        raise KgError(f"{remote}: reports at addresses are built into parts; give --parts")
    return build_graph(paths, target, prune=prune, **options)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(push)
