"""Rules of adoptions: status by section, wording and genre; who; since when."""

import pytest

from extract.annotations import (
    AdoptionMark,
    InstitutionMark,
    marks_of,
    put_marks,
)
from extract.facts import Institution, ReportKind
from extract.rules.adoptions import AdoptionRule
from tests.extract.rules.test_mechanisms import read

REPORT = """临江县2022年法治政府建设情况报告
2022年,临江县认真落实各项部署。现将有关情况报告如下:
一、主要工作
(一)规范行政执法
推行渔业执法公示制度,建立渔港巡查机制。自2019年起实行渔船登记联办机制。
二、存在的问题
一是渔业执法公示制度落实不到位。二是渔港巡查机制运行三年来,基层执法力量不足。三是随着渔船登记联办机制推行,企业更加满意。
三、下一步工作打算
持续推行渔业执法公示制度,探索建立海事联调机制。
"""
PLAN = """临江县法治政府建设工作方案(2021—2025年)
为贯彻落实有关要求,制定本工作方案。
一、健全行政执法工作体系
持续落实渔业执法公示制度,建立渔港巡查机制。
"""


def statuses(text: str, surface: str, kind: ReportKind = ReportKind.ANNUAL_REPORT) -> set[str]:
    """Return the statuses of the mechanism printed so."""
    marks = marks_of(read(text, kind), AdoptionMark)
    iris = {mark.mechanism for mark in marks if mark.surface == surface}
    return {mark.status.value for mark in marks if mark.mechanism in iris}


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("渔业执法公示制度", {"adopted", "problem", "planned"}),
        ("渔港巡查机制", {"adopted", "problem"}),
        ("渔船登记联办机制", {"adopted"}),
        ("海事联调机制", {"planned"}),
    ],
)
def test_the_section_tells_the_status(surface: str, expected: set[str]) -> None:
    """Done in the part on work, planned in next steps, weak where called so, else in passing."""
    assert statuses(REPORT, surface) == expected


@pytest.mark.parametrize(
    ("surface", "expected"),
    [("渔业执法公示制度", {"adopted", "planned"}), ("渔港巡查机制", {"planned"})],
)
def test_a_plan_goes_on_with_what_exists(surface: str, expected: set[str]) -> None:
    """持续落实 in a work plan says that the thing exists; 建立 does not."""
    assert statuses(PLAN, surface, ReportKind.WORK_PLAN) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("推行渔港巡查机制。", {"adopted"}),
        ("下一步,推行渔港巡查机制。", {"planned"}),
        ("2023年,我县将推行渔港巡查机制。", {"planned"}),
        ("拟建立渔港巡查机制。", {"planned"}),
        ("拟定了渔港巡查机制。", {"adopted"}),
        ("但仍存在一些问题:渔港巡查机制不够完善。", {"problem"}),
    ],
)
def test_the_wording_turns_the_status(sentence: str, expected: set[str]) -> None:
    """下一步, the year to come and 拟 tell a plan, 仍存在 shortcomings; 拟定 is no intention."""
    text = f"临江县2022年法治政府建设情况报告\n一、主要工作\n{sentence}\n"
    assert statuses(text, "渔港巡查机制") == expected


def test_a_starting_year_is_kept_where_stated() -> None:
    """自2019年起 gives the year; other sentences give none."""
    marks = marks_of(read(REPORT), AdoptionMark)
    years = {mark.surface: mark.since for mark in marks if mark.status.value == "adopted"}
    assert years == {"渔业执法公示制度": None, "渔港巡查机制": None, "渔船登记联办机制": 2019}


@pytest.mark.parametrize(
    ("sentence", "bodies", "expected"),
    [
        ("县水务局、县农业局联合建立渔港巡查机制。", ("县水务局", "县农业局"), 2),
        ("2022年县水务局建立渔港巡查机制。", ("县水务局",), 1),
        ("县水务局加强统筹,建立渔港巡查机制。", ("县水务局",), 1),
        ("县水务局聘用的人员参与建立渔港巡查机制。", ("县水务局",), 0),
        ("建立对县水务局的渔港巡查机制。", ("县水务局",), 0),
    ],
)
def test_the_subject_runs_the_mechanism(
    sentence: str, bodies: tuple[str, ...], expected: int
) -> None:
    """Bodies that open the clause or its sentence and act run the mechanism."""
    doc = read(sentence)
    put_marks(
        doc,
        InstitutionMark,
        [
            InstitutionMark(
                start=sentence.index(body),
                end=sentence.index(body) + len(body),
                institution=Institution(iri=body, name=body, jurisdiction="area:1"),
            )
            for body in bodies
        ],
    )
    marks = marks_of(AdoptionRule()(doc), AdoptionMark)
    assert {len(mark.institutions) for mark in marks} == {expected}
