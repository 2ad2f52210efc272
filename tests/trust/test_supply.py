"""What is installed is locked by hash, its licences are known, an audit is never claimed."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from runpy import run_path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
_ENTRY = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def entries(lock: str) -> set[tuple[str, str]]:
    """Return names and versions of a lock."""
    found = _ENTRY.findall((ROOT / lock).read_text("utf-8"))
    return {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in found}


def wanted(lines: list[str]) -> set[str]:
    """Return the normalised names of requirements."""
    names = (re.match(r"[A-Za-z0-9_.-]+", line) for line in lines if not line.startswith("#"))
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_by_hash(lock: str) -> None:
    """No entry without a hash, no address of an index."""
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text):
        if _ENTRY.match(entry):
            assert "--hash=sha256:" in entry


def test_the_locks_hold_all_that_is_required() -> None:
    """`make lock` was run after the last change of what is required."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    product = {name for name, _ in entries(LOCKS[0])}
    assert wanted([*project["dependencies"], *extras]) <= product
    tools = (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()
    assert wanted(tools) <= {name for name, _ in entries(LOCKS[1])}
    assert entries(LOCKS[0]) <= entries(LOCKS[1])


def test_every_licence_is_listed_and_clear() -> None:
    """`make licences` was run after the last lock, and left nothing unclear."""
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9][a-z0-9-]*) \| ([^|]+) \|", page, re.MULTILINE))
    del listed["package"]
    assert {name for name, _ in entries(LOCKS[1])} == listed.keys()
    assert "unclear" not in listed.values()
    assert all(listed.values())


@pytest.mark.parametrize(
    ("said", "ended", "code", "told"),
    [
        ("No known vulnerabilities found", 0, 0, "every package asked for"),
        ("Found 1 known vulnerability in 1 package", 1, 1, "Found 1 known"),
        ("jinja2  Dependency not found and could not be audited", 0, 2, "NOT AUDITED"),
        ("ConnectionError: service unreachable", 1, 2, "NOT AUDITED"),
    ],
)
def test_an_audit_that_could_not_ask_is_no_pass(
    said: str, ended: int, code: int, told: str, tmp_path: Path
) -> None:
    """Only where every package was asked for, and none is known to be weak, is the code 0."""
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\necho '{said}'\nexit {ended}\n", encoding="utf-8")
    program.chmod(0o755)
    command = ["sh", str(ROOT / "scripts" / "audit.sh"), str(program), "a.lock"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert run.returncode == code
    assert told in run.stdout + run.stderr


def test_a_bill_of_materials_holds_the_product_alone() -> None:
    """Tools of development are left out, and so is what leads to them."""
    bom = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {"name": "Jinja2", "bom-ref": "a"},
            {"name": "pytest", "bom-ref": "b"},
        ],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "b"]}, {"ref": "b"}],
    }
    found = run_path(str(ROOT / "scripts" / "sbom.py"))["narrowed"](bom, {"jinja2"})
    assert [one["name"] for one in found["components"]] == ["Jinja2"]
    assert found["dependencies"] == [{"ref": "root", "dependsOn": ["a"]}]
