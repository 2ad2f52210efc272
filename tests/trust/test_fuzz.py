"""Texts and files that nobody would write; `make fuzz` reads many more."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "trust_fuzz.py"


@pytest.fixture(scope="module")
def faults_of() -> Callable[[str], str]:
    """Return what tells of a text what goes wrong with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPT.parent)
        found: Callable[[str], str] = run_path(str(SCRIPT))["faults_of"]
    return found


def test_drawn_texts_and_mutated_reports_are_read_or_refused() -> None:
    """No exception that is not meant, no quote elsewhere, read + refused = given."""
    command = [sys.executable, str(SCRIPT), "1500", "40", "--seed", "7"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert run.stdout.count("| met |") == 5


@pytest.mark.parametrize(
    "text",
    [
        "结案57件,其中维",
        "建立健全执法**监督机制",
        "建立健全执法监\ufeff督机制。",
        "开展二〇二一年主动公开制度建设",
        "《" * 500,
        "、" * 500,
        "(" * 300 + "一" + ")" * 300,
        "9" * 500 + "件",
        "\x85\u2028\u2029\u3000",
        "\U0010ffff\u202e\u2066",
    ],
)
def test_mended_texts_stay_mended(text: str, faults_of: Callable[[str], str]) -> None:
    """What once went wrong, or looks as if it might, is read."""
    title = "肥城市人民政府关于2022年法治政府建设情况的报告\n"
    assert faults_of(title + text) == ""
