"""Where the page of a thing is: file names of a site, paths of a server, places in a text."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import quote

from ontology.iris import BASE

__all__ = ["KINDS", "Links", "address", "kind_of", "no_links", "page_path", "served_path"]

Links: TypeAlias = Callable[[str], str]
"""Returns where the page of an IRI is, seen from the page that asks; nothing if it has none."""

KINDS = {
    "area": "place",
    "body": "institution",
    "document": "document",
    "mechanism": "mechanism",
    "report": "report",
    "theme": "theme",
    "indicator": "indicator",
}
"""First segment of the IRIs that have pages, and the folder of their pages."""

_SAFE = re.compile(r"(?!x[0-9a-f]{12}$)[0-9a-z][0-9a-z-]{0,59}")
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def kind_of(iri: str) -> str:
    """Return what kind of page a thing has, nothing if it has none.

    >>> kind_of("https://w3id.org/fazhi/area/370983")
    'place'
    >>> kind_of("https://w3id.org/fazhi/area/370983/person/甲乙")
    ''
    """
    if not iri.startswith(BASE):
        return ""
    first, _, rest = iri.removeprefix(BASE).partition("/")
    deep = first in {"area", "report", "mechanism", "theme", "indicator"} and "/" in rest
    return "" if not rest or deep or "#" in rest else KINDS.get(first, "")


def page_path(iri: str) -> str:
    """Return the file of a thing's page below the folder of a site.

    A name of small Latin letters and digits stays; any other becomes twelve hex digits of its
    sha256, so that every file system and every web host takes it.

    >>> page_path("https://w3id.org/fazhi/area/370983")
    'place/370983.html'
    """
    first, _, name = iri.removeprefix(BASE).partition("/")
    safe = _SAFE.fullmatch(name) and not _DEVICES.fullmatch(name)
    file = name if safe else f"x{sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"
    return f"{KINDS[first]}/{file}.html"


def served_path(iri: str) -> str:
    """Return the path at which a server shows a thing: /area/370983."""
    return f"/{quote(iri.removeprefix(BASE), safe='/')}" if kind_of(iri) else ""


def no_links(_: str) -> str:
    """Return nothing: a page that stands alone leads nowhere."""
    return ""


def address(report_iri: str, start: int, end: int, *, root: str = "") -> str:
    """Return the link from a page to a marked sentence of the report's page.

    ``root`` leads from that page's folder to that of the site: nothing from its top pages,
    ``../`` from the others.

    >>> address("https://w3id.org/fazhi/report/jia-2021-0f0f0f0f", 123, 145)
    'report/jia-2021-0f0f0f0f.html#at=123-145'
    """
    return f"{root}{page_path(report_iri)}#at={start}-{end}"
