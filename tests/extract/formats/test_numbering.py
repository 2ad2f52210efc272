"""Rules of the numbers that Word sets before paragraphs, which stand in no text."""

import io
from collections.abc import Sequence

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.formats import extract_text
from extract.formats.numbering import number_text
from extract.pipeline import extract_facts
from extract.sources import source_of

Level = tuple[str, str]
CHINESE: tuple[Level, ...] = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
)
LEGAL: tuple[Level, ...] = (("chineseCountingThousand", "第%1章"), ("decimal", "第%2条"))


def write(
    lines: Sequence[tuple[int | None, str]],
    levels: Sequence[Level] = CHINESE,
    *,
    extra: str = "",
    lists: Sequence[int] = (),
) -> bytes:
    """Return a Word file of paragraphs, each with its level in the list or without one."""
    document = Document()
    root = document.part.numbering_part.element
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inside}</w:abstractNum>'
    root.insert(0, parse_xml(kind))
    for number in (90, 91):
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>'
                f"{again if number == 91 else ''}</w:num>"
            )
        )
    for place, (level, text) in enumerate(lines):
        paragraph = document.add_paragraph(text)
        if level is not None:
            own = lists[place] if lists else 90
            paragraph._p.get_or_add_pPr().append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                    f'<w:numId w:val="{own}"/></w:numPr>'
                )
            )
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def lines_of(data: bytes) -> list[str]:
    """Return the lines that are read from a Word file."""
    return extract_text(data, "a.docx").text.splitlines()


def test_chapters_points_and_items_are_numbered() -> None:
    """一、 (一) 1. count on, and begin anew below each heading."""
    found = lines_of(
        write(
            [
                (None, "标题"),
                (0, "主要工作"),
                (1, "强化领导"),
                (2, "学习"),
                (2, "宣传"),
                (1, "强化执法"),
                (2, "检查"),
                (0, "存在问题"),
                (1, "力量不足"),
            ]
        )
    )
    assert found == [
        "标题",
        "一、主要工作",
        "（一）强化领导",
        "1.学习",
        "2.宣传",
        "（二）强化执法",
        "1.检查",
        "二、存在问题",
        "（一）力量不足",
    ]


def test_a_number_without_a_mark_is_set_apart() -> None:
    """第一章 and 第1条 are followed by a blank or stand at the text as they close."""
    assert lines_of(write([(0, "总则"), (1, "目的")], LEGAL)) == ["第一章总则", "第1条目的"]
    assert lines_of(write([(0, "总则")], [("decimal", "%1")])) == ["1 总则"]


@pytest.mark.parametrize("level", [("bullet", "●"), ("none", "")])
def test_bullets_are_no_numbers(level: Level) -> None:
    """A dot before a paragraph says nothing."""
    assert lines_of(write([(0, "学习")], [level])) == ["学习"]


def test_an_empty_paragraph_counts_but_shows_nothing() -> None:
    """Word numbers it too; its number alone is no text."""
    assert lines_of(write([(0, "甲"), (0, ""), (0, "乙")])) == ["一、甲", "", "三、乙"]


def test_decimal_outlines_name_the_levels_above() -> None:
    """1.2 names the chapter in figures, where Word is told to, though that is numbered 一."""
    levels = [("chineseCounting", "%1、"), ("decimal", "%1.%2.")]
    paragraphs = [(0, "甲"), (1, "乙"), (1, "丙")]
    assert lines_of(write(paragraphs, levels, extra="<w:isLgl/>"))[1:] == ["1.1.乙", "1.2.丙"]
    assert lines_of(write(paragraphs, levels))[1:] == ["一.1.乙", "一.2.丙"]


def test_a_list_may_begin_anew() -> None:
    """A second list of the same kind counts on, unless it is told to begin anew."""
    paragraphs = [(0, "甲"), (0, "乙"), (0, "丙"), (0, "丁")]
    assert lines_of(write(paragraphs, lists=[90, 90, 91, 91]))[2:] == ["一、丙", "二、丁"]
    assert lines_of(write(paragraphs, lists=[90, 90, 90, 90]))[2:] == ["三、丙", "四、丁"]


def test_a_style_may_number() -> None:
    """Headings are numbered by their style; 0 takes a paragraph out of the list."""
    document = Document(io.BytesIO(write([])))
    style = document.styles["Heading 1"]
    properties = style.element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    document.add_heading("主要工作", 1)
    plain = document.add_heading("附件", 1)
    plain._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>')
    )
    document.add_heading("问题", 1)
    data = io.BytesIO()
    document.save(data)
    assert lines_of(data.getvalue()) == ["一、主要工作", "附件", "二、问题"]


def test_a_damaged_list_costs_no_text() -> None:
    """A list that is not there, or whose numbers are none, leaves the paragraph as it is."""
    data = write([(0, "甲")], lists=[77])
    assert lines_of(data) == ["甲"]
    assert lines_of(write([(7, "甲")])) == ["甲"]


def test_sections_follow_from_the_numbers() -> None:
    """What Word numbers as 二、存在问题 is the section of problems, as where it is typed."""
    body = [
        (None, "北京市东城区人民政府关于2022年法治政府建设情况的报告"),
        (0, "主要工作"),
        (None, "全面落实行政执法公示制度,组织开展行政执法案卷评查,共评查案卷10件。"),
        (0, "存在问题"),
        (None, "行政执法公示制度落实不到位,部分单位执法信息公示不及时,执法力量还有待加强。"),
    ]
    typed = [(None, text) for _, text in body]
    typed[1], typed[3] = (None, "一、主要工作"), (None, "二、存在问题")
    statuses = [
        {
            (adoption.mechanism, adoption.status)
            for adoption in extract_facts(source_of(data, "a.docx", "a.docx")).adoptions
        }
        for data in (write(body), write(typed))
    ]
    assert statuses[0] == statuses[1]
    assert {str(status) for _, status in statuses[0]} == {"adopted", "problem"}


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (35, "chineseCounting", "三十五"),
        (103, "chineseCountingThousand", "一百零三"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "chineseLegalSimplified", "拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (2, "decimalEnclosedCircleChinese", "②"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (4, "lowerRoman", "iv"),
        (9, "upperRoman", "IX"),
        (28, "upperLetter", "BB"),
        (5, "unheard-of", "5"),
    ],
)
def test_numbers_are_shown_as_word_shows_them(number: int, form: str, shown: str) -> None:
    """Each form has its words or signs; where they end, figures follow."""
    assert number_text(number, form) == shown
