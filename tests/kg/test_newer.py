"""Rules of importing newer lists of places."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.newer import NewerPlaces, read_newer, write_newer
from kg.places import describe_places, uncovered
from ontology.errors import KgError
from ontology.gazetteer import OVERLAY, Gazetteer, Place, load_bundled, load_gazetteer, use_newer
from ontology.tables import TableError

HEADER = "代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码"
JOINED = (
    "340722,安徽省,铜陵市,枞阳县,县级,弃用,2015,2025,340713",
    "340713,安徽省,铜陵市,枞阳区,县级,在用,2025,,",
)
MERGED = (
    "340705,安徽省,铜陵市,铜官区,县级,弃用,2015,2026,340714",
    "340706,安徽省,铜陵市,义安区,县级,弃用,2015,2026,340714",
    "340714,安徽省,铜陵市,霁湖区,县级,在用,2026,,",
)


@pytest.fixture(scope="module")
def bundled() -> Gazetteer:
    """Return the gazetteer without anybody's additions."""
    return load_bundled()


@pytest.fixture(autouse=True)
def own_gazetteer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the gazetteer of other tests alone."""
    monkeypatch.setenv(OVERLAY, "")
    load_gazetteer.cache_clear()
    yield
    monkeypatch.undo()
    load_gazetteer.cache_clear()


def read(folder: Path, gazetteer: Gazetteer, *rows: str, encoding: str = "utf-8") -> NewerPlaces:
    """Return what a list adds."""
    path = folder / "list.csv"
    path.write_bytes("\r\n".join((HEADER, *rows)).encode(encoding))
    return read_newer(path, gazetteer)


def by_code(found: NewerPlaces) -> dict[str, Place]:
    """Return the places by code."""
    return {place.code: place for place in found.places}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_new_type_is_the_same_unit(tmp_path: Path, bundled: Gazetteer, encoding: str) -> None:
    """枞阳县 that becomes 枞阳区 goes on: every older code names the last one."""
    found = read(tmp_path, bundled, *JOINED, encoding=encoding)
    places = by_code(found)
    assert found.covered == 2025
    assert {code: place.same_unit_as for code, place in places.items()} == {
        "340713": None,
        "340722": "340713",
        "340823": "340713",
        "342823": "340713",
    }
    new = places["340713"]
    assert (new.en, new.short, new.parent) == ("Zongyang District", "枞阳", "340700")
    assert new.latitude
    assert (places["340722"].valid_from, places["340722"].valid_to) == (2015, 2025)


def test_merged_units_are_replaced(tmp_path: Path, bundled: Gazetteer) -> None:
    """Two districts that become one of another name are another unit, without English name."""
    found = read(tmp_path, bundled, *MERGED)
    places = by_code(found)
    assert places["340705"].replaced_by == places["340706"].replaced_by == ("340714",)
    assert found.covered == 2026
    assert [line for line in found.faults if "row 4: no English name for 霁湖区" in line]


def test_what_is_covered_stays(tmp_path: Path, bundled: Gazetteer) -> None:
    """A row on the years that the gazetteer covers changes nothing."""
    found = read(tmp_path, bundled, "340823,安徽省,安庆市,枞阳县,县级,弃用,1988,2015,340722")
    assert by_code(found) == {}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("34072,,,枞阳县,县级,在用,2025,,", "row 3: “34072” is no code"),
        ("340700,,,枞阳县,县级,在用,2025,,", "row 3: 340700 枞阳县 is not “县级”"),
        ("340799,,,x,县级,在用,2025,,", "row 3: “x” is no Chinese name"),
        ("340799,,,临江县,县级,旧,2025,,", "row 3: unknown state “旧”"),
        ("340799,,,临江县,县级,在用,去年,,", "row 3: “去年”, “”: a year is needed"),
        ("340799,,,临江县,县级,弃用,2025,2024,", "row 3: 340799 临江县 is 弃用 from 2025 to 2024"),
        ("340799,,,临江县,县级,弃用,2025,,", "row 3: 340799 临江县 is 弃用 from 2025 to now"),
        ("340798,,,临江县,县级,弃用,2020,2025,349999", "row 3: no unit has the new code 349999"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, bundled: Gazetteer, row: str, fault: str) -> None:
    """The line names file and row; the other rows are imported."""
    found = read(tmp_path, bundled, "340797,,,临湖区,县级,在用,2025,,", row)
    assert [line for line in found.faults if "list.csv" in line and fault in line]
    assert "340797" in by_code(found)


def test_a_list_without_a_usable_row_is_refused(tmp_path: Path, bundled: Gazetteer) -> None:
    """Nothing is written from a file that is no list."""
    with pytest.raises(TableError, match="no row can be used"):
        read(tmp_path, bundled, "x,,,y,z,w,v,,")
    (tmp_path / "other.csv").write_text("a,b\n1,2", encoding="utf-8")
    with pytest.raises(TableError, match="row 1: no column “代码”"):
        read_newer(tmp_path / "other.csv", bundled)


def test_the_file_is_read_by_every_later_command(tmp_path: Path, bundled: Gazetteer) -> None:
    """What was written is what is known, the same bytes each time; coverage grows with it."""
    files = [tmp_path / name for name in ("one.tsv", "two.tsv")]
    for file in files:
        write_newer(read(tmp_path, bundled, *JOINED), file)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert uncovered(2025)
    use_newer(files[0])
    load_gazetteer.cache_clear()
    assert not uncovered(2025)
    rows = {row["code"]: row for row in describe_places("340722")}
    assert rows["340722"]["years"] == "2015–2024"
    assert rows["340823"]["became"] == "same unit: 340713 枞阳区"
    place = load_gazetteer().at("340823", 2025)
    assert place
    assert place.code == "340713"


@pytest.mark.parametrize("content", [None, "", "nothing", "# covers 2025\nbroken"])
def test_another_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    """A missing file, or one that the importer did not write, is one line."""
    path = tmp_path / "x.tsv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv(OVERLAY, str(path))
    load_gazetteer.cache_clear()
    with pytest.raises(KgError, match=r"x\.tsv: no .*file of places"):
        load_gazetteer()


def test_a_place_is_shown_through_time() -> None:
    """枞阳 has three codes, one after the other; of a year only that of the year is shown."""
    rows = describe_places("枞阳")
    assert [(row["code"], row["years"]) for row in rows] == [
        ("342823", "…–1987"),
        ("340823", "1988–2014"),
        ("340722", "2015–"),
    ]
    assert [row["code"] for row in describe_places("枞阳县", 2014)] == ["340823"]
    assert describe_places("370404101")[0]["within"] == "山东省枣庄市峄城区"


@pytest.mark.parametrize(("name", "year"), [("无名县", None), ("临平区", 1999), ("999999", None)])
def test_what_nobody_knows_is_told(name: str, year: int | None) -> None:
    """An unknown name, and a name that nobody bore in a year, are one line."""
    with pytest.raises(KgError, match=name):
        describe_places(name, year)
