"""Draw the pictures of the README: build the samples, open their page, photograph it.

Run it with ``make screenshots``; the pictures go to ``docs/images/``.
"""

import shutil
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from kg.build import build_graph
from kg.store import open_graph
from ontology.terms import AREA, PREFIXES
from visual.page import write_page
from visual.panels.page import write_panels
from visual.reading.addresses import page_path
from visual.site.writing import write_site

_IMAGES = Path(__file__).parents[1] / "docs" / "images"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


class Picture(NamedTuple):
    """What to photograph."""

    name: str
    locale: str
    shade: str
    search: str = ""
    size: tuple[int, int] = (1440, 900)
    address: str = ""


_PICTURES = (
    Picture("overview.zh", "zh-CN", "light"),
    Picture("overview.en", "en-GB", "dark"),
    Picture("mechanism.zh", "zh-CN", "light", "三项制度"),
    Picture("mechanism.en", "en-GB", "light", "three enforcement"),
    Picture("phone.zh", "zh-CN", "light", "三项制度", (390, 844)),
    Picture("path.zh", "zh-CN", "light", address="#from=area/370983&to=area/330182"),
    Picture("path.en", "en-GB", "dark", address="#from=area/370983&to=area/330182"),
    Picture("everything.zh", "zh-CN", "light", address="#view=all"),
    Picture("filters.en", "en-GB", "light", address="#year=2021&province=area/370000"),
)


_MECHANISM = "mechanism=mechanism/three-enforcement-systems"
_PLACE = "place=area/370983"
_ADDRESSES = {
    "matrix": f"#view=matrix&{_PLACE}&{_MECHANISM}",
    "timeline": f"#view=timeline&{_PLACE}&{_MECHANISM}",
    "map": f"#view=map&{_MECHANISM}&silent=1",
}
_PANELS = tuple(
    Picture(f"{view}.{language}", locale, shade, size=size, address=address)
    for view, address in _ADDRESSES.items()
    for language, locale, shade, size in (
        ("zh", "zh-CN", "light", (1440, 900)),
        ("en", "en-GB", "dark", (1440, 900)),
        ("phone", "zh-CN", "light", (390, 844)),
    )
)


def main() -> None:
    """Draw every picture."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        sys.exit("no Chromium found: run scripts/install_browser.sh")
    _IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = _sample_page(Path(folder))
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        for picture in _PICTURES:
            _draw(browser, page, picture)
        panels = write_panels(open_graph(Path(folder) / "graph"), Path(folder) / "panels.html")
        for picture in _PANELS:
            _draw(browser, panels, picture)
        _draw_site(browser, Path(folder))
        browser.close()


def _draw_site(browser: Browser, folder: Path) -> None:
    """Draw a report in the reader, a county, a mechanism and the first page of the site."""
    graph, out = folder / "graph", folder / "site"
    write_site(open_graph(graph), out, texts=graph / "texts")
    report = next((out / "report").glob("feicheng-*.html"))
    for name, (file, address) in {
        "reader": (report, "#at=1806-1820"),
        "county": (out / page_path(AREA["370983"]), ""),
        "profile": (out / page_path(PREFIXES["mech"] + "three-enforcement-systems"), ""),
        "site": (out / "index.html", ""),
    }.items():
        for suffix, locale, shade, size in (
            ("zh", "zh-CN", "light", (1440, 900)),
            ("en", "en-GB", "dark", (1440, 900)),
            ("phone", "zh-CN", "light", (390, 844)),
        ):
            picture = Picture(f"{name}.{suffix}", locale, shade, size=size, address=address)
            _draw(browser, file, picture)


def _sample_page(folder: Path) -> Path:
    samples = Path(str(files("kg").joinpath("samples")))
    build_graph(sorted(p for p in samples.iterdir() if p.name != "README.md"), folder / "graph")
    return write_page(open_graph(folder / "graph"), folder / "graph.html")


def _draw(browser: Browser, path: Path, picture: Picture) -> None:
    width, height = picture.size
    context = browser.new_context(
        locale=picture.locale,
        color_scheme="dark" if picture.shade == "dark" else "light",
        viewport={"width": width, "height": height},
    )
    context.set_offline(True)
    page = context.new_page()
    page.goto(path.as_uri() + picture.address)
    if picture.search:
        page.fill("#search", picture.search)
        page.press("#search", "Enter")
        page.locator("#search").blur()
    page.wait_for_timeout(300)
    page.screenshot(path=_IMAGES / f"{picture.name}.png")
    context.close()
    print(f"docs/images/{picture.name}.png")


if __name__ == "__main__":
    main()
