"""``kg adopters`` against a count by hand of the five sample reports.

The counts were made by reading the reports, not by running the program.
"""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build_graph
from kg.queries import adopters
from kg.store import open_graph

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"
FEICHENG, YICHENG, JIANDE = "370983", "370404", "330182"
KAIYUAN, ZONGYANG = "211282", "340722"
THREE, RANDOM = "行政执法三项制度", "双随机、一公开监管"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The graph of the five samples."""
    folder = tmp_path_factory.mktemp("samples") / "g"
    build_graph([SAMPLES], folder)
    return open_graph(folder)


@pytest.mark.parametrize(
    ("mechanism", "options", "expected"),
    [
        (THREE, {}, {FEICHENG, YICHENG, JIANDE, KAIYUAN}),
        (THREE, {"province": "山东省"}, {FEICHENG, YICHENG}),
        (THREE, {"province": "山东"}, {FEICHENG, YICHENG}),
        (THREE, {"province": "370000"}, {FEICHENG, YICHENG}),
        (THREE, {"province": "Shandong"}, {FEICHENG, YICHENG}),
        (THREE, {"province": "浙江省"}, {JIANDE}),
        (THREE, {"province": "辽宁省"}, {KAIYUAN}),
        (THREE, {"province": "安徽省"}, set()),
        (THREE, {"prefecture": "泰安市"}, {FEICHENG}),
        (THREE, {"prefecture": "枣庄市"}, {YICHENG}),
        (THREE, {"prefecture": "铁岭市"}, {KAIYUAN}),
        (THREE, {"province": "山东省", "prefecture": "枣庄市"}, {YICHENG}),
        (THREE, {"province": "浙江省", "prefecture": "枣庄市"}, set()),
        (THREE, {"year": 2020}, {JIANDE}),
        (THREE, {"year": 2021}, {FEICHENG, YICHENG}),
        (THREE, {"year": 2023}, {KAIYUAN}),
        (THREE, {"year": 2022}, set()),
        (THREE, {"level": "county"}, {FEICHENG, YICHENG, JIANDE, KAIYUAN}),
        (THREE, {"level": "prefecture"}, set()),
        (THREE, {"level": "county", "year": 2021, "prefecture": "泰安市"}, {FEICHENG}),
        (THREE, {"status": "problem"}, {YICHENG}),
        (THREE, {"status": "planned"}, {YICHENG}),
        (RANDOM, {}, {FEICHENG, JIANDE, KAIYUAN}),
        (RANDOM, {"province": "山东省"}, {FEICHENG}),
        (RANDOM, {"year": 2023}, {KAIYUAN}),
        (RANDOM, {"status": "planned"}, {ZONGYANG, YICHENG}),
        (RANDOM, {"status": "planned", "province": "安徽省"}, {ZONGYANG}),
        (RANDOM, {"status": "any", "prefecture": "铜陵市"}, {ZONGYANG}),
    ],
)
def test_adopters_are_those_counted_by_hand(
    samples: ox.Store, mechanism: str, options: dict[str, object], expected: set[str]
) -> None:
    """By province, prefecture, level, year and status the places are those that a reader finds."""
    rows = adopters(samples, mechanism, **options)  # type: ignore[arg-type]
    whole = [row for row in rows if not row["partial"]]
    assert {row["code"] for row in whole} == expected
    assert len(whole) == len({(row["place"], row["year"], row["status"]) for row in whole})


REPORT = """枞阳县人民政府关于{year}年法治政府建设情况的报告

一、主要工作
(一)强化执法。全面推行行政执法“三项制度”，建立执法人员联席会议制度，培训执法人员60人次。
"""


def test_a_unit_that_changed_its_code_counts_once(tmp_path: Path) -> None:
    """枞阳 reports under 340823 in 2014 and under 340722 in 2016: two places, one unit."""
    for year in (2014, 2016):
        (tmp_path / f"{year}.txt").write_text(REPORT.format(year=year), encoding="utf-8")
    build_graph([tmp_path], tmp_path / "g")
    rows = adopters(open_graph(tmp_path / "g"), THREE)
    assert {row["code"] for row in rows} == {"340823", ZONGYANG}
    assert {row["unit"] for row in rows} == {f"https://w3id.org/fazhi/area/{ZONGYANG}"}
