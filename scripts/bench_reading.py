"""Measure reading on one core beside jieba.lcut and a naive pipeline of the same text, in one run.

    python scripts/bench_reading.py [--rounds 5] [--json]

The naive pipeline is what a first attempt looks like: spaCy with jieba as its tokeniser, and a
Matcher with a hundred names of mechanisms. Processor seconds, median of the rounds, all in turn.
"""

import argparse
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
FAST = Path(__file__).parent.parent / ".venv-fast" / "bin" / "python"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = measure(given.rounds)
    print(json.dumps(found) if given.json else table(_told(found)))


def rows(rounds: int = 5) -> tuple[list[Row], float]:
    """Return the steps as rows, compiled reading too, and jieba's rate in characters a second."""
    here = measure(rounds)
    made = _told(here)
    if FAST.exists():
        words = [str(FAST), __file__, "--json", "--rounds", str(rounds)]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        fast = json.loads(done.stdout)
        made += [
            Row(f"compiled (`make fast`): {row.step}", row.figure, row.ratio)
            for row in _told(fast)
            if row.step in {"jieba.lcut", "extraction"}
        ]
    return made, here["jieba.lcut"]


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
        "jieba.lcut": lambda: [jieba.lcut(text) for text in texts],
        "naive pipeline (jieba, Matcher)": lambda: [naive(text) for text in texts],
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


def _told(rates: dict[str, float]) -> list[Row]:
    base, naive = rates["jieba.lcut"], rates["naive pipeline (jieba, Matcher)"]
    made = []
    for step, rate in rates.items():
        ratio = f"{rate / base:,.2f} × jieba.lcut"
        if step == "extraction":
            ratio += f", {rate / naive:.1f} × the naive pipeline"
        made.append(Row(step, f"{rate / 1e6:,.3f} Mchar/s", ratio))
    return made


def _source(number: int) -> SourceDocument:
    name = f"r{number:06}.txt"
    return SourceDocument(file_name=name, text=varied(number), hints=SourceHints(file_name=name))


def _medians(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median of the processor seconds of each task, all run in turn."""
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(rounds + 1):
        for name, task in tasks.items():
            begin = time.process_time()
            task()
            if turn:  # the first one warms up
                spent[name].append(time.process_time() - begin)
    return {name: max(statistics.median(values), 1e-9) for name, values in spent.items()}


if __name__ == "__main__":
    main()
