"""A table as statements: one thing a row, one property a column."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pyoxigraph as ox

from extract.formats.encoding import decode
from ontology.errors import KgError
from ontology.iris import area, slug
from ontology.terms import PREFIXES

__all__ = ["TABLES", "read_table"]

TABLES = {".csv": ",", ".tsv": "\t"}
"""What parts the cells, by the ending of the file."""
_CODE = "fz:code"
_PREFIXED = re.compile(r"([a-z]{1,40}):([^\s:/][^\s]*)")
_ADDRESS = re.compile(r"https?://\S+")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}")
_PLACE_CODE = re.compile(r"\d{6}|\d{9}")
_LABEL = ox.NamedNode(f"{PREFIXES['rdfs']}label")
_JURISDICTION = ox.NamedNode(f"{PREFIXES['fz']}jurisdiction")


def read_table(file: Path, graph: str) -> Iterator[ox.Triple]:
    """Yield the statements of a table.

    Row 2 is ``<graph>#row=2`` (RFC 7111). A column headed by a property (``fz:code``) states that
    property, any other one of its own, labelled with the heading. A cell that is an address or a
    name with one of our prefixes (``area:370983``) is that thing; whole and decimal figures are
    numbers. A column ``fz:code`` links the row to its place.

    Raises:
        KgError: The table has no heading, or a row is longer than it.
    """
    text = decode(file.read_bytes(), file.name)
    rows = csv.reader(
        StringIO(text.lstrip("\ufeff"), newline=""), delimiter=TABLES[file.suffix.lower()]
    )
    heading = [cell.strip() for cell in next(rows, [])]
    if not any(heading):
        raise KgError("the first row must name the columns")
    properties = [_property(cell, graph) for cell in heading]
    for cell, prop in zip(heading, properties, strict=True):
        if cell and prop.value.startswith(f"{graph}#"):
            yield ox.Triple(prop, _LABEL, ox.Literal(cell))
    for number, row in enumerate(rows, 2):
        if len(row) > len(heading):
            raise KgError(f"row {number} has {len(row)} cells under {len(heading)} headings")
        node = ox.NamedNode(f"{graph}#row={number}")
        for name, prop, cell in zip(heading, properties, row, strict=False):
            if name and cell.strip():
                yield from _cell(node, name, prop, cell.strip())


def _cell(node: ox.NamedNode, name: str, prop: ox.NamedNode, cell: str) -> Iterator[ox.Triple]:
    if name == _CODE:
        yield ox.Triple(node, prop, ox.Literal(cell))
        if _PLACE_CODE.fullmatch(cell):
            yield ox.Triple(node, _JURISDICTION, ox.NamedNode(area(cell)))
    else:
        yield ox.Triple(node, prop, _value(cell))


def _property(heading: str, graph: str) -> ox.NamedNode:
    return _thing(heading) or ox.NamedNode(f"{graph}#{slug(heading)}")


def _value(cell: str) -> ox.NamedNode | ox.Literal:
    if thing := _thing(cell):
        return thing
    if _WHOLE.fullmatch(cell):
        return ox.Literal(int(cell))
    if _DECIMAL.fullmatch(cell):
        return ox.Literal(cell, datatype=ox.NamedNode(f"{PREFIXES['xsd']}decimal"))
    return ox.Literal(cell)


def _thing(cell: str) -> ox.NamedNode | None:
    """Return what a cell names, if it is an address or has one of our prefixes."""
    match = _PREFIXED.fullmatch(cell)
    iri = PREFIXES[match[1]] + match[2] if match and match[1] in PREFIXES else cell
    if iri == cell and not _ADDRESS.fullmatch(cell):
        return None
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None
