"""Rules of the clean text and of the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalization import clean


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("2021 年，推行“双随机、一公开” 监管。", "2021年,推行“双随机、一公开”监管。"),
        ('印发"一本通"和"一张表"', "印发“一本通”和“一张表”"),
        ("「吹哨」机制（试行）", "“吹哨”机制(试行)"),
        ("## 关于 2022 年度法治政府建设的报告", "关于2022年度法治政府建设的报告"),
        ("**一是加强领导。**成立专班。", "一是加强领导。成立专班。"),
        ("推广 Smart City 平台 2.0 版", "推广Smart City平台2.0版"),
        ("来源：甲市司法局 发布时间：2024-03-01", "来源:甲市司法局 发布时间:2024-03-01"),
    ],
)
def test_width_blanks_and_marks_are_folded(original: str, text: str) -> None:
    """Width is folded, blanks inside Chinese prose and Markdown marks are dropped."""
    assert clean(original).text == text


@pytest.mark.parametrize(
    ("original", "text"),
    [
        (
            "先后印发《关\n\n于加强执法监督的意见》等文件。",
            "先后印发《关于加强执法监督的意见》等文件。",
        ),
        (
            "全年共办理行政复议案件，调解成功率明显提升，群众满意\n度持续提高。",
            "全年共办理行政复议案件,调解成功率明显提升,群众满意度持续提高。",
        ),
        ("第一段说完了。\n第二段开始。", "第一段说完了。\n第二段开始。"),
        ("一、主要做法\n建立健全各项制度，压实责任。", "一、主要做法\n建立健全各项制度,压实责任。"),
        (
            "全面推行各项制度，不断提升水平\n（二）强化监督",
            "全面推行各项制度,不断提升水平\n(二)强化监督",
        ),
        ("上一页的话，还没有说完就到\n- 12 -\n了页底。", "上一页的话,还没有说完就到了页底。"),
    ],
)
def test_a_paragraph_cut_by_a_page_is_mended(original: str, text: str) -> None:
    """A line that stops in mid-sentence goes on in the next line; headings and full stops part."""
    assert clean(original).text == text


_PROSE = st.text(
    st.sampled_from('甲市推行《办法》“三项”，。、 \n\r\t　（1２x*#-—"年'), max_size=120
)


@given(st.one_of(_PROSE, st.text(max_size=80)))
def test_every_character_knows_where_it_came_from(original: str) -> None:
    """A clean character stands for one original character, and their order is kept."""
    cleaned = clean(original)
    offsets = [cleaned.original_offset(index) for index in range(len(cleaned.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(original) for offset in offsets)
    inked = [index for index, character in enumerate(cleaned.text) if character not in "\n "]
    assert len({offsets[index] for index in inked}) == len(inked)


_TRADITIONAL = "關於東區縣龍設報寧慶濟雲黨為"


@given(st.text(st.sampled_from(_TRADITIONAL + "甲市推行，。、 \n（１《》后"), max_size=120))
def test_traditional_characters_keep_their_place(original: str) -> None:
    """A traditional text is read in simplified characters, and every one quotes its own."""
    cleaned = clean(_TRADITIONAL + original)
    assert not set(cleaned.text) & set(_TRADITIONAL)
    for index, character in enumerate(cleaned.text):
        if not character.isspace():
            quote = cleaned.original[slice(*cleaned.original_range(index, index + 1))]
            assert clean(_TRADITIONAL + quote).text[-1] == character


def test_a_rare_character_makes_no_traditional_text() -> None:
    """In a simplified text a character of a name stays: 李昇."""
    assert clean("局长李昇到临江县調研").text == "局长李昇到临江县調研"


@given(_PROSE)
def test_cleaning_is_idempotent_on_one_line(original: str) -> None:
    """A clean line of words stays as it is; marks that meet may be Markdown, figures a page."""
    once = clean(original.replace("\n", "").replace("\r", "")).text
    words = set(once) & set("甲市推行办法三项年")
    if words and "*" not in once and not once.lstrip().startswith(("#", "-", ">")):
        assert clean(once).text == once
