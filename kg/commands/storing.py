"""Commands on the store of a graph."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(rebuild)
    app.command()(recount)


Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]


def recount(graph: Graph = Path("kg-graph")) -> None:
    """Count every report's statements again, and compare them with what was written.

    Example: kg recount --graph kg-graph
    """
    from kg.output import console, printable
    from kg.recounting import recount as count

    faults = count(graph)
    for line in faults:
        console().print(printable(line), soft_wrap=True)
    if faults:
        typer.echo("kg: reports are not as they were written; run kg rebuild", err=True)
        raise typer.Exit(1)
    console().print("every report is as it was written")


def rebuild(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Reports and folders, if the ledger is lost.")
    ] = None,
    *,
    graph: Graph = Path("kg-graph"),
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as cores if there is much.")
    ] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Recognise scans.")] = False,
    profile: Annotated[str, typer.Option(help="full or lean; as it was if not given.")] = "",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")
    ] = False,
) -> None:
    """Build a graph anew, be it damaged; the one before is served until the new one is whole.

    Example: kg rebuild --graph kg-graph
    """
    from kg.display import progress, show_summary
    from kg.rebuilding import rebuild_graph

    with progress(quiet=quiet) as step:
        summary = rebuild_graph(
            graph, paths or (), workers=workers, ocr=ocr, profile=profile, progress=step
        )
    show_summary(summary, quiet=quiet)
