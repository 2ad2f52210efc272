"""Crash builds in every way and print a figure for each: killed, cut, damaged, full, asked.

    python scripts/trust_crash.py [--kills 200] [--cuts 50] [--damages 30] [--fills 20]
                                  [--queries 1000]

Exits with 1 if anything was lost, half written, or not the same bytes.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from crash_damage import damages, fills
from crash_readers import queries, same_bytes
from crash_runs import cuts, kills
from crash_tools import Outcome


def main() -> int:
    """Run what is asked for, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    tasks: dict[str, tuple[Callable[[Path, int], Outcome], int]] = {
        "kills": (kills, 200),
        "cuts": (cuts, 50),
        "damages": (damages, 30),
        "fills": (fills, 20),
        "queries": (queries, 1000),
        "builds": (same_bytes, 12),
    }
    for name, (_, number) in tasks.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    given = vars(parser.parse_args())
    all_is_well = True
    for name, (task, _) in tasks.items():
        if not given[name]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            all_is_well &= task(Path(folder), given[name]).show()
            sys.stdout.flush()
    return 0 if all_is_well else 1


if __name__ == "__main__":
    sys.exit(main())
