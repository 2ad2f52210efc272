"""Read texts and files that nobody would write; print what became of them.

Usage: python scripts/trust_fuzz.py [TEXTS] [REPORTS] [--seed N] [--workers N]

TEXTS short texts of fragments, marks and odd characters go through the reading of facts (fast
form: no file, no graph). REPORTS files, the samples cut, mixed, doubled, recoded and with bits
flipped, go through a whole build. A seed gives the same texts again. Promises: no exception that
is not meant; every quote stands where it is said to stand; read + refused = given.
"""

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from random import Random

from bench_rows import Row, table

__all__ = ["draw_text", "faults_of", "mutate", "mutated_file", "read_many", "rows"]

TEXTS, REPORTS = 100_000, 2_000
_PORTION = 500
_ODD = (
    *"《》〈〉“”‘’（）()【】[]{}〔〕「」、，。；：！？·—…－~%‰℃①⑩㈠Ⅻ\uff10\uff19\uff41",
    *"\0\x01\x07\t\v\f\r\n\x1b\x1c\x85\xa0\xad\u200b\u200d\u2028\u2029\u202e\u2066\u3000\ufeff",
    *"\ufffe\uffff\ud800\udfff\U0001f600\U00020000\U0010ffff\u0301\u0e47\u3400\u9fff\uf900",
    "\r\n",
    "\n\n\n",
    "    ",
    "**",
    "# ",
    "| --- |",
    "---\n",
    "year: 99999\n",
    "<p>",
    "&#0;",
    '"@zh .',
    "'''",
    "\\u0000",
    "${jndi}",
    "../",
    "=1+1",
)
_FIGURES = (
    "0",
    "1",
    "12",
    "9" * 30,
    "1.2.3",
    "1,234,567",
    "\uff12\uff10\uff12\uff11",
    "二〇二一年",
    "百分之",
    "-5",
)
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")
_MOST_PIECES = 40
_TITLE = "肥城市人民政府关于2022年法治政府建设情况的报告\n"
_KINDS = (*(".txt",) * 6, *(".md",) * 2, *(".html",) * 2, ".docx", ".pdf", ".jsonl")


@cache
def _pieces() -> tuple[str, ...]:
    """Return words of the vocabularies, of the samples and odd ones."""
    from ontology.schemes import load_scheme  # noqa: PLC0415

    words: dict[str, None] = {}
    for scheme in sorted(files("ontology").joinpath("vocab").iterdir(), key=lambda file: file.name):
        if scheme.name.endswith(".ttl") and not scheme.name.startswith("interface"):
            for concept in load_scheme(scheme.name.removesuffix(".ttl")):
                words.update(dict.fromkeys(label for label in concept.labels if label))
    return tuple(words)


@cache
def _samples() -> tuple[str, ...]:
    folder = files("kg").joinpath("samples")
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(file.read_text("utf-8") for file in found if file.name != "README.md")


def draw_text(dice: Random) -> str:
    """Return a text of a few pieces, odd ones among them."""
    pieces = []
    for _ in range(dice.randint(1, _MOST_PIECES)):
        kind = dice.random()
        if kind < 0.45:  # noqa: PLR2004 (shares that find something)
            piece = dice.choice(_pieces())
        elif kind < 0.6:  # noqa: PLR2004
            sample = dice.choice(_samples())
            at = dice.randrange(len(sample))
            piece = sample[at : at + dice.randint(1, 30)]
        elif kind < 0.9:  # noqa: PLR2004
            piece = dice.choice(_ODD)
        elif kind < 0.97:  # noqa: PLR2004
            piece = dice.choice(_FIGURES)
        else:
            piece = chr(dice.randrange(0x110000))
        pieces.append(piece * (dice.randint(2, 60) if dice.random() < 0.03 else 1))  # noqa: PLR2004
    head = _TITLE if dice.random() < 0.9 else ""  # noqa: PLR2004 (without it nothing is read)
    return head + "".join(pieces)


def mutate(text: str, dice: Random) -> str:
    """Return a report cut, mixed, doubled, and with odd characters in it."""
    for _ in range(dice.randint(1, 12)):
        begin = dice.randrange(len(text) + 1)
        end = min(len(text), begin + int(dice.expovariate(1 / 40)))
        span = text[begin:end]
        change = dice.randrange(6)
        if change == 0:
            span = ""
        elif change == 1:
            span *= dice.randint(2, 5)
        elif change == 2:  # noqa: PLR2004
            span += "".join(dice.choices(_ODD, k=dice.randint(1, 5)))
        elif change == 3:  # noqa: PLR2004
            span += draw_text(dice)
        elif change == 4:  # noqa: PLR2004
            span = "".join(dice.sample(span, len(span)))
        else:
            other = dice.choice(_samples())
            at = dice.randrange(len(other))
            span = other[at : at + dice.randint(1, 400)]
        text = text[:begin] + span + text[end:]
    if dice.random() < 0.8:  # noqa: PLR2004 (a file with one of these is refused at once)
        text = _CONTROL.sub("", text)
    return text[: dice.randrange(len(text) + 1)] if dice.random() < 0.05 else text  # noqa: PLR2004


def mutated_file(dice: Random) -> tuple[str, bytes]:
    """Return the ending and the bytes of a file that may be a report no longer."""
    import json  # noqa: PLC0415

    text = mutate(dice.choice(_samples()), dice)
    ending = dice.choice(_KINDS)
    codec = dice.choice(("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "big5hkscs"))
    data = text.encode(codec, "surrogatepass" if codec.startswith("utf") else "replace")
    if ending == ".html":
        data = b"<html><meta charset=%b><body><p>" % codec.encode() + data.replace(b"\n", b"<p>")
    elif ending == ".jsonl":
        data = json.dumps({"text": text, "year": dice.choice((2021, "x", None, -1))}).encode()
    if ending != ".jsonl" and dice.random() < 0.3:  # noqa: PLR2004 (a file is one report)
        spoilt = bytearray(data)
        for _ in range(dice.randint(1, 20)):
            if spoilt:
                spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
        data = bytes(spoilt)
    return ending, data


def faults_of(text: str) -> str:
    """Return what goes wrong when a text is read, nothing if all is well."""
    from extract.annotations import SourceHints  # noqa: PLC0415
    from extract.pipeline import extract_facts  # noqa: PLC0415
    from extract.sources import SourceDocument  # noqa: PLC0415
    from ontology.errors import KgError  # noqa: PLC0415

    clean = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    name = "a.txt"
    try:
        facts = extract_facts(
            SourceDocument(file_name=name, text=clean, hints=SourceHints(file_name=name))
        )
    except KgError:
        return "refused"
    except Exception as error:  # noqa: BLE001 (this is what is looked for)
        return f"{type(error).__name__}: {error}"[:150]
    wrong = next((each for each in _evidence(facts) if clean[each[0] : each[1]] != each[2]), None)
    return f"a quote is elsewhere: {wrong}"[:150] if wrong else ""


def _evidence(value: object) -> Iterator[tuple[int, int, str]]:
    """Yield the offsets and quotes in facts."""
    if hasattr(value, "quote"):
        yield value.start, value.end, value.quote  # type: ignore[attr-defined]
    elif is_dataclass(value):
        for field in fields(value):
            yield from _evidence(getattr(value, field.name))
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _evidence(each)


def read_many(seed: int, number: int) -> tuple[Counter[str], list[str]]:
    """Return how many texts were read and refused, and what went wrong with the others."""
    dice = Random(seed)  # noqa: S311 (no secret)
    counts: Counter[str] = Counter()
    faults = []
    for _ in range(number):
        text = draw_text(dice)
        fault = faults_of(text)
        counts["refused" if fault == "refused" else "faulty" if fault else "read"] += 1
        if fault not in {"", "refused"}:
            faults.append(f"{fault} in {text[:200]!r}")
    return counts, faults


def rows(texts: int = TEXTS, reports: int = REPORTS, seed: int = 1, workers: int = 2) -> list[Row]:
    """Return the figures, and a line for the first of each kind of fault."""
    found: list[Row] = []
    if texts:
        found += _texts(texts, seed, workers)
    if reports:
        found += _reports(reports, seed, workers)
    return found


def _texts(number: int, seed: int, workers: int) -> Iterator[Row]:
    begin = time.perf_counter()
    counts: Counter[str] = Counter()
    faults: list[str] = []
    portions = [
        (seed * 1_000_003 + at, min(_PORTION, number - at)) for at in range(0, number, _PORTION)
    ]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for done, (each, more) in enumerate(pool.map(read_many, *zip(*portions, strict=True)), 1):
            counts += each
            faults += more
            if done % 20 == 0:
                print(f"{done * _PORTION:,} texts", file=sys.stderr, flush=True)
    yield Row("texts drawn", f"{number:,}", f"seed {seed}")
    yield Row("read, refused", f"{counts['read']:,}, {counts['refused']:,}")
    yield _met("exceptions that are not meant", len(faults), not faults)
    yield _met("given less read and refused", number - counts.total(), counts.total() == number)
    yield Row("seconds", f"{time.perf_counter() - begin:.0f}")
    for fault in list({fault.split(" in ")[0][:40]: fault for fault in faults}.values())[:10]:
        yield Row("fault", fault.replace("|", "¦"))


def _reports(number: int, seed: int, workers: int) -> Iterator[Row]:
    from kg.build import BuildSummary, build_graph  # noqa: PLC0415
    from kg.store import open_graph  # noqa: PLC0415

    begin = time.perf_counter()
    dice = Random(seed)  # noqa: S311 (no secret)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "reports"
        folder.mkdir()
        for at in range(number):
            ending, data = mutated_file(dice)
            (folder / f"{at:05}{ending}").write_bytes(data)
        summary: BuildSummary = build_graph(
            sorted(folder.iterdir()), f"{home}/graph", workers=workers
        )
        statements = len(open_graph(f"{home}/graph"))
    refused = summary.failures
    own = [line for line in refused if "fault of this program" in line]
    against = [line for line in refused if "shapes" in line]
    read = summary.reports + summary.twins
    yield Row("mutated reports", f"{number:,}", f"seed {seed}")
    yield Row("read, refused", f"{read:,}, {len(refused):,}", f"{statements:,} statements")
    yield _met("exceptions that are not meant", len(own), not own)
    yield _met("refused for breaking the shapes", len(against), not against)
    yield _met(
        "given less read and refused", number - read - len(refused), read + len(refused) == number
    )
    yield Row("seconds", f"{time.perf_counter() - begin:.0f}")
    for line in [*own, *against][:10]:
        yield Row("fault", line.replace(home, "").replace("|", "¦")[:300])


def _met(step: str, figure: int, met: bool) -> Row:  # noqa: FBT001 (one flag, named)
    return Row(step, f"{figure:,}", "met" if met else "not met")


def main() -> None:
    """Print the table; exit with 1 if a promise is not met."""
    parser = argparse.ArgumentParser(description="Read what nobody would write.")
    parser.add_argument("texts", type=int, nargs="?", default=TEXTS)
    parser.add_argument("reports", type=int, nargs="?", default=REPORTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    found = rows(given.texts, given.reports, given.seed, given.workers)
    print(table(found))
    sys.exit(any(row.ratio == "not met" for row in found))


if __name__ == "__main__":
    main()
