"""The page in every view against axe-core's rules."""

import pytest
from playwright.sync_api import Page, expect

from tests.visual.conftest import audit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#focus=mechanism/three-enforcement-systems&year=2021&lines=planned",
        "#from=临江县司法局&to=乙市",
        "#view=all",
    ],
)
def test_page_is_accessible(page: Page, address: str) -> None:
    """Every view passes axe-core's rules in both languages, light and dark."""
    page.goto(page.url + address)
    audit(page)


def test_phone_is_accessible_with_its_filters_open(page: Page) -> None:
    """The same on a phone, with filters and suggestions open."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#legend summary").click()
    page.fill("#search", "县")
    expect(page.locator("#results")).to_be_visible()
    audit(page)
