"""Write ``docs/commands.md`` from the commands' own ``--help``; ``--check`` only compares."""

import os
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Made from `--help` by `make docs`. Answers go to the standard output, everything else to the error
stream. Exit codes: 0 done, 1 a fault named on one line, 2 a wrong use of the command,
130 interrupted.
"""


def command_page() -> str:
    """Return the page: one section for each command."""
    names = [words for name in _commands() for words in ((name,), *_below(name))]
    sections = (f"## kg {' '.join(each)}\n\n```\n{_help(*each)}```\n" for each in names)
    return "\n".join((HEAD, *sections))


def _below(name: str) -> list[tuple[str, str]]:
    """Return the commands of a group: kg gazetteer show."""
    return [(name, each) for each in _commands(name)] if "\nCommands:\n" in _help(name) else []


def _commands(*words: str) -> list[str]:
    lines = _help(*words).split("Commands:\n")[1].splitlines()
    return [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]


def _help(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words, "--help"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"},
    )
    return done.stdout


def main() -> None:
    """Write the page, or tell whether it is up to date."""
    page = command_page()
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page:
        sys.exit("docs/commands.md is out of date: run make docs")


if __name__ == "__main__":
    main()
