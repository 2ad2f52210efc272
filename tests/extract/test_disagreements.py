"""Rules of telling where sources disagree on a report."""

import pytest
import spacy
from spacy.tokens import Doc

from extract.annotations import SourceHints, context_of, put_hints
from extract.facts import ReportKind
from extract.normalization import clean
from extract.rules.jurisdictions import JurisdictionRule

TITLE = "临泉县2022年法治政府建设情况报告"
BODY = (
    "\n深入贯彻习近平法治思想，现将有关情况报告如下。\n一、主要工作\n我县完善行政执法监督机制。\n"
)
VOCAB = spacy.blank("zh").vocab


def doubts(text: str, hints: SourceHints) -> list[str]:
    """Return the doubts on a report, without the file's name."""
    cleaned = clean(text)
    doc = Doc(VOCAB, list(cleaned.text), [False] * len(cleaned.text))
    put_hints(doc, hints)
    found = context_of(JurisdictionRule()(doc)).doubts
    assert all(line.startswith(f"{hints.file_name}: ") for line in found)
    return [line.removeprefix(f"{hints.file_name}: ") for line in found]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (TITLE + BODY, "report.txt", []),
        (TITLE + BODY, "临泉县2022.txt", []),
        (TITLE + BODY, "安徽省阜阳市临泉县2022.txt", []),
        (TITLE + BODY, "阜阳-2022.txt", []),
        (TITLE + BODY, "linquan-2022.txt", []),
        (TITLE + BODY, "341221.txt", []),
        (TITLE + BODY, "report-2023-01-20.txt", []),
        (
            TITLE + BODY,
            "广德市2022.txt",
            ["it is taken for 临泉县 341221, the file name 广德市 341882"],
        ),
        (TITLE + BODY, "linquan-2021.txt", ["it reports of 2022, the file name 2021"]),
        (
            TITLE + BODY + "广德市人民政府办公室\n2023年1月20日",
            "report.txt",
            ["it is taken for 临泉县 341221, the letterhead 广德市 341882"],
        ),
        (TITLE + BODY + "临泉县人民政府办公室\n2023年1月20日", "report.txt", []),
        (
            TITLE.replace("2022", "2026") + BODY,
            "report.txt",
            ["the gazetteer ends with 2024; changes of places until 2026 are not known"],
        ),
    ],
)
def test_file_name_and_letterhead_are_held_against_the_title(
    text: str, name: str, expected: list[str]
) -> None:
    """Another place, another year, a year that the gazetteer does not cover: a line each."""
    assert doubts(text, SourceHints(file_name=name)) == expected


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        ({"code": "341221", "year": 2022, "kind": ReportKind.ANNUAL_REPORT}, []),
        ({"code": "341882"}, ["reports.csv says 广德市 341882, the title 临泉县 341221"]),
        ({"year": 2021}, ["reports.csv says 2021, the title 2022"]),
        (
            {"kind": ReportKind.WORK_PLAN},
            ["reports.csv says work_plan, the text reads as annual_report"],
        ),
    ],
)
def test_the_table_is_held_against_the_title(hints: dict[str, object], expected: list[str]) -> None:
    """The table is heard, and what the title says otherwise is told."""
    given = SourceHints(file_name="report.txt", given_by="reports.csv", **hints)  # type: ignore[arg-type]
    assert doubts(TITLE + BODY, given) == expected


def test_a_misprint_is_no_disagreement() -> None:
    """枣庄市峰城区 does not say 枣庄市 where the table says 峄城区."""
    text = "枣庄市峰城区人民政府关于2021年法治政府建设情况的报告\n阴平镇、榴园镇建成阵地。" + BODY
    assert doubts(text, SourceHints(file_name="a.txt", code="370404", given_by="reports.csv")) == []
