"""The small world, and a font for it: under CI it must be there, elsewhere the test is skipped."""

import os

import pyoxigraph as ox
import pytest

from ontology.errors import KgError
from tests.kg.world import make_world
from visual.plots.fonts import families


@pytest.fixture
def world() -> ox.Store:
    """甲县, 乙县 and 丙县 with their reports of 2019 to 2023."""
    return make_world()


@pytest.fixture
def chinese() -> str:
    """The first font with Chinese characters on this machine."""
    try:
        return families(["县"])[0]
    except KgError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{error} (scripts/install_browser.sh installs one)")
