"""What all benchmarks share: a row of the table, the table, a stopwatch."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

__all__ = ["Row", "peak", "table", "timed"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    step: str
    figure: str
    ratio: str = ""


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [f"| {row.step} | {row.figure} | {row.ratio} |" for row in rows]
    return "\n".join(["| step | figure | ratio |", "| --- | ---: | ---: |", *lines])


def timed(task: Callable[[], _T]) -> tuple[float, _T]:
    """Return how many seconds a task took, and what it gave."""
    begin = time.perf_counter()
    result = task()
    return time.perf_counter() - begin, result


def peak() -> int:
    """Return the megabytes that this program held at most; getrusage counts its starter, too."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
