"""Time extraction against ``jieba.lcut`` of the same text in one run; prints ratios.

Both run on one core, in turn, several times; the median of each is compared. Only the ratio
means something: machines differ and are shared.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from importlib.resources import files

import jieba

from extract.annotations import SourceHints
from extract.pipeline import build_pipeline, extract_facts
from extract.sources import SourceDocument

ROUNDS = 7


def main() -> None:
    """Print the rates of a decode pass, jieba, and extraction, with their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    sources = _samples()
    length = sum(len(source.text) for source in sources)
    data = [source.text.encode() for source in sources]
    jieba.initialize()
    build_pipeline()
    tasks: dict[str, Callable[[], object]] = {
        "decode": lambda: [item.decode() for item in data],
        "jieba.lcut": lambda: [jieba.lcut(source.text) for source in sources],
        "extraction": lambda: [extract_facts(source) for source in sources],
    }
    for task in tasks.values():
        task()
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            begin = time.process_time()
            task()
            seconds[name].append(time.process_time() - begin)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"{len(sources)} reports, {length:,} characters, median of {rounds} rounds, one core")
    for name, value in medians.items():
        rate = length / value / 1e6 if value else float("inf")
        print(f"{name:12} {rate:9.3f} Mchar/s   {medians['jieba.lcut'] / value:8.2f} x jieba.lcut")


def _samples() -> list[SourceDocument]:
    folder = files("kg").joinpath("samples")
    return [
        SourceDocument(
            file_name=item.name,
            text=item.read_text(encoding="utf-8"),
            hints=SourceHints(file_name=item.name),
        )
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith((".txt", ".md")) and item.name != "README.md"
    ]


if __name__ == "__main__":
    main()
