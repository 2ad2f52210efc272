import pyoxigraph as ox
import pytest

from kg.names import UnknownNameError, find, find_entity
from ontology import iris
from tests.kg.made import DONGCHENG, FOUND, NEW_COUNTY, OUTLINE, OWN, THREE


@pytest.mark.parametrize(
    "name",
    [
        "行政执法三项制度",
        "三项制度",
        "行政执法“三项制度”",
        "行政執法三項制度",
        "Three enforcement systems",
        "three  ENFORCEMENT systems",
        "three-enforcement-systems",
        "mech:three-enforcement-systems",
        THREE,
        f"<{THREE}>",
    ],
)
def test_a_mechanism_answers_to_all_its_names(store: ox.Store, name: str) -> None:
    """Chinese and English name, alias, contextual name, prefixed and full IRI are one thing."""
    assert find(store, "mechanism", name).iri == THREE


@pytest.mark.parametrize(
    ("kind", "name", "iri"),
    [
        ("mechanism", "河长议事机制", FOUND),
        ("mechanism", "“河长”议事机制", FOUND),
        ("document", "《法治政府建设实施纲要（2021—2025年）》", OUTLINE),
        ("document", "法治政府建设实施纲要2021-2025年", OUTLINE),
        (
            "document",
            "implementation outline for building a rule-of-law government (2021-2025)",
            OUTLINE,
        ),
        ("document", "临江县法治政府建设要点", OWN),
        ("place", "东城区", DONGCHENG),
        ("place", "東城区", DONGCHENG),
        ("place", "110101", DONGCHENG),
        ("place", "Dongcheng District", DONGCHENG),
        ("place", "山东", iris.area("370000")),
        ("place", "临江县", NEW_COUNTY),
        ("institution", "区司法局", iris.body("110101", "司法局")),
    ],
)
def test_each_kind_has_its_names(store: ox.Store, kind: str, name: str, iri: str) -> None:
    """Found things, documents, places and bodies are known by what the graph calls them."""
    assert find(store, kind, name).iri == iri


def test_a_curated_name_needs_no_report(store: ox.Store) -> None:
    """A mechanism that no report at hand names can be asked for."""
    assert (
        find(store, "mechanism", "最多跑一次").label == "最多跑一次改革 (At-most-one-visit reform)"
    )


@pytest.mark.parametrize(
    ("kind", "name", "near"),
    [
        ("mechanism", "三项制", "行政执法三项制度"),
        ("mechanism", "three enforcment sistems", "行政执法三项制度 (Three enforcement systems)"),
        ("document", "法治政府建设实施纲要", "法治政府建设实施纲要(2021—2025年)"),
        ("place", "东成区", "东城区 (Dongcheng District)"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    store: ox.Store, kind: str, name: str, near: str
) -> None:
    """Whoever misspells a name is told what could be meant."""
    with pytest.raises(UnknownNameError, match=f"unknown {kind} “{name}”: did you mean") as error:
        find(store, kind, name)
    assert near in str(error.value)


@pytest.mark.parametrize("name", ["Ω", "qqqqq"])
def test_a_name_like_none_is_just_unknown(store: ox.Store, name: str) -> None:
    """Nothing is suggested where nothing is near."""
    with pytest.raises(UnknownNameError, match="see kg browse"):
        find(store, "mechanism", name)


@pytest.mark.parametrize("name", ["", " ", "“”", "……"])
def test_a_name_of_no_characters_is_said_to_be_none(store: ox.Store, name: str) -> None:
    """Without a letter there is nothing to compare, and no nearest name."""
    with pytest.raises(UnknownNameError, match="give some characters of the name"):
        find(store, "mechanism", name)


def test_any_kind_is_found(store: ox.Store) -> None:
    """A name alone finds the thing and tells its kind."""
    found = find_entity(store, "东城区司法局")
    assert (found.kind, found.zh) == ("institution", "东城区司法局")
    assert find_entity(store, "三项制度").kind == "mechanism"


def test_a_name_of_two_things_is_not_guessed() -> None:
    """Two places of one name are named with their IRIs."""
    store = ox.Store()
    for code in ("1", "2"):
        store.load(
            (
                "@prefix fz: <https://w3id.org/fazhi/ontology#> ."
                "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
                f'<https://w3id.org/fazhi/area/{code}> a fz:Jurisdiction ; rdfs:label "鼓楼区"@zh .'
            ).encode(),
            format=ox.RdfFormat.TURTLE,
        )
    with pytest.raises(UnknownNameError, match=r"can mean several things: .*area/1>; .*area/2>"):
        find(store, "place", "鼓楼区")
