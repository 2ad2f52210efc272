"""Asking on the command line, as people do: words of both languages, files, wrong input."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import app
from kg.concepts import concept_named, short_name
from kg.shell import run
from kg.showing import columns_of
from ontology.errors import KgError

Kg = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kg(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sample_folder: Path
) -> Kg:
    """Return a function that types a command on the samples: code, output, errors."""
    monkeypatch.setenv("KG_GRAPH", str(sample_folder))
    monkeypatch.setenv("COLUMNS", "200")

    def typed(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
        code = run(app)
        told = capsys.readouterr()
        return code, told.out, told.err

    return typed


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (("adopters", "three enforcement systems"), ("adopters", "三项制度")),
        (
            ("adopters", "三项制度", "--status", "problem"),
            ("adopters", "三项制度", "--status", "存在问题"),
        ),
        (
            ("adopters", "三项制度", "--level", "county"),
            ("adopters", "三项制度", "--level", "县级"),
        ),
        (
            ("adopters", "三项制度", "--province", "Shandong"),
            ("adopters", "三项制度", "--province", "山东省"),
        ),
        (
            ("document", "Civil Code", "--act", "cites"),
            ("document", "民法典", "--act", "引用"),
        ),
        (("show", "Feicheng"), ("show", "肥城市")),
        (("compare", "Feicheng", "Jiande"), ("compare", "370983", "建德市")),
        (("matrix", "three enforcement systems"), ("matrix", "三项制度")),
        (("timeline", "three enforcement systems"), ("timeline", "三项制度")),
        (("panel", "three enforcement systems"), ("panel", "三项制度")),
    ],
)
def test_english_and_chinese_names_ask_the_same(
    kg: Kg, english: tuple[str, ...], chinese: tuple[str, ...]
) -> None:
    """Every verb takes Chinese and English names and words, and answers the same."""
    (code, out, err), other = kg(*english, "-f", "json"), kg(*chinese, "-f", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)
    assert other == (code, out, err)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("adopters", "三项制渡"), "did you mean 行政执法三项制度"),
        (("show", "肥成市"), "did you mean 肥城市 (Feicheng)?"),
        (("ask", "adopter"), "did you mean adopters"),
        (("ask", "indicator-figures", "-p", "indicator=出庭"), "行政机关负责人出庭应诉率"),
        (("ask", "indicator-figures", "-p", "indicator=天"), "docs/ontology.html lists them"),
        (("ask", "place-adopts", "-p", "place=肥成市"), "did you mean 肥城市"),
        (("adopters", "三项制度", "--year", "21"), "21 is no year"),
        (("matrix", "三项制度", "--year", "21"), "21 is no year"),
        (("adopters", "三项制度", "--status", "done"), "give one of adopted, planned"),
        (("adopters", "三项制度", "--level", "village hall"), "give one of country"),
        (("adopters", "三项制度", "-f", "xml"), "unknown format “xml”"),
        (("adopters", "三项制度", "--as", "picture"), "unknown shape “picture”"),
        (("compare", "肥城市", "Feicheng"), "are the same"),
        (("compare", "肥城市", "三项制度"), "cannot be compared"),
        (("panel", "三项制度", "--province", "火星"), "unknown place “火星”"),
    ],
)
def test_wrong_input_is_one_line(kg: Kg, words: tuple[str, ...], told: str) -> None:
    """What is unknown or does not fit is told in one line with what there is; the code is 1."""
    code, out, err = kg(*words)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert told in err


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.csv", b"wanted,adoption,"),
        ("a.tsv", b"wanted\tadoption\t"),
        ("a.json", b"[\n"),
        ("a.md", b"| place |"),
        ("a.xlsx", b"PK"),
        ("a.txt", b"| place |"),
    ],
)
def test_the_ending_of_a_file_tells_its_form(
    kg: Kg, tmp_path: Path, name: str, start: bytes
) -> None:
    """A file is written as its ending says, if no other form is asked for."""
    out = tmp_path / name
    assert kg("adopters", "三项制度", "-o", out) == (0, "", "")
    assert out.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("text", "name", "start"),
    [
        ("SELECT ?s WHERE { ?s a fz:Report }", "a.csv", b"s\n"),
        ("SELECT ?s WHERE { ?s a fz:Report }", "a.json", b"{"),
        ("SELECT ?s WHERE { ?s a fz:Report }", "a.xlsx", b"PK"),
        ("CONSTRUCT { ?s a fz:Report } WHERE { ?s a fz:Report }", "a.ttl", b"@prefix"),
        ("ASK { ?s a fz:Report }", "a.txt", b"yes\n"),
    ],
)
def test_a_query_is_written_into_its_file(
    kg: Kg, tmp_path: Path, text: str, name: str, start: bytes
) -> None:
    """A query is written into --out as well: rows, statements, yes or no."""
    out = tmp_path / name
    assert kg("query", text, "-o", out) == (0, "", "")
    assert out.read_bytes().startswith(start)


def test_what_does_not_fit_is_not_written(kg: Kg, tmp_path: Path) -> None:
    """Rows are no Turtle: one line says so, and no file is left."""
    out = tmp_path / "a.ttl"
    code, _, err = kg("query", "SELECT ?s WHERE { ?s a fz:Report }", "-o", out)
    assert (code, err.count("\n"), out.exists()) == (1, 1, False)


def test_a_form_that_is_asked_for_wins(kg: Kg, tmp_path: Path) -> None:
    """A form other than the usual ones is kept under any ending; a panel fits a sheet."""
    kg("adopters", "三项制度", "-f", "json", "-o", tmp_path / "a.csv")
    assert json.loads((tmp_path / "a.csv").read_text(encoding="utf-8"))
    kg("panel", "三项制度", "-o", tmp_path / "panel.xlsx")
    assert (tmp_path / "panel.xlsx").read_bytes().startswith(b"PK")


def test_a_dash_is_no_file(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash for the file is the standard output, as for other programs."""
    monkeypatch.chdir(tmp_path)
    asked = ("adopters", "三项制度", "-f", "csv")
    assert kg(*asked, "-o", "-") == kg(*asked)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("form", "text"), [("csv", ""), ("tsv", ""), ("json", "[]\n")])
def test_an_empty_answer_is_told_beside_it(kg: Kg, form: str, text: str) -> None:
    """Other programs read no row; people read that no report says so."""
    answer = kg("adopters", "三项制度", "--year", 1999, "-f", form)
    assert answer == (0, text, "no report at hand says so\n")


def test_what_a_profile_tells_is_no_flag(kg: Kg) -> None:
    """The body itself is told without a word; yes and no would be read as an answer."""
    _, out, _ = kg("show", "开原市司法局", "-f", "json")
    assert {row["told"] for row in json.loads(out)} == {None}


def test_a_concept_is_named_in_both_languages() -> None:
    """Labels, bare names and prefixed names are one; what is none of them stays as it is."""
    assert {concept_named("status", name).name for name in ("adopted", "已采用", "Adopted")} == {
        "adopted"
    }
    assert short_name("level", "level:county") == "county"
    assert (short_name("act", "any"), short_name("act", None)) == ("any", None)
    with pytest.raises(KgError, match="give one of administrative-decisions"):
        concept_named("theme", "天气")


def test_lines_of_words_keep_their_blank() -> None:
    """A line end between Latin words is a blank in a table; between Chinese ones it is nothing."""
    shown = columns_of([{"quote": ""}])["quote"]
    assert shown({"quote": "would begin\nwith all"}) == "would begin with all"
    assert shown({"quote": "行政\n规范"}) == "行政规范"
