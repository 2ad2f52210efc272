"""Rules of decoding."""

import pytest

from extract.formats import SourceError, extract_text
from extract.formats.encoding import decode, decode_declared

PROSE = "临江县人民政府关于2022年法治政府建设情况的报告,扎实推进依法行政。"
TRADITIONAL = "臨江縣人民政府關於法治政府建設情況的報告,紮實推進依法行政,規範行政執法。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32", "gbk", "gb2312"]
)
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    """A mark, strict UTF-8, then GB18030."""
    assert decode(PROSE.encode(encoding), "a.txt") == PROSE


def test_big5_is_told_by_its_frequent_characters() -> None:
    """Big5 bytes often decode as GB18030 too, but to rare characters."""
    assert decode(TRADITIONAL.encode("big5"), "a.txt") == TRADITIONAL


@pytest.mark.parametrize("declared", ["gb2312", "GBK", None])
def test_a_declared_set_is_read_as_the_wider_one(declared: str | None) -> None:
    """A page that declares gb2312 may hold 䶮, which only GB18030 has."""
    text = PROSE + "李䶮"
    assert decode_declared(text.encode("gb18030"), declared, "a.html") == text


def test_two_encodings_in_one_file_are_read_and_told() -> None:
    """Line by line, with a doubt."""
    data = PROSE.encode() + b"\n" + PROSE.encode("gb18030") + b"\n"
    page = extract_text(data, "folder/a.txt")
    assert page.text == f"{PROSE}\n{PROSE}\n"
    assert page.doubts == ("a.txt: UTF-8 and GB18030 are mixed in it; save it in one encoding",)


@pytest.mark.parametrize("data", [b"\x00\xff\xfe\x01" * 40, b"\xff\xff\xff"])
def test_bytes_of_no_encoding_are_refused(data: bytes) -> None:
    """What no encoding explains is no text."""
    with pytest.raises(SourceError, match="not a text file"):
        decode(data, "a.txt")
