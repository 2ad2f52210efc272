"""The marks that rules leave over the clean text: offsets, and what stands there.

Offsets are character offsets of the clean text.
"""

from dataclasses import dataclass
from decimal import Decimal

from extract.facts import (
    Act,
    Institution,
    Jurisdiction,
    Mechanism,
    PolicyDocument,
    Qualifier,
    Role,
    Status,
)

__all__ = [
    "ActMark",
    "AdoptionMark",
    "Clause",
    "DocumentLinkMark",
    "DocumentMark",
    "FigureMark",
    "HonourMark",
    "InstitutionMark",
    "Mark",
    "MeasureMark",
    "MechanismMark",
    "OwnDocumentMark",
    "PersonMark",
    "PlaceMark",
    "Section",
]


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Mark:
    """A stretch of the clean text, ``doc[start:end]``.

    No rule changes a mark that was put; freezing them would cost 0.6 µs for each of thousands.
    """

    start: int
    end: int


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Section(Mark):
    """A stretch under one heading, without the sections below it."""

    role: Role
    path: tuple[str, ...]
    """Headings, outermost first."""
    body: int
    """Where the text after the heading begins; the heading is ``start:body``."""

    def __init__(
        self, *, start: int, end: int, role: Role, path: tuple[str, ...], body: int
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.role = role
        self.path = path
        self.body = body


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Clause(Mark):
    """A stretch between commas, without its closing mark, and the sentence around it."""

    sentence_start: int
    sentence_end: int
    section: int
    """Index of its section."""
    heading: bool = False
    """Whether it stands in a heading."""

    def __init__(
        self,
        *,
        start: int,
        end: int,
        sentence_start: int,
        sentence_end: int,
        section: int,
        heading: bool = False,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.sentence_start = sentence_start
        self.sentence_end = sentence_end
        self.section = section
        self.heading = heading


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class PlaceMark(Mark):
    """A named place; confidence and reason where the link was inferred."""

    place: Jurisdiction
    confidence: Decimal | None = None
    reason: str | None = None

    def __init__(
        self,
        *,
        start: int,
        end: int,
        place: Jurisdiction,
        confidence: Decimal | None = None,
        reason: str | None = None,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.place = place
        self.confidence = confidence
        self.reason = reason


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class InstitutionMark(Mark):
    """A named body."""

    institution: Institution

    def __init__(self, *, start: int, end: int, institution: Institution) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.institution = institution


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class DocumentMark(Mark):
    """A named document, marks 《》 included in the range where they are printed."""

    document: PolicyDocument

    def __init__(self, *, start: int, end: int, document: PolicyDocument) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.document = document


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class ActMark(Mark):
    """An act on a document; the range is the clause that says so."""

    act: Act
    document: str
    agent: str

    def __init__(self, *, start: int, end: int, act: Act, document: str, agent: str) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.act = act
        self.document = document
        self.agent = agent


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OwnDocumentMark(Mark):
    """The document whose text this is; the range is its title."""

    document: PolicyDocument


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DocumentLinkMark(Mark):
    """A document was made to carry out another; the range names both."""

    document: PolicyDocument
    higher: PolicyDocument


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class MechanismMark(Mark):
    """A named mechanism; the range is the printed form."""

    mechanism: Mechanism

    def __init__(self, *, start: int, end: int, mechanism: Mechanism) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.mechanism = mechanism


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class AdoptionMark(Mark):
    """A mention of a mechanism with its status; the range is the clause."""

    mechanism: str
    status: Status
    surface: str
    institutions: tuple[str, ...] = ()
    since: int | None = None

    def __init__(
        self,
        *,
        start: int,
        end: int,
        mechanism: str,
        status: Status,
        surface: str,
        institutions: tuple[str, ...] = (),
        since: int | None = None,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.mechanism = mechanism
        self.status = status
        self.surface = surface
        self.institutions = institutions
        self.since = since


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class FigureMark(Mark):
    """A figure; the range is number and unit."""

    measured: str
    value: Decimal
    unit: str
    qualifier: Qualifier | None = None
    indicator: str | None = None

    def __init__(
        self,
        *,
        start: int,
        end: int,
        measured: str,
        value: Decimal,
        unit: str,
        qualifier: Qualifier | None = None,
        indicator: str | None = None,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.measured = measured
        self.value = value
        self.unit = unit
        self.qualifier = qualifier
        self.indicator = indicator


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class MeasureMark(Mark):
    """One action; the range is the clause from its verb or named actor to its end."""

    verb: str
    object: str
    status: Status
    kind: str | None = None
    actor: str | None = None
    """IRI; none for the jurisdiction."""

    def __init__(
        self,
        *,
        start: int,
        end: int,
        verb: str,
        object: str,  # noqa: A002 (the object of a verb)
        status: Status,
        kind: str | None = None,
        actor: str | None = None,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.verb = verb
        self.object = object
        self.status = status
        self.kind = kind
        self.actor = actor


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class HonourMark(Mark):
    """A title won; the range is the clause."""

    label: str
    recipient: str
    recipient_text: str | None = None
    year: int | None = None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PersonMark(Mark):
    """A named office holder; the range is office and name."""

    iri: str
    name: str
    role: str
    organization: str
    institution: Institution | None = None
    """The body of the office where no mark need name it: the government that a 县长 heads."""
