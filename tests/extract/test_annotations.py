"""Clauses by offset."""

from extract.annotations import (
    Clause,
    SourceHints,
    clauses_by_offset,
    marks_of,
)
from extract.normalization import clean
from extract.pipeline import read_text

DOC = read_text(
    clean("肥城市人民政府关于2022年法治政府建设情况的报告\n推行权责清单制度,公布权责清单。"),
    SourceHints(file_name="report.txt"),
)


def test_every_offset_has_its_clause() -> None:
    """A clause stands at each of its offsets, none at a comma or at the end."""
    found = clauses_by_offset(DOC)
    for offset, clause in enumerate(found):
        holding = [c for c in marks_of(DOC, Clause) if c.start <= offset < c.end]
        assert holding == ([clause] if clause else [])
