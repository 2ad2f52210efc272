"""Values are written into a query, and closed paths are walked before it is asked."""

import pyoxigraph as ox
import pytest

from kg.binding import bind, select_bound
from kg.sparql import select
from ontology.iris import BASE
from tests.kg.world import make_world

JIA, OLD, NOW = f"{BASE}area/910101", f"{BASE}area/910203", f"{BASE}area/920103"
THREE = f"{BASE}mechanism/three-enforcement-systems"


@pytest.fixture(scope="module")
def world() -> ox.Store:
    """The small world."""
    return make_world()


@pytest.mark.parametrize(
    ("text", "values", "bound"),
    [
        (
            "SELECT ?wanted ?place WHERE { ?place (fz:sameUnitAs|^fz:sameUnitAs)? ?wanted . }",
            {"wanted": NOW},
            f"SELECT  ?place WHERE {{ VALUES ?place {{ <{OLD}> <{NOW}> }} . }}",
        ),
        (
            "SELECT ?up WHERE { ?wanted fz:within+ ?up }",
            {"wanted": JIA},
            f"SELECT ?up WHERE {{ VALUES ?up {{ <{BASE}area/100000> <{BASE}area/910000> }} }}",
        ),
        (
            "# ?wanted\nSELECT ?w WHERE { ?wantedness fz:year ?w } GROUP BY ?wanted ?w",
            {"wanted": JIA},
            "SELECT ?w WHERE { ?wantedness fz:year ?w } GROUP BY  ?w",
        ),
        (
            "SELECT ?n WHERE { ?n fz:memberOf? ?m . ?m fz:within* ?n }",
            {"wanted": JIA},
            "SELECT ?n WHERE { ?n fz:memberOf? ?m . ?m fz:within* ?n }",
        ),
    ],
)
def test_a_query_with_its_values(
    world: ox.Store, text: str, values: dict[str, str], bound: str
) -> None:
    """The variable becomes the thing everywhere but in what is shown; open paths stay."""
    assert bind(world, text, values) == bound


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?wanted ?place WHERE { ?place fz:adopts ?wanted }",
        "SELECT ?wanted (COUNT(?p) AS ?n) WHERE { ?p fz:adopts ?wanted } GROUP BY ?wanted",
        "SELECT ?wanted ?m WHERE { ?m fz:memberOf+ ?wanted }",
        "SELECT ?wanted ?m WHERE { ?p fz:adopts ?wanted ; fz:adopts ?m FILTER(?m != ?wanted) }",
    ],
)
def test_the_rows_are_those_of_bound_variables(world: ox.Store, text: str) -> None:
    """Written in or bound, a value gives the same rows, and is shown in each."""
    key = lambda row: str(sorted(row.items()))  # noqa: E731
    rows = select_bound(world, text, {"wanted": THREE})
    assert rows
    assert all(row["wanted"] == THREE for row in rows)
    assert sorted(rows, key=key) == sorted(select(world, text, {"wanted": THREE}), key=key)


def test_a_path_that_leads_nowhere_finds_nothing(world: ox.Store) -> None:
    """Nothing lies within a mechanism: no rows, no fault."""
    assert select_bound(world, "SELECT ?p WHERE { ?p fz:within+ ?wanted }", {"wanted": THREE}) == []
