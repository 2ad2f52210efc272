"""Rules of stance: what place and wording say of a thing."""

import pytest
import spacy
from spacy.tokens import Doc

from extract.annotations import SourceHints, put_hints
from extract.facts import ReportKind, Role, Status
from extract.rules.sections import SectionRule
from extract.stance import (
    action_status,
    genre_of,
    section_at,
    standing_at,
    statuses_at,
    year_of,
)

TITLE = "临江县2022年法治政府建设情况报告\n"


def read(text: str) -> Doc:
    """Read sections and clauses."""
    doc = Doc(spacy.blank("zh").vocab, list(text), [False] * len(text))
    put_hints(doc, SourceHints(file_name="x.txt"))
    return SectionRule()(doc)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("临江县2022年法治政府建设情况报告\n", ReportKind.ANNUAL_REPORT),
        ("临江县法治政府建设工作方案\n(2021—2025年)\n", ReportKind.WORK_PLAN),
        ("案例内容\n【基本情况】\n近年来,临江县推行公示。", ReportKind.CASE),
        ("本报讯 临江县推行公示。", ReportKind.NEWS),
        ("推行公示。", ReportKind.OTHER),
    ],
)
def test_title_and_opening_tell_the_genre(text: str, kind: ReportKind) -> None:
    """A report reports, a plan orders."""
    assert genre_of(read(text)) is kind


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、主要举措和成效", Role.ACHIEVEMENT),
        ("一、党政主要负责人履行推进法治建设第一责任人职责情况", Role.LEADERSHIP),
        ("二、存在的不足和原因", Role.PROBLEM),
        ("二、存在的问题及下一步打算", Role.PROBLEM),
        ("三、下一年度主要安排", Role.PLAN),
        ("三、2023年推进法治政府建设的重点", Role.PLAN),
        ("三、2022年推进法治政府建设的重点", Role.ACHIEVEMENT),
        ("三、2023年工作计划及安排", Role.PLAN),
        ("一、补齐短板,强化工作部署落实", Role.ACHIEVEMENT),
    ],
)
def test_a_chief_heading_tells_the_role(heading: str, role: Role) -> None:
    """Shortcomings, next steps and the year to come are told by their words."""
    doc = read(f"{TITLE}{heading}\n推行公示制度。\n")
    section = section_at(doc, doc.text.index("推行公示"))
    assert section is not None
    assert section.role is role


def test_a_lower_heading_of_plain_work_is_no_plan() -> None:
    """1.制定工作计划 under the work done tells of work done."""
    doc = read(f"{TITLE}一、主要工作\n1.制定工作计划。推行公示制度。\n")
    section = section_at(doc, doc.text.index("推行公示"))
    assert section is not None
    assert section.role is Role.ACHIEVEMENT


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、工作\n推行公示制度。", {Status.ADOPTED}),
        ("一、工作\n下一步,推行公示制度。", {Status.PLANNED}),
        ("一、工作\n2023年,我县将推行公示制度。", {Status.PLANNED}),
        ("二、存在的问题\n公示制度落实不到位。", {Status.PROBLEM}),
        ("二、存在的问题\n推行公示制度以来,人员不足。", {Status.PROBLEM}),
        ("二、存在的问题\n公示制度深入人心。", {Status.MENTIONED}),
        ("二、问题和下一步打算\n公示制度不健全。\n下一步,完善公示制度。", {Status.PROBLEM}),
        ("三、下一步工作\n持续推行公示制度。", {Status.PLANNED}),
    ],
)
def test_section_and_wording_tell_the_status(body: str, expected: set[Status]) -> None:
    """The first mention is judged by its section, its clause and what stands before it."""
    doc = read(TITLE + body)
    at = doc.text.index("公示制度")
    assert statuses_at(doc, at) == expected


def test_a_turn_holds_to_the_end_of_a_section_on_both() -> None:
    """After 下一步 a section on shortcomings and plans plans."""
    doc = read(f"{TITLE}二、问题和下一步打算\n公示不够。\n下一步要求如下:\n完善公示制度。\n")
    at = doc.text.index("公示制度")
    assert statuses_at(doc, at) == {Status.PLANNED}


def test_an_action_among_shortcomings_is_lacking() -> None:
    """An action has one status; among shortcomings it is lacking even where no word says so."""
    doc = read(f"{TITLE}二、存在的问题\n专设公示机构。\n")
    assert action_status(doc, doc.text.index("专设")) is Status.PROBLEM


def test_the_year_is_that_of_the_title() -> None:
    """The first year of title and opening counts; without one no year is later."""
    assert year_of(read(TITLE)) == 2022
    assert year_of(read("推行公示制度。")) == 9999


def test_standing_tells_role_and_cues() -> None:
    """What told the status of a thing is its section and the words that govern it."""
    doc = read(TITLE + "一、存在问题\n三项制度落实不到位。\n二、工作成效\n巩固改革成果。\n")
    weak = standing_at(doc, doc.text.index("三项制度"))
    assert weak is not None
    assert (weak.role, [cue[1:] for cue in weak.cues]) == (Role.PROBLEM, [("不到位", "clause")])
    kept = standing_at(doc, doc.text.index("改革成果"))
    assert kept is not None
    assert (kept.role, [cue[1:] for cue in kept.cues]) == (Role.ACHIEVEMENT, [("巩固", "before")])
