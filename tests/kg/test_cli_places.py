"""What people type about places, tables and corrections, and what they read."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import app
from kg.shell import run
from ontology.gazetteer import OVERLAY, load_gazetteer

Kg = Callable[..., tuple[int, str, str]]
PROSE = """临泉县人民政府关于2022年法治政府建设情况的报告

一、主要工作
(一)强化执法。全面推行行政执法“三项制度”，建立执法人员联席会议制度，培训执法人员60人次。
"""


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kg:
    """Return a function that types a command in a folder with two reports."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def typed(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
        code = run(app)
        told = capsys.readouterr()
        return code, told.out, told.err

    return typed


def test_a_table_is_heard_and_its_faults_are_told(kg: Kg, tmp_path: Path) -> None:
    """Wrong rows are lines on the error stream; doubts stand below the table; the rest is built."""
    rows = "a.txt,341882,2022,,https://example.org/a,2023-01-31\nb.txt,999999,2022,,,\n"
    (tmp_path / "reports.csv").write_text(
        f"file,code,year,kind,url,published\n{rows}gone.txt,,,,,\n", encoding="gb18030"
    )
    code, out, err = kg("build", ".")
    assert code == 0
    assert [line for line in err.splitlines() if "reports.csv, row 3" in line]
    assert [line for line in err.splitlines() if "reports.csv, row 4" in line]
    assert out.split()[:2] == ["reports", "1"]
    assert out.splitlines()[-1] == (
        "a.txt: reports.csv says 广德市 341882, the title 临泉县 341221"
    )
    code, out, _ = kg(
        "query",
        "SELECT ?code ?day ?from WHERE { ?r a fz:Report ; fz:jurisdiction/fz:code ?code ;"
        " dcterms:issued ?day ; dcterms:source ?from }",
        "--format",
        "csv",
    )
    assert out.splitlines()[1:] == ["341882,2023-01-31,https://example.org/a"]


def test_quiet_keeps_doubts_to_itself(kg: Kg, tmp_path: Path) -> None:
    """With --quiet only what could not be read is told."""
    (tmp_path / "a.txt").rename(tmp_path / "广德市.txt")
    assert kg("build", ".", "--quiet") == (0, "", "")


def test_tables_among_the_reports_are_no_reports(kg: Kg, tmp_path: Path) -> None:
    """reports/* brings the tables too; they are read as tables."""
    (tmp_path / "reports.csv").write_text("file,year\na.txt,2022\n", encoding="utf-8")
    (tmp_path / "corrections.csv").write_text("kind,subject\n", encoding="utf-8")
    code, out, err = kg("build", "a.txt", "reports.csv", "corrections.csv")
    assert (code, err, out.split()[1]) == (0, "", "1")


def test_a_doubtful_link_is_listed_and_answered(kg: Kg, tmp_path: Path) -> None:
    """What is doubtful has an id; the answer stands in corrections.csv and is heard."""
    text = PROSE.replace("临泉县", "枣庄市峰城区") + "阴平镇、榴园镇建成法治文化阵地。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert kg("build", "a.txt")[0] == 0
    _, out, _ = kg("resolve", "--format", "json")
    rows = {row["name"]: row for row in json.loads(out)}
    assert rows["峰城区"]["reason"] == "look-alike character"
    code, out, _ = kg("resolve", "--answer", f"{rows['峰城区']['id']}=ok")
    assert (code, "wrote 1 answers" in out) == (0, True)
    _, out, _ = kg("resolve", "--format", "json")
    assert "峰城区" not in {row["name"] for row in json.loads(out or "[]")}
    code, _, err = kg("resolve", "--answer", "nothing")
    assert (code, err.count("\n")) == (1, 1)


def test_a_place_is_shown(kg: Kg) -> None:
    """Codes, years and successors of a name; a year that is not covered is said to be so."""
    code, out, err = kg("gazetteer", "show", "枞阳", "--year", "2031")
    assert (code, "340722" in out, "2031 is not covered" in err) == (0, True, True)
    code, out, _ = kg("gazetteer", "show", "340823", "--format", "json")
    assert [row["code"] for row in json.loads(out)] == ["342823", "340823", "340722"]
    code, _, err = kg("gazetteer", "show", "无名县")
    assert (code, err.count("\n")) == (1, 1)


def test_a_newer_list_is_used_by_a_build(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A county that became a city in a newer list is told as the city."""
    header = "代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码\n"
    rows = (
        "341221,,,临泉县,县级,弃用,1981,2021,341283\n341283,,,临泉市,县级,在用,2026,,\nx,,,,,,,,\n"
    )
    (tmp_path / "list.csv").write_text(header + rows.replace("2021", "2026"), encoding="utf-8")
    code, out, err = kg("gazetteer", "import", "list.csv", "--out", "new.tsv")
    assert (code, "covers changes until 2026" in out) == (0, True)
    assert "list.csv, row 4" in err
    newer = PROSE.replace("临泉县", "临泉市").replace("2022", "2026")
    (tmp_path / "a.txt").write_text(newer, encoding="utf-8")
    monkeypatch.setenv(OVERLAY, "new.tsv")
    load_gazetteer.cache_clear()
    try:
        code, out, _ = kg("gazetteer", "show", "临泉")
        assert "341283" in out
    finally:
        monkeypatch.delenv(OVERLAY)
        load_gazetteer.cache_clear()
