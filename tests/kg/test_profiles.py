"""Profiles, comparisons, the matrix and the search, by hand on the small world."""

import pyoxigraph as ox
import pytest

from kg.profiles import compare, matrix, profile
from kg.searching import search
from ontology.errors import KgError
from tests.kg.world import make_world


@pytest.fixture(scope="module")
def world() -> ox.Store:
    """The small world."""
    return make_world()


@pytest.mark.parametrize(
    ("name", "kind", "row"),
    [
        ("甲县", "place", ("place-problems", "行政执法三项制度", 2021, "problem")),
        ("Jia", "place", ("place-issued", "甲要点", 2020, "issued")),
        ("三项制度", "mechanism", ("status-history", "乙县", 2023, "adopted")),
        ("总纲", "document", ("document-acts", "乙县", 2020, "implements")),
        ("甲县司法局", "institution", ("mentions", "甲县", 2021, None)),
        ("李某", "person", ("mentions", "甲县", 2021, None)),
    ],
)
def test_a_profile_tells_what_reports_say(
    world: ox.Store, name: str, kind: str, row: tuple[object, ...]
) -> None:
    """A thing of any kind is found by its name; each section is a question."""
    found = profile(world, name)
    assert found.thing.kind == kind
    names = ("question", "name", "year", "told")
    assert row in [tuple(each[column] for column in names) for each in found.rows()]


def test_places_are_compared_by_mechanism(world: ox.Store) -> None:
    """Both, the first alone, the second alone, each with its sentence."""
    rows = compare(world, "甲县", "乙县")
    assert [(row["in"], row["mechanism_zh"], row["quote"], row["other_quote"]) for row in rows] == [
        ("both", "行政执法公示制度", "甲县建立公示制度", "乙县建立公示制度"),
        ("both", "行政执法三项制度", "甲县推行三项制度", "乙县推行三项制度"),
        ("甲县", "新议事会", "甲县首创新议事会", None),
        ("乙县", "双随机抽查", None, "乙县开展双随机抽查"),
    ]


def test_mechanisms_are_compared_by_place(world: ox.Store) -> None:
    """Who adopted both, or one alone; a changed code is one place."""
    rows = compare(world, "三项制度", "双随机抽查")
    assert [(row["in"], row["unit_zh"]) for row in rows] == [
        ("both", "乙县"),
        ("行政执法三项制度", "甲县"),
        ("行政执法三项制度", "丙县"),
        ("双随机、一公开监管", "子镇"),
    ]


def test_only_like_is_compared_with_like(world: ox.Store) -> None:
    """A place and a mechanism cannot be compared."""
    with pytest.raises(KgError, match="place and mechanism cannot be compared"):
        compare(world, "甲县", "三项制度")


def test_the_matrix_shows_the_weightiest_status(world: ox.Store) -> None:
    """Adopted goes before planned; what no report mentions is an empty cell."""
    rows = matrix(world, ["三项制度", "双随机抽查"])
    assert [(row["place_zh"], row["行政执法三项制度"], row["双随机抽查"]) for row in rows] == [
        ("甲县", "adopted", "planned"),
        ("乙县", "adopted", "adopted"),
        ("丙县", "adopted", ""),
    ]
    (row,) = matrix(world, ["三项制度"], year=2019)
    assert (row["place_zh"], row["行政执法三项制度"]) == ("甲县", "planned")
    assert len(matrix(world)[0]) == 4 + 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "双随机",
            ["双随机抽查", "乙县开展双随机抽查", "乙县深化双随机抽查", "子镇开展双随机抽查"],
        ),
        ("JIA", ["Jia"]),
        ("复议 13", ["共受理复议13件"]),
        ("县司法", ["甲县司法局"]),
        ("没有这句话", []),
    ],
)
def test_search_finds_names_and_quotes(world: ox.Store, text: str, found: list[str]) -> None:
    """Part of a name or of a sentence; all words must be there, whatever their case."""
    rows = search(world, text)
    assert {str(row["text"]) for row in rows} >= set(found)
    assert bool(rows) == bool(found)


@pytest.mark.parametrize(
    ("text", "name", "found_in"),
    [
        ("sxzd", "行政执法三项制度", "initials"),
        ("sjcc", "双随机抽查", "initials"),
        ("双随即抽查", "双随机抽查", "near"),
    ],
)
def test_search_hears_initials_and_near_names(
    world: ox.Store, text: str, name: str, found_in: str
) -> None:
    """First letters of pinyin find a name; what stands nowhere gets the names most like it."""
    rows = [row for row in search(world, text) if row["text"] == name]
    assert [row["found_in"] for row in rows] == [found_in]


def test_a_found_sentence_shows_where_it_stands(world: ox.Store) -> None:
    """A quote comes with its report and offsets; there are no more rows than asked for."""
    (row,) = search(world, "共受理复议")
    assert (row["found_in"], row["file"], row["year"]) == ("quote", "a20.txt", 2020)
    assert len(search(world, "县", limit=3)) == 3
    with pytest.raises(KgError, match="nothing to search"):
        search(world, " 《》 ")
