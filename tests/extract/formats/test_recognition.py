"""Rules of recognising scans: when asked to, with true offsets, or a word on what is missing."""

import io
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.formats import SourceError, extract_text
from extract.formats.recognition import check_recognition, is_ready
from extract.pipeline import extract_facts
from extract.sources import source_of
from kg.build import build_graph
from kg.cli import app
from kg.files import find_files
from tests.extract.formats.printing import print_pdf
from tests.extract.formats.scanning import find_font, scan_pdf, scan_png
from tests.extract.formats.test_formats import said

HINT = "read it with --ocr"
PROSE = (
    "北京市东城区人民政府关于2022年法治政府建设情况的报告",
    *(
        f"({number})健全行政执法监督机制,组织开展行政执法案卷评查,共评查案卷{number}0件。"
        for number in range(1, 9)
    ),
)
TYPED = source_of("\n".join(PROSE).encode(), "a.txt", "a.txt")


@pytest.fixture(scope="module", autouse=True)
def _reader() -> None:
    """Need tesseract with Chinese and a font; `make test` installs them where it can."""
    if is_ready() and find_font():
        return
    missing = "needs tesseract with chi_sim and a Chinese font: sh scripts/install_browser.sh"
    assert not os.environ.get("CI"), missing
    pytest.skip(missing)


@pytest.fixture(scope="module")
def scan() -> bytes:
    """Return a PDF of one page that is a picture."""
    return scan_pdf(PROSE)


def test_a_scan_is_read_when_asked_for(scan: bytes) -> None:
    """Of a page that was printed, blurred and turned, every figure and measure is found."""
    source = source_of(scan, "a.pdf", "a.pdf", ocr=True)
    facts = extract_facts(source)
    for mention in facts.mentions:
        evidence = mention.evidence
        assert source.text[evidence.start : evidence.end] == evidence.quote
    wanted = {(o.value, o.unit) for o in extract_facts(TYPED).observations}
    assert {(o.value, o.unit) for o in facts.observations} == wanted
    assert len(wanted) == 8


def test_recognition_loses_little(scan: bytes) -> None:
    """On a clean page nearly all of what the text says is found, in marks of either width."""
    wanted = said(extract_facts(TYPED))
    found = said(extract_facts(source_of(scan, "a.pdf", "a.pdf", ocr=True)))
    assert len(wanted & found) >= 0.8 * len(wanted), wanted ^ found


def test_paragraphs_of_a_scan_are_whole(scan: bytes) -> None:
    """Rows are joined to paragraphs, and the page number is no text."""
    lines = extract_text(scan, "a.pdf", ocr=True).text.splitlines()
    assert len(lines) == len(PROSE)
    assert all(line.startswith(f"({number})健全") for number, line in enumerate(lines[1:], 1))


def test_a_scan_is_told_unless_asked_for(scan: bytes) -> None:
    """Nobody waits for tesseract without wanting it."""
    with pytest.raises(SourceError, match=rf"a\.pdf: pages without text, a scan; {HINT}"):
        extract_text(scan, "a.pdf")


def test_a_text_layer_is_believed() -> None:
    """A PDF with text is not recognised, asked for or not."""
    data = print_pdf(PROSE)
    assert extract_text(data, "a.pdf", ocr=True) == extract_text(data, "a.pdf")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_read_when_asked_for(kind: str) -> None:
    """A photograph of a page is read as a page; without --ocr it is told."""
    from PIL import Image  # noqa: PLC0415

    data = io.BytesIO()
    with Image.open(io.BytesIO(scan_png(PROSE[:3]))) as picture:
        picture.save(data, kind)
    name = f"a.{kind.lower()}"
    text = extract_text(data.getvalue(), name, ocr=True).text
    assert "共评查案卷10件" in text
    with pytest.raises(SourceError, match=f"{name}: a picture; {HINT}"):
        extract_text(data.getvalue(), name)


def test_pictures_of_a_folder_are_left_unless_asked_for(tmp_path: Path) -> None:
    """The logo beside the reports is no report that failed."""
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    assert [file.name for file in find_files([tmp_path])] == ["a.txt"]
    assert [file.name for file in find_files([tmp_path], pictures=True)] == ["a.txt", "b.png"]


def test_a_build_reads_scans(scan: bytes, tmp_path: Path) -> None:
    """A scan that was told is read as soon as --ocr is given."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "甲.txt").write_text("\n".join(TYPED.text.splitlines()[:4]), encoding="utf-8")
    (folder / "乙.pdf").write_bytes(scan)
    first = build_graph([folder], tmp_path / "graph")
    assert (first.reports, len(first.failures)) == (1, 1)
    command = ["build", str(folder), "-g", str(tmp_path / "graph"), "--ocr"]
    run = CliRunner().invoke(app, command)
    assert run.exit_code == 0
    assert re.search(r"not read again +1$", run.output, re.MULTILINE)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n broken", b"no picture"])
def test_a_damaged_picture_is_told(data: bytes) -> None:
    """What no picture can be made of is one clear line."""
    with pytest.raises(SourceError, match=r"a\.png: damaged picture; save it anew as PNG"):
        extract_text(data, "a.png", ocr=True)


def test_without_tesseract_the_remedy_is_named(
    scan: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What must be installed stands in the line."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="apt-get install tesseract-ocr tesseract-ocr-chi-sim"):
        extract_text(scan, "a.pdf", ocr=True)


def test_without_chinese_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tesseract of other languages alone would read nothing but noise."""
    monkeypatch.setattr("extract.formats.recognition._languages", lambda: frozenset({"eng"}))
    with pytest.raises(SourceError, match="no simplified Chinese; apt-get install"):
        check_recognition("a.pdf")
