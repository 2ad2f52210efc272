"""Time every regular expression of the product on 10,000 characters of its worst repeats.

Usage: python scripts/trust_regex.py [--short] [FILE …]

Expressions are caught where they are compiled, while all modules are imported and the samples are
read, built, shown and asked. A place of the source that compiles one and was not reached is told.
With files only the expressions of these are timed; the short form takes texts of a third of the
length, and a third of the time. What .rq files hold runs in Oxigraph, whose
engine is linear by construction.
"""

import ast
import importlib
import pkgutil
import re
import re._compiler as sre_compiler  # type: ignore[import-not-found]
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from random import Random
from types import FrameType, ModuleType
from typing import Any

from bench_rows import Row, table

__all__ = ["catch", "rows", "slowest", "unreached", "worst_texts"]

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "extract", "kg", "visual")
LENGTH = 10_000
LIMIT = 0.050
"""Seconds of processor time."""
_STOP = 1.0
"""Seconds after which nobody waits for an expression."""
_MOST = 40
"""Samples of each kind; vocabularies have thousands of alternatives."""
_CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}

Place = tuple[str, int]
Caught = dict[re.Pattern[Any], set[Place]]


# What is there


def catch() -> Caught:
    """Return every expression that the product compiles, and the lines that do."""
    caught: Caught = defaultdict(set)
    compile_it = sre_compiler.compile

    def compiled(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        found: re.Pattern[Any] = compile_it(pattern, flags)
        place = _caller(sys._getframe(1))  # noqa: SLF001 (there is no other way up)
        if place:
            caught[found].add(place)
        return found

    sre_compiler.compile = compiled
    try:
        re.purge()
        _import_all()
        _use_all()
    finally:
        sre_compiler.compile = compile_it
    for place, pattern in _literals():
        caught[pattern].add(place)
    return dict(caught)


def _caller(frame: FrameType | None) -> Place | None:
    """Return the line of the product that asked for an expression, none if another library did."""
    library = str(Path(re.__file__).parent)
    while frame and frame.f_code.co_filename.startswith((library, __file__)):
        frame = frame.f_back
    if not frame:
        return None
    path = Path(frame.f_code.co_filename)
    inside = path.is_relative_to(ROOT) and path.relative_to(ROOT)
    return (str(inside), frame.f_lineno) if inside and inside.parts[0] in ROOMS else None


def _import_all() -> None:
    for room in ROOMS:
        package: ModuleType = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def _use_all() -> None:
    """Do what the samples allow: expressions made of the vocabularies are compiled on first use."""
    from typer.testing import CliRunner  # noqa: PLC0415

    from kg.cli import app  # noqa: PLC0415

    run = CliRunner()
    with tempfile.TemporaryDirectory() as home, as_file(files("kg").joinpath("samples")) as samples:
        graph = f"{home}/graph"
        reports = sorted(str(path) for path in samples.iterdir() if path.name != "README.md")
        for line in (
            ["build", *reports, *_made(Path(home)), "--graph", graph, "--quiet"],
            ["validate", "--graph", graph],
            ["check", "--graph", graph],
            ["explain", "肥城市", "--graph", graph],
            ["export", f"{home}/graph.ttl", "--graph", graph],
            ["export", f"{home}/graph.graphml", "--graph", graph],
            ["browse", "--graph", graph, "--out", f"{home}/page.html"],
            ["site", f"{home}/site", "--graph", graph],
            ["map", "--graph", graph, "--out", f"{home}/map.html"],
            ["implements", "法治政府建设实施纲要(2021—2025年)", "--graph", graph],
            ["adopters", "三项制度", "--within", "山东省", "--graph", graph],
        ):
            run.invoke(app, line)


def _made(folder: Path) -> list[str]:
    """Return reports of departments, which name themselves; the samples are of governments."""
    paths = []
    for number, (body, own) in enumerate((("司法局", "我局"), ("发展和改革委员会", "我委"))):
        path = folder / f"made-{number}.txt"
        title = f"肥城市{body}关于2022年法治政府建设情况的报告"
        text = f"{title}\n{own}全面落实行政执法三项制度，{own}办理行政复议案件12件。\n"
        path.write_text(text + "全市建立健全联席会议制度，推进依法行政各项工作。\n" * 5, "utf-8")
        paths.append(str(path))
    return paths


def _sites() -> Iterator[tuple[Place, ast.Call]]:
    """Yield the places of the source that call the module ``re``."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and isinstance(node.func.value, ast.Name)
                    and (node.func.value.id, node.func.attr in _CALLS) == ("re", True)
                ):
                    yield (str(path.relative_to(ROOT)), node.lineno), node


def _literals() -> Iterator[tuple[Place, re.Pattern[Any]]]:
    """Yield the expressions that stand in the source as they are, whether reached or not."""
    for place, node in _sites():
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
            yield place, re.compile(first.value, _flags(node))


def _flags(node: ast.Call) -> int:
    """Return the flags that a call names, as ``flags=`` or as the second of compile."""
    given = [keyword.value for keyword in node.keywords if keyword.arg == "flags"]
    if isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
        given += node.args[1:2]
    names = (
        each.attr for flag in given for each in ast.walk(flag) if isinstance(each, ast.Attribute)
    )
    flags = 0
    for name in names:
        flags |= getattr(re, name)
    return flags


def unreached(caught: Caught) -> list[str]:
    """Return the places that compile an expression which was never seen."""
    seen = {place for places in caught.values() for place in places}
    return [f"{path}:{line}" for (path, line), _ in _sites() if (path, line) not in seen]


# What is hard for it


def worst_texts(pattern: re.Pattern[Any], length: int = LENGTH) -> Iterator[str]:
    """Yield texts hard for an expression: repeats of its beginnings, bodies and characters."""
    pieces: dict[str, None] = {}
    tree = sre_parser.parse(pattern.pattern, pattern.flags)
    _gather(list(tree), "", pieces)
    letters = "".join(sorted({char for piece in pieces for char in piece}))
    singles = list(letters[:: max(1, len(letters) // _MOST)])
    dice = Random(7)  # noqa: S311 (no secret)
    for piece in [*singles, *islice(pieces, 3 * _MOST)]:
        if piece:
            yield (piece * (length // len(piece) + 1))[:length]
            yield (piece * (length // len(piece) + 1))[: length - 2] + "\x01\n"
    for start in islice(pieces, _MOST):  # one beginning, then what goes on for ever
        for single in singles[:8]:
            yield start + single * (length - len(start))
    for _ in range(4 if letters else 0):
        yield "".join(dice.choices(letters, k=length))


def _gather(nodes: list[Any], before: str, pieces: dict[str, None]) -> str:
    """Return one text that a sequence matches, and note its beginnings and its repeats."""
    text = ""
    for kind, value in nodes:
        text += _sample(kind, value, before + text, pieces)
        pieces[text] = None
    return text


def _sample(kind: Any, value: Any, before: str, pieces: dict[str, None]) -> str:
    """Return one text that a node matches; what only looks around matches none."""
    if kind in _CHARACTERS:
        return _CHARACTERS[kind](value)
    if kind is sre.IN:
        return _one_of(value, pieces)
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
        least, most, body = value
        once = _gather(list(body), before, pieces)
        if int(most) > 1:
            pieces[once] = None
            pieces[before + once * 3] = None
        return once * max(int(least), 1)
    branches = _BODIES.get(kind, lambda _: [])(value)
    each = [_gather(list(branch), before, pieces) for branch in branches[:_MOST]]
    return "" if kind in {sre.ASSERT, sre.ASSERT_NOT} else max(each, key=len, default="")


_CHARACTERS: dict[Any, Callable[[Any], str]] = {
    sre.LITERAL: chr,
    sre.NOT_LITERAL: lambda value: "甲" if value != ord("甲") else "乙",
    sre.ANY: lambda _: "甲",
}
_BODIES: dict[Any, Callable[[Any], list[Any]]] = {
    sre.SUBPATTERN: lambda value: [value[-1]],
    sre.ATOMIC_GROUP: lambda value: [value],
    sre.BRANCH: lambda value: value[1],
    sre.ASSERT: lambda value: [value[1]],
    sre.ASSERT_NOT: lambda value: [value[1]],
}


def _one_of(items: list[Any], pieces: dict[str, None]) -> str:
    """Return a character of a set; others are noted too."""
    negated = items[0][0] is sre.NEGATE
    chars = [_char_of(kind, value) for kind, value in items if kind is not sre.NEGATE]
    pieces.update(dict.fromkeys(chars[:4]))
    if not negated:
        return chars[0]
    return next((char for char in "甲乙 a1\n" if char not in chars), "丙")


def _char_of(kind: Any, value: Any) -> str:
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.RANGE:
        return chr(value[0])
    digit, space = sre.CATEGORY_DIGIT, sre.CATEGORY_SPACE
    return "1" if value is digit else " " if value is space else "甲"


# How long it takes


def slowest(
    pattern: re.Pattern[Any], length: int = LENGTH, limit: float = LIMIT
) -> tuple[float, str]:
    """Return the most seconds that an expression takes for a text, and how that text begins."""
    worst = (0.0, "")
    signal.signal(signal.SIGVTALRM, _stop)
    for drawn in dict.fromkeys(worst_texts(pattern, length)):
        text = drawn if isinstance(pattern.pattern, str) else drawn.encode()[:length]
        for ask in (pattern.search, lambda text: list(pattern.finditer(text))):
            taken = _seconds(ask, text)
            if limit < taken < _STOP:  # a machine that is busy may be at fault
                taken = min(taken, _seconds(ask, text), _seconds(ask, text))
            worst = max(worst, (taken, drawn[:40]))
        if worst[0] > limit:
            break
    return worst


def _seconds(ask: Callable[[Any], object], text: str | bytes) -> float:
    """Return the processor's seconds of a search, and no more than anybody would wait."""
    signal.setitimer(signal.ITIMER_VIRTUAL, _STOP)
    begin = time.process_time()
    try:
        ask(text)
    except TimeoutError:
        return _STOP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begin


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def rows(only: Iterable[str] = (), share: int = 1) -> list[Row]:
    """Return the figures, and a line for each expression that is too slow or was not reached."""
    caught = catch()
    wanted = set(only)
    chosen = {
        pattern: places
        for pattern, places in caught.items()
        if not wanted or wanted & {path for path, _ in places}
    }
    times = {
        pattern: slowest(pattern, LENGTH // share, LIMIT / share) for pattern in _counted(chosen)
    }
    slow = sorted((p for p in times if times[p][0] > LIMIT / share), key=lambda p: -times[p][0])
    missed = [] if wanted else unreached(caught)
    most = max((seconds for seconds, _ in times.values()), default=0)
    return [
        Row("regular expressions timed", f"{len(times):,}"),
        Row("slowest, milliseconds", f"{most * 1000:.0f}", "not met" if slow else "met"),
        Row("places not reached", str(len(missed)), "not met" if missed else "met"),
        *(Row(f"not reached: {place}", "") for place in missed),
        *(_told(pattern, caught[pattern], *times[pattern]) for pattern in slow),
    ]


def _counted(patterns: Iterable[re.Pattern[Any]]) -> Iterator[re.Pattern[Any]]:
    """Yield the expressions, and say on standard error how many are done."""
    for number, pattern in enumerate(patterns):
        if number % 20 == 0:
            print(f"{number} expressions timed", file=sys.stderr, flush=True)
        yield pattern


def _told(pattern: re.Pattern[Any], places: set[Place], seconds: float, text: str) -> Row:
    path, line = min(places)
    shown = str(pattern.pattern).replace("|", "¦").replace("\n", " ")[:60]
    return Row(f"slow: {path}:{line} {shown}", f"{seconds * 1000:.0f} ms", repr(text[:12]))


def main() -> None:
    """Print the table; exit with 1 if a promise is not met."""
    words = [word for word in sys.argv[1:] if word != "--short"]
    found = rows(words, 3 if "--short" in sys.argv else 1)
    print(table(found))
    sys.exit(any(row.ratio == "not met" for row in found))


if __name__ == "__main__":
    main()
