"""Rules of numbers that count."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numerals import chinese_value, find_numerals


def _read(text: str) -> list[tuple[Decimal, str, str | None]]:
    return [
        (found.value, found.unit, found.qualifier.value if found.qualifier else None)
        for found in find_numerals(text)
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("培训网格员860余人", 860, "人", "over"),
        ("接听来电3.4万余个", 34000, "个", "over"),
        ("拨付补助40多万元", 400000, "元", "over"),
        ("减免税费6.5亿元", 650000000, "元", None),
        ("惠及群众近万人", 10000, "人", "approx"),
        ("发放手册约5000册", 5000, "册", "approx"),
        ("按期办结率达95%以上", 95, "%", "over"),
        ("不足3%", 3, "%", "under"),
        ("压缩至2个工作日以内", 2, "个工作日", "under"),
        ("不超过10个工作日", 10, "个工作日", "up_to"),
        ("不少于40学时", 40, "学时", "over"),
        ("每年至少举办一期培训班", 1, "期", "over"),
        ("上千人次", 1000, "人次", "over"),
        ("组织宣讲二十余场", 20, "场", "over"),
        ("召开推进会两次", 2, "次", None),
        ("应诉率达到百分之百", 100, "%", None),
        ("满意率百分之九十八点五", Decimal("98.5"), "%", None),
        ("受理案件1,250件", 1250, "件", None),
    ],
)
def test_number_has_value_unit_and_exactness(
    text: str, value: Decimal, unit: str, qualifier: str | None
) -> None:
    """万 and 亿 are worked out, the unit is as printed without them, and 余, 近, 以上 qualify."""
    assert _read(text) == [(Decimal(value), unit, qualifier)]


@pytest.mark.parametrize(
    "text",
    [
        "2022年12月底前",
        "位列全省第27位",
        "12345热线",
        "落实三项制度",
        "最多跑一次",
        "一件事一次办",
        "数字城管一期工程",
        "首次公开",
        "涉及8部门",
        "7*24小时",
        "政办发〔2020〕30号",
        "节约集约用地",
        "县委八届三次、四次全会精神",
    ],
)
def test_dates_ordinals_and_names_count_nothing(text: str) -> None:
    """Years, ranks, hotline numbers, names with numerals and set phrases are no figures."""
    assert _read(text) == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("两百三十五", 235),
        ("一万二千", 12000),
        ("三亿", 3 * 10**8),
    ],
)
def test_chinese_numeral_has_its_value(numeral: str, value: int) -> None:
    """Digits multiply the tens, hundreds and myriads that follow them."""
    assert chinese_value(numeral) == value


@given(
    st.text(alphabet="0123456789一二十百千万亿余多近约件个%次,.第上至少百分之点 人", max_size=40)
)
def test_any_text_is_read(text: str) -> None:
    """No text stops the reading, and each number lies in the text, its unit at its end."""
    for found in find_numerals(text):
        assert 0 <= found.words <= found.start < found.end <= found.after <= len(text)
        assert found.unit == "%" or text[: found.end].endswith(found.unit)
