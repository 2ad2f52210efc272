"""The commands that ask: questions, profiles, comparisons, panels, search."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]
Form = Annotated[
    str, typer.Option("--format", "-f", help="table, csv, tsv, json, markdown or xlsx.")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="File to write into.")]
Province = Annotated[str | None, typer.Option(help="Name or code of the province.")]
Level = Annotated[str | None, typer.Option(help="province, prefecture, county or township.")]
Mechanisms = Annotated[
    list[str] | None, typer.Argument(help="Chinese or English names, aliases or IRIs.")
]
GRAPH = Path("kg-graph")


def questions(
    name: Annotated[str | None, typer.Argument(help="One question, with its notes.")] = None,
    *,
    form: Form = "table",
) -> None:
    """List the questions that kg ask answers.

    Example: kg questions
    """
    from kg.questions import list_questions
    from kg.showing import show_answer

    show_answer(list_questions(name), form)


def ask(
    name: Annotated[str, typer.Argument(help="A question of kg questions.")],
    *,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE; repeatable.")
    ] = None,
    graph: Graph = GRAPH,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Answer one of the questions, each row with the sentence that says so.

    Example: kg ask place-adopts -p place=肥城市
    """
    from kg.questions import ask as answer
    from kg.questions import read_parameters
    from kg.showing import show_answer
    from kg.store import open_graph

    values = read_parameters(param or [])
    show_answer(answer(open_graph(graph), name, values), form, out)


def show(
    entity: Annotated[str, typer.Argument(help="Name, alias, code or IRI of a thing.")],
    *,
    graph: Graph = GRAPH,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Show what the reports say of a place, mechanism, document, institution or person.

    Example: kg show 肥城市
    """
    from kg.profiles import profile
    from kg.showing import show_answer
    from kg.store import open_graph

    found = profile(open_graph(graph), entity)
    if form == "table" and out is None:
        typer.echo(f"{found.thing.label} · {found.thing.kind} · {found.thing.iri}")
    show_answer(found.rows(), form, out)


def compare(
    first: Annotated[str, typer.Argument(help="A place or a mechanism.")],
    second: Annotated[str, typer.Argument(help="Another one.")],
    *,
    graph: Graph = GRAPH,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Compare what two places adopted, or who adopted two mechanisms.

    Example: kg compare 肥城市 建德市
    """
    from kg.profiles import compare as answer
    from kg.showing import show_answer
    from kg.store import open_graph

    show_answer(answer(open_graph(graph), first, second), form, out)


def matrix(
    mechanisms: Mechanisms = None,
    *,
    graph: Graph = GRAPH,
    year: Annotated[int | None, typer.Option(help="Year that the report covers.")] = None,
    level: Level = "county",
    province: Province = None,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Show counties against mechanisms; an empty cell is “not mentioned”.

    With --out page.html: a page to browse, with all mechanisms if none are named.

    Example: kg matrix 三项制度 双随机一公开
    """
    from kg.commands.showing_pages import is_page, matrix_page

    if out is not None and is_page(out):
        matrix_page(graph, out, mechanisms or [], year=year, level=level, province=province)
        return
    from kg.profiles import matrix as answer
    from kg.showing import show_answer
    from kg.store import open_graph

    rows = answer(open_graph(graph), mechanisms or [], year=year, level=level, province=province)
    show_answer(rows, form, out)


def timeline(
    mechanism: Annotated[str, typer.Argument(help="Chinese or English name, alias or IRI.")],
    *,
    graph: Graph = GRAPH,
    province: Province = None,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Count year by year who reports, plans and first reports a mechanism.

    Places that had adopted it in their first report at hand may be older: they are “censored”.
    With --out page.html: a page, of a place as well.

    Example: kg timeline 三项制度
    """
    from kg.commands.showing_pages import is_page, timeline_page

    if out is not None and is_page(out):
        timeline_page(graph, out, mechanism, province=province)
        return
    from kg.panel import timeline as answer
    from kg.showing import show_answer
    from kg.store import open_graph

    show_answer(answer(open_graph(graph), mechanism, province=province), form, out)


def panel(
    mechanisms: Mechanisms = None,
    *,
    graph: Graph = GRAPH,
    level: Level = "county",
    province: Province = None,
    form: Form = "csv",
    out: Out = None,
) -> None:
    """Write one row for each county, mechanism and year with a report, for event history.

    Example: kg panel 三项制度 --out panel.csv
    """
    from kg.panel import panel as answer
    from kg.showing import show_answer
    from kg.store import open_graph

    rows = answer(open_graph(graph), mechanisms or [], level=level, province=province)
    show_answer(rows, form, out)


def search(
    text: Annotated[str, typer.Argument(help="Part of a name or of a sentence.")],
    *,
    graph: Graph = GRAPH,
    limit: Annotated[int, typer.Option(min=1, help="Most names, most sentences.")] = 50,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Find a text in names, aliases and quotes.

    Example: kg search 复议
    """
    from kg.searching import search as answer
    from kg.showing import show_answer
    from kg.store import open_graph

    rows = answer(open_graph(graph), text, limit=limit)
    show_answer(rows, form, out, empty=f"nothing holds “{text}”")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (questions, ask, show, compare, matrix, timeline, panel, search):
        app.command()(command)
