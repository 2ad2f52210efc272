"""Ask of reports what does not seem to fit: always a question, with both sentences, no verdict."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import accumulate, combinations, groupby
from pathlib import Path

import pyoxigraph as ox

from kg.sparql import Record, Value, labels_of, records, run_query
from kg.store import open_graph
from ontology.errors import KgError
from ontology.schemes import Concept, load_scheme

__all__ = ["CheckError", "check_names", "check_reports"]

_FIELDS = (
    "check",
    "question_zh",
    "question_en",
    "place",
    "place_zh",
    "place_en",
    "year",
    "thing",
    "thing_zh",
    "value",
    "unit",
    "quote",
    "report",
    "file",
    "start",
    "end",
    "other_year",
    "other_value",
    "other_quote",
    "other_report",
    "other_start",
    "other_end",
)
_ALIKE = ("check", "report", "thing", "thing_zh", "value", "other_value", "other_report")
"""What makes two rows one question."""
_FIGURE = re.compile(r"/observation/(\d+)-(\d+)")
_STOPS = re.compile(r"[。；;！!？?\n]")
_CLOSED = re.compile(r"[)）]")
_BOUNDS = ("under", "approx", "up_to")
"""Qualifiers of a figure that may be smaller than it is told."""


class CheckError(KgError):
    """A check that there is not."""


def check_names() -> tuple[str, ...]:
    """Return the names of all checks.

    >>> "two-values" in check_names()
    True
    """
    return tuple(sorted(_CHECKS))


def check_reports(folder: str | Path, names: Iterable[str] = ()) -> list[Record]:
    """Return what calls for a question, check by check, with the sentences concerned.

    Raises:
        CheckError: There is no such check.
    """
    store, chosen = open_graph(folder), tuple(names) or check_names()
    for name in chosen:
        if name not in _CHECKS:
            raise CheckError(f"no check “{name}”: give one of {', '.join(check_names())}")
    found = (
        _told(store, folder, name, row) for name in chosen for row in _CHECKS[name](store, folder)
    )
    return list(_once(found))


def _told(store: ox.Store, folder: str | Path, name: str, row: Record) -> Record:
    """Return a row with its question, and the names of the place and of what it is about."""
    row = row | {f"{which}quote": _quote(folder, row, which) for which in ("", "other_")}
    concept = load_scheme("checks").get(name)
    questions = concept.values("definition")
    chinese = [text for text in questions if re.search(r"[一-龥]", text)]
    thing = row.get("thing") or row.get("mechanism") or row.get("document") or row.get("indicator")
    place = labels_of(store, str(row["place"]))
    named = labels_of(store, str(thing)).get("zh") if thing else None
    known = row | {
        "check": name,
        "question_zh": chinese[0],
        "question_en": next(text for text in questions if text not in chinese),
        "place_zh": place.get("zh"),
        "place_en": place.get("en"),
        "thing": thing,
        "thing_zh": row.get("measured") or named,
    }
    return {field: known.get(field) for field in _FIELDS}


def _quote(folder: str | Path, row: Record, which: str) -> Value:
    """Return the sentence; that of a lean report, which keeps no quotes, from the kept text."""
    told, start, end = (row.get(f"{which}{name}") for name in ("quote", "start", "end"))
    if told or not isinstance(start, int) or not isinstance(end, int):
        return told
    return _kept(folder, str(row[f"{which}report"]))[start:end]


def _kept(folder: str | Path, report: str) -> str:
    """Return the kept text of a report, empty where it is not at hand."""
    path = Path(folder) / "texts" / f"{report.rsplit('/', 1)[-1]}.txt"
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def _once(rows: Iterable[Record]) -> Iterator[Record]:
    """Yield one row for each check, thing and report: the first sentences of each."""
    seen = set()
    for row in rows:
        key = tuple(row[name] for name in _ALIKE)
        if key not in seen:
            seen.add(key)
            yield row


def _query(name: str) -> Callable[[ox.Store, str | Path], list[Record]]:
    def ask(store: ox.Store, _: str | Path) -> list[Record]:
        return _select(store, _text(name))

    return ask


def _select(store: ox.Store, text: str) -> list[Record]:
    """Return the rows; the quotes that a lean graph left out stand in the kept texts."""
    results = run_query(store, text)
    return records(results) if isinstance(results, ox.QuerySolutions) else []


@cache
def _text(name: str) -> str:
    return files("kg").joinpath("checks", f"{name}.rq").read_text(encoding="utf-8")


def _superseded(store: ox.Store, _: str | Path) -> Iterator[Record]:
    for row in _select(store, _text("superseded-document")):
        successor = str(row["successor"] or "")
        yield row | {"other_value": labels_of(store, successor).get("zh") if successor else None}


def _implausible(store: ox.Store, _: str | Path) -> Iterator[Record]:
    """Yield figures above what a county is likely to tell in their unit."""
    limits = [each for each in load_scheme("checks") if each.values("atMost")]
    for row in _select(store, _text("figures")):
        if not str(row["level"]).endswith(("/county", "/township", "/village")):
            continue
        for limit in limits:
            if row["unit"] in limit.values("unit") and _is_of(limit, str(row["measured"])):
                most = Decimal(limit.values("atMost")[0])
                if isinstance(row["value"], Decimal) and row["value"] > most:
                    yield row | {"other_value": most}


def _is_of(limit: Concept, measured: str) -> bool:
    """Tell whether a limit holds for a phrase: that of a rate for what ends like one."""
    return not limit.alternatives or measured.endswith(limit.alternatives)


def _two_values(store: ox.Store, folder: str | Path) -> Iterator[Record]:
    """Yield two figures that one report gives for one thing.

    One thing is one phrase in one unit, or one indicator where one phrase is part of the other,
    unless each figure follows another one in its sentence and these differ: 开庭64件,应诉率100%。
    开庭22件,应诉率77%。 Compared here: the engine takes twenty seconds for five reports.
    """
    rows = sorted(_select(store, _text("figures")), key=_group)
    for report, told in groupby(rows, key=lambda row: str(row["report"])):
        figures = list(told)
        heads = _heads(_kept(folder, report), figures)
        for _key, held in groupby(figures, key=_group):
            for one, other in combinations(held, 2):
                if one["value"] == other["value"] or not _is_one_thing(one, other):
                    continue
                first, second = (heads.get(str(row["observation"])) for row in (one, other))
                if first is None or second is None or first == second:
                    yield one | _other([other], other["value"])


def _heads(text: str, figures: Sequence[Record]) -> dict[str, tuple[Value, Value]]:
    """Return, of the figures that follow another in their sentence, the first one there."""
    heads: dict[str, tuple[Value, Value]] = {}
    first, reach = None, 0
    for row in sorted(figures, key=_at):
        start, end = _at(row)
        if first is None or _STOPS.search(text, reach, start):
            first = row
        elif text:
            heads[str(row["observation"])] = (first["value"], first["unit"])
        reach = end
    return heads


def _group(row: Record) -> tuple[str, str]:
    return str(row["report"]), str(row["unit"])


def _is_one_thing(one: Record, other: Record) -> bool:
    first, second = sorted((str(one["measured"]), str(other["measured"])), key=len)
    same = one["indicator"] and one["indicator"] == other["indicator"]
    return first == second or bool(same and first in second)


def _other(rows: Sequence[Record], value: Value) -> Record:
    """Return the columns of the other sentence, or sentences."""
    return {
        "other_value": value,
        "other_quote": " / ".join(dict.fromkeys(str(row["quote"]) for row in rows if row["quote"])),
        "other_report": rows[0]["report"],
        "other_start": rows[0]["start"],
        "other_end": rows[-1]["end"],
    }


def _parts(store: ox.Store, folder: str | Path) -> Iterator[Record]:
    """Yield totals that are smaller than the sum of their parts."""
    rows = _select(store, _text("figures"))
    for report, held in groupby(rows, key=lambda row: str(row["report"])):
        figures = sorted(held, key=_at)
        yield from _in_sentences(_kept(folder, report), figures)
        yield from _by_indicator(figures)


def _in_sentences(text: str, figures: Sequence[Record]) -> Iterator[Record]:
    """Yield totals before 其中 whose parts after it, in the same sentence and unit, are more."""
    part_words = [
        label
        for cue in load_scheme("figure-cues")
        if cue.values("scope") == ("part",)
        for label in cue.labels
    ]
    marks = re.compile("|".join(map(re.escape, part_words)))
    for mark in marks.finditer(text):
        begin, end = _sentence(text, mark.start(), mark.end())
        before = [row for row in figures if begin <= _at(row)[0] < mark.start()]
        after = [row for row in figures if mark.end() <= _at(row)[0] < end]
        if before and after:
            total = before[-1]
            parts = [row for row in after if row["unit"] == total["unit"]]
            yield from _too_many(total, parts)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence; it ends with the bracket that holds 含, or a next 其中."""
    begin = max(
        (stop.end() for stop in _STOPS.finditer(text, max(0, start - 400), start)), default=0
    )
    close = _STOPS.search(text, end)
    following = text.find("其中", end, close.start() if close else len(text))
    stop = close.start() if close else len(text)
    opened = max(text.rfind("(", begin, start), text.rfind("（", begin, start))
    if (
        opened >= 0
        and not _CLOSED.search(text, opened, start)
        and (shut := _CLOSED.search(text, end))
    ):
        stop = min(stop, shut.start())
    return max(begin, start - 400), min(following, stop) if following >= 0 else stop


def _by_indicator(figures: Sequence[Record]) -> Iterator[Record]:
    """Yield totals of known indicators whose known parts are more."""
    for rule in load_scheme("checks"):
        whole = [row for row in figures if row["indicator"] in rule.values("whole")]
        parts = [
            [row for row in figures if row["indicator"] == part] for part in rule.values("part")
        ]
        told = [rows[0] for rows in parts if len({row["value"] for row in rows}) == 1]
        if whole and len({row["value"] for row in whole}) == 1:
            yield from _too_many(whole[0], told)


def _too_many(total: Record, parts: Sequence[Record]) -> Iterator[Record]:
    if total["qualifier"] or any(str(row["qualifier"]).endswith(_BOUNDS) for row in parts):
        return
    values = [row["value"] for row in parts if isinstance(row["value"], Decimal)]
    whole = total["value"]
    if not isinstance(whole, Decimal) or whole in set(accumulate(values)):
        return  # they add up; what follows tells of something else
    if sum(values) > whole:
        yield total | _other(parts, sum(values))


def _at(row: Record) -> tuple[int, int]:
    """Return where the number of a figure stands, as its IRI tells."""
    match = _FIGURE.search(str(row["observation"]))
    return (int(match[1]), int(match[2])) if match else (-1, -1)


_CHECKS: dict[str, Callable[[ox.Store, str | Path], Iterable[Record]]] = {
    "adopted-after-problem": _query("adopted-after-problem"),
    "implausible-value": _implausible,
    "later-year": _query("later-year"),
    "parts-and-total": _parts,
    "superseded-document": _superseded,
    "two-values": _two_values,
}
