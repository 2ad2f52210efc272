"""Short forms of ``scripts/trust_crash.py``: what builds lose when they are ended or hindered."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "trust_crash.py"
NONE = {"kills": 0, "cuts": 0, "damages": 0, "fills": 0, "queries": 0, "builds": 0}


@pytest.mark.parametrize(
    "asked",
    [{"kills": 3}, {"cuts": 3}, {"damages": 7}, {"fills": 3}, {"queries": 40}, {"builds": 3}],
    ids=lambda asked: next(iter(asked)),
)
def test_nothing_is_lost(asked: dict[str, int]) -> None:
    """Killed, without power, damaged, on a full disk, asked meanwhile, in several ways: no loss."""
    options = [f"--{name}={number}" for name, number in {**NONE, **asked}.items()]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *options], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{next(iter(asked.values()))} tried, ok" in done.stdout
    assert "Traceback" not in done.stderr


def test_unsynced_builds_lose_reports(tmp_path: Path) -> None:
    """The power cuts find what they are for: a build that forces nothing to disk loses reports."""
    code = (
        "import sys; from pathlib import Path; from crash_runs import cuts; "
        "print(len(cuts(Path(sys.argv[1]), 4, synced=False).wrong))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=SCRIPT.parent,
    )
    assert int(done.stdout) > 0
