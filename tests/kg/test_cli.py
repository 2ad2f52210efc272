"""What people type and what they read."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import app
from kg.export import quad_lines
from kg.shell import run
from kg.store import open_graph
from tests.kg.test_build import PROSE

Kg = Callable[..., tuple[int, str, str]]
COMMANDS = [
    str(command.name or command.callback.__name__)  # type: ignore[union-attr]
    for command in app.registered_commands
]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> Kg:
    """Return a function that types a command and gives back code, output and errors."""
    monkeypatch.setenv("KG_GRAPH", str(folder))
    monkeypatch.setenv("COLUMNS", "200")

    def typed(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
        code = run(app)
        told = capsys.readouterr()
        return code, told.out, told.err

    return typed


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(kg: Kg, command: str) -> None:
    """Every command says what it does and gives an example that can be typed."""
    code, out, _ = kg(command, "--help")
    assert code == 0
    assert f"Example: kg {command}" in out


def test_version_is_said(kg: Kg) -> None:
    """The program says which version it is."""
    code, out, _ = kg("--version")
    assert (code, out.split()[0]) == (0, "fazhi-kg")


def test_damaged_ledger_is_one_line(kg: Kg, tmp_path: Path) -> None:
    """A folder whose ledger is damaged is said to be so, by reading and by building."""
    report = tmp_path / "东城-2022.txt"
    report.write_text(PROSE, encoding="utf-8")
    graph = tmp_path / "g"
    kg("build", report, "-g", graph)
    (graph / "ledger.sqlite").write_text("no database, but long enough to be read as one" * 9)
    for words in (("status", "-g", graph), ("build", report, "-g", graph)):
        code, _, err = kg(*words)
        assert (code, err.count("\n")) == (1, 1)
        assert "ledger.sqlite: cannot be used" in err


def test_no_command_is_help(kg: Kg) -> None:
    """Without a command all commands are listed."""
    _, out, err = kg()
    assert all(command in out + err for command in COMMANDS)


def test_build_then_ask(kg: Kg, tmp_path: Path) -> None:
    """Reports are read, counted, asked, exported and checked."""
    (tmp_path / "东城-2022.txt").write_text(PROSE, encoding="utf-8")
    graph = tmp_path / "g"
    code, out, err = kg("build", tmp_path / "东城-2022.txt", "--graph", graph)
    assert (code, err) == (0, "")
    assert out.split()[:2] == ["reports", "1"]
    assert "no rule understood" in out
    code, out, _ = kg("adopters", "三项制度", "--graph", graph)
    assert (code, "东城区 Dongcheng District" in out) == (0, True)
    assert kg("export", tmp_path / "g.ttl", "--graph", graph)[0] == 0
    assert (tmp_path / "g.ttl").stat().st_size > 1000


def test_quiet_is_silent(kg: Kg, tmp_path: Path) -> None:
    """--quiet prints nothing if all is well."""
    (tmp_path / "东城-2022.txt").write_text(PROSE, encoding="utf-8")
    assert kg("build", tmp_path, "--graph", tmp_path / "g", "--quiet") == (0, "", "")


@pytest.mark.parametrize("name", ["三项制度", "three enforcement systems"])
def test_adopters_show_quotes(kg: Kg, name: str) -> None:
    """Adopters are listed with quote, file and offsets; a member is partial."""
    code, out, _ = kg("adopters", name)
    assert code == 0
    assert "东城区全面推行行政执法三项制度" in out
    assert "行政执法公示制度 (partial)" in out
    assert "dongcheng-2023.txt 15–30" in out


def test_adopters_as_data(kg: Kg) -> None:
    """Programs get all values; options narrow the answer."""
    _, out, _ = kg("adopters", "三项制度", "--status", "planned", "--format", "json")
    assert [row["quote"] for row in json.loads(out)] == ["下一步将深化行政执法三项制度"]
    code, out, _ = kg("adopters", "三项制度", "--year", "1999")
    assert (code, out) == (0, "no report at hand says so\n")


def test_documents_are_asked_by_name(kg: Kg) -> None:
    """Who implements a document and what else was done with it."""
    assert "东城区司法局" in kg("implements", "法治政府建设实施纲要(2021—2025年)")[1]
    assert "issued" in kg("document", "临江县法治政府建设要点")[1]


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("table", "label\n"),
        ("csv", "label\n"),
        ("tsv", "label\n"),
        ("json", '{"head"'),
        ("xml", "<?xml"),
    ],
)
def test_query_answers_in_every_form(kg: Kg, tmp_path: Path, form: str, start: str) -> None:
    """A query file or the words of a query give rows in the form asked for."""
    text = "SELECT ?label WHERE { ?x a fz:Institution ; rdfs:label ?label }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    for given in (text, tmp_path / "q.rq"):
        code, out, _ = kg("query", given, "--format", form)
        assert code == 0
        assert out.startswith(start)
        assert "东城区司法局" in out


def test_other_answers(kg: Kg) -> None:
    """ASK is answered in a word, CONSTRUCT and DESCRIBE in Turtle."""
    assert kg("query", "ASK { ?x a fz:Report }")[1] == "yes\n"
    assert kg("query", "ASK { ?x a fz:Nothing }")[1] == "no\n"
    code, out, _ = kg("query", "DESCRIBE area:110101")
    assert (code, "area:110101 a fz:Jurisdiction" in out) == (0, True)


def test_browse_writes_a_page(kg: Kg, tmp_path: Path) -> None:
    """The page stands where it was asked for."""
    code, out, err = kg("browse", "--out", tmp_path / "page.html", "--focus", "东城区")
    assert (code, err) == (0, "")
    assert str(tmp_path / "page.html") in out
    assert "东城区" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_validate_tells_what_is_wrong(kg: Kg) -> None:
    """Findings are lines, their number stands last, and they make the command fail."""
    code, out, _ = kg("validate")
    assert (code == 0) == ("the graph conforms" in out)
    assert code in (0, 1)


@pytest.mark.parametrize(
    ("words", "code", "fault"),
    [
        (["build", "{tmp}/none", "--graph", "{tmp}/g"], 1, "no such file or folder"),
        (["build", "{tmp}/empty", "--graph", "{tmp}/g"], 1, "no report here"),
        (["build", "{tmp}/binary.txt", "--graph", "{tmp}/g"], 1, "not a text file"),
        (["build", "{tmp}/good.txt", "--graph", "{tmp}/other"], 1, "this is no graph"),
        (["query", "SELECT * WHERE { ?s ?p", "--graph", "{graph}"], 1, "line 1, column"),
        (["query", "{tmp}/none.rq", "--graph", "{graph}"], 1, "no such query file"),
        (["query", "{tmp}/binary.txt", "--graph", "{graph}"], 1, "cannot be read as UTF-8"),
        (["query", "DROP ALL", "--graph", "{graph}"], 1, "no such query file"),
        (["query", "DELETE WHERE { ?s ?p ?o }", "--graph", "{graph}"], 1, "changes the graph"),
        (["query", "ASK {}", "--format", "pdf", "--graph", "{graph}"], 1, "unknown format"),
        (["query", "SELECT * {}", "--format", "turtle", "--graph", "{graph}"], 1, "turtle is for"),
        (["query", "DESCRIBE fz:a", "--format", "csv", "--graph", "{graph}"], 1, "give turtle"),
        (["adopters", "三项制", "--graph", "{graph}"], 1, "did you mean"),
        (["adopters", "三项制度", "--graph", "{tmp}/other"], 1, "this is no graph"),
        (["adopters", "三项制度", "--graph", "{tmp}/none"], 1, "no graph here"),
        (["adopters", "三项制度", "--status", "x", "--graph", "{graph}"], 1, "unknown status"),
        (["adopters", "三项制度", "--year", "x", "--graph", "{graph}"], 2, "--year"),
        (["implements", "没有的文件", "--graph", "{graph}"], 1, "unknown document"),
        (["export", "{tmp}/g.xlsx", "--graph", "{graph}"], 1, "unknown ending"),
        (["browse", "--focus", "没有的东西", "--graph", "{graph}"], 1, "没有的东西"),
        (["browse", "--out", "{tmp}/no/x.html", "--graph", "{graph}"], 1, "cannot be written"),
        (["validate", "--graph", "{tmp}/other"], 1, "this is no graph"),
        (["adopters"], 2, "mechanism"),
        (["build"], 2, "paths"),
        (["nothing"], 2, "nothing"),
    ],
)
def test_bad_input_is_one_clear_line(
    kg: Kg, folder: Path, tmp_path: Path, *, words: list[str], code: int, fault: str
) -> None:
    """A fault is one line that says what to do; the graph at hand stays as it was."""
    before = quad_lines(open_graph(folder))
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.doc").write_text("x", encoding="utf-8")
    (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x00\xff\xfe" * 50)
    got, out, err = kg(
        *(word.replace("{tmp}", str(tmp_path)).replace("{graph}", str(folder)) for word in words)
    )
    assert (got, out) == (code, "")
    assert fault in err
    assert "Traceback" not in err
    if code == 1:
        assert err.count("\n") == 1
        assert err.startswith("kg: ")
    assert not (tmp_path / "g").exists()
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["letter.doc"]
    assert quad_lines(open_graph(folder)) == before


def test_control_c_is_130(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted command says so and ends with 130."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.export.export_graph", interrupted)
    code, _, err = kg("export", "x.ttl")
    assert (code, "interrupted" in err) == (130, True)


def test_help_loads_little_and_speaks_in_any_locale() -> None:
    """Help loads no heavy library, and a terminal that says ASCII gets UTF-8."""
    code = (
        "import sys; sys.argv = ['kg', '--help']\n"
        "from kg.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'rdflib', 'pyoxigraph', 'rich', 'networkx', 'pyvis'}\n"
        "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )
    assert done.stderr.decode().strip() == ""
    assert "法治政府建设情况报告" in done.stdout.decode()
