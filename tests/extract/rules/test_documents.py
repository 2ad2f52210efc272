"""Rules of named documents."""

import pytest

from extract.annotations import DocumentMark, marks_of
from extract.documents import document_type, find_number, is_type_alone, read_title
from extract.facts import PolicyDocument
from tests.extract.rules.reading import read


def documents_in(text: str, own: str = "临江县") -> list[PolicyDocument]:
    """Return the documents that a text names, in reading order, each once."""
    return list(dict.fromkeys(mark.document for mark in marks_of(read(text, own), DocumentMark)))


def titles_in(text: str) -> list[str]:
    """Return their titles."""
    return [document.title for document in documents_in(text)]


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("印发《甲办法》《乙细则》和《丙清单》。", ["甲办法", "乙细则", "丙清单"]),
        ("印发《关于贯彻〈甲条例〉的通知》。", ["关于贯彻〈甲条例〉的通知"]),
        ("印发《关于贯彻《甲条例》的通知》。", ["关于贯彻《甲条例》的通知"]),
        ("出台《合同管理办法(试行)》。", ["合同管理办法(试行)"]),
        ("印发《关⏎⏎于加强合同管理的意见》。".replace("⏎", "\n"), ["关于加强合同管理的意见"]),
        ("学习《论坚持全面依法治国》。", ["论坚持全面依法治国"]),
        ("印发《甲办法,加强管理。", []),
    ],
)
def test_title_is_what_stands_between_the_marks(sentence: str, titles: list[str]) -> None:
    """One document for each outermost 《…》, under its title without the marks."""
    assert titles_in(sentence) == titles


@pytest.mark.parametrize(
    "sentence",
    [
        "《乙省日报》《山河晚报》等媒体作了报道。",
        "经验被《法治时空》《山河政法》等媒体刊发。",
        "开设《法治在线》栏目。",
        "拍摄微电影《回家》。",
        "召开《法治建设工作推进会议》。",
    ],
)
def test_media_are_no_documents(sentence: str) -> None:
    """Newspapers, programmes, films and meetings stand in 《》 too."""
    assert titles_in(sentence) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("落实《行政处罚法》。", ["中华人民共和国行政处罚法"]),
        ("落实《中华人民共和国行政处罚法》和《行政处罚法》。", ["中华人民共和国行政处罚法"]),
        ("落实《法治政府建设实施纲要(2021-2025)》。", ["法治政府建设实施纲要(2021—2025年)"]),
        ("落实《法治政府建设实施纲要》。", ["法治政府建设实施纲要(2021—2025年)"]),
        ("开展新行政复议法专题培训。", ["中华人民共和国行政复议法"]),
        ("学习宪法、民法典。", ["中华人民共和国宪法", "中华人民共和国民法典"]),
        ("举行宪法宣誓仪式。", []),
        ("制作行政处罚法律文书。", []),
        ("民法典深入人心。", []),
        ("贯彻优化营商环境条例。", ["优化营商环境条例"]),
        ("贯彻落实我省优化营商环境条例。", []),
        ("贯彻落实山东省优化营商环境条例。", ["山东省优化营商环境条例"]),
        ("在全市宣传民法典。", ["中华人民共和国民法典"]),
    ],
)
def test_known_document_bears_its_full_title(text: str, titles: list[str]) -> None:
    """《行政处罚法》 is the law; without marks a law counts where something is done with it."""
    assert titles_in(text) == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("落实《临江县普法规划(2021-2025年)》(以下简称《规划》)。依据《规划》开展活动。", 1),
        ("制定《临江县法治建设实施方案》。按照《实施方案》推进工作。", 1),
        ("制定《临江县法治建设实施方案》。按照《实施细则》推进工作。", 2),
        ("制定《甲管理办法》。修订《乙管理办法》。", 2),
        ("制定《甲管理办法(试行)》。落实《甲管理办法》。", 1),
    ],
)
def test_short_form_is_the_document_before_it(text: str, titles: int) -> None:
    """《规划》 is the plan named before, by 以下简称 or by the end of its title."""
    assert len(documents_in(text)) == titles


@pytest.mark.parametrize(
    ("sentence", "iri"),
    [
        ("印发《合同管理办法》。", "990121/合同管理办法"),
        ("印发《临江县合同管理办法》。", "990121/合同管理办法"),
        ("印发《法治临江建设规划》。", "法治临江建设规划"),
        ("落实《乙省重大行政决策程序规定》。", "乙省重大行政决策程序规定"),
        ("落实《关于加强和改进甲乙丙工作的意见》。", "关于加强和改进甲乙丙工作的意见"),
        ("落实《职责清单》。", "990121/职责清单"),
        ("省政府印发《关于加强和改进甲乙丙工作的意见》。", "关于加强和改进甲乙丙工作的意见"),
        ("修订《合同管理办法》,落实《合同管理办法》。", "990121/合同管理办法"),
        ("落实《优化营商环境条例》。", "优化营商环境条例"),
    ],
)
def test_local_title_stands_under_its_issuer(sentence: str, iri: str) -> None:
    """A title without a place that the reporting side makes bears its code, others do not."""
    assert {document.iri.split("/document/")[1] for document in documents_in(sentence)} == {iri}


@pytest.mark.parametrize(
    ("sentence", "number", "year"),
    [
        ("印发《合同管理办法》(临政办发〔2021〕3号)。", "临政办发〔2021〕3号", 2021),
        ("印发《合同管理办法》(临政办〔2021〕3号,以下简称《办法》)。", "临政办〔2021〕3号", 2021),
        ("根据临政发〔2020〕12号文件要求,规范流程。", "临政发〔2020〕12号", 2020),
        ("印发《2020年法治建设工作要点》。", None, 2020),
        ("印发《合同管理办法》。", None, None),
    ],
)
def test_number_and_year_of_issue(sentence: str, number: str | None, year: int | None) -> None:
    """A number stands in brackets after the title, or alone; its year is that of issue."""
    document = documents_in(sentence)[0]
    assert (document.number, document.year) == (number, year)


def test_years_in_brackets_are_those_of_validity() -> None:
    """甲规划(2021—2025年) holds from 2021 to 2025; it tells no year of issue."""
    title = read_title("临江县普法规划(2021—2025年)")
    assert (title.valid_from, title.valid_to, title.year) == (2021, 2025, None)
    assert title.core == "临江县普法规划"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国行政处罚法", "law"),
        ("乙省信访条例", "local-regulation"),
        ("合同管理办法", "measures"),
        ("工作要点", "work-points"),
        ("实施细则", "rules"),
        ("关于加强管理的通知", "notice"),
        ("示范指标体系", "standard"),
        ("突发事件应急预案", "emergency-plan"),
        ("山河政法", None),
        ("谈治国理政", None),
    ],
)
def test_end_of_a_title_tells_its_type(title: str, kind: str | None) -> None:
    """The longest known ending decides."""
    found = document_type(title)
    assert (found and found.rsplit("/", 1)[-1]) == kind


@pytest.mark.parametrize(
    ("title", "alone"),
    [("纲要", True), ("实施方案", True), ("职责清单", True), ("合同办法", False)],
)
def test_title_may_be_a_type_alone(title: str, alone: bool) -> None:  # noqa: FBT001
    """《纲要》 says only what kind of document is meant."""
    assert is_type_alone(title) is alone


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("按照国发〔2019〕20号文件", "国发〔2019〕20号"),
        ("依据国务院令第713号", "国务院令第713号"),
        ("共20号文件", None),
    ],
)
def test_number_is_found_by_its_year(text: str, number: str | None) -> None:
    """A number is an agency's mark, a year in brackets and a count; an order has no year."""
    found = find_number(text, 0, len(text))
    assert (found and found[2]) == number


def test_issuer_in_the_title_is_known() -> None:
    """《甲市人民政府办公厅关于…》 is issued by that office."""
    document = documents_in("落实《甲市人民政府办公厅关于规范合同的通知》。")[0]
    assert document.issued_by is not None
    assert document.issued_by.endswith("body/990100/政府办公厅")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("关于加强法治建设的意见\n甲政发〔2022〕5号\n各乡镇:\n请认真执行。", 0),
        ("关于加强法治建设的意见\n各乡镇:\n根据甲政发〔2022〕5号文件执行。\n", 1),
    ],
)
def test_number_in_the_letterhead_is_that_of_the_text_itself(text: str, count: int) -> None:
    """A number in a line of its own at the head names no other document."""
    assert len(marks_of(read(text), DocumentMark)) == count
