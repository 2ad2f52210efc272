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
    sections = (f"## kg {name}\n\n```\n{_help(name)}```\n" for name in _commands())
    return "\n".join((HEAD, *sections))


def _commands() -> list[str]:
    lines = _help().split("Commands:\n")[1].splitlines()
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
