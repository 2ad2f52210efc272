"""Answers on the five samples, read by eye in their texts."""

from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build_graph
from kg.panel import panel
from kg.questions import ask, load_questions
from kg.store import open_graph

OUTLINE = "法治政府建设实施纲要(2021—2025年)"
ASKED = {
    "mechanism": "三项制度",
    "place": "肥城市",
    "document": OUTLINE,
    "institution": "开原市司法局",
    "thing": "肥城市",
    "theme": "行政执法",
    "indicator": "收到行政复议申请",
}
OTHERS = {"place": "建德市", "mechanism": "双随机一公开"}

ANSWERS: dict[str, tuple[dict[str, str], tuple[str, ...], set[tuple[object, ...]]]] = {
    "reports-at-hand": (
        {},
        ("place_zh", "year", "report_kind"),
        {
            ("肥城市", 2021, "case"),
            ("建德市", 2020, "annual_report"),
            ("开原市", 2023, "annual_report"),
            ("峄城区", 2021, "annual_report"),
            ("枞阳县", 2021, "work_plan"),
        },
    ),
    "first-reported": (
        {"mechanism": "三项制度"},
        ("unit_zh", "first_reported", "left_censored", "gap_before"),
        {
            ("肥城市", 2021, True, None),
            ("建德市", 2020, True, None),
            ("开原市", 2023, True, None),
            ("峄城区", 2021, True, None),
        },
    ),
    "silent-reports": (
        {"mechanism": "三项制度"},
        ("place_zh", "year", "answer"),
        {("枞阳县", 2021, "not mentioned")},
    ),
    "edge-evidence": (
        {"place": "峄城区", "mechanism": "三项制度", "status": "problem"},
        ("year", "quote"),
        {(2021, "落实行政执法“三项制度”存在不实不细等现象")},
    ),
    "document-acts": (
        {"document": OUTLINE, "act": "implements"},
        ("place_zh", "year"),
        {("肥城市", 2021), ("开原市", 2023)},
    ),
    "superseded-citations": (
        {},
        ("place_zh", "year", "quote"),
        {("肥城市", 2021, "全面完成“七五”普法规划")},
    ),
    "indicator-figures": (
        {"indicator": "收到行政复议申请"},
        ("place_zh", "year", "value", "unit"),
        {("建德市", 2020, 57, "件"), ("峄城区", 2021, 39, "件")},
    ),
    "report-gaps": ({}, ("place_zh",), set()),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the five samples."""
    out = tmp_path_factory.mktemp("samples") / "graph"
    with as_file(files("kg").joinpath("samples")) as samples:
        paths = [path for path in sorted(samples.iterdir()) if path.name != "README.md"]
        build_graph(paths, out)
    return out


@pytest.fixture(scope="module")
def samples(folder: Path) -> ox.Store:
    """The same, open for reading."""
    return open_graph(folder)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_answer_is_what_the_texts_say(samples: ox.Store, name: str) -> None:
    """The answer on real reports is the one that a reader finds."""
    parameters, columns, wanted = ANSWERS[name]
    rows = ask(samples, name, parameters)
    assert {tuple(row[column] for column in columns) for row in rows} == wanted


def test_every_quote_stands_in_its_text(samples: ox.Store, folder: Path) -> None:
    """Whatever is asked, text[start:end] is the quote of the row, and the second one's too."""
    shown = 0
    for question in load_questions():
        given = {
            each.name: OTHERS[each.kind]
            if each.name == "other"
            else ASKED[each.kind if each.kind in ASKED else each.name]
            for each in question.needed
        }
        for row in ask(samples, question.name, given):
            for prefix in ("", "other_", "next_"):
                report = row.get(f"{prefix}report")
                if row.get(f"{prefix}quote") is None or report is None:
                    continue
                text = _text(folder, str(report))
                start, end = (int(str(row[f"{prefix}{name}"])) for name in ("start", "end"))
                assert text[start:end] == row[f"{prefix}quote"], question.name
                shown += 1
    assert shown > 1000


def test_a_plan_puts_nobody_at_risk(samples: ox.Store) -> None:
    """The county of which only a work plan is at hand is in no risk set."""
    rows = panel(samples, ["三项制度"])
    assert {row["place_zh"] for row in rows if not row["at_risk"]} == {"枞阳县"}
    assert all(row["quote"] for row in rows if row["at_risk"])


def _text(folder: Path, report: str) -> str:
    path = folder / "texts" / f"{report.rsplit('/', 1)[-1]}.txt"
    return path.read_bytes().decode("utf-8")
