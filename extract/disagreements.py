"""Hold what was decided of a report against everything that speaks of it, and say what differs.

Title, letterhead, file name and the user's own table may each name another place, year or kind.
Nothing is changed here: whoever builds the graph is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extract.annotations import SourceHints
from extract.facts import ReportKind
from extract.places import NamedUnit, cue_words
from extract.titles import Head, YearsCovered, read_kind, read_title_years
from ontology.gazetteer import Place, load_gazetteer

__all__ = ["find_doubts"]

_SIGNED = 80
_UNIT = re.compile(r"[一-龥]{1,6}?(?:[县区旗]|(?<!城)市(?!场|政|委|级))")
_FILED = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d|[-_.年]?[01]\d(?!\d))")
"""A year in a file name, not a date."""


def find_doubts(
    text: str,
    head: Head,
    names: Sequence[NamedUnit],
    hints: SourceHints,
    decided: tuple[Place, YearsCovered, ReportKind],
) -> tuple[str, ...]:
    """Return a line for each source that says otherwise than what was decided."""
    place, years, kind = decided
    said = {
        "title": head.lines,
        "letterhead": tuple(_letterhead(text, head)),
    }
    named = {
        source: [_last_of_chain(text, names, each, years.first) for each in ranges]
        for source, ranges in said.items()
    }
    found = [
        *hints.doubts,
        *_on_place(named, hints, place),
        *_on_year(head, hints, years),
        *_on_kind(head, text, hints, kind),
    ]
    if not load_gazetteer().covers(years.first):
        found.append(
            f"{hints.file_name}: the gazetteer ends with {load_gazetteer().covered}; "
            f"changes of places until {years.first} are not known"
        )
    return tuple(dict.fromkeys(found))


def _on_place(
    named: Mapping[str, Sequence[tuple[Place, ...]]], hints: SourceHints, place: Place
) -> Iterator[str]:
    said = f"{hints.given_by} says" if hints.code else "it is taken for"
    for source, chains in named.items():
        for candidates in filter(None, chains):
            if not any(_agree(candidate, place) for candidate in candidates):
                other = candidates[0]
                yield (
                    f"{hints.file_name}: {said} {place.name} {place.code}, "
                    f"the {source} {other.name} {other.code}"
                )


def _agree(one: Place, other: Place) -> bool:
    """Tell whether two codes are of one unit."""
    gazetteer = load_gazetteer()
    return gazetteer.current(one.code) == gazetteer.current(other.code)


def _last_of_chain(
    text: str, names: Sequence[NamedUnit], stretch: tuple[int, int], year: int
) -> tuple[Place, ...]:
    """Return what the first chain of names in a stretch ends in: 枞阳县 of 铜陵市枞阳县.

    Before a name that no unit bears (枣庄市峰城区) the chain tells nothing.
    """
    start, end = stretch
    found: NamedUnit | None = None
    for named in names:
        if start <= named.start < end and (found is None or named.start == found.end):
            found = named
    cut = found is None or _UNIT.match(text, found.end)
    return () if found is None or cut else found.at(year)


def _letterhead(text: str, head: Head) -> Iterator[tuple[int, int]]:
    """Yield the lines that are a place and a body alone, above the text or signed below it."""
    titled = {start for start, _ in head.lines}
    last = len(text) - _SIGNED
    for match in re.finditer(r"[^\n]+", text[: max(head.body, 1)]):
        if match.start() not in titled and _body().fullmatch(match[0]):
            yield match.span()
    for match in re.finditer(r"[^\n]+", text[max(last, head.body) :]):
        if _body().fullmatch(match[0]):
            yield tuple(offset + max(last, head.body) for offset in match.span())  # type: ignore[misc]


@cache
def _body() -> re.Pattern[str]:
    endings = "|".join(map(re.escape, cue_words("issuer-ending")))
    return re.compile(rf"[一-龥]{{2,24}}(?:{endings})|中共[一-龥]{{2,12}}委")


def _on_year(head: Head, hints: SourceHints, years: YearsCovered) -> Iterator[str]:
    covered = range(years.first, (years.last or years.first) + 1)
    said = f"{hints.given_by} says {years.first}" if hints.year else f"it reports of {years.first}"
    titled = read_title_years(head)
    if titled and hints.year and not {titled.first, titled.last} & {hints.year}:
        yield f"{hints.file_name}: {said}, the title {titled.last or titled.first}"
    filed = [int(year) for year in _FILED.findall(hints.file_name.rsplit(".", 1)[0])]
    if filed and not any(year in covered for year in filed):
        yield f"{hints.file_name}: {said}, the file name {filed[0]}"


def _on_kind(head: Head, text: str, hints: SourceHints, kind: ReportKind) -> Iterator[str]:
    if not hints.kind:
        return
    read = read_kind(head, text, SourceHints(file_name=hints.file_name))
    if read not in {kind, ReportKind.OTHER}:
        yield f"{hints.file_name}: {hints.given_by} says {kind}, the text reads as {read}"
