"""Rules of links between documents, and of the document that a text is itself."""

import pytest

from extract.annotations import DocumentLinkMark, OwnDocumentMark, marks_of
from extract.facts import ReportKind
from extract.rules.document_links import DocumentLinkRule
from tests.extract.rules.reading import read

PLAN = ReportKind.WORK_PLAN
TITLE = "临江县普法工作方案(2021-2025年)\n"


def links_in(
    text: str, own: str = "临江县", kind: ReportKind = ReportKind.ANNUAL_REPORT
) -> set[tuple[str, str]]:
    """Return title of each document and of the one that it was made to carry out."""
    doc = DocumentLinkRule()(read(text, own, kind))
    return {(mark.document.title, mark.higher.title) for mark in marks_of(doc, DocumentLinkMark)}


def own_document(text: str, kind: ReportKind = PLAN) -> str | None:
    """Return the end of the IRI of the document that a text is."""
    doc = DocumentLinkRule()(read(text, "临江县", kind))
    return next(
        (mark.document.iri.split("/document/")[1] for mark in marks_of(doc, OwnDocumentMark)), None
    )


@pytest.mark.parametrize(
    ("sentence", "higher"),
    [
        ("为贯彻落实《甲规划》,制定《乙计划》。", {"甲规划"}),
        (
            "为深入贯彻落实《甲规划》和《丙方案》,全面推进工作,印发了《乙计划》。",
            {"甲规划", "丙方案"},
        ),
        ("为切实推进省政府《甲规划》(乙政发〔2021〕3号)落地,结合实际,制定《乙计划》。", {"甲规划"}),
        ("根据《甲规划》要求,出台《乙计划》。", {"甲规划"}),
        ("为贯彻《甲规划》,根据《丙方案》,研究制定了《乙计划》。", {"甲规划", "丙方案"}),
        ("按照省司法厅《甲规划》,修订《乙计划》。", {"甲规划"}),
        (
            "根据国务院《甲规划》和省委、省政府《丙方案》,县政府印发《乙计划》。",
            {"甲规划", "丙方案"},
        ),
        ("为提升治理水平,落实《甲规划》,制定《乙计划》。", {"甲规划"}),
        ("为深入学习宣传贯彻《甲规划》,印发《乙计划》。", {"甲规划"}),
        ("为提升治理水平,学习《甲规划》,制定《乙计划》。", set()),
        ("根据《甲规划》和学习《丙方案》的体会,制定《乙计划》。", {"甲规划"}),
        ("学习《甲规划》,制定《乙计划》。", set()),
        ("深入贯彻落实《甲规划》,制定《乙计划》。", set()),
        ("以《甲规划》作为抓手落实工作,制定《乙计划》。", set()),
        ("制定《乙计划》,为贯彻落实《甲规划》奠定基础。", set()),
        ("为贯彻落实《甲规划》,学习《乙计划》。", set()),
        ("为贯彻落实《甲规划》,召开会议。制定《乙计划》。", set()),
    ],
)
def test_a_sentence_says_what_a_document_carries_out(sentence: str, higher: set[str]) -> None:
    """为贯彻落实《甲》,制定《乙》: the ground stands before the making, in one sentence."""
    assert links_in(sentence) == {("乙计划", title) for title in higher}


def test_every_document_of_a_list_is_made_for_the_ground() -> None:
    """根据《甲规划》,制定《乙计划》《丙办法》 makes two."""
    found = links_in("根据《甲规划》,制定《乙工作计划》《丙管理办法》。")
    assert found == {("乙工作计划", "甲规划"), ("丙管理办法", "甲规划")}


@pytest.mark.parametrize(
    ("title", "link"),
    [
        (
            "临江县贯彻落实〈法治政府建设实施纲要(2021—2025年)〉实施方案",
            (
                "贯彻落实〈法治政府建设实施纲要(2021—2025年)〉实施方案",
                "法治政府建设实施纲要(2021—2025年)",
            ),
        ),
        (
            "关于贯彻实施《乙省合同管理规定》的意见",
            ("关于贯彻实施《乙省合同管理规定》的意见", "乙省合同管理规定"),
        ),
        (
            "乙省实施〈中华人民共和国行政处罚法〉办法",
            ("乙省实施〈中华人民共和国行政处罚法〉办法", "中华人民共和国行政处罚法"),
        ),
        (
            "临江县落实重大行政决策程序暂行条例工作细则",
            ("落实重大行政决策程序暂行条例工作细则", "重大行政决策程序暂行条例"),
        ),
        ("关于学习《甲规划》的通知", None),
        ("关于贯彻落实〈意见〉的通知", None),
        ("重大行政决策程序暂行条例", None),
    ],
)
def test_a_title_says_what_its_document_carries_out(
    title: str, link: tuple[str, str] | None
) -> None:
    """贯彻落实〈甲〉实施方案 was made for 甲; a type alone does not say for what."""
    assert links_in(f"印发《{title}》。") == ({link} if link else set())


@pytest.mark.parametrize(
    ("text", "higher"),
    [
        (
            "为贯彻落实《乙省普法规划》和《甲市普法工作方案》,结合实际,制定本工作方案。",
            {"乙省普法规划", "普法工作方案"},
        ),
        ("根据《乙省普法规划》,特制定如下实施方案。", {"乙省普法规划"}),
        ("为贯彻落实《乙省普法规划》,各部门要制定《乙省工作计划》。", set()),
        ("为全面推进普法工作,落实《乙省普法规划》,现提出如下意见。", {"乙省普法规划"}),
        ("推进普法工作,制定本方案。", set()),
    ],
)
def test_a_plan_says_what_it_carries_out_itself(text: str, higher: set[str]) -> None:
    """为贯彻落实《甲》,制定本方案: the plan carries out 甲; a report is no plan."""
    own = "普法工作方案(2021—2025年)"
    found = links_in(TITLE + text, kind=PLAN)
    assert {link for link in found if link[0] == own} == {(own, title) for title in higher}
    report = links_in(TITLE + text)
    assert not any(document == own for document, _ in report)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("临江县普法工作方案", "990121/普法工作方案"),
        ("关于印发《临江县普法工作方案》的通知", "990121/普法工作方案"),
        ("临江县人民政府办公室关于印发临江县普法工作方案的通知", "990121/普法工作方案"),
        ("法治临江建设规划", "法治临江建设规划"),
        ("普法工作要点", "990121/普法工作要点"),
        ("工作方案", None),
    ],
)
def test_a_plan_is_the_text_of_a_document(title: str, name: str | None) -> None:
    """A work plan is the document that others name in 《》; an annual report is none."""
    text = f"{title}\n为推进普法工作,制定本方案。"
    assert own_document(text) == name
    assert own_document(text, ReportKind.ANNUAL_REPORT) is None


def test_the_evidence_names_both_documents() -> None:
    """The range of a link runs from the ground to the document made."""
    text = "去年,为落实《甲规划》,制定《乙计划》,成效明显。"
    doc = DocumentLinkRule()(read(text))
    (mark,) = marks_of(doc, DocumentLinkMark)
    assert doc.text[mark.start : mark.end] == "《甲规划》,制定《乙计划》"
