from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visual.panels.projection import FRAME, graticule, project

PLACES = {
    "喀什": (39.47, 75.99),
    "抚远": (48.36, 134.31),
    "漠河": (52.97, 122.54),
    "三亚": (18.25, 109.51),
}


@pytest.mark.parametrize("name", PLACES)
def test_country_lies_in_the_frame(name: str) -> None:
    """The far ends of the country are within the frame."""
    left, top, width, height = FRAME
    x, y = project(*PLACES[name])
    assert left < x < left + width
    assert top < y < top + height


@given(st.floats(18, 53), st.floats(74, 134))
def test_north_is_up_and_east_is_right(latitude: float, longitude: float) -> None:
    """A degree further north stands higher, a degree further east more to the right."""
    here = project(latitude, longitude)
    assert project(latitude + 1, longitude).y < here.y
    assert project(latitude, longitude + 1).x > here.x


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((39.904, 116.407), (31.230, 121.474), 1067),
        ((39.904, 116.407), (43.825, 87.617), 2410),
        ((23.129, 113.264), (30.573, 104.066), 1237),
    ],
)
def test_distances_hold(
    one: tuple[float, float], other: tuple[float, float], kilometres: float
) -> None:
    """Distances between cities on the map are those of the earth (great circle), within 3 %."""
    (x, y), (u, v) = project(*one), project(*other)
    assert hypot(x - u, y - v) * 6.371 == pytest.approx(kilometres, rel=0.03)


def test_degrees_are_named() -> None:
    """Meridians and parallels come with their degrees."""
    names = [name for name, _ in graticule()]
    assert "110° E" in names
    assert "30° N" in names
