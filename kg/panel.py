"""Mechanisms through the years: the panel for event history, and the adoption curve."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from extract.facts import Level, Status
from kg.names import find
from kg.questions import ask
from kg.sparql import Record, labels_of, select

__all__ = ["MEMBERS", "SILENT", "curve", "panel", "timeline"]

SILENT = "not mentioned"
"""What a report says of a mechanism that it does not name; never “not adopted”."""

MEMBERS = "members only"
"""A report that names a member of it or a narrower mechanism, not the whole."""

_PLAN = "work_plan"
_ORDER = (Status.ADOPTED, Status.PLANNED, Status.PROBLEM, Status.MENTIONED)
_UNITS = "SELECT ?place ?unit WHERE { ?place fz:sameUnitAs ?unit }"
_ABOVE = """
SELECT ?wanted ?region WHERE { ?wanted fz:within* ?region . ?region fz:level level:province }"""
_IN_USE = """
SELECT DISTINCT ?mechanism WHERE {
  ?mechanism skos:inScheme mech:curated . ?adoption fz:mechanism ?mechanism
} ORDER BY ?mechanism"""


@dataclass(slots=True)
class _Unit:
    """A place under its present code, and the years of its reports."""

    iri: str
    code: str | None = None
    reports: Counter[int] = field(default_factory=Counter)
    plans: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Story:
    """What the reports say of one mechanism in one unit."""

    whole: Mapping[int, Sequence[Record]]
    members: Mapping[int, Sequence[Record]]
    first: int | None
    since: int | None


def panel(
    store: ox.Store,
    mechanisms: Sequence[str] = (),
    *,
    level: str | None = Level.COUNTY,
    province: str | None = None,
) -> list[Record]:
    """Return one row for each unit, mechanism and year with a report.

    A unit is at risk in a year if a report of that year is at hand and none of an earlier year
    says that it adopted the mechanism; it leaves only after such a report. A work plan orders
    what is to come: alone it puts nobody at risk. Places that only changed their code are one
    unit. Without mechanisms all curated ones that reports name are taken.

    Raises:
        KgError: A name is unknown.
    """
    wanted = [find(store, "mechanism", name).iri for name in mechanisms] or _in_use(store)
    units = _units(store, level, province)
    names = {iri: labels_of(store, iri) for iri in (*wanted, *units)}
    regions = {iri: _region(store, iri) for iri in units}
    rows: list[Record] = []
    for mechanism in wanted:
        stories = _stories(store, mechanism)
        for iri, unit in units.items():
            head = _head(unit, mechanism, names, regions[iri])
            rows += (head | row for row in _years(unit, stories.get(iri) or _story([])))
    return rows


def timeline(store: ox.Store, mechanism: str, *, province: str | None = None) -> list[Record]:
    """Return for each year how many places report, plan or first report a mechanism.

    Raises:
        KgError: A name is unknown.
    """
    return curve(panel(store, [mechanism], level=None, province=province))


def curve(rows: Iterable[Record]) -> list[Record]:
    """Return the adoption curve of a panel; places that may be older are counted apart."""
    years: dict[int, list[Record]] = {}
    for row in rows:
        years.setdefault(int(str(row["year"])), []).append(row)
    found: list[Record] = []
    total = 0
    for year, each in sorted(years.items()):
        new = [row for row in each if row["adopt"]]
        censored = sum(bool(row["left_censored"]) for row in new)
        total += len(new)
        found.append(
            {
                "year": year,
                "places_reporting": sum(bool(row["reports"]) for row in each),
                "at_risk": sum(bool(row["at_risk"]) for row in each),
                "first_reported": len(new),
                "censored": censored,
                "observed": len(new) - censored,
                "cumulative": total,
                "planned": sum(row["status"] == Status.PLANNED for row in each),
                "not_mentioned": sum(row["status"] == SILENT for row in each),
                "places": "、".join(str(row["place_zh"]) for row in new) or None,
                **_proof(new[0] if new else None),
            }
        )
    return found


def _in_use(store: ox.Store) -> list[str]:
    return [str(row["mechanism"]) for row in select(store, _IN_USE)]


def _units(store: ox.Store, level: str | None, province: str | None) -> dict[str, _Unit]:
    """Return the units whose reports are at hand, by IRI."""
    options = {"level": level, "province": province}
    present = _present(store)
    units: dict[str, _Unit] = {}
    for row in ask(store, "reports-at-hand", options):
        place = str(row["place"])
        iri = present.get(place, place)
        unit = units.setdefault(iri, _Unit(iri))
        if iri == place or unit.code is None:
            unit.code = str(row["code"]) if row["code"] else None
        years = unit.plans if row["report_kind"] == _PLAN else unit.reports
        years[int(str(row["year"]))] += 1
    return {iri: units[iri] for iri in sorted(units)}


def _present(store: ox.Store) -> dict[str, str]:
    return {str(row["place"]): str(row["unit"]) for row in select(store, _UNITS)}


def _region(store: ox.Store, iri: str) -> str | None:
    rows = select(store, _ABOVE, {"wanted": iri})
    return labels_of(store, str(rows[0]["region"])).get("zh") if rows else None


def _stories(store: ox.Store, mechanism: str) -> dict[str, _Story]:
    by_unit: dict[str, list[Record]] = {}
    for row in ask(store, "adopters", {"mechanism": mechanism}):
        by_unit.setdefault(str(row["unit"]), []).append(row)
    return {unit: _story(rows) for unit, rows in by_unit.items()}


def _story(rows: Sequence[Record]) -> _Story:
    whole: dict[int, list[Record]] = {}
    members: dict[int, list[Record]] = {}
    for row in rows:
        (members if row["partial"] else whole).setdefault(int(str(row["year"])), []).append(row)
    adopted = [row for each in whole.values() for row in each if row["status"] == Status.ADOPTED]
    since = [int(str(row["since"])) for row in adopted if row["since"]]
    return _Story(
        whole=whole,
        members=members,
        first=min((int(str(row["year"])) for row in adopted), default=None),
        since=min(since, default=None),
    )


def _head(
    unit: _Unit, mechanism: str, names: Mapping[str, Mapping[str, str]], region: str | None
) -> Record:
    return {
        "unit": unit.iri,
        "code": unit.code,
        "place_zh": names[unit.iri].get("zh"),
        "place_en": names[unit.iri].get("en"),
        "province_zh": region,
        "mechanism": mechanism,
        "mechanism_zh": names[mechanism].get("zh"),
        "mechanism_en": names[mechanism].get("en"),
    }


def _years(unit: _Unit, story: _Story) -> Iterator[Record]:
    """Yield what is said in each year in which anything was written."""
    reported = set(unit.reports)
    first = story.first
    earlier = [year for year in reported if first is not None and year < first]
    for year in sorted(reported | set(unit.plans) | set(story.whole)):
        said = story.whole.get(year, ())
        status, shown = _status(said)
        members = story.members.get(year, ())
        heard = year in reported or status == Status.ADOPTED
        yield {
            "year": year,
            "reports": unit.reports[year],
            "plans": unit.plans[year],
            "at_risk": heard and (first is None or year <= first),
            "adopt": year == first,
            "adopted_by_now": first is not None and year >= first,
            "status": MEMBERS if members and not shown else status,
            "member_adopted": any(row["status"] == Status.ADOPTED for row in members),
            "first_reported": first,
            "stated_since": story.since,
            "left_censored": None if first is None else not earlier,
            "gap_before": first - max(earlier) - 1 if first is not None and earlier else None,
            **_proof(shown or next(iter(members), None)),
        }


def _status(said: Sequence[Record]) -> tuple[str, Record | None]:
    """Return the weightiest thing that a year's reports say, and the row that shows it."""
    for status in _ORDER:
        for row in said:
            if row["status"] == status:
                return str(status), row
    return SILENT, None


def _proof(row: Record | None) -> Record:
    return {
        name: row[name] if row else None for name in ("quote", "report", "file", "start", "end")
    }
