"""``make trust`` prints every promised figure, and breaks where one is broken or missing."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
import trust
from bench_rows import Row, table

ROWS = [
    Row("slowest, milliseconds", "31", "met"),
    Row("places not reached", "0", "met"),
    Row("regular expressions timed", "412", "beside"),
]


def verdicts(script: str, lines: list[str], code: int = 0) -> dict[str, str]:
    """Return what was judged, by step."""
    return {each.step: each.verdict for each in trust.judged(script, lines, code)}


def test_every_script_runs_and_every_promise_has_a_script() -> None:
    """None of trust_*.py is left out; a name that there is not is told."""
    held = Path(trust.__file__).parent.glob("trust_*.py")
    assert set(trust.scripts()) == {path.stem.removeprefix("trust_") for path in held}
    assert set(trust.PROMISES) | set(trust.SHORT) <= set(trust.scripts())
    with pytest.raises(SystemExit, match="nothing"):
        trust.scripts(["nothing"])


def test_table_of_a_script_is_judged_row_by_row() -> None:
    """A row that says met is kept, one that promises nothing has no verdict."""
    lines = ["412 expressions timed", *table(ROWS).splitlines(), "", "in 3 s"]
    assert verdicts("regex", lines) == {
        "slowest, milliseconds": "kept",
        "places not reached": "kept",
        "regular expressions timed": "",
    }


@pytest.mark.parametrize(
    ("rows", "code", "broken"),
    [
        ([Row("slowest, milliseconds", "80", "not met"), ROWS[1]], 1, "slowest, milliseconds"),
        (ROWS[:1], 0, "places not reached"),
        ([], 0, "slowest, milliseconds"),
        ([ROWS[0], Row("places not reached", "0")], 0, "places not reached"),
        (ROWS, 139, "how it ended"),
    ],
)
def test_broken_promise_is_told(rows: list[Row], code: int, broken: str) -> None:
    """Broken: not met, not printed, printed without a verdict, or a script that ended badly."""
    assert verdicts("regex", table(rows).splitlines(), code)[broken] == "BROKEN"


def test_outcomes_of_crashes_are_judged() -> None:
    """One line for each way to crash; what went wrong is counted."""
    steps = list(trust.PROMISES["crash"])
    lines = [f"{step}: 7 tried, ok, more: of this" for step in steps]
    assert set(verdicts("crash", lines).values()) == {"kept"}
    lines[0] = f"{steps[0]}: 7 tried, 2 WRONG"
    assert verdicts("crash", [*lines, "  run 3: lost"], 1)[steps[0]] == "BROKEN"


def test_unknown_script_must_keep_its_own_promises() -> None:
    """A script without promises here is run too, and judged by what it prints and its end."""
    assert verdicts("other", ["| a | 1 | not met |"], 1) == {"a": "BROKEN"}
    assert verdicts("other", [], 2) == {"how it ended": "BROKEN"}
