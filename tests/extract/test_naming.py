"""One document has one name, however its title is printed."""

import pytest

from extract.annotations import DocumentMark, marks_of
from extract.facts import PolicyDocument
from tests.extract.rules.reading import read


def document_in(sentence: str, own: str = "临江县") -> PolicyDocument:
    """Return the first document of a sentence."""
    return marks_of(read(sentence, own), DocumentMark)[0].document


def name_of(sentence: str, own: str = "临江县") -> str:
    """Return the end of its IRI."""
    return document_in(sentence, own).iri.split("/document/")[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "印发《合同管理办法》。",
        "印发《临江县合同管理办法》。",
        "落实《临江县合同管理办法》。",
        "印发《临江县人民政府关于印发〈合同管理办法〉的通知》。",
        "印发《临江县人民政府关于印发《临江县合同管理办法》的通知》。",
        "印发《关于印发临江县合同管理办法的通知》。",
        "印发《临江县人民政府关于印发<合同管理办法>的通知》。",
        "印发《中共临江县委 临江县人民政府关于印发〈合同管理办法〉的通知》。",
        "印发《临江县人民政府办公室关于印发临江县合同管理办法的通知》(临政办发〔2021〕3号)。",
    ],
)
def test_a_local_document_is_one_under_all_its_titles(sentence: str) -> None:
    """甲县乙办法, the notice that announces it, and 乙办法 in the county's own report are one."""
    document = document_in(sentence)
    assert document.iri.split("/document/")[1] == "990121/合同管理办法"
    assert document.title == "合同管理办法"


def test_two_reports_of_a_county_name_one_document() -> None:
    """Whoever names 临江县合同管理办法, it is that of 临江县; that of 临河市 is another."""
    full, short = "落实《临江县合同管理办法》。", "印发《合同管理办法》。"
    assert name_of(full, "临河市") == name_of(full) == name_of(short)
    assert name_of(short, "临河市") != name_of(short)
    assert document_in(full).issued_by == document_in(short).issued_by


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《临江县普法规划(2021—2025年)》", "《临江县普法规划(2021-2025)》"),
        ("《临江县普法规划(2021—2025年)》", "《临江县普法规划（2021年－2025年）》"),
        ("《临江县普法规划(2021—2025年)》", "《临江县普法规划(2021–2025年)》"),
        ("《临江县“十四五”普法规划》", "《临江县十四五普法规划》"),
        ("《关于〈甲管理规定〉的补充意见》", "《关于《甲管理规定》的补充意见》"),
    ],
)
def test_brackets_dashes_and_marks_make_no_other_document(one: str, other: str) -> None:
    """(2021-2025) and （2021—2025年） are one period."""
    first, second = (document_in(f"印发{title}。") for title in (one, other))
    assert first.iri == second.iri


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("乙省合同管理规定", "乙省合同管理规定"),
        ("甲市文明行为促进条例", "甲市文明行为促进条例"),
        ("甲市合同管理规定", "990100/合同管理规定"),
        ("中共甲市委 甲市人民政府关于规范合同的意见", "990100/关于规范合同的意见"),
        ("甲市关于规范合同的意见", "990100/关于规范合同的意见"),
        ("甲市人民政府办公厅关于规范合同的通知", "990100/关于规范合同的通知"),
        ("乙省人民政府办公厅关于规范合同的通知", "乙省人民政府办公厅关于规范合同的通知"),
        ("关于印发《实施方案》的通知", "990121/关于印发实施方案的通知"),
        ("关于印发甲办法和乙规定等文件的通知", "990121/关于印发甲办法和乙规定等文件的通知"),
    ],
)
def test_what_is_not_local_keeps_its_title(title: str, name: str) -> None:
    """Provincial titles and local regulations are cited in full; a notice of many stays one."""
    assert name_of(f"印发《{title}》。").startswith(name)


@pytest.mark.parametrize(
    ("title", "full"),
    [
        (
            "国务院办公厅关于印发提升行政执法质量三年行动计划(2023—2025年)的通知",
            "提升行政执法质量三年行动计划(2023—2025年)",
        ),
        ("临江县法治政府建设实施纲要", "法治政府建设实施纲要"),
    ],
)
def test_a_notice_may_announce_a_known_document(title: str, full: str) -> None:
    """国务院办公厅关于印发甲计划的通知 is 甲计划; a county's plan is not the nation's."""
    document = document_in(f"落实《{title}》。")
    assert document.title == full
    assert ("/990121/" in document.iri) is title.startswith("临江县")


def test_the_full_title_is_kept_beside_the_name() -> None:
    """甲县乙规划(2021-2025) is printed so, and is 甲县乙规划(2021—2025年) in full."""
    document = document_in("印发《临江县普法规划(2021-2025)》。")
    assert document.title == "普法规划(2021—2025年)"
    assert set(document.alternatives) == {
        "临江县普法规划(2021-2025)",
        "临江县普法规划(2021—2025年)",
    }


def test_the_issuer_is_told_by_title_and_place() -> None:
    """An issuing body goes before the place; a province is told by the title too."""
    assert document_in("落实《乙省合同管理规定》。").issued_by == (
        "https://w3id.org/fazhi/area/990000"
    )
    notice = document_in("印发《临江县人民政府关于印发〈合同管理办法〉的通知》。")
    assert notice.issued_by == "https://w3id.org/fazhi/body/990121/人民政府"
    assert document_in("落实《关于加强和改进合同工作的意见》。").issued_by is None
