"""Rules of what is done with documents, and by whom."""

import pytest

from extract.annotations import ActMark, DocumentMark, marks_of
from extract.facts import ReportKind
from tests.extract.rules.reading import read

PLAN = "一、存在问题\n一是合同管理薄弱。\n二、下一步工作打算\n"


def acts_in(text: str, kind: ReportKind = ReportKind.ANNUAL_REPORT) -> set[tuple[str, str]]:
    """Return the acts of a text with the titles of their documents."""
    doc = read(text, kind=kind)
    titles = {mark.document.iri: mark.document.title for mark in marks_of(doc, DocumentMark)}
    return {(mark.act.value, titles[mark.document]) for mark in marks_of(doc, ActMark)}


def agents_in(text: str) -> set[str]:
    """Return who acts, by the last parts of the IRIs."""
    doc = read(text)
    return {mark.agent.removeprefix("https://w3id.org/fazhi/") for mark in marks_of(doc, ActMark)}


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("印发《甲办法》。", {("issued", "甲办法")}),
        ("研究制定并印发了《甲办法》。", {("issued", "甲办法")}),
        ("修订完善《甲办法》。", {("revised", "甲办法")}),
        ("修订印发《甲办法》。", {("revised", "甲办法")}),
        ("认真贯彻落实《甲办法》。", {("implements", "甲办法")}),
        ("学习《甲办法》。", {("studies", "甲办法")}),
        ("将合同管理写入《甲办法》。", {("cites", "甲办法")}),
        ("《甲办法》正式出台。", {("issued", "甲办法")}),
        ("完成《甲规划》编制工作。", {("issued", "甲规划")}),
        ("完成《甲办法》立法调研。", {("cites", "甲办法")}),
        ("《甲办法》已经2022年3月4日县政府第20次常务会议审议通过。", {("issued", "甲办法")}),
        ("现将《甲办法》印发给你们。", {("issued", "甲办法")}),
        ("加强《甲办法》的执行力度。", {("implements", "甲办法")}),
        ("开展《甲条例》专题培训3次。", {("studies", "甲条例")}),
        ("以《甲纲要》为指引,推进工作。", {("implements", "甲纲要")}),
        ("将《甲条例》列入党校学习内容。", {("studies", "甲条例")}),
        ("召开会议审议《甲报告》。", {("cites", "甲报告")}),
    ],
)
def test_nearest_verb_tells_the_act(sentence: str, acts: set[tuple[str, str]]) -> None:
    """The verb nearest before the title decides, without one the first after it."""
    assert acts_in(sentence) == acts


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        (
            "先后制定《甲办法》,修订《乙细则》,落实《丙规定》。",
            {("issued", "甲办法"), ("revised", "乙细则"), ("implements", "丙规定")},
        ),
        (
            "出台《甲办法》《乙细则》和《丙规定》。",
            {("issued", t) for t in ("甲办法", "乙细则", "丙规定")},
        ),
        (
            "出台《甲办法》《乙细则》,《丙规定》等文件。",
            {("issued", t) for t in ("甲办法", "乙细则", "丙规定")},
        ),
        ("按照《甲办法》要求制定《乙细则》。", {("implements", "甲办法"), ("issued", "乙细则")}),
        (
            "根据《甲办法》(甲政发〔2020〕3号)制定《乙细则》。",
            {("implements", "甲办法"), ("issued", "乙细则")},
        ),
    ],
)
def test_list_shares_its_verb(sentence: str, acts: set[tuple[str, str]]) -> None:
    """Titles of one list share a verb; each further verb takes the titles after it."""
    assert acts_in(sentence) == acts


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("就《甲办法》公开征求意见。", {("consults", "甲办法")}),
        (
            "先后就《甲办法》《乙细则》等通过召开座谈会、网上征求意见等方式听取民意。",
            {("consults", "甲办法"), ("consults", "乙细则")},
        ),
        ("贯彻落实新修订的《甲条例》。", {("implements", "甲条例")}),
        ("学习省里印发的《甲条例》。", {("studies", "甲条例")}),
        ("对照《甲标准》查找不足。", {("implements", "甲标准")}),
    ],
)
def test_frame_is_stronger_than_a_verb(sentence: str, acts: set[tuple[str, str]]) -> None:
    """就…征求意见 consults; a verb in an attribute (新修订的) is not what is done."""
    assert acts_in(sentence) == acts


@pytest.mark.parametrize(
    ("text", "kind", "acts"),
    [
        (
            PLAN + "制定《甲办法》,落实《乙条例》。",
            ReportKind.ANNUAL_REPORT,
            {("plans", "甲办法"), ("implements", "乙条例")},
        ),
        ("一、工作任务\n修订《甲办法》。", ReportKind.WORK_PLAN, {("plans", "甲办法")}),
        ("拟制定《甲办法》。", ReportKind.ANNUAL_REPORT, {("plans", "甲办法")}),
        ("印发《甲办法》。", ReportKind.ANNUAL_REPORT, {("issued", "甲办法")}),
    ],
)
def test_making_in_a_plan_is_planned(
    text: str, kind: ReportKind, acts: set[tuple[str, str]]
) -> None:
    """What a section on next year is to issue or revise is planned; the rest keeps its act."""
    assert acts_in(text, kind) == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("印发《甲办法》。《甲办法》共20条。", {("issued", "甲办法")}),
        ("印发《甲办法》。严格落实《甲办法》。", {("issued", "甲办法"), ("implements", "甲办法")}),
        ("落实《临江县普法规划》(以下简称《规划》)。", {("implements", "普法规划")}),
    ],
)
def test_citing_is_what_is_left(text: str, acts: set[tuple[str, str]]) -> None:
    """A document with which something else is done is not cited as well."""
    assert acts_in(text) == acts


@pytest.mark.parametrize(
    "sentence",
    [
        "随着《行政处罚法》修订,开展清理。",
        "国务院颁布《优化营商环境条例》。",
        "省政府出台《乙省合同管理办法》。",
        "《乙省合同管理办法》印发后开展清理。",
    ],
)
def test_reporting_side_issues_only_its_own(sentence: str) -> None:
    """Laws, and rules of the province, are cited where they are only said to have been made."""
    assert {act for act, _ in acts_in(sentence)} == {"cites"}


@pytest.mark.parametrize(
    ("sentence", "agents"),
    [
        ("印发《甲办法》。", {"area/990121"}),
        ("我县印发《甲办法》。", {"area/990121"}),
        ("县政府印发《甲办法》。", {"body/990121/人民政府"}),
        ("县委、县政府联合印发《甲办法》。", {"body/990121/党委", "body/990121/人民政府"}),
        ("县司法局高度重视,制定《甲办法》。", {"body/990121/司法局"}),
        ("由县司法局起草《甲办法》。", {"body/990121/司法局"}),
        ("按照县委部署,印发《甲办法》。", {"area/990121"}),
        ("县委书记、县长带头制定《甲清单》。", {"area/990121"}),
        ("向县政府报送《甲报告》。", {"area/990121"}),
        ("提请县人大常委会审议《甲草案》。", {"area/990121"}),
        ("(责任单位:县司法局、县财政局)落实《甲办法》。", {"area/990121"}),
        ("省政府办公厅印发《甲办法》。", {"area/990121"}),
        ("县政府各部门制定《甲清单》。", {"area/990121"}),
    ],
)
def test_agent_is_the_subject_of_the_verb(sentence: str, agents: set[str]) -> None:
    """A body acts where it stands before the verb as subject; else the reporting place does."""
    assert agents_in(sentence) == agents


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("临江县水利局2022年度报告\n我局制定《甲办法》。", {"body/990121/水利局"}),
        ("临江县水利局2022年度报告\n我局认真落实。\n制定《甲办法》。", {"body/990121/水利局"}),
        ("临江县2022年度报告\n制定《甲办法》。", {"area/990121"}),
        ("青山镇2022年法治建设报告\n制定《甲办法》。", {"area/990121-青山镇"}),
        ("青山镇2022年法治建设报告\n镇政府制定《甲办法》。", {"body/990121-青山镇/人民政府"}),
    ],
)
def test_report_of_a_department_or_township_tells_its_own_acts(text: str, agents: set[str]) -> None:
    """Where a clause names nobody the department or township that reports is meant."""
    assert agents_in(text) == agents


def test_notice_issues_the_plan_that_it_announces() -> None:
    """现印发给你们 issues, though all that follows is planned."""
    text = "《甲工作要点》已经县政府同意,现印发给你们,请认真贯彻执行。"
    assert acts_in(text, ReportKind.WORK_PLAN) == {("issued", "甲工作要点")}
