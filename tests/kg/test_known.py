import pytest

from kg.known import known_names, office, place_code
from ontology import iris
from tests.kg.made import FOUND, NEW_COUNTY, THREE


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("市长", "head-of-government"),
        ("县委副书记、县长", "head-of-government"),
        ("市委副书记", "deputy-party-secretary"),
        ("县委书记", "party-secretary"),
        ("副区长", "deputy-head-of-government"),
        ("司法局党组书记、局长", "director"),
        ("检察长", "chief-procurator"),
    ],
)
def test_an_office_is_known_by_its_ending(printed: str, name: str) -> None:
    """The longest ending decides: a 副书记 is no 书记."""
    assert office(printed) == iris.concept("role", name)


def test_an_office_of_another_kind_is_none() -> None:
    """What no vocabulary holds stays as printed."""
    assert office("志愿者") is None


def test_places_of_the_gazetteer_have_a_code() -> None:
    """A code that exists is one; a place under its parent, a code that never was, are none."""
    assert place_code(iris.area("340722")) == "340722"
    assert [place_code(iri) for iri in (iris.area("999999"), NEW_COUNTY, THREE)] == [None] * 3


def test_found_things_have_no_known_names() -> None:
    """Only curated things have names before a report is read."""
    assert "行政执法三项制度" in (known_names(THREE) or ())
    assert known_names(FOUND) is None
