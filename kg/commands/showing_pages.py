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


def plot(
    figure: Annotated[str, typer.Argument(help="adoption-curve, matrix or network.")],
    mechanisms: Annotated[
        list[str] | None, typer.Argument(help="Mechanisms; the most adopted if none.")
    ] = None,
    *,
    graph: Graph = GRAPH,
    out: Annotated[Path, typer.Option("--out", "-o", help="File: .svg, .png or .pdf.")] = Path(
        "figure.svg"
    ),
    lang: Annotated[str, typer.Option(help="Language of names and legend: zh or en.")] = "zh",
    year: Annotated[int | None, typer.Option(help="Year of reports (matrix, network).")] = None,
    level: Annotated[
        str | None, typer.Option(help="Level of places (matrix, network): county, prefecture….")
    ] = None,
    province: Annotated[str | None, typer.Option(help="Name or code of the province.")] = None,
    most: Annotated[
        int | None, typer.Option(min=1, help="Most mechanisms that a matrix or network shows.")
    ] = None,
) -> None:
    """Draw a figure for a paper: an adoption curve, a matrix, a network.

    Places that had a mechanism in their first report at hand stand apart in the curve: they may
    have had it long before.

    Example: kg plot adoption-curve 三项制度 --out curve.svg
    """
    from importlib.util import find_spec

    from ontology.errors import KgError

    if find_spec("matplotlib") is None:
        raise KgError("figures need matplotlib: pip install 'fazhi-kg[plot]'")
    from kg.store import open_graph
    from visual.plots.figures import plot as draw

    page = draw(
        open_graph(graph),
        figure,
        out,
        mechanisms=mechanisms or [],
        language=lang,
        year=year,
        level=level,
        province=province,
        most=most,
    )
    typer.echo(f"wrote {page}")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("map")(draw_map)
    app.command()(plot)
