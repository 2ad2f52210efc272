"""Rules of telling rows of a fixed width from paragraphs, and of making words whole again."""

from collections.abc import Iterator, Sequence

import pytest

from extract.normalization import clean
from extract.wrapping import PARAGRAPHS, wrapping_of

PARAGRAPHS_OF_A_REPORT = (
    "甲市关于二〇二三年依法行政工作的报告",
    "一、主要做法",
    "(一)加强领导。市委常委会听取专题汇报3次,研究解决执法力量不足等突出问题12个,印发工作要点并逐项督办落实。",
    "(二)规范执法。全年办理行政处罚案件1.5万余件,开展案卷评查60次,组织执法人员培训1100人次,持证上岗率达到100%。",
    "二是推动服务下沉,在各乡镇设立便民窗口28个,办理群众事项两万余件,满意率保持在百分之九十八以上,群众反映良好。",
    "二、存在的问题",
    "部分单位公示信息更新不够及时,基层执法装备仍显不足,个别案件说理不充分,下一步将逐项整改到位并建立长效机制。",
    "三、下一步打算",
    "继续推行说理式执法文书,完善联席会议制度,加大培训力度,力争年内实现乡镇全覆盖,让群众切实感受到公平正义。",
)


def wrapped(paragraphs: Sequence[str], width: int, indent: str) -> str:
    """Return paragraphs in rows of a fixed width; no mark begins a row."""
    return "".join(f"{row}\n" for text in paragraphs for row in _rows(indent + text, width))


def _rows(text: str, width: int) -> Iterator[str]:
    while text:
        end = width
        while text[end : end + 1] and text[end] in ",。、;:!?%)":
            end -= 1
        yield text[:end]
        text = text[end:]


@pytest.mark.parametrize("width", [16, 20, 24])
@pytest.mark.parametrize("indent", ["　　", "    ", ""])
def test_rows_are_joined_to_their_paragraphs(width: int, indent: str) -> None:
    """Whatever the width of the rows, the text that rules run on is that of the paragraphs.

    Without indents a paragraph may be parted where a sentence ends with its row; that does no harm.
    """
    found = clean(wrapped(PARAGRAPHS_OF_A_REPORT, width, indent)).text.split("\n")
    if indent:
        assert found == [clean(text).text for text in PARAGRAPHS_OF_A_REPORT]
    whole = clean("\n".join(PARAGRAPHS_OF_A_REPORT)).text
    assert "".join(found) == whole.replace("\n", "")
    ends = {text[-1] for text in PARAGRAPHS_OF_A_REPORT}
    assert sum(line[-1] in ends for line in found) >= len(found) - 1


def test_offsets_point_into_the_rows() -> None:
    """A word that a row parts is quoted as it stands, break included."""
    text = wrapped(PARAGRAPHS_OF_A_REPORT, 20, "　　")
    cleaned = clean(text)
    for start in range(len(cleaned.text) - 4):
        begin, end = cleaned.original_range(start, start + 4)
        shown = "".join(text[begin:end].split())
        assert clean(shown).text == cleaned.text[start : start + 4].replace("\n", "")


@pytest.mark.parametrize(
    "lines",
    [
        PARAGRAPHS_OF_A_REPORT,
        ("短行",) * 40,
        ("(一)落实行政执法责任制度改革要求",) * 3,
        tuple("长" * number for number in range(5, 90)),
        tuple("段" * 120 for _ in range(20)),
    ],
)
def test_paragraphs_are_no_rows(lines: Sequence[str]) -> None:
    """Lines of all lengths, short lines, few lines and very long ones are paragraphs."""
    assert wrapping_of(lines) == PARAGRAPHS
