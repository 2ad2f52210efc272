"""The colours of statuses, as eyes see them that lack one kind of cone."""

import re
from itertools import combinations
from math import dist

import pytest

from visual.frame import template_text

STATUSES = ("adopted", "planned", "problem", "mentioned")
# Viénot, Brettel and Mollon 1999: what is left of linear red, green and blue.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanope": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranope": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def colours(shade: str) -> dict[str, tuple[float, ...]]:
    """Return linear red, green and blue of each named colour."""
    light, dark = re.findall(r":root[^{]*\{([^}]*)\}", template_text("frame.css"))[:2]
    found = dict(
        re.findall(r"--([\w-]+): #([0-9a-f]{6})", light + (dark if shade == "dark" else ""))
    )
    return {
        name: tuple(linear(int(code[n : n + 2], 16) / 255) for n in (0, 2, 4))
        for name, code in found.items()
    }


def linear(part: float) -> float:
    """Return the light of a part of sRGB (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """Return a colour in CIELAB (D65)."""
    red, green, blue = rgb
    white = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (max(v, 0) ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(rgb: tuple[float, ...], eye: str) -> tuple[float, float, float]:
    """Return what an eye sees of a colour, in CIELAB."""
    return lab(tuple(sum(k * v for k, v in zip(row, rgb, strict=True)) for row in EYES[eye]))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_statuses_are_told_apart(shade: str, eye: str) -> None:
    """No two statuses look alike (CIE76 below 15), whichever cones an eye has."""
    named = colours(shade)
    far = {
        pair: dist(*(seen(named[name], eye) for name in pair)) for pair in combinations(STATUSES, 2)
    }
    assert min(far.values()) > 15, far


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_lines_of_statuses_stand_out(shade: str) -> None:
    """The lines of statuses have the contrast of 3:1 that WCAG 2 asks of graphics."""
    named = colours(shade)
    light = {name: 0.2126 * r + 0.7152 * g + 0.0722 * b for name, (r, g, b) in named.items()}
    for name in STATUSES:
        low, high = sorted((light[name], light["paper"]))
        assert (high + 0.05) / (low + 0.05) >= 3, name
