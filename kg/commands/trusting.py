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


def check(
    checks: Annotated[
        list[str] | None, typer.Argument(help="Names of checks; all if none is given.")
    ] = None,
    *,
    graph: Graph = GRAPH,
    lang: Annotated[str, typer.Option(help="Language of the questions: en or zh.")] = "en",
    form: Form = "table",
) -> None:
    """Ask what in the reports does not seem to fit, each with its sentences; no verdicts.

    Example: kg check two-values --lang zh
    """
    from kg.check_table import columns, quiet
    from kg.checking import check_reports
    from kg.output import show_rows

    shown = columns(lang)
    show_rows(check_reports(graph, checks or ()), shown, form, empty=quiet(lang))


def diff(
    old: Annotated[Path, typer.Argument(help="Graph folder, or .nq .trig .ttl .nt file.")],
    new: Annotated[Path, typer.Argument(help="Another one.")],
    *,
    form: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json or turtle.")
    ] = "table",
) -> None:
    """Show what a graph says that another does not, by report and class.

    Example: kg diff kg-graph-2025 kg-graph
    """
    from kg.diffing import changeset, compare, fact_rows
    from kg.display import DIFFERENCES
    from kg.output import show_rows

    found = compare(old, new)
    if form == "turtle":
        typer.echo(changeset(found).decode(), nl=False)
    else:
        show_rows(fact_rows(found), DIFFERENCES, form, empty="both say the same")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (explain, check, diff):
        app.command()(command)
