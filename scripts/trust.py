"""Run every trust_*.py beside this one; print each figure with its promise, kept or BROKEN.

Usage: python scripts/trust.py [--short] [NAME …]

The long form takes most of an hour on two cores; ``--short`` tries less of the same in two minutes.
With names (crash, fuzz …) only those run. Exits with 1 if a promise is broken, if a script ends
badly, or if it does not print a figure that was promised.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.ledger import program_version

__all__ = ["BROKEN", "KEPT", "PROMISES", "SHORT", "Figure", "figures", "judged", "scripts"]

HOME = Path(__file__).resolve().parent
KEPT, BROKEN = "kept", "BROKEN"
PROMISES: Mapping[str, Mapping[str, str]] = {
    "crash": {
        "kill -9": "opens again, no report lost or half there, in the end the same bytes",
        "power cut": "no report that the ledger claims is absent",
        "damage": "noticed or harmless; a rebuild heals",
        "full disk": "a clean failure; what follows completes the build",
        "queries during builds": "no error",
        "the same bytes": "over workers, order of files, hash seeds, steps",
    },
    "fuzz": {
        "exceptions that are not meant": "0",
        "given less read and refused": "0",
        "refused for breaking the shapes": "0",
    },
    "graph": {
        "edges that explain themselves": "all",
        "findings against the shapes": "0",
        "planted faults found": "exactly the 20",
        "blank nodes": "0",
        "PROV statements": "under 10 %, without Evidence",
        "contradictions by OWL 2 RL": "0",
    },
    "hostile": {
        "hostile files refused": "in under 20 s and 1 GB; the good ones beside as ever",
        "hostile files read": "read, and the good ones beside as ever",
        "hostile files left": "left alone, and the good ones beside as ever",
    },
    "pages": {
        "pages with hostile titles and names: did harm": "0: no script, no request",
        "cells of exports that start a formula": "0",
    },
    "supply": {
        "lock with hashes": "installs",
        "bill of materials": "written",
        "licences unclear": "0",
    },
    "regex": {
        "slowest, milliseconds": "at most 50, on 10,000 characters of its worst repeats",
        "places not reached": "0",
    },
}
"""What the figures of a script are to be; a promised figure that is not printed is broken."""
SHORT: Mapping[str, tuple[str, ...]] = {
    "crash": ("--kills=2", "--cuts=2", "--damages=4", "--fills=2", "--queries=20", "--builds=3"),
    "fuzz": ("1500", "40"),
    "graph": ("--short",),
    "pages": ("--short",),
    "supply": ("--short",),
    "hostile": (
        *("zip in zip", "billion laughs", "forms in forms", "cut short", "1,000,000 brackets"),
        *("pipe", "surrogates", "that injects", "name with a script", "folder that holds itself"),
    ),
    "regex": tuple(
        str(path.relative_to(HOME.parent)) for path in sorted(HOME.parent.glob("kg/s*.py"))
    ),
}
"""What the short form gives a script; one that is not here runs as in the long form."""
LONG: Mapping[str, frozenset[str]] = {
    "pages": frozenset(PROMISES["pages"]),
    "supply": frozenset({"lock with hashes", "bill of materials"}),
}
"""Promises that the short form leaves to the tests and to `make locked sbom`."""
_ROW = re.compile(r"\| (.*?) \| (.*?) \| (.*?) \|")
_TRIED = re.compile(r"([^:|]+): (\d+) tried, (ok|\d+ WRONG)(?:, (.*))?")
_HEADS = {"step", "---"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a script printed, and whether that was promised and kept."""

    script: str
    step: str
    figure: str
    promise: str = ""
    verdict: str = ""
    """Empty where nothing was promised."""

    def __str__(self) -> str:
        """Return it as a row of a table."""
        cells = (self.script, self.step, self.figure, self.promise, self.verdict)
        return f"| {' | '.join(cells)} |"


def scripts(only: Iterable[str] = ()) -> dict[str, Path]:
    """Return the scripts by name, all or some.

    Raises:
        SystemExit: There is none of a name, or one with promises is missing.
    """
    found = {path.stem.removeprefix("trust_"): path for path in sorted(HOME.glob("trust_*.py"))}
    wanted = list(only) or sorted({*found, *PROMISES})
    if missing := [name for name in wanted if name not in found]:
        raise SystemExit(f"no scripts/trust_{missing[0]}.py: there are {', '.join(found)}")
    return {name: found[name] for name in wanted}


def judged(
    script: str, lines: Iterable[str], code: int, left_out: frozenset[str] = frozenset()
) -> Iterator[Figure]:
    """Yield what a script printed; what it promised and did not print; and how it ended."""
    promises = {k: v for k, v in PROMISES.get(script, {}).items() if k not in left_out}
    seen: list[Figure] = []
    for line in lines:
        for step, figure, said in _told(line):
            verdict = {"met": KEPT, "not met": BROKEN}.get(said, "")
            more = "" if verdict else said
            seen.append(
                Figure(
                    script=script,
                    step=step,
                    figure=f"{figure} {more}".strip(),
                    promise=promises.get(step, ""),
                    verdict=verdict,
                )
            )
            yield seen[-1]
    for step, promise in promises.items():
        if not any(each.step == step and each.verdict for each in seen):
            yield Figure(
                script=script, step=step, figure="not printed", promise=promise, verdict=BROKEN
            )
    if code and not any(each.verdict == BROKEN for each in seen):
        yield Figure(script=script, step="how it ended", figure=f"exit {code}", verdict=BROKEN)


def _told(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield step, figure and verdict of a line, if it is one of a table or of an outcome."""
    if (row := _ROW.fullmatch(line)) and row[1] not in _HEADS:
        yield row[1], row[2], row[3]
    elif tried := _TRIED.fullmatch(line):
        well = tried[3] == "ok"
        figure = f"{tried[2]} tried" + ("" if well else f", {tried[3]}")
        yield tried[1], figure, "met" if well else "not met"


def figures(only: Iterable[str] = (), *, short: bool) -> Iterator[Figure]:
    """Run the scripts one after another and yield what they print, judged."""
    for name, path in scripts(only).items():
        begin, version = time.perf_counter(), program_version.__wrapped__()
        words = [sys.executable, str(path), *(SHORT.get(name, ()) if short else ())]
        done = subprocess.run(words, check=False, stdout=subprocess.PIPE, text=True)
        left_out = LONG.get(name, frozenset()) if short else frozenset()
        yield from judged(name, done.stdout.splitlines(), done.returncode, left_out)
        if program_version.__wrapped__() != version:  # so that nothing need give the same bytes
            changed = "the program was changed meanwhile; try again"
            yield Figure(script=name, step="what was tried", figure=changed, verdict=BROKEN)
        seconds = f"{time.perf_counter() - begin:.0f}"
        yield Figure(script=name, step="seconds for all of it", figure=seconds)


def main() -> int:
    """Print the table while it grows, then how many promises were kept."""
    given = sys.argv[1:]
    begin = time.perf_counter()
    print("| script | step | figure | promise | |\n| --- | --- | --- | --- | --- |", flush=True)
    verdicts: list[str] = []
    for figure in figures([n for n in given if n != "--short"], short="--short" in given):
        print(figure, flush=True)
        verdicts += [figure.verdict] if figure.verdict else []
    broken = verdicts.count(BROKEN)
    told = f"{len(verdicts) - broken} promises kept, {broken} broken"
    print(f"\n{told}, in {time.perf_counter() - begin:.0f} s")
    return 1 if broken or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
