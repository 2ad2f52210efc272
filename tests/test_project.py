"""Rules for the whole project."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("kg", "ontology", "extract", "visual")
DATA = {".ttl", ".rq", ".j2", ".css", ".js", ".gz", ".xz", ".tsv", ".txt", ".md", ".typed"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"import hatchling.build as b; print(b.build_wheel({str(folder)!r}))"
    built = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_all_data(wheel: set[str]) -> None:
    """Every data file of the rooms is in the wheel, and no test is."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix in DATA | {".py"} and "__pycache__" not in path.parts
    }
    assert wanted <= wheel
    assert not any(name.startswith(("tests", "scripts")) for name in wheel)


@pytest.mark.parametrize("module", ["kg", "ontology.schemes", "ontology.iris", "extract.facts"])
def test_light_modules_stay_light(module: str) -> None:
    """Importing these leaves spaCy, rdflib, networkx and pyvis unloaded."""
    code = (
        f"import sys, {module}; heavy = {{'spacy', 'rdflib', 'networkx', 'pyvis'}};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_files_and_functions_stay_small() -> None:
    """A source file has at most 400 lines."""
    long = {
        str(path.relative_to(ROOT)): count
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


@pytest.mark.parametrize("script", ["command_page.py", "ontology_page.py", "question_page.py"])
def test_generated_pages_are_up_to_date(script: str) -> None:
    """The pages made from --help and from Turtle say what the program says now: make docs."""
    done = subprocess.run(
        [sys.executable, f"scripts/{script}", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
