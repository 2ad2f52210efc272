"""Faults at the command line: one line on the error stream and an exit code."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from ontology.errors import KgError

__all__ = ["Group", "is_damage", "run"]

_FAULT, _INTERRUPTED = 1, 130


class Group(TyperGroup):
    """Commands that answer a fault with one line, in the order in which they are written."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a deliberate error ends it with 1, Ctrl-C with 130."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            typer.echo(f"kg: {_one_line(error)}", err=True)
            raise typer.Exit(_FAULT) from error
        except BrokenPipeError:
            raise  # the reader of our output has had enough: not our fault
        except OSError as error:
            typer.echo(f"kg: {error.filename or 'files'}: {error.strerror or error}", err=True)
            raise typer.Exit(_FAULT) from error
        except RuntimeError as error:
            if not is_damage(error):
                raise
            typer.echo("kg: the store is damaged; run kg rebuild", err=True)
            raise typer.Exit(_FAULT) from error
        except KeyboardInterrupt as error:
            typer.echo("kg: interrupted; run it again to go on", err=True)
            raise typer.Exit(_INTERRUPTED) from error


def is_damage(error: RuntimeError) -> bool:
    """Tell whether a fault is the store's word on statements that are not as they were written."""
    return "corruption" in str(error).lower()


def run(app: typer.Typer) -> int:
    """Run the program and return its exit code; output is UTF-8 whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="kg")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else _FAULT
    return 0


def _one_line(error: KgError) -> str:
    return "".join(char if char.isprintable() else " " for char in " ".join(str(error).split()))
