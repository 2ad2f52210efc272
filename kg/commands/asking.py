"""The commands that ask: questions, profiles, comparisons, panels, search."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.errors import KgError

if TYPE_CHECKING:
    from kg.output import Columns
    from kg.sparql import Record

__all__ = ["As", "Out", "Quotes", "answer_in", "register"]

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
Document = Annotated[str, typer.Argument(help="Chinese or English name, alias or IRI.")]
As = Annotated[
    str, typer.Option("--as", help="graph: write the page of just the things in the answer.")
]
Quotes = Annotated[
    bool, typer.Option("--quotes", help="Show quote, report, section and offsets in every row.")
]
GRAPH = Path("kg-graph")


def answer_in(
    folder: Path,
    rows: "Sequence[Record]",
    form: str,
    out: Path | None,
    as_: str = "",
    *,
    quotes: bool = False,
    columns: "Columns | None" = None,
    empty: str = "no report at hand says so",
) -> None:
    """Show an answer as rows, or as the page of the things in it."""
    from kg.showing import show_answer
    from kg.store import open_graph

    if as_ not in {"", "graph", "rows"}:
        raise KgError(f"unknown shape “{as_}”: give graph or rows")
    if as_ == "graph":
        from kg.parts import part_of, things_of
        from visual.page import write_page

        store = open_graph(folder)
        page = write_page(part_of(store, things_of(store, rows)), out or Path("answer.html"))
        typer.echo(f"wrote {page}")
        return
    if quotes:
        from kg.examples import with_quotes

        rows, columns = with_quotes(open_graph(folder), rows), None
    show_answer(rows, form, out, columns=columns, empty=empty)


def _year(year: int | None) -> int | None:
    """Return a year of four digits as it is."""
    if year is not None and not 1000 <= year <= 9999:  # noqa: PLR2004 (four digits)
        raise KgError(f"{year} is no year: give four digits, 2021")
    return year


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
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """Answer one of the questions, each row with the sentence that says so.

    Example: kg ask place-adopts -p place=肥城市
    """
    from kg.questions import ask as answer
    from kg.questions import read_parameters
    from kg.store import open_graph

    values = read_parameters(param or [])
    answer_in(graph, answer(open_graph(graph), name, values), form, out, as_, quotes=quotes)


def show(
    entity: Annotated[str, typer.Argument(help="Name, alias, code or IRI of a thing.")],
    *,
    graph: Graph = GRAPH,
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """Show what the reports say of a place, mechanism, document, institution or person.

    Example: kg show 肥城市
    """
    from kg.profiles import profile
    from kg.store import open_graph

    found = profile(open_graph(graph), entity)
    if form == "table" and out is None:
        typer.echo(f"{found.thing.label} · {found.thing.kind} · {found.thing.iri}")
    answer_in(graph, found.rows(), form, out, as_, quotes=quotes)


def compare(
    first: Annotated[str, typer.Argument(help="A place or a mechanism.")],
    second: Annotated[str, typer.Argument(help="Another one.")],
    *,
    graph: Graph = GRAPH,
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """Compare what two places adopted, or who adopted two mechanisms.

    Example: kg compare 肥城市 建德市
    """
    from kg.profiles import compare as answer
    from kg.store import open_graph

    answer_in(graph, answer(open_graph(graph), first, second), form, out, as_, quotes=quotes)


def matrix(
    mechanisms: Mechanisms = None,
    *,
    graph: Graph = GRAPH,
    year: Annotated[int | None, typer.Option(help="Year that the report covers.")] = None,
    level: Level = "county",
    province: Province = None,
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
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
    from kg.store import open_graph

    rows = answer(
        open_graph(graph), mechanisms or [], year=_year(year), level=level, province=province
    )
    answer_in(graph, rows, form, out, as_, quotes=quotes)


def timeline(
    mechanism: Annotated[str, typer.Argument(help="Chinese or English name, alias or IRI.")],
    *,
    graph: Graph = GRAPH,
    province: Province = None,
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
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
    from kg.store import open_graph

    answer_in(
        graph,
        answer(open_graph(graph), mechanism, province=province),
        form,
        out,
        as_,
        quotes=quotes,
    )


def panel(
    mechanisms: Mechanisms = None,
    *,
    graph: Graph = GRAPH,
    level: Level = "county",
    province: Province = None,
    form: Form = "csv",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """Write one row for each county, mechanism and year with a report, for event history.

    Example: kg panel 三项制度 --out panel.csv
    """
    from kg.panel import panel as answer
    from kg.store import open_graph

    rows = answer(open_graph(graph), mechanisms or [], level=level, province=province)
    answer_in(graph, rows, form, out, as_, quotes=quotes)


def search(
    text: Annotated[str, typer.Argument(help="Part of a name or of a sentence.")],
    *,
    graph: Graph = GRAPH,
    limit: Annotated[int, typer.Option(min=1, help="Most names, most sentences.")] = 50,
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """Find a text in names, aliases and quotes.

    Example: kg search 复议
    """
    from kg.searching import search as answer
    from kg.store import open_graph

    rows = answer(open_graph(graph), text, limit=limit)
    answer_in(graph, rows, form, out, as_, quotes=quotes, empty=f"nothing holds “{text}”")


def adopters(
    mechanism: Annotated[str, typer.Argument(help="Chinese or English name, alias or IRI.")],
    *,
    graph: Graph = GRAPH,
    status: Annotated[
        str, typer.Option(help="adopted, planned, problem, mentioned or any.")
    ] = "adopted",
    level: Annotated[
        str | None, typer.Option(help="province, prefecture, county, township or village.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year that the report covers.")] = None,
    province: Province = None,
    prefecture: Annotated[str | None, typer.Option(help="Name or code of the prefecture.")] = None,
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """List who reported a mechanism, each with the sentence that says so.

    A place that reports only a member of it is listed as partial.

    Example: kg adopters 三项制度 --province 山东省
    """
    from kg.concepts import short_name
    from kg.display import ADOPTERS
    from kg.queries import adopters as answer
    from kg.store import open_graph

    rows = answer(
        open_graph(graph),
        mechanism,
        short_name("status", status) or status,
        level=short_name("level", level),
        year=_year(year),
        province=province,
        prefecture=prefecture,
    )
    answer_in(graph, rows, form, out, as_, quotes=quotes, columns=ADOPTERS)


def implements(
    document: Document,
    *,
    graph: Graph = GRAPH,
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """List who carries out a document, each with the sentence that says so.

    Example: kg implements '法治政府建设实施纲要(2021—2025年)'
    """
    from kg.display import ACTS
    from kg.queries import implementers
    from kg.store import open_graph

    rows = implementers(open_graph(graph), document)
    answer_in(graph, rows, form, out, as_, quotes=quotes, columns=ACTS)


def document(
    name: Document,
    *,
    graph: Graph = GRAPH,
    act: Annotated[
        str, typer.Option(help="issued, revised, implements, plans, studies, consults, cites, any.")
    ] = "any",
    form: Form = "table",
    out: Out = None,
    as_: As = "",
    quotes: Quotes = False,
) -> None:
    """List who did what with a document and where it stands.

    Example: kg document 重大行政决策程序暂行条例 --act implements
    """
    from kg.concepts import short_name
    from kg.display import ACTS
    from kg.queries import document_acts
    from kg.store import open_graph

    rows = document_acts(open_graph(graph), name, act=short_name("act", act) or act)
    answer_in(graph, rows, form, out, as_, quotes=quotes, columns=ACTS)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    asked = (questions, ask, show, compare, matrix, timeline, panel, search)
    for command in (*asked, adopters, implements, document):
        app.command()(command)
