"""Every question has an answer worked out by hand on the small world."""

import re

import pyoxigraph as ox
import pytest

from kg.questions import ask, list_questions, load_question, load_questions, read_parameters
from ontology.errors import KgError
from tests.kg.world import make_world

JIA, YI, BING, OLD = "甲县", "乙县", "丙县", "旧丙县"
THREE, PUBLIC, RANDOM, OWN = "行政执法三项制度", "行政执法公示制度", "双随机抽查", "新议事会"
ENFORCEMENT, EMERGENCY = "行政执法工作体系", "突发事件应对体系"
BUREAU, POLICE = "甲县司法局", "甲县公安局"

PLAN, HAS, WEAK = "甲县将推行三项制度", "甲县推行三项制度", "甲县三项制度不足"
PUBLISHES, COINED = "甲县建立公示制度", "甲县首创新议事会"
OTHER_HAS, OTHER_PUBLISHES = "乙县推行三项制度", "乙县建立公示制度"

ANSWERS: dict[str, tuple[dict[str, str], tuple[str, ...], list[tuple[object, ...]]]] = {
    "adopters": (
        {"mechanism": "三项制度", "status": "adopted"},
        ("place_zh", "unit_zh", "year", "partial", "since", "quote"),
        [
            (JIA, JIA, 2020, False, 2018, HAS),
            (YI, YI, 2023, False, None, OTHER_HAS),
            (OLD, BING, 2020, False, None, "丙县推行三项制度"),
            (JIA, JIA, 2021, True, None, PUBLISHES),
            (YI, YI, 2023, True, None, OTHER_PUBLISHES),
        ],
    ),
    "place-adopts": (
        {"place": JIA},
        ("mechanism_zh", "year", "since", "quote"),
        [(THREE, 2020, 2018, HAS), (PUBLIC, 2021, None, PUBLISHES), (OWN, 2021, None, COINED)],
    ),
    "place-plans": (
        {"place": "丙县"},
        ("place_zh", "mechanism_zh", "year", "quote"),
        [(BING, THREE, 2021, "丙县将深化三项制度")],
    ),
    "place-problems": ({"place": JIA}, ("mechanism_zh", "quote"), [(THREE, WEAK)]),
    "adopted-in-one-not-other": (
        {"place": JIA, "other": YI},
        ("mechanism_zh", "answer", "quote"),
        [(OWN, "not said to be adopted", COINED)],
    ),
    "adopted-in-both": (
        {"place": JIA, "other": YI},
        ("mechanism_zh", "quote", "other_year", "other_quote"),
        [(PUBLIC, PUBLISHES, 2023, OTHER_PUBLISHES), (THREE, HAS, 2023, OTHER_HAS)],
    ),
    "adopters-of-one-not-other": (
        {"mechanism": "三项制度", "other": RANDOM},
        ("place_zh", "year", "quote"),
        [(JIA, 2020, HAS), (OLD, 2020, "丙县推行三项制度")],
    ),
    "planned-then": (
        {},
        ("place_zh", "mechanism_zh", "year", "quote", "outcome", "next_quote"),
        [
            (JIA, THREE, 2019, PLAN, "adopted", HAS),
            (JIA, RANDOM, 2022, "甲县将开展双随机抽查", "no report at hand", None),
            (BING, THREE, 2021, "丙县将深化三项制度", "no report at hand", None),
        ],
    ),
    "first-reported": (
        {"mechanism": "三项制度"},
        ("unit_zh", "first_reported", "stated_since", "left_censored", "gap_before", "quote"),
        [
            (JIA, 2020, 2018, False, 0, HAS),
            (BING, 2020, None, True, None, "丙县推行三项制度"),
            (YI, 2023, None, False, 2, OTHER_HAS),
        ],
    ),
    "adoption-curve": (
        {"mechanism": "三项制度"},
        ("first_reported", "places", "censored", "observed"),
        [(2020, 2, 1, 1), (2023, 1, 0, 1)],
    ),
    "silent-reports": (
        {"mechanism": "三项制度"},
        ("place_zh", "year", "answer", "report_kind"),
        [(JIA, 2022, "not mentioned", "work_plan"), (YI, 2020, "not mentioned", "annual_report")],
    ),
    "documents-most-implemented": (
        {},
        ("document_zh", "places", "reports", "quote"),
        [("总纲", 2, 2, "甲县落实总纲")],
    ),
    "documents-by-level": (
        {},
        ("level", "document_zh", "reports", "quote"),
        [
            ("country", "总纲", 2, "甲县落实总纲"),
            ("country", "旧法", 1, "依照旧法"),
            ("county", "甲要点", 1, "印发甲要点"),
        ],
    ),
    "document-acts": (
        {"document": "总纲"},
        ("agent_zh", "act", "year", "quote"),
        [(JIA, "implements", 2020, "甲县落实总纲"), (YI, "implements", 2020, "乙县落实总纲")],
    ),
    "document-chain": (
        {"document": "甲要点"},
        ("lower_zh", "lower_level", "higher_zh", "higher_level"),
        [("甲要点", "county", "总纲", "country")],
    ),
    "superseded-citations": (
        {},
        ("document_zh", "successor_zh", "last", "place_zh", "year", "act", "quote"),
        [("旧法", "新法", 2018, YI, 2020, "cites", "依照旧法")],
    ),
    "who-runs": (
        {"mechanism": "三项制度"},
        ("institution_zh", "place_zh", "quote"),
        [(POLICE, JIA, HAS), (BUREAU, JIA, HAS)],
    ),
    "joint-mechanisms": (
        {},
        ("mechanism_zh", "institution_zh", "partner_zh", "quote"),
        [(THREE, POLICE, BUREAU, HAS)],
    ),
    "indicator-figures": (
        {"indicator": "受理行政复议案件"},
        ("place_zh", "year", "value", "unit", "measured", "quote"),
        [
            (JIA, 2020, 12, "件", "受理复议", "受理复议12件"),
            (JIA, 2020, 13, "件", "受理复议", "共受理复议13件"),
            (JIA, 2021, 15, "件", "受理复议", "受理复议15件"),
        ],
    ),
    "contradicting-figures": (
        {},
        ("place_zh", "year", "measured", "value", "other_value", "quote", "other_quote"),
        [(JIA, 2020, "受理复议", 12, 13, "受理复议12件", "共受理复议13件")],
    ),
    "honours": (
        {},
        ("name", "recipient_zh", "awarded", "reported", "quote"),
        [("先进县", JIA, 2020, 2021, "甲县获评先进县")],
    ),
    "adopted-together-with": (
        {"mechanism": "三项制度"},
        ("mechanism_zh", "places", "quote"),
        [(PUBLIC, 2, PUBLISHES), (RANDOM, 1, "乙县开展双随机抽查"), (OWN, 1, COINED)],
    ),
    "co-adoption-pairs": (
        {},
        ("mechanism_zh", "partner_zh", "places", "example_zh", "quote", "other_quote"),
        [(PUBLIC, THREE, 2, JIA, PUBLISHES, HAS)],
    ),
    "theme-coverage": (
        {},
        ("place_zh", "theme_zh", "mechanisms", "measures", "quote"),
        [
            (JIA, ENFORCEMENT, 2, 1, PUBLISHES),
            (JIA, EMERGENCY, 0, 0, None),
            (YI, ENFORCEMENT, 2, 0, OTHER_PUBLISHES),
            (YI, EMERGENCY, 0, 0, None),
            (BING, ENFORCEMENT, 1, 0, "丙县推行三项制度"),
            (BING, EMERGENCY, 0, 0, None),
        ],
    ),
    "theme-adopters": (
        {"theme": "行政执法", "province": "甲省"},
        ("place_zh", "mechanism_zh", "year"),
        [
            (JIA, PUBLIC, 2021),
            (JIA, THREE, 2020),
            (YI, PUBLIC, 2023),
            (YI, THREE, 2023),
            (OLD, THREE, 2020),
        ],
    ),
    "local-coinages": ({}, ("mechanism_zh", "place_zh", "quote"), [(OWN, JIA, COINED)]),
    "edge-evidence": (
        {"place": JIA, "mechanism": "三项制度"},
        ("status", "year", "surface", "section", "quote"),
        [
            ("planned", 2019, "三项制度", "一、推进", PLAN),
            ("adopted", 2020, "三项制度", "一、推进", HAS),
            ("problem", 2021, "制度不足", "一、推进", WEAK),
        ],
    ),
    "mechanisms-most-adopted": (
        {},
        ("mechanism_zh", "places"),
        [(THREE, 3), (RANDOM, 2), (PUBLIC, 2), (OWN, 1)],
    ),
    "weakest-mechanisms": ({}, ("mechanism_zh", "places", "quote"), [(THREE, 1, WEAK)]),
    "mechanism-members": (
        {"mechanism": "三项制度"},
        ("mechanism_zh", "relation", "places", "source", "quote"),
        [(PUBLIC, "member", 2, "https://w3id.org/fazhi/mechanism/curated", PUBLISHES)],
    ),
    "established-by": (
        {"document": "总纲"},
        ("mechanism_zh", "place_zh", "year", "quote"),
        [(PUBLIC, JIA, 2021, PUBLISHES), (PUBLIC, YI, 2023, OTHER_PUBLISHES)],
    ),
    "place-issued": (
        {"place": JIA},
        ("agent_zh", "act", "document_zh", "quote"),
        [(BUREAU, "issued", "甲要点", "印发甲要点")],
    ),
    "place-implements": (
        {"place": YI},
        ("act", "document_zh", "quote"),
        [("cites", "旧法", "依照旧法"), ("implements", "总纲", "乙县落实总纲")],
    ),
    "place-measures": (
        {"place": JIA},
        ("actor_zh", "verb", "object", "status", "theme_zh", "quote"),
        [(BUREAU, "培训", "执法人员", "adopted", ENFORCEMENT, "培训执法人员")],
    ),
    "place-figures": (
        {"place": JIA, "year": "2021"},
        ("measured", "value", "unit", "quote"),
        [("受理复议", 15, "件", "受理复议15件")],
    ),
    "planned-never-adopted": (
        {},
        ("place_zh", "mechanism_zh", "year", "quote"),
        [(JIA, RANDOM, 2022, "甲县将开展双随机抽查")],
    ),
    "status-history": (
        {"mechanism": "三项制度", "status": "planned"},
        ("unit_zh", "place_zh", "year", "quote"),
        [(JIA, JIA, 2019, PLAN), (BING, BING, 2021, "丙县将深化三项制度")],
    ),
    "office-holders": (
        {},
        ("person_zh", "role_name", "institution_zh", "place_zh", "year", "quote"),
        [("李某", "局长", BUREAU, JIA, 2021, "局长李某")],
    ),
    "place-institutions": (
        {"place": JIA},
        ("institution_zh", "kind", "quote"),
        [(BUREAU, "justice-bureau", "培训执法人员")],
    ),
    "institution-line": (
        {"institution": BUREAU},
        ("body_zh", "partial", "year", "quote"),
        [(BUREAU, False, 2021, "培训执法人员")],
    ),
    "mentions": (
        {"thing": BUREAU},
        ("place_zh", "year", "quote"),
        [(JIA, 2021, "培训执法人员")],
    ),
    "reports-at-hand": (
        {"province": "乙省"},
        ("place_zh", "year", "report_kind", "title"),
        [(BING, 2021, "annual_report", "c21")],
    ),
    "report-gaps": ({}, ("place_zh", "year", "next_year", "missing"), [(YI, 2020, 2023, 2)]),
    "below-place": (
        {"place": JIA},
        ("place_zh", "level", "mechanism_zh", "quote"),
        [("子镇", "township", RANDOM, "子镇开展双随机抽查")],
    ),
    "adoptions-by-county": (
        {"status": "problem"},
        ("place_zh", "mechanism_zh", "status", "quote"),
        [(JIA, THREE, "problem", WEAK)],
    ),
    "places-within": ({"place": JIA}, ("place_zh",), [(JIA,), ("子镇",)]),
    "doubtful-links": ({}, ("name",), []),
}
"""For each question: what it is told, the columns compared, the answer."""

STRUCTURAL = {"places-within", "reports-at-hand", "report-gaps", "silent-reports", "adoption-curve"}
"""Answers from the gazetteer or on what is at hand: a report, or a sentence's IRI, is named."""


@pytest.fixture(scope="module")
def world() -> ox.Store:
    """The small world."""
    return make_world()


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_question_is_answered_as_by_hand(world: ox.Store, name: str) -> None:
    """The answer of every question is the one worked out by hand."""
    parameters, columns, wanted = ANSWERS[name]
    rows = ask(world, name, parameters)
    assert [tuple(row[column] for column in columns) for row in rows] == wanted


def test_every_question_is_tested() -> None:
    """There are thirty questions at least, and no question without an answer by hand."""
    names = {question.name for question in load_questions()}
    assert names == ANSWERS.keys()
    assert len(names) >= 30


@pytest.mark.parametrize("name", sorted(ANSWERS.keys() - STRUCTURAL))
def test_what_a_report_states_has_evidence(world: ox.Store, name: str) -> None:
    """A row that a report states names quote, report and offsets; others the vocabulary."""
    for row in ask(world, name, ANSWERS[name][0]):
        if row["quote"] is None:
            assert row.get("mechanisms") == row.get("measures") == 0 or name == "document-chain"
            continue
        assert row.get("report") or row.get("file")
        if "start" in row:
            assert int(str(row["end"])) - int(str(row["start"])) == len(str(row["quote"]))


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_a_head_tells_its_parameters(question: object) -> None:
    """Every variable that a head declares is in the query, and every wanted one is declared."""
    declared = {each.variable for each in question.parameters}  # type: ignore[attr-defined]
    body = question.text.split("SELECT", 1)[1]  # type: ignore[attr-defined]
    assert all(re.search(rf"\?{name}\b", body) for name in declared)
    assert ("?wanted" in body) == ("wanted" in declared)


@pytest.mark.parametrize(
    ("name", "parameters", "fault"),
    [
        ("adopter", {}, "no question “adopter”: did you mean adopters"),
        ("../x", {}, "no question"),
        ("adopters", {}, "needs mechanism"),
        ("adopters", {"mechanism": "三项制度", "jahr": "2021"}, "no parameter “jahr”: it knows"),
        ("adopters", {"mechanism": "三项制渡"}, "did you mean"),
        ("adopters", {"mechanism": "三项制度", "year": "21"}, "“21” is no year"),
        ("adopters", {"mechanism": "三项制度", "status": "done"}, "unknown status “done”"),
        ("theme-adopters", {"theme": "天气"}, "unknown theme “天气”: give one of"),
    ],
)
def test_a_wrong_question_is_told(
    world: ox.Store, name: str, parameters: dict[str, str], fault: str
) -> None:
    """What is unknown or missing is told with what there is."""
    with pytest.raises(KgError, match=re.escape(fault)):
        ask(world, name, parameters)


def test_optional_parameters_narrow(world: ox.Store) -> None:
    """Level, province, prefecture and year narrow; any stands for all."""
    given = {"mechanism": "三项制度", "status": "any"}
    assert len(ask(world, "adopters", given)) == 8
    assert len(ask(world, "adopters", given | {"year": 2020})) == 2
    assert len(ask(world, "adopters", given | {"level": "县级"})) == 8
    assert {row["place_zh"] for row in ask(world, "adopters", given | {"province": "乙省"})} == {
        BING
    }
    assert ask(world, "adopters", given | {"level": "township"}) == []


def test_former_and_present_code_are_one_place(world: ox.Store) -> None:
    """What was said under the former code is told for the present one, and the other way."""
    for place in (BING, OLD, "910203"):
        assert [row["year"] for row in ask(world, "place-adopts", {"place": place})] == [2020]


def test_the_command_line_gives_parameters() -> None:
    """NAME=VALUE; the value may hold the sign again."""
    assert read_parameters(["place=甲县", "x=a=b"]) == {"place": "甲县", "x": "a=b"}
    for wrong in (["place"], ["=甲县"], ["place="], ["a=1", "a=2"]):
        with pytest.raises(KgError):
            read_parameters(wrong)


def test_questions_are_listed() -> None:
    """A list shows question and parameters, optional ones in brackets; one also its notes."""
    rows = list_questions()
    assert len(rows) == len(load_questions())
    row = list_questions("first-reported")[0]
    assert row["parameters"] == "mechanism [province]"
    assert "left_censored" in str(row["notes"])
    assert load_question("adopters").once == ("adoption",)
