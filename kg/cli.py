"""The command line: commands parse, call and print."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.commands import publishing, scaling, serving, showing_pages, storing, trusting
from kg.commands.asking import As, Out, Quotes, answer_in, register
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
    as_: As = "",
    quotes: Quotes = False,
    out: Out = None,
) -> None:
    """Ask the graph in SPARQL; the prefixes of the ontology are known.

    Example: kg query 'SELECT ?county ?label WHERE { ?county fz:adopts
    mech:three-enforcement-systems ; rdfs:label ?label }'
    """
    from kg.answers import answer_query, query_text, show_results
    from kg.store import open_graph

    if as_ or quotes:
        from kg.ordering import select_ordered

        rows = select_ordered(open_graph(graph), query_text(text))
        answer_in(graph, rows, form, out, as_, quotes=quotes)
        return
    if endpoint:
        from kg.scale.endpoint import ask_endpoint

        show_results(ask_endpoint(endpoint, query_text(text), timeout), form, out)
        return
    show_results(answer_query(graph, query_text(text), timeout), form, out)


register(app)
storing.register(app)
trusting.register(app)
serving.register(app)
scaling.register(app)
showing_pages.register(app)
publishing.register(app)


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
    quiet: Quiet = False,
) -> None:
    """Write a page to browse the graph; it needs no network.

    Example: kg browse --focus 肥城市 --out feicheng.html
    """
    from kg.display import progress
    from kg.store import open_graph
    from visual.page import write_page

    with progress(quiet=quiet) as step:
        page = write_page(open_graph(graph), out, focus=focus, progress=step)
    typer.echo(f"wrote {page}")
    if (size := page.stat().st_size / 1e6) > 50 and not quiet:  # noqa: PLR2004 (opens in 4 s)
        typer.echo(f"it has {size:.0f} MB and opens slowly; kg site shows the graph page by page")


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
def validate(
    graph: Graph = GRAPH,
    *,
    pyshacl: Annotated[
        bool, typer.Option("--pyshacl", help="Through pySHACL: the same findings, slowly.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Hold the graph against the shapes of the ontology, every quote against its text.

    Example: kg validate --graph kg-graph
    """
    from kg.display import progress, show_findings
    from kg.store import open_graph
    from kg.validation import validate as check

    with progress(quiet=quiet) as step:
        found = check(open_graph(graph), graph, pyshacl=pyshacl, progress=step)
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
