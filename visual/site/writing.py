"""The whole browsable site of a graph as a folder of files that any web host can show."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

import pyoxigraph as ox

from ontology.errors import KgError
from visual.reading.lookups import Lookups
from visual.site.folder import check_place, new_folder, others_in
from visual.site.views import Views
from visual.site.whole import FIRST, SEARCH, Site
from visual.site.workers import Task, write_data, write_file, write_things

__all__ = ["write_site"]

Progress = Callable[[int, int, str], None]
_MANY = 500
"""Things of a site from which on further processes are worth their start."""
_MOST_ADDRESSES = 50_000
"""Addresses of one sitemap file, as sitemaps.org has it."""


def write_site(
    store: ox.Store,
    out: Path,
    *,
    texts: Path | None = None,
    base: str = "",
    source: Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> int:
    """Write the site of a graph into a folder and return how many pages it has.

    ``texts`` is the folder of the reports' texts; with ``base``, the address that the site will
    have, a sitemap is written. Links are relative, so that the site works from files as well.
    With ``source``, the folder of the store itself, several ``workers`` write a large site.

    Raises:
        KgError: The graph is empty, ``base`` is no address, or the folder holds other things.
    """
    check_place(out)
    base = _checked(base)
    views = Views(store, others_in(out))
    site = Site(Lookups(store), texts, base=base, others=views.tabs())
    number = sum(map(len, site.contents.things.values()))
    if not number:
        raise KgError("the graph is empty: no page to write; run kg build first")
    with new_folder(out) as folder:
        files: list[str] = []
        for file in _things(site, folder, source, workers):
            files.append(file)
            if progress:
                progress(len(files), number, file)
        for file, html in (*views.pages(site, folder), *_others(site)):
            write_file(folder / file, html.encode("utf-8", "replace"))
            files.append(file)
        if base:
            _write_sitemaps(folder, base, sorted(files))
    return len(files)


def _checked(base: str) -> str:
    """Return the address of a site with a slash at its end."""
    if not base:
        return ""
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise KgError(f"--base {base}: this is no address of a site; give https://example.org/kg/")
    return base.rstrip("/") + "/"


def _things(site: Site, folder: Path, source: Path | None, workers: int) -> Iterator[str]:
    """Write the pages of all things and yield their files."""
    number = sum(map(len, site.contents.things.values()))
    if source and workers > 1 and number >= _MANY:
        task = Task(source, folder, site.texts, site.base, site.others)
        yield from write_things(task, site.contents, workers)
        return
    for iri in site.contents:
        if file := write_data(site, folder, iri):
            yield file


def _others(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the lists, the search page and the first page by their files."""
    yield from site.lists()
    yield SEARCH, site.search()
    yield FIRST, site.first()


def _write_sitemaps(folder: Path, base: str, files: list[str]) -> None:
    """Write the addresses of all pages for search engines, in several files if they are many."""
    parts = [files[at : at + _MOST_ADDRESSES] for at in range(0, len(files), _MOST_ADDRESSES)]
    if len(parts) == 1:
        write_file(folder / "sitemap.xml", _sitemap("urlset", "url", base, parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        write_file(folder / name, _sitemap("urlset", "url", base, part))
    write_file(folder / "sitemap.xml", _sitemap("sitemapindex", "sitemap", base, names))


def _sitemap(whole: str, part: str, base: str, files: list[str]) -> bytes:
    lines = [f"<{part}><loc>{escape(base + quote(file))}</loc></{part}>" for file in files]
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, f'<{whole} xmlns="{space}">', *lines, f"</{whole}>\n"]).encode()
