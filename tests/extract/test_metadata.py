"""Rules of front matter and of ``reports.csv``."""

import re
from pathlib import Path

import pytest

from extract.annotations import SourceHints
from extract.facts import ReportKind
from extract.metadata import MetadataError, merged, read_front_matter, read_values
from extract.sources import SourceError, read_source
from extract.tables import read_tables

HEADER = "file,code,year,kind,url,published"
PROSE = "临江县人民政府关于2022年法治政府建设情况的报告。" * 5
NOTHING = SourceHints(file_name="a.txt", given_by="reports.csv")


@pytest.mark.parametrize(
    ("text", "values", "body"),
    [
        ("---\ncode: 341221\nyear: '2022'\n---\n正文", {"code": "341221", "year": "2022"}, "正文"),
        ("code: 341221\nyear：2022\n\n正文", {"code": "341221", "year": "2022"}, "\n正文"),
        ("---\r\nauthor: 某人\r\n---\r\n正文", {"author": "某人"}, "正文"),
        ("来源: 某网\n正文", {}, "来源: 某网\n正文"),
        ("---\n没有结束\n正文", {}, "---\n没有结束\n正文"),
        ("标题\ncode: 341221", {}, "标题\ncode: 341221"),
    ],
)
def test_front_matter_stands_at_the_head(text: str, values: dict[str, str], body: str) -> None:
    """A block between ``---`` or lines with known keys are front matter; prose is not."""
    found = read_front_matter(text)
    assert (dict(found.values), text[found.body :]) == (values, body)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"code": "341221"}, {"code": "341221"}),
        ({"code": "370404101"}, {"code": "370404"}),
        ({"code": "340823", "year": "2014"}, {"code": "340823", "year": 2014}),
        ({"year": "2022年"}, {"year": 2022}),
        ({"kind": "work-plan"}, {"kind": ReportKind.WORK_PLAN}),
        ({"kind": "工作方案"}, {"kind": ReportKind.WORK_PLAN}),
        ({"kind": "annual report"}, {"kind": ReportKind.ANNUAL_REPORT}),
        ({"url": "https://example.org/a"}, {"url": "https://example.org/a"}),
        ({"published": "2022年1月31日"}, {"published": "2022-01-31"}),
        ({"published": "2022-01-31"}, {"published": "2022-01-31"}),
        ({}, {}),
    ],
)
def test_values_are_understood(values: dict[str, str], expected: dict[str, object]) -> None:
    """A township's code stands for its county; kinds go by name or label, dates as written."""
    hints = read_values(values, NOTHING)
    assert {key: getattr(hints, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"code": "999999"}, "no place ever had the code 999999"),
        ({"code": "county"}, "no place ever had the code"),
        ({"code": "340823", "year": "2021"}, "not in use in 2021; 340722 then"),
        ({"code": "340722", "year": "2010"}, "not in use in 2010; 340823 then"),
        ({"year": "22"}, "no year"),
        ({"kind": "poem"}, "no kind of report"),
        ({"url": "javascript:alert(1)"}, "no address"),
        ({"published": "2022-13-45"}, "no date"),
    ],
)
def test_impossible_values_are_refused(values: dict[str, str], fault: str) -> None:
    """A code that never was or not in that year, a year, kind, address or date that is none."""
    with pytest.raises(MetadataError, match=fault):
        read_values(values, NOTHING)


def test_the_first_of_two_sources_is_heard_and_the_other_doubted() -> None:
    """The table goes before front matter; where both speak and differ the reader is told."""
    table = SourceHints(file_name="a.md", code="341221", given_by="reports.csv")
    front = SourceHints(file_name="a.md", code="341882", year=2022, given_by="the front matter")
    hints = merged(table, front)
    assert (hints.code, hints.year, hints.given_by) == ("341221", 2022, "reports.csv")
    assert hints.doubts == ("a.md: reports.csv says code 341221, the front matter 341882",)


def test_front_matter_of_a_markdown_file_is_read(tmp_path: Path) -> None:
    """Markdown may say of itself what it is; plain text may not."""
    for name in ("a.md", "a.txt"):
        (tmp_path / name).write_text(f"---\ncode: 341221\n---\n{PROSE}", encoding="utf-8")
    markdown, plain = read_source(tmp_path / "a.md"), read_source(tmp_path / "a.txt")
    assert (markdown.hints.code, markdown.text[markdown.body :]) == ("341221", PROSE)
    assert (plain.hints.code, plain.body) == (None, 0)


def test_wrong_front_matter_is_named(tmp_path: Path) -> None:
    """A file whose front matter cannot be true is left aside with its name."""
    (tmp_path / "a.md").write_text(f"---\ncode: 999999\n---\n{PROSE}", encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.md, the front matter: no place ever had"):
        read_source(tmp_path / "a.md")


def table(folder: Path, *rows: str, encoding: str = "utf-8") -> list[Path]:
    """Write a table and the reports a.txt and b/c.txt, and return the reports."""
    (folder / "b").mkdir(exist_ok=True)
    files = [folder / "a.txt", folder / "b" / "c.txt"]
    for file in files:
        file.write_text(PROSE, encoding="utf-8")
    (folder / "reports.csv").write_bytes("\r\n".join((HEADER, *rows)).encode(encoding))
    return files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and GB18030 are read; a file below is named by its path or by its name alone."""
    rows = ("a.txt,341221,2022,年度报告,,", "c.txt,341882,,,,")
    files = table(tmp_path, *rows, encoding=encoding)
    tables = read_tables(files, [tmp_path])
    assert [tables.hints[file].code for file in files] == ["341221", "341882"]
    assert tables.hints[files[0]].kind is ReportKind.ANNUAL_REPORT
    assert tables.faults == []


@pytest.mark.parametrize(
    ("rows", "fault", "refused"),
    [
        (["a.txt,999999,2022,,,"], r"row 2: no place ever had the code 999999", True),
        (["", "a.txt,340823,2021,,,"], r"row 3: 340823 枞阳县 was not in use in 2021", True),
        (["a.txt,341221,x,,,"], r"row 2: “x” is no year", True),
        (["a.txt,341221,,,,", "a.txt,341882,,,,"], r"row 3: contradicts an earlier row", True),
        (["a.txt,341221,,,,", "a.txt,341221,,,,"], r"row 3: says the same again", False),
        (["gone.txt,341221,,,,"], r"row 2: no file gone\.txt", False),
        ([",341221,,,,"], r"row 2: names no file", False),
    ],
)
def test_a_wrong_row_is_one_line(
    tmp_path: Path, rows: list[str], fault: str, *, refused: bool
) -> None:
    """The line names table and row; the file of which nonsense is said is left aside."""
    files = table(tmp_path, *rows)
    tables = read_tables(files, [tmp_path])
    assert len(tables.faults) == 1
    assert "reports.csv" in tables.faults[0]
    assert re.search(fault, tables.faults[0])
    assert tables.refused == ({files[0]} if refused else set())


def test_the_nearer_table_is_heard(tmp_path: Path) -> None:
    """A table beside a report goes before the one of the folder above."""
    files = table(tmp_path, "b/c.txt,341221,,,,", "a.txt,341221,,,,")
    (tmp_path / "b" / "reports.csv").write_text(f"{HEADER}\nc.txt,341882,,,,", encoding="utf-8")
    tables = read_tables(files, [tmp_path])
    assert [tables.hints[file].code for file in files] == ["341221", "341882"]


@pytest.mark.parametrize("data", [b"a;b\n1;2", b"\x00\x01", b"", b"code,year\n1,2"])
def test_a_table_that_is_none_is_one_line(tmp_path: Path, data: bytes) -> None:
    """Without the column ``file`` nothing is known, and one line says so."""
    files = table(tmp_path)
    (tmp_path / "reports.csv").write_bytes(data)
    tables = read_tables(files, [tmp_path])
    assert len(tables.faults) == 1
    assert (tables.hints, tables.refused) == ({}, set())
