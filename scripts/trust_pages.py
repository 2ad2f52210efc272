"""Open pages that bear hostile titles and names in a real browser; look for cells that calculate.

Usage: python scripts/trust_pages.py [--short]

The cases are those of the tests: every page fails them on a script that runs, a dialog, an error,
or a request that leaves it. The short form leaves them to the tests, which it would only repeat.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench_rows import Row, table

__all__ = ["rows"]

ROOT = Path(__file__).parent.parent
PAGES = (
    "tests/visual/test_browser_safety.py",
    "tests/visual/reading/test_browser.py::test_nothing_hostile_runs",
    "tests/visual/site/test_browser.py::test_nothing_hostile_runs",
    "tests/visual/panels/test_browser.py::test_hostile_names_do_nothing",
    "tests/visual/asking/test_query_page.py::test_hostile_text_stays_text",
    "tests/visual/test_harness.py",
)
"""Hostile cases of every page, and the proof that the harness notices a script and a request."""
CELLS = (
    "tests/kg/test_output.py::test_no_cell_starts_a_formula",
    "tests/kg/test_graph_object.py::test_a_workbook_holds_no_formula",
)
_COUNT = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


def rows(*, short: bool = False) -> list[Row]:
    """Return how many cases did harm, with the judgement."""
    if short:
        return []
    return [
        _row("pages with hostile titles and names: did harm", PAGES),
        _row("cells of exports that start a formula", CELLS),
    ]


def _row(step: str, tests: Sequence[str]) -> Row:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    counts = {name: int(number) for number, name in _COUNT.findall(done.stdout)}
    passed = counts.get("passed", 0)
    harm = sum(counts.values()) - passed
    met = done.returncode == 0 and passed and not harm
    figure = f"{harm} of {passed + harm} cases"
    return Row(step, figure, "met" if met else "not met")


if __name__ == "__main__":
    found = rows(short="--short" in sys.argv)
    print(table(found) if found else "in the tests")
    sys.exit(any(row.ratio == "not met" for row in found))
