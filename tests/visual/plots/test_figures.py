import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from kg.panel import timeline
from ontology.errors import KgError
from visual.panels.reading import read_panels
from visual.panels.records import Mechanism, Panels, Place, Report, Statement
from visual.plots.curve import draw_curves
from visual.plots.drawing import FORMATS, SIGNS, colour, write_figure
from visual.plots.figures import FIGURES, plot
from visual.plots.matrix import draw_matrix, most_adopted, weightiest

OPENINGS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def heights(axes: Axes, *, hatched: bool) -> dict[float, float]:
    """Return how high the bars are, by year."""
    bars = [each for each in axes.patches if isinstance(each, Rectangle)]
    return {
        bar.get_x() + bar.get_width() / 2: bar.get_height()
        for bar in bars
        if bool(bar.get_hatch()) == hatched
    }


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("figure", FIGURES)
def test_same_graph_same_figure(world: ox.Store, tmp_path: Path, figure: str, form: str) -> None:
    """Every figure comes in every form, and the same graph gives the same bytes."""
    one, other = (plot(world, figure, tmp_path / f"{name}.{form}") for name in "ab")
    assert one.read_bytes().startswith(OPENINGS[form])
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_figure_tells_no_time(world: ox.Store, tmp_path: Path, language: str) -> None:
    """No date, no program and no path stands in a figure; its letters are outlines."""
    text = plot(world, "matrix", tmp_path / "图.svg", language=language).read_text("utf-8")
    assert not re.search(r"dc:date|Matplotlib|\d{4}-\d\d-\d\d", text)
    assert str(tmp_path) not in text
    assert "<text" not in text


def test_censored_stand_apart(world: ox.Store) -> None:
    """In 2020 甲县 was seen to begin, 丙县 had it in its first report and stands hatched."""
    figure = draw_curves({"三项制度": timeline(world, "三项制度")})
    (axes,) = figure.axes
    hatched, solid = heights(axes, hatched=True), heights(axes, hatched=False)
    assert hatched == {2019: 0, 2020: 1, 2021: 1, 2022: 1, 2023: 1}
    assert solid == {2019: 0, 2020: 1, 2021: 1, 2022: 1, 2023: 2}


def test_reporting_places_are_a_line(world: ox.Store) -> None:
    """A line counts the places whose reports are at hand."""
    (axes,) = draw_curves({"三项制度": timeline(world, "三项制度")}).axes
    (line,) = axes.lines
    assert list(map(int, line.get_ydata())) == [1, 3, 2, 0, 1]  # type: ignore[arg-type]


def test_matrix_draws_each_status_by_its_sign(world: ox.Store) -> None:
    """A status has a shape and a colour of its own; a place without a report is hatched."""
    panels = read_panels(world)
    figure = draw_matrix(panels, year=2021)
    (axes,) = figure.axes
    drawn = [len(each.get_offsets()) for each in axes.collections]  # type: ignore[arg-type]
    statuses = list(weightiest(panels, 2021).values())
    assert drawn == [statuses.count(status) for status in SIGNS]
    assert sum(bool(patch.get_hatch()) for patch in axes.patches) == 2
    assert len({(sign.marker, sign.filled) for sign in SIGNS.values()}) == len(SIGNS)


def test_members_alone_are_half_a_sign(world: ox.Store) -> None:
    """A cell is not blank where a member is named: 甲县 in 2021, without the whole's own sign."""
    panels = read_panels(world)
    whole = "https://w3id.org/fazhi/mechanism/three-enforcement-systems"
    kept = tuple(s for s in panels.statements if s.mechanism != whole or s.year != 2021)
    for statements, count in ((panels.statements, 0), (kept, 1)):
        (axes,) = draw_matrix(replace(panels, statements=statements), year=2021).axes
        assert [len(line.get_xdata()) for line in axes.lines[:1]] == [count]  # type: ignore[arg-type]


def test_most_adopted_stand_by_system(world: ox.Store) -> None:
    """The mechanisms that most places adopted are kept, system by system, none comes last."""
    panels = read_panels(world)
    assert [each.zh for each in most_adopted(panels, 2)] == ["行政执法三项制度", "双随机抽查"]
    assert len(most_adopted(panels, 100)) == 4


def test_weightiest_of_a_year(world: ox.Store) -> None:
    """What counts is the weightiest status of all years, or of the one that is asked for."""
    panels = read_panels(world)
    pair = (
        "https://w3id.org/fazhi/area/910101",
        "https://w3id.org/fazhi/mechanism/three-enforcement-systems",
    )
    assert weightiest(panels)[pair] == "adopted"
    assert weightiest(panels, 2021)[pair] == "problem"
    assert pair not in weightiest(panels, 2022)


def test_colours_are_those_of_the_pages() -> None:
    """The colour of a status is read from the style of the pages."""
    assert colour("adopted") == "#007d5a"


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"figure": "pie"}, "no figure “pie”: give one of adoption-curve, matrix, network"),
        ({"language": "fr"}, "unknown language “fr”"),
        ({"out": "a.gif"}, "a figure is svg, png or pdf"),
        ({"out": "无/a.svg"}, "cannot be written"),
        ({"mechanisms": ["无此机制"]}, "无此机制"),
        ({"figure": "network", "level": "prefecture"}, "nothing to draw"),
        ({"year": 1999}, "no report of 1999 is in the graph"),
        ({"level": "shire"}, "unknown level “shire”: give one of"),
    ],
)
def test_faults_are_one_line(
    world: ox.Store, tmp_path: Path, asked: dict[str, object], fault: str
) -> None:
    """What cannot be drawn is said, and no file is left."""
    given = {"figure": "matrix", "out": "a.svg", "language": "en", **asked}
    out = tmp_path / str(given.pop("out"))
    with pytest.raises(KgError, match=fault):
        plot(world, str(given.pop("figure")), out, **given)  # type: ignore[arg-type]
    assert not out.exists()


def test_long_names_have_room(tmp_path: Path) -> None:
    """A matrix of few places leaves room for long names: the layout never collapses."""
    names = "Notification-and-commitment system for items that need a certificate of origin"
    panels = Panels(
        places=(Place(iri="p", zh="Jia County"),),
        mechanisms=(Mechanism(iri="m", zh=names),),
        reports=(Report(iri="r", unit="p", year=2021, end=2021),),
        statements=(Statement(mechanism="m", unit="p", status="adopted", year=2021, report="r"),),
    )
    assert write_figure(draw_matrix(panels, "en"), tmp_path / "a.png").stat().st_size


def test_empty_graph_has_no_curve(tmp_path: Path) -> None:
    """Without a report there is nothing to draw."""
    with pytest.raises(KgError, match="no curve"):
        plot(ox.Store(), "adoption-curve", tmp_path / "a.svg")
