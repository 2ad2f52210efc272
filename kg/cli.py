"""The command line: commands parse, call and print."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.commands import publishing, scaling, serving, showing_pages, storing, trusting
from kg.commands.asking import register
from kg.gazetteer_cli import gazetteer
from kg.shell import Group, run

__all__ = ["app", "main"]

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(gazetteer, name="gazetteer")

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="Folder of the graph.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")]
Form = Annotated[str, typer.Option("--format", "-f", help="table, csv, tsv or json.")]
GRAPH = Path("kg-graph")


def _show_version(asked: bool) -> None:  # noqa: FBT001 (Typer gives it so)
    if asked:
        from importlib.metadata import version

        typer.echo(f"fazhi-kg {version('fazhi-kg')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say which it is."),
    ] = False,
) -> None:
    """China's county rule-of-law reports (法治政府建设情况报告) as a graph to query and trust."""


@app.command()
def build(
    paths: Annotated[
        list[str], typer.Argument(help="Reports, folders, patterns, archives, tables; - for stdin.")
    ],
    *,
    graph: Graph = GRAPH,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as cores if there is much.")
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out reports whose file is gone.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if any file could not be read.")
    ] = False,
    gazetteer: Annotated[
        Path | None,
        typer.Option(envvar="KG_GAZETTEER", help="Newer places, from kg gazetteer import."),
    ] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Recognise scans and pictures.")] = False,
    profile: Annotated[
        str, typer.Option(help="full, or lean: no measures, evidence without quotes.")
    ] = "full",
    on: Annotated[str, typer.Option(help="A Dask cluster that reads: dask://host:port.")] = "",
    parts: Annotated[
        str, typer.Option(help="Write N-Quads parts into this folder or address, no graph.")
    ] = "",
    validate: Annotated[
        bool, typer.Option("--validate/--no-validate", help="Leave out what breaks the shapes.")
    ] = True,
    quiet: Quiet = False,
) -> None:
    """Read what is new or has changed among reports, and add what it says to the graph.

    Example: kg build reports/ --graph kg-graph
    """
    from kg.commands.scaling import build_anything
    from kg.display import progress, show_summary
    from kg.files import read_stdin
    from ontology.gazetteer import use_newer

    use_newer(gazetteer)
    given = [read_stdin() if path == "-" else path for path in paths]
    with progress(quiet=quiet) as step:
        summary = build_anything(
            given,
            parts or graph,
            parts=bool(parts),
            prune=prune,
            workers=workers,
            on=on,
            ocr=ocr,
            profile=profile,
            validate=validate,
            progress=step,
        )
    show_summary(summary, quiet=quiet)
    if strict and (summary.failures or summary.faults):
        raise typer.Exit(1)


@app.command()
def remove(
    reports: Annotated[list[str], typer.Argument(help="Ids or files of reports.")],
    *,
    graph: Graph = GRAPH,
) -> None:
    """Take reports, and all that they alone said, out of the graph.

    Example: kg remove jia-2021.txt
    """
    from kg.status import remove_reports

    for iri in remove_reports(graph, reports):
        typer.echo(f"removed {iri}")


@app.command()
def status(graph: Graph = GRAPH) -> None:
    """Say what the graph was built from, and what has changed since.

    Example: kg status --graph kg-graph
    """
    from kg.status import read_status, show_status

    show_status(read_status(graph))


@app.command()
def query(
    text: Annotated[str, typer.Argument(metavar="FILE|TEXT", help="A SPARQL query or its file.")],
    *,
    graph: Graph = GRAPH,
    form: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json, xml or turtle.")
    ] = "table",
    timeout: Annotated[
        float | None, typer.Option(min=0.1, help="Seconds after which the query is stopped.")
    ] = None,
    endpoint: Annotated[
        str, typer.Option(help="Ask a SPARQL 1.1 endpoint instead: http://host:7878/query.")
    ] = "",
) -> None:
    """Ask the graph in SPARQL; the prefixes of the ontology are known.

    Example: kg query 'SELECT ?county ?label WHERE { ?county fz:adopts
    mech:three-enforcement-systems ; rdfs:label ?label }'
    """
    from kg.answers import query_text, show_results
    from kg.sparql import run_query
    from kg.store import open_graph

    if endpoint:
        from kg.scale.endpoint import ask_endpoint

        show_results(ask_endpoint(endpoint, query_text(text), timeout), form)
        return
    if timeout is None:
        show_results(run_query(open_graph(graph), query_text(text)), form)
        return
    from kg.serving.bounded import run_bounded

    show_results(run_bounded(graph, query_text(text), timeout), form)


@app.command()
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
    province: Annotated[str | None, typer.Option(help="Name or code of the province.")] = None,
    prefecture: Annotated[str | None, typer.Option(help="Name or code of the prefecture.")] = None,
    form: Form = "table",
) -> None:
    """List who reported a mechanism, each with the sentence that says so.

    A place that reports only a member of it is listed as partial.

    Example: kg adopters 三项制度 --province 山东省
    """
    from kg.display import ADOPTERS, NO_ADOPTERS
    from kg.output import show_rows
    from kg.queries import adopters as ask
    from kg.store import open_graph

    rows = ask(
        open_graph(graph),
        mechanism,
        status,
        level=level,
        year=year,
        province=province,
        prefecture=prefecture,
    )
    show_rows(rows, ADOPTERS, form, empty=NO_ADOPTERS)


register(app)
storing.register(app)
trusting.register(app)
serving.register(app)
scaling.register(app)
showing_pages.register(app)
publishing.register(app)
scaling.register(app)


@app.command()
def implements(
    document: Annotated[str, typer.Argument(help="Chinese or English name, alias or IRI.")],
    *,
    graph: Graph = GRAPH,
    form: Form = "table",
) -> None:
    """List who carries out a document, each with the sentence that says so.

    Example: kg implements '法治政府建设实施纲要(2021—2025年)'
    """
    from kg.display import ACTS, NO_ACTS
    from kg.output import show_rows
    from kg.queries import implementers
    from kg.store import open_graph

    show_rows(implementers(open_graph(graph), document), ACTS, form, empty=NO_ACTS)


@app.command()
def document(
    name: Annotated[str, typer.Argument(help="Chinese or English name, alias or IRI.")],
    *,
    graph: Graph = GRAPH,
    act: Annotated[
        str, typer.Option(help="issued, revised, implements, plans, studies, consults, cites, any.")
    ] = "any",
    form: Form = "table",
) -> None:
    """List who did what with a document and where it stands.

    Example: kg document 重大行政决策程序暂行条例 --act implements
    """
    from kg.display import ACTS, NO_ACTS
    from kg.output import show_rows
    from kg.queries import document_acts
    from kg.store import open_graph

    show_rows(document_acts(open_graph(graph), name, act=act), ACTS, form, empty=NO_ACTS)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help=".ttl .nt .nq .trig .jsonld .rdf or .graphml")],
    *,
    graph: Graph = GRAPH,
) -> None:
    """Write the graph into a file; its ending names the format.

    Example: kg export graph.ttl
    """
    from kg.export import export_graph
    from kg.store import open_graph

    export_graph(open_graph(graph), file)
    typer.echo(f"wrote {file}")


@app.command()
def browse(
    *,
    graph: Graph = GRAPH,
    focus: Annotated[str | None, typer.Option(help="Name or IRI to begin with.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The page.")] = Path("graph.html"),
) -> None:
    """Write a page to browse the graph; it needs no network.

    Example: kg browse --focus 肥城市 --out feicheng.html
    """
    from kg.store import open_graph
    from visual.page import write_page

    typer.echo(f"wrote {write_page(open_graph(graph), out, focus=focus)}")


@app.command()
def resolve(
    *,
    graph: Graph = GRAPH,
    answers: Annotated[
        list[str] | None, typer.Option("--answer", help="ID=CODE, ID=ok or ID=wrong; repeatable.")
    ] = None,
    form: Form = "table",
) -> None:
    """List doubtful links with their reasons; write answers into corrections.csv.

    Example: kg resolve --answer 3f2a1c=370404
    """
    from kg.output import show_rows
    from kg.resolve import DOUBTFUL, answer, as_row, ask, find_doubtful, read_answers
    from kg.store import open_graph

    doubtful = find_doubtful(open_graph(graph), graph)
    if not answers:
        show_rows([as_row(each) for each in doubtful], DOUBTFUL, form, empty="no doubtful links")
    given = read_answers(answers) if answers else ask(doubtful)
    if given:
        path, number = answer(graph, doubtful, given)
        typer.echo(f"wrote {number} answers into {path}; build the reports again to apply them")


@app.command()
def validate(graph: Graph = GRAPH) -> None:
    """Hold the graph against the shapes of the ontology.

    Example: kg validate --graph kg-graph
    """
    from kg.display import show_findings
    from kg.store import open_graph
    from kg.validation import validate as check

    found = check(open_graph(graph), graph)
    show_findings(found.findings, lean=found.lean)
    if not found.conforms:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Annotated reports (*.json).")],
    *,
    corpus: Annotated[
        Path | None, typer.Option(help="Folder of their texts; the samples if not given.")
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed or added.")
    ] = False,
) -> None:
    """Score the rules on annotated reports, beside two plain readers.

    Example: kg evaluate tests/gold/*.json --errors
    """
    from kg.evaluation.report import evaluate as score
    from kg.evaluation.table import show_evaluation

    show_evaluation(score(gold, corpus), errors=errors)


@app.command()
def demo(
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write into.")] = Path("demo"),
    quiet: Quiet = False,
) -> None:
    """Build the five sample reports and answer three questions about them.

    Example: kg demo --out demo
    """
    from kg.demo import run_demo

    run_demo(out, quiet=quiet)


def main() -> None:
    """Run a command; a fault is one line on the error stream."""
    sys.exit(run(app))
