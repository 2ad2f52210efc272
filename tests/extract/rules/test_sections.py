"""Rules of sections, sentences and clauses."""

from itertools import pairwise

import pytest
import spacy
from spacy.tokens import Doc

from extract.annotations import Clause, Section, SourceHints, marks_of, put_hints
from extract.facts import Role
from extract.normalization import clean
from extract.rules.sections import SectionRule

REPORT = """临江县2022年法治政府建设情况报告
2022年，临江县认真落实各项部署。现将有关情况报告如下：
一、主要工作
（一）健全行政执法工作体系
1.规范执法行为。全面推行执法公示制度，组织培训3次。
二、存在的问题
一是个别部门重视不够。二是执法公示不及时。
三、下一步工作打算
继续推行执法公示制度。
"""
PLAN = """临江县法治政府建设工作方案（2021—2025年）
为贯彻落实有关要求，制定本工作方案。
一、总体要求
坚持党的领导。
二、健全行政执法工作体系
（一）推行执法公示制度。各部门按年度公开执法数据。
"""


def _doc(text: str) -> Doc:
    cleaned = clean(text)
    doc = Doc(spacy.blank("zh").vocab, list(cleaned.text), [False] * len(cleaned.text))
    put_hints(doc, SourceHints(file_name="x.txt"))
    return SectionRule()(doc)


@pytest.mark.parametrize(
    ("text", "words", "role", "path"),
    [
        (REPORT, "认真落实各项部署", Role.BACKGROUND, ()),
        (
            REPORT,
            "组织培训",
            Role.ACHIEVEMENT,
            ("一、主要工作", "(一)健全行政执法工作体系", "1.规范执法行为。"),
        ),
        (REPORT, "公示不及时", Role.PROBLEM, ("二、存在的问题",)),
        (REPORT, "继续推行", Role.PLAN, ("三、下一步工作打算",)),
        (PLAN, "坚持党的领导", Role.BACKGROUND, ("一、总体要求",)),
        (PLAN, "各部门", Role.PLAN, ("二、健全行政执法工作体系", "(一)推行执法公示制度。")),
    ],
)
def test_a_section_has_the_role_of_its_headings(
    text: str, words: str, role: Role, path: tuple[str, ...]
) -> None:
    """A passage has the role that its headings and the genre of the text tell."""
    doc = _doc(text)
    offset = doc.text.index(words)
    section = next(s for s in marks_of(doc, Section) if s.start <= offset < s.end)
    assert section.role is role
    assert section.path[: len(path)] == path if path else True


def test_sections_cover_the_text_without_overlap() -> None:
    """Sections follow one another from the first character to the last."""
    doc = _doc(REPORT)
    sections = marks_of(doc, Section)
    assert sections[0].start == 0
    assert sections[-1].end == len(doc.text)
    assert all(before.end == after.start for before, after in pairwise(sections))


def test_quotes_and_titles_are_not_cut() -> None:
    """A comma inside 《》, “ ” or brackets parts no clause."""
    doc = _doc("坚持“谁执法,谁普法”,落实《关于甲,乙,丙的意见》,培训(线上,线下)5次。")
    clauses = [doc.text[c.start : c.end] for c in marks_of(doc, Clause)]
    assert clauses == ["坚持“谁执法,谁普法”", "落实《关于甲,乙,丙的意见》", "培训(线上,线下)5次"]


def test_a_numbered_opening_sentence_is_a_heading() -> None:
    """The short sentence behind a number is a heading where text follows it."""
    doc = _doc("一、工作\n1.加强培训。举办讲座。\n2.举办讲座3次。再办一次。")
    headings = {doc.text[c.start : c.end]: c.heading for c in marks_of(doc, Clause)}
    assert headings["1.加强培训"]
    assert not headings["举办讲座"]
    assert not headings["2.举办讲座3次"]


def test_the_lines_of_a_web_site_are_no_headings() -> None:
    """来源 and 发布时间 head no section."""
    title, line = "临江县2022年法治政府建设情况报告", "来源:临江县司法局 发布时间:2023-01-05"
    doc = _doc(f"{title}\n{line}\n2022年,临江县推行公示。")
    paths = ["".join(section.path) for section in marks_of(doc, Section)]
    assert paths
    assert [path for path in paths if "来源" in path] == []
