"""What the page of a thing shows, before it is HTML."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from visual.words import Word

__all__ = ["Card", "Fact", "Quote", "Row", "Section"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a report and where it stands."""

    text: str
    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table: a thing, what is said of it, and the sentence that says so."""

    thing: str = ""
    """IRI of what the row is about; nothing if it only has words."""
    text: str = ""
    """Words as printed, where the row is about no thing of its own."""
    year: int = 0
    status: str = ""
    """Key of a status, an act or a role among the words."""
    value: str = ""
    """A figure with its unit, or a number of places."""
    quote: Quote | None = None
    bodies: tuple[str, ...] = ()
    """Institutions that run it."""
    evidence: tuple[str, ...] = ()
    """IRIs of the sentences it rests on."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rows."""

    title: str
    """Key among the words."""
    rows: Sequence[Row]
    all: int = -1
    """How many rows there are, if not all of them are given."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the description: a property, and things, concepts or plain words."""

    title: str
    things: tuple[str, ...] = ()
    words: tuple[str | Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """All that the page of a thing shows."""

    iri: str
    kind: str
    """Key of its class among the words."""
    name: Word
    aliases: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    """What it belongs to, the widest first."""
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    years: dict[str, dict[int, int]] = field(default_factory=dict)
    """How many places report it, by status and year."""
