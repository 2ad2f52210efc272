"""The five sample reports, built, drawn and asked."""

from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox

from kg.build import build_graph
from kg.display import ACTS, ADOPTERS, MENTIONS, progress, show_summary
from kg.export import export_graph
from kg.output import console, show_rows
from kg.queries import adopters, document_acts, implementers, mentions
from kg.store import open_graph
from visual.page import write_page

__all__ = ["run_demo"]

_MECHANISM = ("三项制度", "three enforcement systems")
_OUTLINE = "法治政府建设实施纲要(2021—2025年)"
_DECISIONS = (
    "重大行政决策程序暂行条例",
    "Interim Regulations on the Procedure for Major Administrative Decisions",
)


def run_demo(out: Path, *, quiet: bool) -> None:
    """Build the samples into a folder, write its graph and its page, and print three answers."""
    folder = out / "kg-graph"
    with ExitStack() as stack, progress(quiet=quiet) as step:
        samples = files("kg").joinpath("samples").iterdir()
        names = sorted(samples, key=lambda sample: sample.name)
        paths = [stack.enter_context(as_file(name)) for name in names if name.name != "README.md"]
        summary = build_graph(paths, folder, progress=step)
    show_summary(summary, quiet=quiet)
    store = open_graph(folder)
    export_graph(store, out / "graph.ttl")
    write_page(store, out / "graph.html")
    _answer(store)
    say = console()
    say.print(f"\nThe graph: {out / 'graph.ttl'}, its page: {out / 'graph.html'}")
    say.print(f"Ask on: kg adopters 双随机一公开 --graph {folder}")


def _answer(store: ox.Store) -> None:
    for name in _MECHANISM:
        _head(f"kg adopters '{name}'")
        show_rows(adopters(store, name), ADOPTERS, "table")
    _head(f"kg implements '{_OUTLINE}'")
    show_rows(implementers(store, _OUTLINE), ACTS, "table")
    for name in _DECISIONS:
        _head(f"kg document '{name}'")
        rows = document_acts(store, name)
        show_rows(rows, ACTS, "table") if rows else show_rows(
            mentions(store, "document", name), MENTIONS, "table"
        )


def _head(command: str) -> None:
    console().print(f"\n$ {command}", style="bold")
