"""The commands about places: ``kg gazetteer show``, ``kg gazetteer import``."""

from pathlib import Path
from typing import Annotated

import typer

from kg.shell import Group

__all__ = ["gazetteer"]

gazetteer = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Ask the gazetteer of places, or bring it up to date.",
)


@gazetteer.command()
def show(
    name: Annotated[str, typer.Argument(help="Full or short name, or code.")],
    *,
    year: Annotated[int | None, typer.Option(help="Only what was there in this year.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="table, csv, tsv or json.")] = "table",
) -> None:
    """Show codes, years, parents and successors of a place.

    Example: kg gazetteer show 枞阳
    """
    from kg.output import show_rows
    from kg.places import PLACES, describe_places, uncovered

    show_rows(describe_places(name, year), PLACES, form)
    if line := uncovered(year):
        typer.echo(line, err=True)


@gazetteer.command("import")
def bring(
    table: Annotated[Path, typer.Argument(help="CSV with 代码,名称,级别,状态,启用时间,….")],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file.")] = Path("gazetteer.tsv"),
) -> None:
    """Write what a newer list of places adds into a file that builds can use.

    Example: kg gazetteer import areacodes.csv --out gazetteer.tsv;
    kg build reports/ --gazetteer gazetteer.tsv
    """
    from kg.newer import read_newer, write_newer
    from ontology.gazetteer import load_bundled

    found = read_newer(table, load_bundled())
    for line in found.faults:
        typer.echo(line, err=True)
    write_newer(found, out)
    typer.echo(f"wrote {out}: {len(found.places)} codes, covers changes until {found.covered}")
