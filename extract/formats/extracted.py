"""What a reader hands on: the plain text of a file and what the file says of itself."""

from dataclasses import dataclass

from ontology.errors import KgError

__all__ = ["Extracted", "SourceError"]


class SourceError(KgError):
    """A file that cannot be read as a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A plain text, and title, address, publisher and day as the file itself gives them."""

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO date."""
    doubts: tuple[str, ...] = ()
