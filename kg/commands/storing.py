"""Commands on the store of a graph."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(rebuild)


def rebuild(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Reports and folders, if the ledger is lost.")
    ] = None,
    *,
    graph: Annotated[
        Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
    ] = Path("kg-graph"),
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
