"""Install what the lock says, hash by hash; write the bill of materials; look for unclear licences.

Usage: python scripts/trust_supply.py [--short]

Needs a package index. The short form leaves out the installation.
"""

import json
import subprocess
import sys
from pathlib import Path

from bench_rows import Row, table

__all__ = ["rows"]

ROOT = Path(__file__).parent.parent
LICENCES, BILL = ROOT / "docs" / "licences.md", ROOT / "dist" / "sbom.cdx.json"


def rows(*, short: bool = False) -> list[Row]:
    """Return what was installed, written and listed, with the judgement."""
    found = [] if short else [_installed(), _bill()]
    page = LICENCES.read_text(encoding="utf-8")
    listed = page.count("\n| ") - 2
    unclear = page.lower().count("| unknown") + page.lower().count("unclear |")
    met = listed > 0 and not unclear
    return [*found, Row("licences unclear", f"{unclear} of {listed} listed", _said(met=met))]


def _installed() -> Row:
    met = _made("locked")
    return Row("lock with hashes", "installs" if met else "does not install", _said(met=met))


def _bill() -> Row:
    met = _made("sbom") and BILL.is_file()
    number = len(json.loads(BILL.read_text(encoding="utf-8"))["components"]) if met else 0
    return Row("bill of materials", f"{number} components", _said(met=number > 0))


def _made(target: str) -> bool:
    words = ["make", "--silent", target]
    return subprocess.run(words, cwd=ROOT, check=False, stdout=sys.stderr).returncode == 0


def _said(*, met: bool) -> str:
    return "met" if met else "not met"


if __name__ == "__main__":
    told = rows(short="--short" in sys.argv)
    print(table(told))
    sys.exit(any(row.ratio == "not met" for row in told))
