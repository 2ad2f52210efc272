"""Measure everything in one run, each figure beside a yardstick of the same run.

    python scripts/bench.py [--only extraction builds …] [--growth 500 5000] [--write]

Machines differ and are shared: the ratios mean something, the figures little. ``--write`` keeps
the tables in docs/benchmarks.md.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import bench_builds
import bench_extraction
import bench_pages
import bench_panels
import bench_queries
import bench_reading
import bench_scale
import bench_serving
from bench_rows import Row, table, timed

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench` with `--write`. The corpus is the five samples repeated with other counties,
other figures and paragraphs in another order. Read the ratios: the machine is shared.
"""


def main() -> None:
    """Measure, print, and keep the tables if asked to."""
    sections = named_sections(())
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=[*sections], default=[*sections])
    parser.add_argument(
        "--growth", nargs="+", type=int, default=[], help="sizes of corpora: 500 5000"
    )
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    sections = named_sections(tuple(given.growth))
    kind = bench_extraction.KINDS[bench_extraction.is_compiled()]
    page = f"{HEAD}\n{datetime.now(tz=UTC):%Y-%m-%d}, {machine()}; reading {kind}.\n"
    print(page)
    for name in given.only:
        part = f"## {name.capitalize()}\n\n{table(sections[name]())}\n"
        print(part, flush=True)
        page += f"\n{part}"
    if given.write:
        PAGE.write_text(page, encoding="utf-8")


def named_sections(growth: tuple[int, ...]) -> dict[str, Callable[[], list[Row]]]:
    """Return the parts of the benchmark by name."""
    return {
        "extraction": bench_extraction.rows,
        "builds": partial(bench_builds.rows, growth=growth),
        "scale": bench_scale.rows,
        "queries": bench_queries.rows,
        "serving": bench_serving.rows,
        "explorer": bench_pages.rows,
        "panels": bench_panels.rows,
        "site": bench_reading.rows,
        "start": time_starts,
    }


def time_starts() -> list[Row]:
    """Return what starting takes: bare Python, kg --help."""
    bare = _start(["-c", "pass"])
    helped = _start(["-m", "kg", "--help"])
    over = f"{helped - bare:.2f} s over bare Python"
    return [Row("start: kg --help", f"{helped:.2f} s", over)]


def _start(words: list[str]) -> float:
    def run() -> None:
        subprocess.run([sys.executable, *words], check=True, capture_output=True)

    return statistics.median(timed(run)[0] for _ in range(5))


def machine() -> str:
    """Return the class of the machine: cores, processor, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    python = platform.python_version()
    return f"{cores} shared cores ({platform.machine()}), {memory:.0f} GiB, Python {python}"


if __name__ == "__main__":
    main()
