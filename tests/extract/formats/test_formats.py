"""Rules of reading formats: the same report in any of them says the same."""

import html
import io
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from docx import Document

from extract.facts import ReportFacts
from extract.formats import SourceError, extract_text
from extract.formats.registry import kind_of
from extract.pipeline import extract_facts
from extract.sources import source_of
from kg.evaluation.report import evaluate
from tests.extract.formats.printing import print_pdf

SAMPLES = sorted(
    item.name for item in files("kg").joinpath("samples").iterdir() if item.name != "README.md"
)
GOLD = sorted(Path(__file__).parents[2].joinpath("gold").glob("*.json"))
FRAME = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_甲市人民政府</title>
{meta}</head><body><div class="nav"><ul><li><a href="/">首页</a></li>
<li><a href="/a">公开</a></li><li><a href="/b">互动交流</a></li></ul></div>
<div class="main"><div id="zoom">{body}</div></div>
<div class="footer"><p>主办:甲市人民政府办公室 网站地图 联系我们</p></div></body></html>"""
PROSE = (
    "甲市人民政府关于2022年法治政府建设情况的报告",
    *(
        f"({number})健全行政执法监督机制,组织开展行政执法案卷评查,共评查案卷{number}0件。"
        for number in range(1, 9)
    ),
)


def as_page(lines: Sequence[str], charset: str = "gb2312", meta: str = "") -> bytes:
    """Return a page as a county's site makes it."""
    body = "".join(f"<p>　　{html.escape(line)}</p>\n" for line in lines)
    page = FRAME.format(charset=charset, title=lines[0], body=body, meta=meta)
    return page.encode("gb18030" if charset == "gb2312" else charset)


def as_broken_page(lines: Sequence[str]) -> bytes:
    """Return a page of one cell whose paragraphs are set apart by line breaks."""
    body = "<table><tr><td>" + "<br>　　".join(map(html.escape, lines)) + "</td></tr></table>"
    return FRAME.format(charset="utf-8", title=lines[0], body=body, meta="").encode()


def as_docx(lines: Sequence[str]) -> bytes:
    """Return a Word file with a paragraph for each line."""
    document, data = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(data)
    return data.getvalue()


def as_pdf(lines: Sequence[str]) -> bytes:
    """Return a PDF with running heads and page numbers."""
    return print_pdf(lines, "甲市人民政府公报")


def as_rows(lines: Sequence[str]) -> bytes:
    """Return a text as scanners leave it: rows of 30 characters, words cut, indented paragraphs.

    A paragraph that the sample itself cuts in two is printed whole.
    """
    paragraphs: list[str] = []
    for line in lines:
        if paragraphs and len(paragraphs[-1]) > 60 and paragraphs[-1][-1] not in "。;；:：!！":
            paragraphs[-1] += line
        else:
            paragraphs.append(f"　　{line}")
    rows = (text[at : at + 30] for text in paragraphs for at in range(0, len(text), 30))
    return "".join(f"{row}\n" for row in rows).encode()


def said(facts: ReportFacts) -> set[tuple[object, ...]]:
    """Return what a report says, apart from where it stands."""
    found: set[tuple[object, ...]] = {("mention", item.entity) for item in facts.mentions}
    found |= {("adoption", a.mechanism, a.status) for a in facts.adoptions}
    found |= {("act", a.agent, a.act, a.document) for a in facts.acts}
    found |= {("measure", m.label, m.status, m.actor) for m in facts.measures}
    found |= {("figure", o.measured, o.value, o.unit) for o in facts.observations}
    found |= {("honour", h.label, h.recipient) for h in facts.honours}
    return found | {("report", facts.report.jurisdiction, facts.report.year, facts.report.kind)}


@pytest.mark.parametrize(
    ("ending", "printed"),
    [
        (".html", as_page),
        (".htm", as_broken_page),
        (".docx", as_docx),
        (".pdf", as_pdf),
        (".txt", as_rows),
    ],
)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_report_says_the_same_in_every_format(
    sample: str, ending: str, printed: Callable[[Sequence[str]], bytes]
) -> None:
    """Page in GB18030, Word file, PDF, scanned rows: the facts of the text, quotes in place."""
    data = files("kg").joinpath("samples", sample).read_bytes()
    plain = source_of(data, sample, sample)
    lines = [line.strip() for line in plain.text.splitlines() if line.strip()]
    name = Path(sample).stem + ending
    facts = extract_facts(source_of(printed(lines), name, name))
    for mention in facts.mentions:
        evidence = mention.evidence
        assert facts.text[evidence.start : evidence.end] == evidence.quote
    wanted, found = said(extract_facts(plain)), said(facts)
    assert len(wanted ^ found) <= 0.01 * len(wanted), wanted ^ found


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    """Return how well the annotated reports are read as text, by kind."""
    return {kind: score.f1 for kind, score in evaluate(GOLD).scores.items()}


@pytest.mark.parametrize(
    ("ending", "printed"),
    [
        (".html", as_page),
        (".htm", as_broken_page),
        (".docx", as_docx),
        (".pdf", as_pdf),
        (".txt", as_rows),
    ],
)
def test_annotated_reports_score_the_same_in_every_format(
    ending: str,
    printed: Callable[[Sequence[str]], bytes],
    tmp_path: Path,
    scores: dict[str, float],
) -> None:
    """Of every kind of thing the score differs by at most 0.01 from that of the text."""
    for gold in GOLD:
        sample = next(name for name in SAMPLES if Path(name).stem == gold.stem)
        plain = source_of(files("kg").joinpath("samples", sample).read_bytes(), sample, sample)
        lines = [line.strip() for line in plain.text.splitlines() if line.strip()]
        (tmp_path / f"{gold.stem}{ending}").write_bytes(printed(lines))
    found = evaluate(GOLD, tmp_path).scores
    assert found.keys() == scores.keys()
    for kind, score in found.items():
        assert abs(score.f1 - scores[kind]) <= 0.01, kind


def test_running_heads_and_page_numbers_are_no_text() -> None:
    """What the printer repeats at the edges of pages is left out, and words are whole again."""
    words = ("甲乙丙丁戊己庚辛壬癸"[number % 10] * (20 + number) for number in range(90))
    lines = [f"第{number}段{word},各部门协同推进。" for number, word in enumerate(words)]
    text = extract_text(print_pdf(lines, "甲市人民政府公报 2023年第3期"), "a.pdf").text
    assert text == "".join(f"{line}\n" for line in lines)


def test_a_page_tells_where_it_comes_from() -> None:
    """The meta elements that government sites must carry give title, publisher, day and address."""
    meta = (
        '<meta name="ArticleTitle" content="甲市2022年报告">'
        '<meta name="PubDate" content="2023-1-5 10:00">'
        '<meta name="ContentSource" content="甲市司法局">'
        '<meta name="Url" content="http://www.jia.gov.cn/1.html">'
    )
    page = extract_text(as_page(PROSE, meta=meta), "a.html")
    assert (page.title, page.publisher) == ("甲市2022年报告", "甲市司法局")
    assert (page.published, page.url) == ("2023-01-05", "http://www.jia.gov.cn/1.html")
    hints = source_of(as_page(PROSE, meta=meta), "a.html", "a.html").hints
    assert (hints.publisher, hints.published) == ("甲市司法局", "2023-01-05")


def test_navigation_is_no_text() -> None:
    """Menus and the foot of a page are left out."""
    text = extract_text(as_page(PROSE), "a.html").text
    assert "互动交流" not in text
    assert "网站地图" not in text


def test_a_deeply_nested_page_is_read() -> None:
    """Where one parser gives up without a word, the other reads the page."""
    deep = "<div>" * 300 + "".join(f"<p>{line}</p>" for line in PROSE) + "</div>" * 300
    text = extract_text(f"<html><body>{deep}</body></html>".encode(), "a.html").text
    assert all(line in text for line in PROSE)


def test_a_saved_page_is_read() -> None:
    """An MHTML archive gives its page and its address."""
    head = (
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    )
    part = b"--x\r\nContent-Type: text/html; charset=gb2312\r\nContent-Location: http://a.cn/1\r\n"
    part += b"Content-Transfer-Encoding: binary\r\n\r\n"
    page = extract_text(head + part + as_page(PROSE) + b"\r\n--x--\r\n", "a.mhtml")
    assert PROSE[3] in page.text
    assert page.url == "http://a.cn/1"


def test_tables_of_a_word_file_are_kept() -> None:
    """Rows of a table stand where the table stands, cells set apart, merged ones once."""
    document, data = Document(), io.BytesIO()
    document.add_paragraph("前")
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("指标", "数量"), ("案件", "60件")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.add_row().cells[0].merge(table.rows[2].cells[1]).text = "合计"
    document.add_paragraph("后")
    document.save(data)
    text = extract_text(data.getvalue(), "a.docx").text
    assert text == "前\n指标\t数量\n案件\t60件\n合计\n后\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.4", "a.doc", ".pdf"),
        (as_page(PROSE), "a.doc", ".html"),
        (as_docx(PROSE), "a.doc", ".docx"),
        (b"{\\rtf1", "a.doc", ".rtf"),
        (b"text", "a.txt", ".txt"),
        (b"<html>", "a.txt", ".txt"),
    ],
)
def test_first_bytes_tell_the_format(data: bytes, name: str, kind: str) -> None:
    """A page or a PDF that is named .doc is read as what it is."""
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"%PDF-1.4 broken", "a.pdf", "damaged or protected PDF"),
        (print_pdf(["Only Latin letters"] * 40), "a.pdf", "a scan; read it with --ocr"),
        (b"PK\x03\x04 broken", "a.docx", "cannot read this format|damaged"),
        (b"<html><body></body></html>", "a.html", "no text found in the page"),
        (b"<html>" + b"<div>" * 100_001, "a.html", "too large for a report"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_remedy(data: bytes, name: str, fault: str) -> None:
    """A damaged file, a scan and a bomb are one clear line each."""
    with pytest.raises(SourceError, match=fault):
        extract_text(data, name)


def test_an_old_word_file_needs_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A .doc is read by a program on the path; without one the error names them."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="install antiword or LibreOffice"):
        extract_text(data, "a.doc")
    program = tmp_path / "antiword"
    program.write_text("#!/bin/sh\necho 甲市报告\n", encoding="utf-8")
    program.chmod(0o755)
    assert extract_text(data, "a.doc").text == "甲市报告\n"
