"""Reading and writing compiled by mypyc (`make fast`) are the same."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FAST = ROOT / ".venv-fast" / "bin" / "python"
READ_ALL = """
import pickle, sys
from importlib.resources import files
from extract.annotations import SourceHints
from extract.facts import Correction
from extract.pipeline import extract_facts
from extract.sources import SourceDocument
from kg.gate import check_report
from kg.graph import report_graph
from kg.tally import tally_of
import extract.phrases, kg.statements
print(*[module.__file__.rpartition(".")[2] for module in (extract.phrases, kg.statements)])
print(pickle.loads(pickle.dumps(Correction(kind="link", subject="name", object="iri"))))
for item in sorted(files("kg").joinpath("samples").iterdir(), key=lambda item: item.name):
    text = item.read_text(encoding="utf-8")
    parts = (text, text[::-1], text[len(text) // 3 :], text.replace("。", ""))
    for number, part in enumerate(parts):
        name = f"{number}-{item.name}"
        hints = pickle.loads(pickle.dumps(SourceHints(file_name=name)))
        source = SourceDocument(file_name=name, text=part, hints=hints)
        try:
            facts = extract_facts(source)
            graph = report_graph(facts)
            print(name, facts, graph.to_bytes().decode())
            print(check_report(graph, facts.text), check_report(graph, facts.text[1:]))
            print(pickle.loads(pickle.dumps(tally_of(graph))).counts)
        except Exception as error:
            print(name, type(error).__name__, error)
"""


def told_by(python: Path | str) -> tuple[str, str]:
    """Return the kinds of modules that read and write, and a hash of all that they tell."""
    done = subprocess.run(
        [python, "-c", READ_ALL], cwd=ROOT / "docs", check=True, capture_output=True, text=True
    )
    first, _, rest = done.stdout.partition("\n")
    assert len(rest) > 100_000
    return first, hashlib.sha256(rest.encode()).hexdigest()


@pytest.mark.skipif(not FAST.exists(), reason="no compiled reading here: make fast, with gcc")
def test_compiled_reading_finds_the_same() -> None:
    """Samples, whole, cut, turned round and without full stops, give the same graphs compiled."""
    plain, compiled = told_by(sys.executable), told_by(FAST)
    assert (plain[0], compiled[0]) == ("py py", "so so")
    assert plain[1] == compiled[1]
