"""The commands that publish: one report with its facts marked, the whole graph as a site."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["read", "register", "site"]

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")]
GRAPH = Path("kg-graph")


def read(
    file: Annotated[str, typer.Argument(help="A report's file; with --graph its name or id too.")],
    *,
    graph: Annotated[
        Path | None, typer.Option("--graph", "-g", help="Graph that holds the report already.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The page.")] = Path("report.html"),
) -> None:
    """Write a page that shows a report with every fact marked where it stands.

    Example: kg read report.txt --out report.html
    """
    from visual.frame import write_html

    if graph is None:
        from kg.reader import reading_of_file

        page = reading_of_file(Path(file))
    else:
        from visual.reading.report import reading_of_report

        page = reading_of_report(graph, file)
    typer.echo(f"wrote {write_html(page, out)}")


def site(
    folder: Annotated[Path, typer.Argument(help="Folder of the site: new, empty or a site.")],
    *,
    graph: Graph = GRAPH,
    base: Annotated[str, typer.Option(help="Address that the site will have, for a sitemap.")] = "",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as cores if there is much.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write the whole graph as a site: a page for each thing and report, lists, a search.

    The explorer (graph.html), matrix, timelines and map (matrix.html) are in it, and each quote
    leads to its sentence. It works from the disk and on any web host. Pages of these names, and
    timeline.html or map.html, that were in the folder before stay and are linked instead.

    Example: kg site site/ --graph kg-graph
    """
    from kg.display import progress
    from kg.store import open_graph, published
    from kg.workers import choose_workers
    from visual.site.views import EXPLORER, MOST
    from visual.site.writing import write_site

    with progress(quiet=quiet) as step:
        number = write_site(
            open_graph(graph),
            folder,
            texts=graph / "texts",
            base=base,
            source=published(graph),
            workers=choose_workers(workers),
            progress=step,
        )
    if not quiet:
        typer.echo(f"wrote {number:,} pages; open {folder / 'index.html'}")
    if not (folder / EXPLORER).exists():
        typer.echo(f"no {EXPLORER}: more than {MOST} reports are too many for one page", err=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (read, site):
        app.command()(command)
