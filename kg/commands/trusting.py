"""The commands that let a graph be checked: explanations, questions to a report, differences."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]
Form = Annotated[str, typer.Option("--format", "-f", help="table, csv, tsv or json.")]
GRAPH = Path("kg-graph")


def explain(
    edge: Annotated[
        list[str],
        typer.Argument(metavar="IRI|NAME...", help="A thing, or subject, property and object."),
    ],
    *,
    graph: Graph = GRAPH,
    form: Form = "table",
) -> None:
    """Tell why the graph says something: sentence, rule, word, file, versions.

    Example: kg explain 肥城市 adopts 三项制度
    """
    from kg.explaining import EXPLAINED, as_rows
    from kg.explaining import explain as answer
    from kg.output import show_rows
    from kg.store import open_graph

    found = answer(graph, edge)
    show_rows(as_rows(open_graph(graph), found), EXPLAINED, form)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (explain,):
        app.command()(command)
