"""Rules of titles and ranks won."""

import pytest

from extract.annotations import HonourMark, marks_of
from tests.extract.rules.reading import read


def honours_in(text: str) -> list[tuple[str, str, str | None]]:
    """Return label, recipient and its printed form of the honours of a text."""
    return [
        (mark.label, mark.recipient.removeprefix("https://w3id.org/fazhi/"), mark.recipient_text)
        for mark in marks_of(read(text), HonourMark)
    ]


@pytest.mark.parametrize(
    ("sentence", "honours"),
    [
        ("临江县被评为“全国法治先进县”。", [("全国法治先进县", "area/990121", None)]),
        ("我县荣获全省平安建设示范县称号。", [("全省平安建设示范县", "area/990121", None)]),
        ("县司法局被评为“全省普法先进集体”。", [("全省普法先进集体", "body/990121/司法局", None)]),
        ("县司法局被司法部授予“先进集体”称号。", [("先进集体", "body/990121/司法局", None)]),
        (
            "县法治督察被评为全省“最佳实践”项目。",
            [("全省最佳实践项目", "area/990121", "县法治督察")],
        ),
        ("以全市第一名的成绩获评全市先进单位。", [("全市先进单位", "area/990121", None)]),
        (
            "县司法局“阳光公证”入选全省优秀案例。",
            [("全省优秀案例", "body/990121/司法局", "县司法局“阳光公证”")],
        ),
        (
            "被评为首批“全省法治县”和第三批“全国法治县”。",
            [("全省法治县", "area/990121", None), ("全国法治县", "area/990121", None)],
        ),
        ("甲市被命名为“全国文明城市”。", [("全国文明城市", "area/990100", None)]),
        ("3个村被评为全国民主法治示范村。", [("全国民主法治示范村", "area/990121", "3个村")]),
        (
            "2个社区被评为全省示范社区、5个村被评为全市示范村。",
            [
                ("全省示范社区", "area/990121", "2个社区"),
                ("全市示范村", "area/990121", "5个村"),
            ],
        ),
        (
            "连续三年获评“平安县”“法治县”荣誉称号。",
            [("平安县", "area/990121", None), ("法治县", "area/990121", None)],
        ),
        ("调解经验入选全国十大典型案例。", [("全国十大典型案例", "area/990121", "调解经验")]),
        ("我县获评全市“放心消费”工作先进县。", [("全市放心消费工作先进县", "area/990121", None)]),
    ],
)
def test_title_after_the_verb_is_won(
    sentence: str, honours: list[tuple[str, str, str | None]]
) -> None:
    """被评为, 荣获, 入选: what follows is the title, who stands before is its recipient."""
    assert honours_in(sentence) == honours


@pytest.mark.parametrize(
    ("sentence", "honours"),
    [
        ("我县被省政府通报表扬。", [("省政府通报表扬", "area/990121", None)]),
        ("县司法局被司法部通报表扬。", [("司法部通报表扬", "body/990121/司法局", None)]),
        ("执法经验被省政府通报表彰。", [("省政府通报表彰", "area/990121", "执法经验")]),
        ("县公安局荣立集体二等功。", [("集体二等功", "body/990121/公安局", None)]),
        ("对10个单位予以通报表扬。", []),
        ("受到群众好评。", []),
    ],
)
def test_praise_is_an_honour_of_who_is_praised(
    sentence: str, honours: list[tuple[str, str, str | None]]
) -> None:
    """被省政府通报表扬 is an honour, to praise others is none."""
    assert honours_in(sentence) == honours


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("“县域法治百强榜”中,临江县位列全省第2位。", ["县域法治百强榜全省第2位"]),
        ("群众满意度位居全市第一。", ["群众满意度位居全市第一"]),
        ("法治督察成绩排名全省第3名、全市第1名。", ["法治督察成绩排名全省第3名、全市第1名"]),
        ("各项工作走在全市前列。", []),
        ("排名靠后的单位被约谈。", []),
    ],
)
def test_rank_needs_a_number(sentence: str, labels: list[str]) -> None:
    """A rank is an honour where it is a number; 前列 is a boast."""
    assert [label for label, _, _ in honours_in(sentence)] == labels


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("我县在全市法治建设考核中获第一名。", "全市法治建设考核第一名"),
        ("2022年全市法治建设考核第一。", "全市法治建设考核第一"),
        ("法治建设考核连续三年获得优秀等次。", "法治建设考核优秀等次"),
        ("在2021年度全省依法行政考核中,临江县被评定为优秀等次。", "全省依法行政考核优秀等次"),
        ("我县年度法治考核获评全市第二名。", "年度法治考核全市第二名"),
        ("普法工作在全省考核中连续两年名列第一。", "普法工作全省考核名列第一"),
        ("营商环境评价获全省第2名。", "营商环境评价全省第2名"),
        ("群众满意度达95.5%,位居全市第一。", "群众满意度位居全市第一"),
        ("工作有序。\n群众满意度达到99%,居全市第一。", "群众满意度居全市第一"),
        ("荣获全省法治督察第一名。", "全省法治督察第一名"),
        ("临江县营商环境评价排名全省第2位。", "营商环境评价排名全省第2位"),
    ],
)
def test_grade_bears_the_name_of_its_contest(sentence: str, label: str) -> None:
    """优秀等次 and 第一名 say nothing alone; the contest stands before them."""
    assert honours_in(sentence) == [(label, "area/990121", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "建立健全考核第一责任人制度。",
        "开展考核评价。",
        "将法治建设纳入考核。",
        "考核优秀的单位予以通报。",
        "委托第三方评估第一批项目。",
    ],
)
def test_contest_alone_is_no_honour(sentence: str) -> None:
    """考核 counts only where a grade won in it follows."""
    assert honours_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "力争被评为“全国法治先进县”。",
        "积极争创全国法治政府建设示范县。",
        "评选优秀案卷20份。",
        "获得各类线索30条。",
        "执法人员获得证件80本。",
        "二、下一步工作打算\n被评为“全国法治先进县”。",
        "授予镇街行政处罚权。",
    ],
)
def test_aims_and_plain_gains_are_no_honours(sentence: str) -> None:
    """What is hoped for, given to others or merely received is no honour."""
    assert honours_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("2020年10月,临江县被评为“法治先进县”。", 2020),
        ("临江县被评为“2016—2020年普法先进县”。", None),
        ("2020年10月完成验收,“2021县域百强榜”中,临江县位列全省第2位。", None),
    ],
)
def test_year_is_the_one_that_the_sentence_gives(sentence: str, year: int | None) -> None:
    """A year inside the title is not that of the award."""
    assert [mark.year for mark in marks_of(read(sentence), HonourMark)] == [year]
