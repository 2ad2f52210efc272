"""Run the commands that the READMEs show and put their real output below them.

A fenced block whose first line is ``$ kg …`` and that has lines below it is refreshed, against a
graph built from the samples; ``--check`` only compares.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.zh.md")
_BLOCK = re.compile(r"^```\n\$ (kg [^\n]+)\n(?:(?!```)[^\n]*\n)+```$", re.MULTILINE)
_WIDTH = "110"


def refreshed(page: str, graph: Path) -> str:
    """Return a page with the output of its commands as it is now."""

    def run(block: re.Match[str]) -> str:
        return f"```\n$ {block[1]}\n{_output(block[1], graph)}```"

    return _BLOCK.sub(run, page)


def _output(command: str, graph: Path) -> str:
    words = [word for word in shlex.split(command)[1:] if not word.startswith("--graph")]
    files = [str(p.relative_to(ROOT)) for p in sorted(ROOT.glob("tests/gold/*.json"))]
    words = [other for word in words for other in (files if "*.json" in word else [word])]
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words],
        check=True,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": _WIDTH, "KG_GRAPH": str(graph), "NO_COLOR": "1"},
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def main() -> None:
    """Write the pages, or tell which is out of date."""
    stale = []
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph"
        build = [sys.executable, "-m", "kg", "build", "kg/samples", "-q", "-g", str(graph)]
        subprocess.run(build, check=True, cwd=ROOT)
        for name in PAGES:
            path = ROOT / name
            before = path.read_text(encoding="utf-8")
            after = refreshed(before, graph)
            if "--check" not in sys.argv:
                path.write_text(after, encoding="utf-8")
            elif before != after:
                stale.append(name)
    if stale:
        sys.exit(f"{', '.join(stale)}: out of date; run make docs")


if __name__ == "__main__":
    main()
