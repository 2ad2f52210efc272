"""Build graphs beside files made to harm; print what became of them, how long and how large.

Usage: python scripts/trust_hostile.py [WORD …]

With words only the files whose names hold one of them are tried. Each file lies in a folder with
good reports; a process reads the folder. Promises: a bomb is one line with path, reason and advice
in the summary and in the status, in under 20 s of processor or clock and 1 GB for all
processes together; the good reports beside it give the same bytes as without it.
"""

import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from bench_rows import Row, table
from hostile_files import GOOD, INJECTED, LEFT, READ, REFUSED, Maker, good_text

__all__ = ["Outcome", "chosen", "rows", "try_file"]

SECONDS, BYTES = 20, 1_000_000_000
_PATIENCE = 120
_ADVICE = re.compile(r"; [a-z]")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a folder with a hostile file."""

    reports: int = 0
    failures: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """Lines of the status."""
    same: bool = False
    """Whether the good reports give the bytes that they give alone."""
    valid: bool = False
    """Whether the graph can be read again, and nothing was injected."""
    crash: str = ""
    seconds: float = 0
    bytes: int = 0

    def bounded(self) -> bool:
        """Tell whether it took no more than it may."""
        return self.seconds < SECONDS and self.bytes < BYTES

    def refused(self, inputs: int) -> bool:
        """Tell whether the file was told in a line, with advice, and the rest was built."""
        lines = self.failures
        return (
            not self.crash
            and bool(lines)
            and set(lines) == set(self.told)
            and all(_ADVICE.search(line) and "\n" not in line for line in lines)
            and (self.reports, self.same, self.valid) == (inputs, True, True)
        )


def try_file(make: Maker, *, given: bool = True) -> Outcome:
    """Return what becomes of a file beside good ones, read in a process of its own."""
    home = Path(tempfile.mkdtemp())
    try:
        folder = home / "reports"
        folder.mkdir()
        os.waitpid(_forked(lambda: make(folder))[0], 0)  # what makes a bomb may be large too
        for number in range(GOOD):
            good = folder / f"good-{number}.txt"
            good.write_text(good_text(number + 1), encoding="utf-8")
        odd = [path for path in folder.iterdir() if not path.name.startswith("good-")]
        paths = [folder, *odd] if given else [folder]
        return _watched(paths, home / "graph")
    finally:
        subprocess.run(["/bin/rm", "-rf", str(home)], check=False)  # folders may be too deep for us


def _watched(paths: list[Path], graph: Path) -> Outcome:
    """Build in a process of its own, and watch how large it and those it starts become."""
    child, file = _forked(lambda: _built(paths, graph))
    begin, largest = time.monotonic(), 0
    while not os.waitpid(child, os.WNOHANG)[0]:
        largest = max(largest, sum(map(_size, _family(child))))
        if time.monotonic() - begin > _PATIENCE:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)
    seconds = time.monotonic() - begin
    found = _received(file)
    if not isinstance(found, Outcome):
        found = Outcome(crash=str(found))
    return replace(found, seconds=seconds, bytes=largest)


def _forked(task: Callable[[], object]) -> tuple[int, IO[bytes]]:
    """Do a task in a copy of this process; the store's threads must not run in this one."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (a pipe would be full; who receives closes it)
    child = os.fork()
    if child:
        return child, file
    try:
        found = task()
    except BaseException as error:  # noqa: BLE001 (this is what is looked for)
        found = f"{type(error).__name__}: {error}"[:200]
    pickle.dump(found, file)
    file.flush()
    os._exit(0)


def _received(file: IO[bytes]) -> object:
    with file:
        file.seek(0)
        data = file.read()
    return pickle.loads(data) if data else "the process ended"  # noqa: S301 (ours)


def _family(process: int) -> Iterator[int]:
    """Yield a process and those that it started."""
    yield process
    try:
        held = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return
    for child in held.split():
        yield from _family(int(child))


def _size(process: int) -> int:
    try:
        held = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(held[1]) * _PAGE if len(held) > 1 else 0


def _built(paths: list[Path], graph: Path) -> Outcome:
    """Build, and look at what there is then."""
    from kg.build import build_graph  # noqa: PLC0415
    from kg.status import read_status  # noqa: PLC0415
    from kg.store import open_graph  # noqa: PLC0415

    summary = build_graph(paths, graph)
    lines = _lines(open_graph(graph))
    status = read_status(graph)
    data = b"".join(line + b"\n" for line in lines)
    valid = not any(INJECTED.encode() in part for part in _addresses(lines)) and bool(
        list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    )
    return Outcome(
        reports=summary.reports + summary.twins,
        failures=tuple(summary.failures),
        told=tuple(entry.fault for entry in status.failed),
        same=_alone() <= _of_good(lines),
        valid=valid,
    )


def _lines(store: ox.Store) -> list[bytes]:
    return sorted((store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines())


def _addresses(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the IRIs of statements, without those that an address of a source may be."""
    for line in lines:
        if b"/dc/terms/source>" not in line and b"#alsoAt>" not in line:
            yield from re.findall(rb"<[^<>]*>", re.sub(rb'"(?:[^"\\]|\\.)*"', b"", line))


def _of_good(lines: Iterable[bytes]) -> frozenset[bytes]:
    """Return what is said in the graphs of the good reports, but for the program's version."""
    own = (line for line in lines if b"/report/good-" in line.rsplit(b" ", 2)[1])
    return frozenset(line for line in own if b"/reading/" not in line and b"/version/" not in line)


@cache
def _alone() -> frozenset[bytes]:
    """Return what the good reports say when nothing lies beside them."""
    child, file = _forked(_read_alone)
    os.waitpid(child, 0)
    found = _received(file)
    if not isinstance(found, frozenset):
        raise TypeError(str(found))
    return found


def _read_alone() -> frozenset[bytes]:
    from kg.build import build_graph  # noqa: PLC0415
    from kg.store import open_graph  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "reports"
        folder.mkdir()
        for number in range(GOOD):
            text = good_text(number + 1)
            (folder / f"good-{number}.txt").write_text(text, encoding="utf-8")
        build_graph([folder], Path(home) / "graph")
        return _of_good(_lines(open_graph(Path(home) / "graph")))


def prepare() -> None:
    """Load what every process needs, and read the good reports alone."""
    for name in ("extract.pipeline", "extract.tables", "kg.build", "kg.status", "kg.store"):
        import_module(name)
    _alone()


def chosen(files: dict[str, Maker], words: Iterable[str]) -> dict[str, Maker]:
    """Return the files whose names hold one of the words, all if there are none."""
    wanted = list(words)
    return {
        name: make
        for name, make in files.items()
        if not wanted or any(word in name for word in wanted)
    }


def rows(words: Iterable[str] = ()) -> list[Row]:
    """Return the figures, and a line for each file that did not do as promised."""
    prepare()
    words = list(words)
    more: list[Row] = []
    found: list[Row] = []
    for what, files, given in (
        ("refused", REFUSED, True),
        ("read", READ, False),
        ("left", LEFT, False),
    ):
        outcomes = {}
        for name, make in chosen(files, words).items():
            outcomes[name] = try_file(make, given=given)
            _tell(name, outcomes[name])
        good = {name for name in outcomes if _is_good(what, outcomes[name])}
        met = "met" if len(good) == len(outcomes) else "not met"
        found.append(Row(f"hostile files {what}", f"{len(good)} of {len(outcomes)}", met))
        found += _limits(what, outcomes)
        more += [_fault(name, outcomes[name]) for name in outcomes if name not in good]
    return [*found, *more]


def _is_good(what: str, outcome: Outcome) -> bool:
    if what == "refused":
        return outcome.refused(GOOD) and outcome.bounded()
    read = GOOD + (what == "read")
    calm = not (outcome.crash or outcome.failures) and outcome.same and outcome.valid
    return calm and outcome.reports == read and outcome.bounded()


def _limits(what: str, outcomes: dict[str, Outcome]) -> Iterator[Row]:
    if not outcomes:
        return
    slow = max(outcomes, key=lambda name: outcomes[name].seconds)
    large = max(outcomes, key=lambda name: outcomes[name].bytes)
    yield Row(f"slowest {what}, seconds", f"{outcomes[slow].seconds:.1f}", slow)
    yield Row(f"largest {what}, MB", f"{outcomes[large].bytes / 1e6:.0f}", large)


def _fault(name: str, outcome: Outcome) -> Row:
    said = outcome.crash or " ".join(outcome.failures[:1]) or "nothing was told"
    told = f"{outcome.reports} reports, {len(outcome.failures)} lines, {said[-150:]}"
    figures = f"{outcome.seconds:.1f} s, {outcome.bytes / 1e6:.0f} MB"
    return Row(f"not as promised: {name}", figures, told.replace("|", "¦"))


def _tell(name: str, outcome: Outcome) -> None:
    figures = f"{outcome.seconds:5.1f} s {outcome.bytes / 1e6:5.0f} MB"
    said = outcome.crash or " ".join(outcome.failures[:1])[-90:] or f"{outcome.reports} reports"
    shown = "".join(char if char.isprintable() else " " for char in said)
    print(f"{figures}  {name}: {shown}", file=sys.stderr, flush=True)


def main() -> None:
    """Print the table; exit with 1 if a promise is not met."""
    begin = time.perf_counter()
    found = rows(sys.argv[1:])
    print(table(found))
    print(f"\nin {time.perf_counter() - begin:.0f} s")
    sys.exit(any(row.ratio == "not met" for row in found))


if __name__ == "__main__":
    main()
