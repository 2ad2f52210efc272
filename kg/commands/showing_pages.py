"""The commands that draw: the map, figures for papers, and the pages of matrix and timeline."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["is_page", "matrix_page", "register", "timeline_page"]

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]
GRAPH = Path("kg-graph")


def is_page(out: Path | None) -> bool:
    """Tell whether an answer is to be a page: its file ends in .html or .htm."""
    return out is not None and out.suffix.lower() in {".html", ".htm"}


def matrix_page(
    graph: Path,
    out: Path,
    mechanisms: Sequence[str],
    *,
    year: int | None,
    level: str | None,
    province: str | None,
) -> None:
    """Write the page of places against mechanisms and say where it is."""
    from kg.store import open_graph
    from visual.panels.page import write_panels

    store = open_graph(graph)
    page = write_panels(
        store, out, mechanisms=mechanisms, year=year, level=level, province=province
    )
    typer.echo(f"wrote {page}")


def timeline_page(graph: Path, out: Path, thing: str, *, province: str | None) -> None:
    """Write the page of the timelines, opened at a mechanism or a place, and say where it is."""
    from kg.store import open_graph
    from visual.panels.page import write_timeline

    typer.echo(f"wrote {write_timeline(open_graph(graph), out, thing, province=province)}")


def draw_map(
    mechanism: Annotated[
        str | None, typer.Argument(help="Mechanism that it opens with; the most reported if none.")
    ] = None,
    *,
    graph: Graph = GRAPH,
    year: Annotated[int | None, typer.Option(help="Year that the report covers.")] = None,
    level: Annotated[
        str | None, typer.Option(help="province, prefecture, county or township.")
    ] = None,
    province: Annotated[str | None, typer.Option(help="Name or code of the province.")] = None,
    coordinates: Annotated[
        Path | None,
        typer.Option(help="Table with code, latitude, longitude; before those of the graph."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The page.")] = Path("map.html"),
) -> None:
    """Write a page that shows on a map which places report a mechanism, and how.

    Example: kg map 三项制度 --out map.html
    """
    from kg.names import find
    from kg.store import open_graph
    from visual.panels.coordinates import read_coordinates
    from visual.panels.page import write_panels

    given = read_coordinates(coordinates) if coordinates else {}
    store = open_graph(graph)
    subject = find(store, "mechanism", mechanism).iri if mechanism else None
    page = write_panels(
        store,
        out,
        "map",
        subject=subject,
        year=year,
        level=level,
        province=province,
        coordinates=given,
    )
    typer.echo(f"wrote {page}")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("map")(draw_map)
