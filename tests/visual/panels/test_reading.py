import pyoxigraph as ox
import pytest

from visual.panels.reading import narrowed, read_panels
from visual.panels.records import Panels

AREA = "https://w3id.org/fazhi/area/"
MECH = "https://w3id.org/fazhi/mechanism/"
THREE = f"{MECH}three-enforcement-systems"
PUBLICITY = f"{MECH}enforcement-publicity"


def test_place_that_changed_its_code_is_one(panels: Panels) -> None:
    """旧丙县 of 910203 and 丙县 of 920103 are one place, under the present code."""
    assert {place.zh for place in panels.places} == {"甲县", "乙县", "丙县", "子镇"}
    reports = {report.year for report in panels.reports if report.unit == f"{AREA}920103"}
    assert reports == {2020, 2021}


def test_statement_keeps_status_year_and_sentence(panels: Panels) -> None:
    """What a report says of a mechanism comes with status, years and the sentence at its offset."""
    (said,) = (s for s in panels.statements if s.year == 2020 and s.unit == f"{AREA}910101")
    assert (said.mechanism, said.status, said.since) == (THREE, "adopted", 2018)
    assert [quote.text for quote in said.quotes] == ["甲县推行三项制度"]
    (quote,) = said.quotes
    assert quote.end - quote.start == len(quote.text)
    assert quote.section == "一、推进"


def test_member_knows_its_whole(panels: Panels) -> None:
    """行政执法公示制度 is a part of 行政执法三项制度; the list of a coinage is the found one."""
    by_iri = {each.iri: each for each in panels.mechanisms}
    assert by_iri[PUBLICITY].wholes == (THREE,)
    assert by_iri[THREE].theme == "administrative-enforcement"
    assert [each.zh for each in panels.mechanisms if each.found] == ["新议事会"]


def test_place_has_province_and_coordinates(panels: Panels) -> None:
    """A place lies in the province above it; what has no coordinates gets none."""
    spots = {place.zh: (place.latitude, place.longitude) for place in panels.places}
    assert spots["甲县"] == (36.182571, 116.768358)
    assert spots["丙县"] == (None, None)
    provinces = {place.zh: place.province for place in panels.places}
    assert provinces["子镇"] == f"{AREA}910000"
    assert provinces["丙县"] == f"{AREA}920000"


def test_plan_covers_its_years(world: ox.Store) -> None:
    """A plan of 2021 to 2025 begins and ends; a report without an end covers its year."""
    plan = ox.NamedNode("https://w3id.org/fazhi/report/a22")
    end = ox.NamedNode("https://w3id.org/fazhi/ontology#periodEnd")
    world.add(ox.Quad(plan, end, ox.Literal(2025)))
    ends = {report.iri.rsplit("/", 1)[-1]: report.end for report in read_panels(world).reports}
    assert (ends["a22"], ends["a21"]) == (2025, 2021)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"mechanisms": [THREE]}, {"行政执法三项制度", "行政执法公示制度"}),
        ({"mechanisms": [PUBLICITY]}, {"行政执法公示制度"}),
        ({"places": {f"{AREA}920103"}}, {"行政执法三项制度"}),
        ({"level": "township"}, {"双随机抽查"}),
    ],
)
def test_panels_narrow(panels: Panels, wanted: dict[str, object], names: set[str]) -> None:
    """Narrowed panels hold the mechanisms asked for with their members, and those of the places."""
    found = narrowed(panels, **wanted)  # type: ignore[arg-type]
    assert {each.zh for each in found.mechanisms} == names
    cited = {report.iri for report in found.reports}
    assert {said.report for said in found.statements} <= cited


def test_same_graph_same_panels(world: ox.Store) -> None:
    """Reading twice gives the same records in the same order."""
    assert read_panels(world) == read_panels(world)
