"""What a report is called on the page: its place, year and kind; the title stands below."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from visual.records import Link, Thing
from visual.words import Word, concept_words

__all__ = ["REPORT", "name_reports"]

REPORT = "ontology#Report"
_PLACE, _YEAR, _END, _KIND = (
    f"ontology#{name}" for name in ("jurisdiction", "year", "periodEnd", "reportKind")
)


def name_reports(things: Mapping[str, Thing], links: Iterable[Link]) -> Iterator[tuple[str, Thing]]:
    """Yield all things; a report is named 甲市 · 2021 · 年度报告, its title is an alias."""
    places = {
        link.source: things[link.target]
        for link in links
        if link.relation == _PLACE and things[link.source].kind == REPORT
    }
    for iri, thing in things.items():
        yield iri, _named(thing, places[iri]) if iri in places else thing


def _named(report: Thing, place: Thing) -> Thing:
    facts = dict(report.facts)
    years = "–".join(facts[key] for key in (_YEAR, _END) if key in facts)
    kind = concept_words("report-kinds").get(facts.get(_KIND, ""), Word("", ""))
    return replace(
        report,
        zh=_joined(place.zh, years, kind.zh),
        en=_joined(place.en or place.zh, years, kind.en),
        aliases=tuple(dict.fromkeys((report.zh, *report.aliases))),
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
