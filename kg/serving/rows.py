"""Hold an answer back until it is whole, and count its rows in the form in which it stands."""

from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

__all__ = ["BoundedOutput", "TooMuchError", "count_rows"]

_MEGABYTE = 1 << 20


class TooMuchError(Exception):
    """An answer that is larger than it may be."""


class BoundedOutput(BytesIO):
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        """Begin empty."""
        super().__init__()
        self._most = most

    def write(self, part: "Buffer") -> int:
        """Keep a part.

        Raises:
            TooMuchError: It is one too many.
        """
        if self.tell() + len(memoryview(part)) > self._most:
            told = f"an answer of more than {self._most // _MEGABYTE:,} MB"
            raise TooMuchError(f"{told}; add LIMIT or ask in parts")
        return super().write(part)


def count_rows(data: bytes, form: ox.QueryResultsFormat, enough: int) -> int:
    """Return the number of rows of a written answer, or one not above ``enough`` if few they are.

    A cheap upper bound comes first; only what exceeds it is counted exactly.
    """
    mark = {
        ox.QueryResultsFormat.JSON: b"{",
        ox.QueryResultsFormat.XML: b"<result>",
    }.get(form, b"\n")
    bound = data.count(mark)
    if bound <= enough or form == ox.QueryResultsFormat.XML:
        return bound  # a literal holds &lt; in XML
    if form == ox.QueryResultsFormat.TSV:
        return bound - 1  # the head; a literal holds \n as two characters in TSV
    if form == ox.QueryResultsFormat.CSV:
        return _outside_quotes(data).count(b"\n") - 1
    plain = _outside_quotes(data.replace(b"\\\\", b"").replace(b'\\"', b""))
    return plain.count(b"[{") + plain.count(b",{")


def _outside_quotes(data: bytes) -> bytes:
    """Return what stands outside of quotation marks; a doubled mark within opens and closes."""
    return b"".join(data.split(b'"')[::2])
