"""Measure reading on one core beside jieba.lcut and a naive pipeline of the same text, in one run.

    python scripts/bench_extraction.py [--rounds 5] [--json]

The naive pipeline is what a first attempt looks like: spaCy with jieba as its tokeniser, and a
Matcher with a hundred names of mechanisms. Processor seconds, median of the rounds, all in turn.
"""

import argparse
import gc
import json
import statistics
import subprocess
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import ahocorasick_rs
import jieba
from bench_corpus import varied
from bench_rows import Row, table
from spacy.lang.zh import Chinese
from spacy.matcher import Matcher

from extract import phrases
from extract.annotations import SourceHints
from extract.pipeline import build_pipeline, extract_facts
from extract.sources import SourceDocument
from kg.graph import report_quads
from ontology.gazetteer import load_gazetteer
from ontology.schemes import load_scheme

__all__ = ["rows"]

TEXTS = 10
"""Reports that the steps are timed on."""
PATTERNS = 100
"""Names that the naive pipeline looks for."""
ROOT = Path(__file__).parent.parent
PLAIN, FAST = (ROOT / name / "bin" / "python" for name in (".venv", ".venv-fast"))
JIEBA, NAIVE = "jieba.lcut", "naive pipeline (jieba, Matcher)"
KINDS = {False: "plain Python", True: "compiled by make fast"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = measure(given.rounds)
    print(json.dumps(found) if given.json else table(_told(found, KINDS[is_compiled()])))


def rows(rounds: int = 5) -> list[Row]:
    """Return the steps as rows, and reading by the other kind of install beside its own jieba."""
    made = _told(measure(rounds), KINDS[is_compiled()])
    other = PLAIN if is_compiled() else FAST
    if other.exists():
        words = [str(other), __file__, "--json", "--rounds", str(rounds)]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        rates = json.loads(done.stdout)
        kept = {name: rates[name] for name in (JIEBA, NAIVE, "extraction")}
        made.append(_told(kept, KINDS[not is_compiled()])[-1])
    return made


def is_compiled() -> bool:
    """Tell whether this Python reads with machine code."""
    return not phrases.__file__.endswith(".py")


def measure(rounds: int) -> dict[str, float]:
    """Return the rate of each step in characters a second."""
    sources = [_source(number) for number in range(TEXTS)]
    texts = [source.text for source in sources]
    data = [text.encode() for text in texts]
    names = ahocorasick_rs.AhoCorasick(
        list(load_gazetteer().names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    build_pipeline()
    naive = naive_pipeline()
    facts = [extract_facts(source) for source in sources]
    tasks: dict[str, Callable[[], object]] = {
        "decode UTF-8": lambda: [item.decode() for item in data],
        "one Aho-Corasick pass (names of all places)": lambda: [
            names.find_matches_as_indexes(text) for text in texts
        ],
        JIEBA: lambda: [jieba.lcut(text) for text in texts],
        NAIVE: lambda: [naive(text) for text in texts],
        "extraction": lambda: [extract_facts(source) for source in sources],
        "facts to N-Quads": lambda: [report_quads(fact) for fact in facts],
    }
    length = sum(map(len, texts))
    return {name: length / spent for name, spent in _medians(tasks, rounds).items()}


def naive_pipeline() -> Callable[[str], object]:
    """Return the first attempt: words by jieba, names by a token Matcher."""
    nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    matcher = Matcher(nlp.vocab)
    for concept in islice(load_scheme("mechanisms"), PATTERNS):
        matcher.add(concept.iri, [[{"ORTH": word} for word in jieba.lcut(concept.zh)]])
    return lambda text: matcher(nlp(text), as_spans=True)


def _told(rates: dict[str, float], kind: str) -> list[Row]:
    base, naive = rates[JIEBA], rates[NAIVE]
    made = []
    for step, rate in rates.items():
        label, ratio = step, f"{rate / base:,.2f} × jieba.lcut"
        if step == "extraction":
            label, ratio = f"{step}, {kind}", f"{ratio}, {rate / naive:.1f} × the naive pipeline"
        made.append(Row(label, f"{rate / 1e6:,.3f} Mchar/s", ratio))
    return made


def _source(number: int) -> SourceDocument:
    name = f"r{number:06}.txt"
    return SourceDocument(file_name=name, text=varied(number), hints=SourceHints(file_name=name))


def _medians(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median of the processor seconds of each task, all run in turn.

    As in ``timeit``, no cycles are looked for while something is timed.
    """
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(rounds + 1):
        for name, task in tasks.items():
            gc.collect()
            gc.disable()
            begin = time.process_time()
            task()
            if turn:  # the first one warms up
                spent[name].append(time.process_time() - begin)
            gc.enable()
    return {name: max(statistics.median(values), 1e-9) for name, values in spent.items()}


if __name__ == "__main__":
    main()
