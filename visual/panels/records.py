"""What the panels show: places, mechanisms, reports, and what each report says of them."""

from dataclasses import dataclass, field

__all__ = ["Mechanism", "Panels", "Place", "Quote", "Report", "Statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A jurisdiction under its present code."""

    iri: str
    zh: str
    en: str = ""
    code: str = ""
    level: str = ""
    province: str = ""
    """IRI of the province in which it lies, or its own."""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A mechanism that some report names."""

    iri: str
    zh: str
    en: str = ""
    aliases: tuple[str, ...] = ()
    theme: str = ""
    """Bare name of one of the Outline's systems: administrative-enforcement."""
    found: bool = False
    """Whether reports coined it and no vocabulary holds it."""
    wholes: tuple[str, ...] = ()
    """Larger mechanisms of which it is a member or a narrower form, at any remove."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text at hand; a work plan may cover several years."""

    iri: str
    unit: str
    year: int
    end: int
    kind: str = ""
    title: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A sentence of a report, by offsets in code points."""

    report: str
    start: int
    end: int
    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one report says of one mechanism in one place."""

    mechanism: str
    unit: str
    status: str
    year: int
    report: str
    since: int | None = None
    surface: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """All of it, each part in a fixed order."""

    places: tuple[Place, ...] = ()
    provinces: tuple[Place, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    reports: tuple[Report, ...] = ()
    statements: tuple[Statement, ...] = field(default=())
