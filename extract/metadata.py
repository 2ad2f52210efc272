"""What a user says of a text beside it: front matter, or a row of ``reports.csv``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from extract.annotations import SourceHints
from extract.facts import ReportKind
from ontology.errors import KgError
from ontology.gazetteer import load_gazetteer
from ontology.schemes import load_scheme

__all__ = [
    "FRONT_MATTER",
    "KEYS",
    "FrontMatter",
    "MetadataError",
    "merged",
    "read_front_matter",
    "read_values",
]

KEYS = ("code", "year", "kind", "url", "published")
"""What can be said of a report, in a table or in front matter."""

FRONT_MATTER = "the front matter"
_CODE = re.compile(r"\d{6}|\d{9}")
_YEAR = re.compile(r"(19[5-9]\d|20\d\d)年?")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_LINE = re.compile(r"([A-Za-z]{1,40}) {0,9}[:：](.*)$")
_LONGEST = 40
"""Lines that front matter may have."""


class MetadataError(KgError):
    """Something said of a report that cannot be so."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a file says of it, and where its text begins."""

    values: Mapping[str, str]
    body: int


def read_front_matter(text: str) -> FrontMatter:
    """Return the values between two lines ``---``, or in lines ``key: value``, at the head.

    Without ``---`` every line must have a key that is known, so that no sentence is taken for one.
    """
    lines = text.splitlines(keepends=True)[:_LONGEST]
    fenced = bool(lines) and lines[0].strip("\ufeff \r\n") == "---"
    offset = len(lines[0]) if fenced else 0
    values: dict[str, str] = {}
    for line in lines[1 if fenced else 0 :]:
        if fenced and line.strip() in {"---", "..."}:
            return FrontMatter(values, offset + len(line))
        match = _LINE.match(line.strip("\ufeff \r\n"))
        key = match[1].lower() if match else ""
        if not fenced and key not in KEYS:
            break
        if match:
            values[key] = match[2].strip(" ").strip("\"'")
        offset += len(line)
    return FrontMatter({}, 0) if fenced else FrontMatter(values, offset)


def read_values(values: Mapping[str, str], hints: SourceHints) -> SourceHints:
    """Return the hints with what the values say.

    Raises:
        MetadataError: A value cannot be right: a code that never was, a month 13.
    """
    given = {key: values.get(key, "").strip() for key in KEYS}
    year = _year(given["year"]) if given["year"] else None
    return replace(
        hints,
        title=values.get("title") or hints.title,
        code=_code(given["code"], year) if given["code"] else hints.code,
        year=year or hints.year,
        kind=_kind(given["kind"]) if given["kind"] else hints.kind,
        url=_address(given["url"]) if given["url"] else hints.url,
        published=_published(given["published"]) if given["published"] else hints.published,
    )


def merged(first: SourceHints, second: SourceHints) -> SourceHints:
    """Return what ``first`` says, else ``second``, with a doubt for each contradiction."""
    doubts = [*first.doubts, *second.doubts]
    found = {}
    for key in (*KEYS, "title"):
        one, other = getattr(first, key), getattr(second, key)
        found[key] = other if one is None else one
        if one is not None and other is not None and one != other:
            doubts.append(
                f"{first.file_name}: {first.given_by} says {key} {one}, {second.given_by} {other}"
            )
    said = first.given_by if any(getattr(first, key) is not None for key in KEYS) else ""
    return replace(
        first, **found, given_by=said or second.given_by, links=first.links, doubts=tuple(doubts)
    )


def _code(value: str, year: int | None) -> str:
    """Return the code, of a township that of its county."""
    gazetteer = load_gazetteer()
    place = gazetteer.by_code(value) if _CODE.fullmatch(value) else None
    if place is None:
        raise MetadataError(f"no place ever had the code {value}")
    if place.level == "township":
        return place.parent
    if year is not None and gazetteer.covers(year) and not place.holds(year):
        other = gazetteer.at(value, year)
        hint = f"; {other.code} then" if other and other.code != value else ""
        raise MetadataError(f"{value} {place.name} was not in use in {year}{hint}")
    return value


def _year(value: str) -> int:
    match = _YEAR.fullmatch(value)
    if not match:
        raise MetadataError(f"“{value}” is no year; write 2021")
    return int(match[1])


def _kind(value: str) -> ReportKind:
    wanted = value.casefold().replace("-", "_")
    for concept in load_scheme("report-kinds"):
        names = (concept.name, concept.zh, concept.en.replace(" ", "_"), *concept.alternatives)
        if wanted.replace(" ", "_") in names:
            return ReportKind(concept.name)
    raise MetadataError(f"“{value}” is no kind of report; give one of {', '.join(ReportKind)}")


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise MetadataError(f"“{value}” is no address; begin with https://")
    return value


def _published(value: str) -> str:
    match = _DATE.match(value)
    try:
        day = date(*map(int, match.groups())) if match else date.fromisoformat(value)
    except ValueError as error:
        raise MetadataError(f"“{value}” is no date; write 2022-01-31") from error
    return day.isoformat()
