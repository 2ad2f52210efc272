"""Rules of figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.annotations import FigureMark, marks_of, text_of
from extract.rules.observations import ObservationRule
from tests.extract.rules.reading import read

_RULE = ObservationRule()


def _figures(sentence: str) -> list[FigureMark]:
    return list(marks_of(_RULE(read(f"一、主要工作\n{sentence}。")), FigureMark))


def _said(sentence: str) -> list[str]:
    return [f"{mark.measured} {mark.value}{mark.unit}" for mark in _figures(sentence)]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("全年培训网格员860余人", ["培训网格员 860人"]),
        ("评查许可案卷75卷,反馈问题31个", ["评查许可案卷 75卷", "反馈问题 31个"]),
        ("开设9个栏目", ["开设栏目 9个"]),
        ("将14项审批事项纳入目录", ["审批事项纳入目录 14项"]),
        ("6个重点部门开展联合检查", ["重点部门开展联合检查 6个"]),
        ("建成救援队伍12支430人", ["建成救援队伍 12支", "建成救援队伍 430人"]),
        ("公布甲类、乙类等5项清单", ["公布清单 5项"]),
        ("保留事项20项、取消6项", ["保留事项 20项", "取消事项 6项"]),
        (
            "对4件重大决策、9份合同进行审查",
            ["重大决策审查 4件", "合同进行审查 9份"],
        ),
        ("召开推进会三次", ["召开推进会 3次"]),
        ("制定工作规程和2个配套办法", ["制定配套办法 2个"]),
        ("许可、处罚案件分别为4件和7件", ["许可 4件", "处罚案件 7件"]),
        ("各司法所累计调解纠纷95件", ["调解纠纷 95件"]),
        ("发现3类、8个问题", ["发现问题 3类", "问题 8个"]),
        (
            "对6个部门制定的40项标准进行审查",
            ["部门制定的标准进行审查 6个", "部门制定标准进行审查 40项"],
        ),
        ("司法所先后5次研究调解工作", ["司法所研究调解工作 5次"]),
    ],
)
def test_figure_counts_the_phrase_around_it(sentence: str, figures: list[str]) -> None:
    """The measured phrase is the clause without its number, shared where one phrase has two."""
    assert _said(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("办理提案50件,满意率达96%", ["办理提案 50件", "提案满意率 96%"]),
        ("办结率、满意率均达到100%", ["办结率 100%", "满意率 100%"]),
        ("出庭应诉率100%", ["出庭应诉率 100%"]),
        ("调解纠纷800件,同比增长12.5%", ["调解纠纷 800件", "调解纠纷同比增长 12.5%"]),
        ("发生案件7件,较上年下降30%", ["发生案件 7件", "发生案件同比下降 30%"]),
        ("审查时限压缩60%", ["审查时限压缩 60%"]),
        ("纠错率由上年的8%降至5%", ["纠错率 8%", "纠错率 5%"]),
        ("出庭率、调撤率分别为98%、25%", ["出庭率 98%", "调撤率 25%"]),
    ],
)
def test_rate_and_change_name_what_went_before(sentence: str, figures: list[str]) -> None:
    """A bare rate takes the thing counted before it; a rise or fall ends the phrase before it."""
    assert _said(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        (
            "抽查企业90家,其中联合抽查20家,完成率100%",
            ["抽查企业 90家", "联合抽查 20家", "企业完成率 100%"],
        ),
        (
            "新收复议案件40件(含市局转来3件),立案38件",
            ["新收复议案件 40件", "市局转来 3件", "复议案件立案 38件"],
        ),
    ],
)
def test_part_of_a_total_leaves_the_total_standing(sentence: str, figures: list[str]) -> None:
    """其中 and a bracket give a part; what follows still speaks of the whole."""
    assert _said(sentence) == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "落实《临江县2021年工作要点》",
        "推行“3个100”工程",
        "位列全省第3位",
        "开通12345热线",
        "健全四级网络",
        "2022年5月",
    ],
)
def test_names_dates_and_ranks_are_no_figures(sentence: str) -> None:
    """A number inside a name or title, a date and a rank measure nothing."""
    assert _figures(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("受理行政复议案件33件", "reconsideration-cases-accepted"),
        ("行政机关负责人出庭应诉率98%", "heads-appearance-rate"),
        ("办理法律援助案件120件", "legal-aid-cases"),
        ("受理行政复议案件同比增长20%", None),
        ("植树300亩", None),
        ("行政复议案件审结率100%", "reconsideration-conclusion-rate"),
    ],
)
def test_known_indicator_is_named(sentence: str, indicator: str | None) -> None:
    """The longest known name in the phrase tells the indicator, if the unit agrees."""
    (mark,) = _figures(sentence)
    assert (mark.indicator or "").rpartition("/")[2] == (indicator or "")


def test_range_is_number_and_unit() -> None:
    """The mark covers the number with 万 and 余 and its unit, not the words around it."""
    doc = _RULE(read("一、主要工作\n办理诉求约2.1万余件,按期办结率98%以上。"))
    found = [text_of(doc)[mark.start : mark.end] for mark in marks_of(doc, FigureMark)]
    assert found == ["2.1万余件", "98%"]


_WORDS = (
    "受理|案件|30件|5个|近|余|12.5%|以上|率达|同比增长|其中|、|,|。|(|)|“|”|"
    "办结率|满意率|将|为|类|2类|等|涉及|事项|和|一次|至少|公布|清单|的|部门"
)
_PIECES = st.sampled_from(_WORDS.split("|"))


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_text_is_read(text: str) -> None:
    """No text stops the rule; every figure counts something and stands in the text."""
    for mark in _figures(text):
        assert mark.measured
        assert mark.start < mark.end
