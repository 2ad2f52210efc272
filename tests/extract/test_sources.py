"""Rules of reading files."""

from pathlib import Path

import pytest

from extract.sources import SourceError, decode, read_source

PROSE = "临江县人民政府关于2022年法治政府建设情况的报告。" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_utf8_and_gb18030_are_read(tmp_path: Path, encoding: str) -> None:
    """A text in UTF-8, with or without mark, or in GB18030 is read as it was written."""
    path = tmp_path / "report.txt"
    path.write_bytes(PROSE.encode(encoding))
    assert read_source(path).text == PROSE


def test_line_ends_stay(tmp_path: Path) -> None:
    """Line ends are part of the text that offsets count in."""
    path = tmp_path / "report.md"
    path.write_bytes((PROSE + "\r\n" + PROSE).encode())
    assert "\r\n" in read_source(path).text


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40, "not a text file"),
        ("b.txt", b"", "no Chinese text"),
        ("c.txt", b"only English words here " * 50, "no Chinese text"),
        ("d.txt", "今天天气很好。".encode(), "only 6 Chinese characters found"),
        ("d.xyz", PROSE.encode(), "cannot read this format"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, fault: str
) -> None:
    """A file that is no report is refused with its name and the reason on one line."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError, match=fault) as refused:
        read_source(path)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that does not exist is named."""
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "gone.txt")


def test_bytes_of_no_encoding_are_refused() -> None:
    """Bytes that neither UTF-8 nor GB18030 explain are refused."""
    with pytest.raises(SourceError):
        decode(b"\xff\xff\xff", "x")
