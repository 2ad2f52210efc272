"""What does not seem to fit in a report is asked, with its sentences; what fits is not."""

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from kg.build import build_graph
from kg.check_table import columns
from kg.checking import CheckError, check_names, check_reports
from kg.output import rows_as_text
from kg.sparql import Record
from ontology.schemes import load_scheme

OPENING = (
    "{place}{year}年法治政府建设情况报告\n一、主要工作\n{place}扎实推进法治政府建设,有关情况如下。"
)
PROBLEM = "\n二、存在问题\n双随机、一公开监管落实不到位。\n"
ADOPTED = "全面推行双随机、一公开监管。"
CASES = [
    ("parts-and-total", "全年调解矛盾纠纷100件,其中婚姻纠纷70件、邻里纠纷50件。", [(100, 120)]),
    ("parts-and-total", "全年调解矛盾纠纷100件,其中婚姻纠纷70件、邻里纠纷30件。", []),
    ("parts-and-total", "全年调解矛盾纠纷100件,其中婚姻纠纷70件。", []),
    ("parts-and-total", "收到行政复议申请20件。全年受理行政复议案件25件。", [(20, 25)]),
    ("parts-and-total", "收到行政复议申请25件。全年受理行政复议案件20件。", []),
    (
        "two-values",
        "全年受理行政复议案件20件。我区加强检查,全年受理行政复议案件22件。",
        [(20, 22)],
    ),
    (
        "two-values",
        "部门开庭审理60件,负责人出庭应诉率100%。政府开庭审理20件,负责人出庭应诉率75%。",
        [],
    ),
    (
        "two-values",
        "全年开庭审理60件,负责人出庭应诉率90%。一、全年开庭审理60件,负责人出庭应诉率75%。",
        [(90, 75)],
    ),
    (
        "parts-and-total",
        "受理复议案件57件(含市局12件),立案54件,结案57件,其中维持17件。",
        [],
    ),
    ("implausible-value", "行政机关负责人出庭应诉率180%。", [(180, 100)]),
    ("implausible-value", "行政机关负责人出庭应诉率100%。", []),
    ("implausible-value", "案件数量同比增长180%。", []),
    ("later-year", "自2026年起推行首席法律顾问制度。", [(2026, None)]),
    ("later-year", "自2019年起推行首席法律顾问制度。", []),
]
PLACES = [
    "东城区",
    "西城区",
    "朝阳区",
    "海淀区",
    "丰台区",
    "石景山区",
    "通州区",
    "顺义区",
    "昌平区",
    "大兴区",
    "怀柔区",
    "平谷区",
    "密云区",
    "延庆区",
    "门头沟区",
    "房山区",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One graph with a report for each case, each of another place."""
    home = tmp_path_factory.mktemp("checked")
    texts = {(place, 2021): case[1] for place, case in zip(PLACES, CASES, strict=False)}
    texts |= {("门头沟区", 2021): PROBLEM, ("门头沟区", 2022): ADOPTED}
    texts |= {("房山区", 2021): ADOPTED, ("房山区", 2022): PROBLEM}
    (home / "reports").mkdir()
    for (place, year), text in texts.items():
        said = OPENING.format(place=f"北京市{place}", year=year) + text
        (home / "reports" / f"{place}-{year}.txt").write_text(said, encoding="utf-8")
    build_graph([home / "reports"], home / "graph")
    return home / "graph"


def asked(folder: Path, check: str, place: str) -> list[Record]:
    """Return the questions to the reports of a place."""
    return [row for row in check_reports(folder, [check]) if row["place_zh"] == place]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_figures_and_years_that_do_not_fit_are_asked(folder: Path, number: int) -> None:
    """Each fault gives one question with both figures; what fits gives none."""
    check, _, values = CASES[number]
    rows = asked(folder, check, PLACES[number])
    assert [(row["value"], row["other_value"]) for row in rows] == values
    for row in rows:
        assert row["quote"]
        assert str(row["question_zh"]).endswith("？")
        assert str(row["question_en"]).endswith("?")


def test_adoption_after_a_problem_is_asked(folder: Path) -> None:
    """A mechanism that lacked in 2021 and is told as adopted in 2022 gives one question."""
    rows = asked(folder, "adopted-after-problem", "门头沟区")
    assert [(row["other_year"], row["year"]) for row in rows] == [(2021, 2022)]
    assert "不到位" in str(rows[0]["other_quote"])


def test_problem_after_adoption_is_not_asked(folder: Path) -> None:
    """That a mechanism has become weak is no contradiction."""
    assert asked(folder, "adopted-after-problem", "房山区") == []


def test_superseded_document_is_asked(sample_folder: Path) -> None:
    """“七五”普法规划 ended in 2020; a report on 2021 that carries it out is asked."""
    rows = check_reports(sample_folder, ["superseded-document"])
    assert [(row["file"], row["value"], row["year"]) for row in rows] == [
        ("feicheng-2021.txt", 2020, 2021)
    ]


def test_samples_are_asked_with_their_sentences(sample_folder: Path) -> None:
    """Every question on real reports names report, sentence and offsets."""
    rows = check_reports(sample_folder)
    assert rows
    for row in rows:
        text = (
            sample_folder / "texts" / f"{str(row['report']).rsplit('/', 1)[-1]}.txt"
        ).read_bytes()
        assert text.decode()[int(str(row["start"])) : int(str(row["end"]))] == row["quote"]
        assert row["place_zh"]
    assert json.loads(rows_as_text(rows, list(rows[0]), "json"))


def test_every_check_is_worded_in_the_vocabulary() -> None:
    """Names and questions stand in Turtle, in both languages."""
    for name in check_names():
        concept = load_scheme("checks").get(name)
        assert concept.zh
        assert len(concept.values("definition")) == 2


def test_questions_speak_the_language_asked_for(folder: Path) -> None:
    """Table cells are Chinese or English."""
    row = check_reports(folder, ["two-values"])[0]
    assert str(columns("zh")["question"](row)).endswith("？")
    assert str(columns("en")["question"](row)).endswith("?")


def test_unknown_check_is_told(sample_folder: Path) -> None:
    """A misspelt name lists the names there are."""
    with pytest.raises(CheckError, match="two-values"):
        check_reports(sample_folder, ["to-values"])


def test_lean_reports_are_asked_too(tmp_path: Path) -> None:
    """Where the graph keeps no quotes the sentences come from the kept text."""
    with as_file(files("kg").joinpath("samples", "jiande-2020.txt")) as file:
        build_graph([file], tmp_path / "full")
        build_graph([file], tmp_path / "lean", profile="lean")
    full, lean = (check_reports(tmp_path / name) for name in ("full", "lean"))
    assert full
    assert [row["quote"] for row in lean] == [row["quote"] for row in full]
