"""The panel and the adoption curve, by hand on the small world."""

import pyoxigraph as ox
import pytest

from kg.panel import panel, timeline
from ontology.errors import KgError
from tests.kg.world import make_world


@pytest.fixture(scope="module")
def world() -> ox.Store:
    """The small world."""
    return make_world()


def test_a_county_leaves_the_risk_set_after_its_adopted_report(world: ox.Store) -> None:
    """At risk are years with a report until the first that says adopted; a plan is no report."""
    rows = panel(world, ["三项制度"])
    shown = [
        (row["place_zh"], row["year"], row["at_risk"], row["adopt"], row["status"]) for row in rows
    ]
    assert shown == [
        ("甲县", 2019, True, False, "planned"),
        ("甲县", 2020, True, True, "adopted"),
        ("甲县", 2021, False, False, "problem"),
        ("甲县", 2022, False, False, "not mentioned"),
        ("乙县", 2020, True, False, "not mentioned"),
        ("乙县", 2023, True, True, "adopted"),
        ("丙县", 2020, True, True, "adopted"),
        ("丙县", 2021, False, False, "planned"),
    ]


def test_a_code_that_changed_is_one_unit(world: ox.Store) -> None:
    """丙县 under both codes is one unit under its present code and province."""
    rows = [row for row in panel(world, ["三项制度"]) if row["place_zh"] == "丙县"]
    assert {(row["code"], row["province_zh"]) for row in rows} == {("920103", "乙省")}
    assert [(row["first_reported"], row["left_censored"], row["gap_before"]) for row in rows] == [
        (2020, True, None)
    ] * 2


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("甲县", (2020, 2018, False, 0)),
        ("乙县", (2023, None, False, 2)),
        ("丙县", (2020, None, True, None)),
    ],
)
def test_when_it_was_first_reported(world: ox.Store, place: str, told: tuple[object, ...]) -> None:
    """First reported year, stated start, censoring, and years without a report before it."""
    row = next(row for row in panel(world, ["三项制度"]) if row["place_zh"] == place)
    names = ("first_reported", "stated_since", "left_censored", "gap_before")
    assert tuple(row[name] for name in names) == told


def test_a_member_is_told_apart(world: ox.Store) -> None:
    """A report that names a member only is neither silent nor an adopter of the whole."""
    rows = panel(world, ["三项制度", "行政执法公示制度"])
    row = next(row for row in rows if row["year"] == 2021 and row["place_zh"] == "甲县")
    assert (row["status"], row["member_adopted"], row["adopt"]) == ("problem", True, False)
    own = [row for row in rows if row["mechanism_zh"] == "行政执法公示制度" and row["adopt"]]
    assert [(row["place_zh"], row["year"]) for row in own] == [("甲县", 2021), ("乙县", 2023)]


def test_every_row_that_says_something_shows_its_sentence(world: ox.Store) -> None:
    """A row has a quote unless the reports are silent."""
    for row in panel(world):
        assert (row["quote"] is None) == (row["status"] == "not mentioned")


def test_all_curated_mechanisms_in_use_are_taken(world: ox.Store) -> None:
    """Without names the panel has those of the vocabulary that reports name."""
    assert len({row["mechanism"] for row in panel(world)}) == 3
    assert {row["place_zh"] for row in panel(world, province="乙省")} == {"丙县"}
    with pytest.raises(KgError, match="unknown mechanism"):
        panel(world, ["没有的制度xyz"])


def test_the_curve_shows_censored_places_apart(world: ox.Store) -> None:
    """Year by year: who reports, who is at risk, new adopters, those that may be older."""
    names = (
        "year",
        "places_reporting",
        "at_risk",
        "first_reported",
        "censored",
        "observed",
        "cumulative",
        "not_mentioned",
    )
    assert [tuple(row[name] for name in names) for row in timeline(world, "三项制度")] == [
        (2019, 1, 1, 0, 0, 0, 0, 0),
        (2020, 3, 3, 2, 1, 1, 2, 1),
        (2021, 2, 0, 0, 0, 0, 2, 0),
        (2022, 0, 0, 0, 0, 0, 2, 1),
        (2023, 1, 1, 1, 0, 1, 3, 0),
    ]
