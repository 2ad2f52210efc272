import pytest

from ontology.traditional import MANY, all_traditional_forms, simplified

THROUGHOUT = "關於印發東區縣龍設報寧慶濟雲黨為的通知"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("龍海市", "龙海市"),
        ("溮河區", "浉河区"),
        ("峯城区", "峰城区"),
        ("乾县", "乾县"),
        ("太后镇", "太后镇"),
        ("瀋陽市", "沈阳市"),
        ("皇後镇", "皇後镇"),
        ("肥城市2021年", "肥城市2021年"),
    ],
)
def test_a_traditional_name_is_read_as_the_simplified_one(text: str, read: str) -> None:
    """Characters that only traditional texts use are read as simplified ones, one for one."""
    assert simplified(text) == read


def test_a_traditional_text_is_read_throughout() -> None:
    """Among many traditional characters 後 and 於 are traditional too."""
    assert simplified(f"{THROUGHOUT}之後") == "关于印发东区县龙设报宁庆济云党为的通知之后"
    assert len(all_traditional_forms() & set(THROUGHOUT)) >= MANY
    assert len(all_traditional_forms() & set("龍海市2021年法治政府建设情况报告")) < MANY


def test_no_simplified_place_is_touched() -> None:
    """Names of today's places hold no traditional character."""
    from ontology.gazetteer import load_gazetteer  # noqa: PLC0415

    assert [
        p.name for p in load_gazetteer() if p.holds(2024) and simplified(p.name) != p.name
    ] == []


def test_characters_are_read_one_for_one() -> None:
    """Each character is read as it is alone, also where one is read as another of the text."""
    for text in ("薴苧", "苧薴龍"):
        assert simplified(text) == "".join(map(simplified, text))
