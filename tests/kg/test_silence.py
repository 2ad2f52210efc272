"""Silence is neither adoption nor refusal: what no report says is shown as not mentioned."""

import pyoxigraph as ox
import pytest

from kg.panel import panel, timeline
from kg.profiles import matrix
from kg.questions import ask, load_questions
from ontology.iris import BASE
from ontology.terms import PREFIXES
from tests.kg.world import make_world

THREE, RANDOM = "三项制度", "双随机抽查"
STAFF = """
mech:staff a fz:Mechanism ; skos:inScheme mech:curated ; skos:prefLabel "审核人员配备"@zh ;
    skos:broader mech:enforcement-publicity .
report:b20 fz:mentions mech:staff .
<report/b20#s> a fz:Adoption ; fz:mechanism mech:staff ; fz:jurisdiction area:910102 ;
    fz:year 2020 ; fz:status status:adopted ; fz:surface "审核人员" ;
    prov:wasDerivedFrom report:b20 ; fz:evidence <report/b20#char=9000,9006> .
<report/b20#char=9000,9006> a fz:Evidence ; fz:report report:b20 ; oa:start 9000 ; oa:end 9006 ;
    oa:exact "配备审核人员" ; fz:about mech:staff .
area:910102 fz:adopts mech:staff .
"""
"""乙县 has, in 2020, staff for one of the three: narrower than a member of 三项制度."""


@pytest.fixture(name="world")
def small_world() -> ox.Store:
    """The small world."""
    return make_world()


@pytest.fixture(name="staffed")
def staffed_world(world: ox.Store) -> ox.Store:
    """The same, where 乙县 reports in 2020 what is narrower than a member."""
    prefixes = "".join(f"PREFIX {name}: <{base}>\n" for name, base in PREFIXES.items())
    text = f"BASE <{BASE}>\n{prefixes}{STAFF}"
    world.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return world


def test_a_report_with_a_part_of_a_part_is_not_silent(staffed: ox.Store) -> None:
    """Who is listed as partial among the adopters is not listed as silent for that report."""
    partial = {row["report"] for row in ask(staffed, "adopters", {"mechanism": THREE})}
    silent = {row["report"] for row in ask(staffed, "silent-reports", {"mechanism": THREE})}
    assert f"{BASE}report/b20" in partial
    assert silent == {f"{BASE}report/a22"}
    assert not partial & silent


def test_what_is_narrower_than_a_member_is_among_the_parts(staffed: ox.Store) -> None:
    """The parts of a mechanism are those by which places are its partial adopters."""
    rows = ask(staffed, "mechanism-members", {"mechanism": THREE})
    assert [(row["mechanism_zh"], row["relation"], row["places"]) for row in rows] == [
        ("行政执法公示制度", "member", 2),
        ("审核人员配备", "narrower", 1),
    ]
    partial = {row["mechanism_zh"] for row in ask(staffed, "adopters", {"mechanism": THREE})}
    assert partial == {"行政执法三项制度", *(row["mechanism_zh"] for row in rows)}


@pytest.mark.parametrize(
    ("place", "year", "words"),
    [
        ("甲县", 2022, "not mentioned"),
        ("乙县", 2020, "not mentioned"),
        ("甲县", 2020, None),
        ("甲县", 2021, None),
        ("丙县", 2021, None),
    ],
)
def test_only_a_report_without_the_mechanism_is_silent(
    world: ox.Store, place: str, year: int, words: str | None
) -> None:
    """A plan, a problem and a part are said; only what is not named at all is not mentioned."""
    rows = ask(world, "silent-reports", {"mechanism": THREE})
    told = {(row["place_zh"], row["year"]): row["answer"] for row in rows}
    assert told.get((place, year)) == words


def test_no_answer_says_that_a_place_did_not_adopt(world: ox.Store) -> None:
    """No cell of any answer speaks of refusal: not adopted, refused, 未采用."""
    given = {
        "mechanism": THREE,
        "other": RANDOM,
        "place": "甲县",
        "document": "总纲",
        "institution": "甲县司法局",
        "thing": "甲县",
        "theme": "行政执法",
        "indicator": "受理行政复议案件",
    }
    shown = 0
    for question in load_questions():
        told = {each.name: given[each.name] for each in question.needed}
        if "other" in told and "place" in told:
            told["other"] = "乙县"
        for row in ask(world, question.name, told):
            for cell in map(str, row.values()):
                assert cell not in {"not adopted", "refused", "never", "no", "未采用"}
                shown += 1
    assert shown > 500


def test_a_cell_without_a_word_is_empty(world: ox.Store) -> None:
    """In the matrix of a year, a county that is silent has an empty cell, not a refusal."""
    rows = {row["place_zh"]: row for row in matrix(world, [RANDOM, THREE], year=2020)}
    cells = {place: (row["双随机抽查"], row["行政执法三项制度"]) for place, row in rows.items()}
    assert cells["甲县"] == ("", "adopted")
    assert cells["乙县"] == ("adopted", "")


PANEL = (
    ("甲县", 2019, 1, 0, True, False, False, "planned", False, 2020, 2018, False, 0),
    ("甲县", 2020, 1, 0, True, True, True, "adopted", False, 2020, 2018, False, 0),
    ("甲县", 2021, 1, 0, False, False, True, "problem", True, 2020, 2018, False, 0),
    ("甲县", 2022, 0, 1, False, False, True, "not mentioned", False, 2020, 2018, False, 0),
    ("乙县", 2020, 1, 0, True, False, False, "not mentioned", False, 2023, None, False, 2),
    ("乙县", 2023, 1, 0, True, True, True, "adopted", True, 2023, None, False, 2),
)
"""甲县 plans in 2019 (at risk), adopts in 2020 (the event), is weak in 2021 with a member adopted;
in 2022 only a plan is at hand, which says nothing of it. 乙县 is silent in 2020 and at risk, has no
reports of 2021 and 2022 (a gap of two years, no rows), and adopts whole and member in 2023."""

_COLUMNS = (
    "place_zh",
    "year",
    "reports",
    "plans",
    "at_risk",
    "adopt",
    "adopted_by_now",
    "status",
    "member_adopted",
    "first_reported",
    "stated_since",
    "left_censored",
    "gap_before",
)


def test_a_panel_is_as_by_hand(world: ox.Store) -> None:
    """One row for each year with a text at hand; silence has no sentence, all else has one."""
    rows = [row for row in panel(world, [THREE]) if row["place_zh"] in {"甲县", "乙县"}]
    assert tuple(tuple(row[name] for name in _COLUMNS) for row in rows) == PANEL
    quotes = [row["quote"] for row in rows]
    assert quotes == [
        "甲县将推行三项制度",
        "甲县推行三项制度",
        "甲县三项制度不足",
        None,
        None,
        "乙县推行三项制度",
    ]


def test_years_without_a_report_are_no_years(world: ox.Store) -> None:
    """A timeline counts what reports say, year by year; nobody is silent without a text."""
    wanted = ("places_reporting", "at_risk", "first_reported", "censored", "not_mentioned")
    rows = {row["year"]: tuple(row[name] for name in wanted) for row in timeline(world, THREE)}
    assert rows == {
        2019: (1, 1, 0, 0, 0),
        2020: (3, 3, 2, 1, 1),
        2021: (2, 0, 0, 0, 0),
        2022: (0, 0, 0, 0, 1),
        2023: (1, 1, 1, 0, 0),
    }
