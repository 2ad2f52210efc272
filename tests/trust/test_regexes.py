"""Every regular expression takes time that grows with the text, no faster."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "trust_regex.py"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """Return what the script defines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPT.parent)
        return run_path(str(SCRIPT))


@pytest.mark.parametrize(
    "pattern", [r"([一-龥]+)+办法", r"(\d+)*件", r"(a|a)*b", r".*?甲.*?乙.*?丙"]
)
def test_a_bad_expression_is_found(pattern: str, script: dict[str, Any]) -> None:
    """Repeats in repeats, alternatives that overlap, and lazy ones in a row are too slow."""
    slowest: Callable[[re.Pattern[str]], tuple[float, str]] = script["slowest"]
    assert slowest(re.compile(pattern))[0] > script["LIMIT"]


@pytest.mark.parametrize(
    "pattern", [r"《[^《》]{1,100}》", r"\d{1,9}(?:\.\d{1,4})?件", r"[一-龥]{2,8}局"]
)
def test_a_bounded_expression_passes(pattern: str, script: dict[str, Any]) -> None:
    """Bounded repeats are quick on whatever text."""
    slowest: Callable[[re.Pattern[str]], tuple[float, str]] = script["slowest"]
    assert slowest(re.compile(pattern))[0] < script["LIMIT"]


def test_every_expression_is_quick() -> None:
    """Short form: a third of the length, in a third of the time; all that compile were seen."""
    command = [sys.executable, str(SCRIPT), "--short"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
