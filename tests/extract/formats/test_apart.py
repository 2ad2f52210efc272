"""What may be hostile is opened in a process of its own."""

import os
from pathlib import Path

import pytest

from extract.formats import SourceError, apart, extract_text, reading
from extract.formats.containers import members
from tests.extract.formats.printing import print_pdf

PROSE = "甲县人民政府推进法治政府建设,全面落实行政执法三项制度。"
PAGE = f"<html><body>{f'<p>{PROSE}</p>' * 20}</body></html>".encode()


def readers() -> list[int]:
    """Return the processes that wait for files."""
    return [reader.process.pid for reader in apart._POOL.idle]


def test_readers_are_kept() -> None:
    """Thousands of small files start one process, not thousands."""
    extract_text(PAGE, "a.html")
    before = readers()
    for number in range(20):
        assert PROSE in extract_text(PAGE, f"{number}.html").text
    assert readers() == before


def test_plain_text_is_read_here() -> None:
    """Text needs no library that could be harmed."""
    apart._POOL.close()
    assert extract_text(PROSE.encode(), "a.txt").text == PROSE
    assert readers() == []


@pytest.mark.parametrize(
    ("limits", "advice"),
    [
        (reading.Limits(1, 60, 1 << 40), "takes longer to open than a report may; save its text"),
        (reading.Limits(60, 1, 1 << 40), "takes longer to open than a report may; save its text"),
        (reading.Limits(60, 60, 90_000_000), "needs more memory than a report may"),
    ],
)
def test_a_file_beyond_the_limits_is_told(
    limits: reading.Limits, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processor, clock and memory are bounded; the next file is read by another process."""
    library = tmp_path / "trafilatura.py"
    library.write_text(
        "held = []\nwhile True: held.append(bytes(100_000)) or held.__delitem__(0)\n"
    )
    if limits.memory < 1 << 40:
        library.write_text("held = bytes(1_000_000_000)\n")
    if limits.clock == 1:
        library.write_text("import time; time.sleep(60)\n")
    apart._POOL.close()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(reading.LIMITS, "library", limits)
    monkeypatch.setattr(apart, "_START", _bounded(limits))
    with pytest.raises(SourceError, match=f"a.html: {advice}"):
        extract_text(PAGE, "a.html")
    monkeypatch.undo()
    assert PROSE in extract_text(PAGE, "a.html").text


def _bounded(limits: reading.Limits) -> str:
    """Return how a reader starts that has these limits too."""
    given = f"{limits.processor}, {limits.clock}, {limits.memory}"
    return apart._START.replace(
        "; serve()",
        f"; import extract.formats.reading as r; r.LIMITS['library'] = r.Limits({given}); serve()",
    )


def test_a_reader_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that ends its process ends no more than that."""
    (tmp_path / "trafilatura.py").write_text("import os; os.abort()\n")
    apart._POOL.close()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SourceError, match=r"a\.html: needs more memory .* or breaks its parser"):
        extract_text(PAGE, "a.html")
    apart._POOL.close()
    monkeypatch.undo()
    assert PROSE in extract_text(PAGE, "a.html").text


def test_what_a_reader_prints_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries may write to standard output what they like."""
    (tmp_path / "pypdfium2.py").write_text("import os; os.write(1, b'noise'); print('noise')\n")
    apart._POOL.close()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SourceError, match="damaged or protected"):
        extract_text(print_pdf([PROSE] * 9), "a.pdf")
    apart._POOL.close()
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.jsonl", b"", "no report in it"),
        ("a.csv", b"text\n", "no report in it"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "no report in it"),
        ("a.zip", b"no archive", "damaged archive; pack it anew"),
        ("a.parquet", b"PAR1 broken PAR1", r"damaged .*; save it anew"),
    ],
)
def test_a_file_of_many_that_gives_none_is_told(
    name: str, data: bytes, fault: str, tmp_path: Path
) -> None:
    """An archive or table that yields nothing is a fault, not silence."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError, match=f"{name}: {fault}"):
        list(members(path))


def test_a_pipe_is_no_archive(tmp_path: Path) -> None:
    """Nobody waits for a pipe that is named like an archive."""
    os.mkfifo(tmp_path / "a.zip")
    with pytest.raises(SourceError, match=r"a\.zip: not a regular file"):
        list(members(tmp_path / "a.zip"))


def test_lone_surrogates_pass(tmp_path: Path) -> None:
    """A name or value that UTF-8 cannot hold becomes one that it can."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "\\ud800", "file": "\\udfff", "title": "\\udc80"}\n')
    (member,) = members(path)
    for text in (member.name, *member.values.values()):
        text.encode()
