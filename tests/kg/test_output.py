import csv
import io
import json
from decimal import Decimal

import pytest

from kg.output import compact, harmless, printable, rows_as_text, show_rows
from kg.sparql import Record, Value
from ontology.errors import KgError

ROWS: list[Record] = [
    {"name": "=1+1", "number": -3, "share": Decimal("1.5"), "yes": True, "none": None},
    {"name": '甲,"乙"\n丙\t丁', "number": 0, "share": Decimal(2), "yes": False, "none": None},
]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\n=x", "'\n=x"),
        ("\uff1dx", "'\uff1dx"),
        (-1, "-1"),
        (Decimal("-0.5"), "-0.5"),
        ("甲=乙", "甲=乙"),
        (None, ""),
        (True, "true"),
    ],
)
def test_no_cell_starts_a_formula(value: Value, cell: str) -> None:
    """Text that a spreadsheet would compute is marked as text; numbers stay numbers."""
    assert harmless(value) == cell


def test_csv_and_tsv_hold_every_value() -> None:
    """CSV keeps line breaks inside quotation marks; TSV has none."""
    names = list(ROWS[0])
    rows = list(csv.reader(io.StringIO(rows_as_text(ROWS, names, "csv"))))
    assert rows[0] == names
    assert rows[1] == ["'=1+1", "-3", "1.5", "true", ""]
    assert rows[2][0] == '甲,"乙"\n丙\t丁'
    lines = rows_as_text(ROWS, names, "tsv").splitlines()
    assert [line.count("\t") for line in lines] == [4, 4, 4]


def test_json_keeps_numbers() -> None:
    """Numbers are numbers, nothing is null, Chinese is readable."""
    text = rows_as_text(ROWS, list(ROWS[0]), "json")
    assert json.loads(text)[0] == {
        "name": "=1+1",
        "number": -3,
        "share": 1.5,
        "yes": True,
        "none": None,
    }
    assert "甲" in text


def test_a_table_is_safe_and_short(capsys: pytest.CaptureFixture[str]) -> None:
    """No control character and no markup of a text reaches the terminal as such."""
    rows: list[Record] = [{"x": "\x1b[31m[bold]甲[/bold]\u202e", "y": True}]
    show_rows(rows, {"x": lambda row: row["x"], "y": lambda row: row["y"]}, "table")
    shown = capsys.readouterr().out
    assert "[bold]甲[/bold]" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert not any(line.endswith(" ") for line in shown.splitlines())


def test_no_rows_are_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty answer is a sentence for people and empty for programs."""
    show_rows([], {}, "table", empty="no report at hand says so")
    show_rows([], {}, "json")
    assert capsys.readouterr().out == "no report at hand says so\n[]\n"


def test_an_unknown_form_is_told() -> None:
    """The forms that there are stand in the fault."""
    with pytest.raises(KgError, match="unknown format “pdf”: give one of table, csv, tsv, json"):
        show_rows([], {}, "pdf")


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/fazhi/area/370983", "area:370983"),
        ("https://w3id.org/fazhi/ontology#adopts", "fz:adopts"),
        ("https://a.org/x", "https://a.org/x"),
        ("", ""),
    ],
)
def test_iris_are_shown_by_their_prefix(iri: str, short: str) -> None:
    """An IRI of a known vocabulary is shown with its prefix."""
    assert compact(iri) == short


def test_what_is_printed_stays_on_its_line() -> None:
    """Line ends and marks of direction become blanks."""
    assert printable("a\nb\u202ec\x07d") == "a b c d"
