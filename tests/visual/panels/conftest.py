"""The small world made by hand, with places on the map, and panels as large as a province's."""

from random import Random

import pyoxigraph as ox
import pytest

from ontology.terms import PREFIXES
from tests.kg.world import make_world
from visual.panels.data import STATUSES, systems
from visual.panels.reading import read_panels
from visual.panels.records import Mechanism, Panels, Place, Quote, Report, Statement

__all__ = ["large_panels", "world_on_the_map"]

_SPOTS = {"910101": ("36.182571", "116.768358"), "910102": ("30.5", "119.25")}


@pytest.fixture
def world() -> ox.Store:
    """甲县, 乙县 and 丙县 with their reports of 2019 to 2023; 丙县 has no coordinates."""
    return world_on_the_map()


def world_on_the_map() -> ox.Store:
    """Return the small world, two of its counties with coordinates."""
    store = make_world()
    decimal = ox.NamedNode(PREFIXES["xsd"] + "decimal")
    for code, values in _SPOTS.items():
        for name, value in zip(("latitude", "longitude"), values, strict=True):
            store.add(
                ox.Quad(
                    ox.NamedNode(f"{PREFIXES['area']}{code}"),
                    ox.NamedNode(f"{PREFIXES['schema']}{name}"),
                    ox.Literal(value, datatype=decimal),
                )
            )
    return store


@pytest.fixture
def panels(world: ox.Store) -> Panels:
    """What the panels show of it."""
    return read_panels(world)


def large_panels(places: int, mechanisms: int, *, each: int = 120, years: int = 3) -> Panels:
    """Return invented panels: so many places, each with so many statements in every year."""
    chance = Random(7)  # noqa: S311 (the same panels in every run)
    themes = list(systems())
    named = tuple(
        Mechanism(
            iri=f"m{at:04}",
            zh=f"机制{at:04}",
            en=f"Mechanism {at:04}",
            theme=themes[at % len(themes)],
        )
        for at in range(mechanisms)
    )
    units = tuple(
        Place(
            iri=f"p{at:04}",
            zh=f"县{at:04}",
            code=f"{910000 + at}",
            level="county",
            latitude=20 + at % 30,
            longitude=90 + at % 35,
        )
        for at in range(places)
    )
    reports = tuple(
        Report(iri=f"{place.iri}-{year}", unit=place.iri, year=year, end=year, file="甲.txt")
        for place in units
        for year in range(2020, 2020 + years)
    )
    statements = tuple(
        _statement(report, mechanism, chance.choice(STATUSES), chance.randint(0, 9000))
        for report in reports
        for mechanism in chance.sample(named, min(each, mechanisms))
    )
    return Panels(places=units, mechanisms=named, reports=reports, statements=statements)


def _statement(report: Report, mechanism: Mechanism, status: str, start: int) -> Statement:
    text = f"推行{mechanism.zh}，各部门落实到位。"
    return Statement(
        mechanism=mechanism.iri,
        unit=report.unit,
        status=status,
        year=report.year,
        report=report.iri,
        surface=mechanism.zh,
        quotes=(Quote(report.iri, start, start + len(text), "一、推进情况", text),),
    )
