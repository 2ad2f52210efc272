"""The records that reading a report yields: plain, free of spaCy and of RDF.

Things (jurisdictions, institutions, documents, mechanisms, persons) are named by the IRIs of
``ontology.iris``; statements name things by IRI and carry the evidence they rest on.
Offsets count Unicode code points in the plain text kept for the report.
Nobody changes a record that was made. The kinds of which a report has hundreds are not frozen at
run time, and write their own ``__init__``, which mypyc compiles and that of a dataclass it does
not: together a tenth of reading.
"""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from extract.entities import Institution, Jurisdiction, Mechanism, PolicyDocument
from extract.values import Act, Level, Qualifier, ReportKind, Role, Status
from ontology.iris import BASE

__all__ = [
    "Act",
    "Adoption",
    "Correction",
    "DocumentAct",
    "DocumentLink",
    "Evidence",
    "Honour",
    "Institution",
    "Jurisdiction",
    "Level",
    "Measure",
    "Mechanism",
    "Mention",
    "Observation",
    "Person",
    "PolicyDocument",
    "Qualifier",
    "Report",
    "ReportFacts",
    "ReportKind",
    "Role",
    "Status",
]


_TEXTS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True, order=True)
class Evidence:
    """A clause or sentence of the kept text, ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str
    section: str = ""
    """Heading path, outermost first, joined with `` › ``."""
    surface: str | None = None
    """The printed form, where a link was inferred from it (峰城区)."""
    confidence: Decimal | None = None
    """Between 0 and 1, where a link was inferred."""
    reason: str | None = None
    """Why it was inferred: the local name of a concept of ``vocab/reasons.ttl``."""

    def __init__(
        self,
        *,
        start: int,
        end: int,
        quote: str,
        section: str = "",
        surface: str | None = None,
        confidence: Decimal | None = None,
        reason: str | None = None,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.quote = quote
        self.section = section
        self.surface = surface
        self.confidence = confidence
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An office holder: 市长赵建伟."""

    iri: str
    name: str
    role: str
    """As printed: 市长."""
    organization: str
    """IRI of the institution in which the office is held."""
    evidence: tuple[Evidence, ...]


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Mention:
    """A thing is named in a clause."""

    entity: str
    evidence: Evidence

    def __init__(self, *, entity: str, evidence: Evidence) -> None:
        """Keep the values."""
        self.entity = entity
        self.evidence = evidence


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Adoption:
    """What one report says of a mechanism in its jurisdiction; one for each status."""

    mechanism: str
    jurisdiction: str
    status: Status
    surface: str
    """The mechanism as printed in the first evidence."""
    evidence: tuple[Evidence, ...]
    institutions: tuple[str, ...] = ()
    since: int | None = None

    def __init__(
        self,
        *,
        mechanism: str,
        jurisdiction: str,
        status: Status,
        surface: str,
        evidence: tuple[Evidence, ...],
        institutions: tuple[str, ...] = (),
        since: int | None = None,
    ) -> None:
        """Keep the values."""
        self.mechanism = mechanism
        self.jurisdiction = jurisdiction
        self.status = status
        self.surface = surface
        self.evidence = evidence
        self.institutions = institutions
        self.since = since


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class DocumentAct:
    """Somebody did something with a document."""

    agent: str
    act: Act
    document: str
    evidence: tuple[Evidence, ...]

    def __init__(
        self, *, agent: str, act: Act, document: str, evidence: tuple[Evidence, ...]
    ) -> None:
        """Keep the values."""
        self.agent = agent
        self.act = act
        self.document = document
        self.evidence = evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """A document was made to carry out another: 为贯彻落实《A》,制定《B》."""

    document: str
    higher: str
    evidence: tuple[Evidence, ...]


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Observation:
    """A figure: 受理行政复议案件60件."""

    measured: str
    value: Decimal
    unit: str
    evidence: Evidence
    start: int
    end: int
    """Range of the number with its unit, in the kept text; names the fact."""
    jurisdiction: str
    qualifier: Qualifier | None = None
    indicator: str | None = None
    """IRI of a concept of ``vocab/indicators.ttl``."""

    def __init__(
        self,
        *,
        measured: str,
        value: Decimal,
        unit: str,
        evidence: Evidence,
        start: int,
        end: int,
        jurisdiction: str,
        qualifier: Qualifier | None = None,
        indicator: str | None = None,
    ) -> None:
        """Keep the values."""
        self.measured = measured
        self.value = value
        self.unit = unit
        self.evidence = evidence
        self.start = start
        self.end = end
        self.jurisdiction = jurisdiction
        self.qualifier = qualifier
        self.indicator = indicator

    @property
    def key(self) -> str:
        """Name of this fact inside its report."""
        return f"{self.start}-{self.end}"


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Measure:
    """One concrete action of government."""

    label: str
    verb: str
    object: str
    actor: str
    status: Status
    evidence: Evidence
    kind: str | None = None
    """IRI of a concept of ``vocab/measure-kinds.ttl``."""
    theme: str | None = None
    concerns: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    """Keys of the figures inside it."""

    def __init__(
        self,
        *,
        label: str,
        verb: str,
        object: str,  # noqa: A002 (the object of a verb)
        actor: str,
        status: Status,
        evidence: Evidence,
        kind: str | None = None,
        theme: str | None = None,
        concerns: tuple[str, ...] = (),
        observations: tuple[str, ...] = (),
    ) -> None:
        """Keep the values."""
        self.label = label
        self.verb = verb
        self.object = object
        self.actor = actor
        self.status = status
        self.evidence = evidence
        self.kind = kind
        self.theme = theme
        self.concerns = concerns
        self.observations = observations


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """A title or ranking won."""

    label: str
    recipient: str
    """IRI of a jurisdiction or institution."""
    evidence: tuple[Evidence, ...]
    recipient_text: str | None = None
    """As printed, where the recipient is only described (4个村居)."""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text that was read."""

    iri: str
    source_file: str
    sha256: str
    title: str
    jurisdiction: str
    kind: ReportKind
    year: int
    period_end: int | None = None
    issuer: str | None = None
    issued: str | None = None
    """ISO date of publication."""
    publisher: str | None = None
    source: str | None = None
    """Address it came from."""
    text_of: str | None = None
    """IRI of the document whose text it is: a work plan is one itself."""

    @property
    def id(self) -> str:
        """Name of the report: ``feicheng-2021-0a1b2c3d``."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(slots=True, kw_only=True, unsafe_hash=True)  # compiled and frozen it could not travel
class Correction:
    """What a user corrected: a row of ``corrections.csv``, of one report or of all."""

    kind: str
    subject: str
    """A name for ``link``, an IRI otherwise."""
    object: str = ""
    """IRI; empty for ``wrong``."""
    report: str = ""
    """Name of a report's file."""
    note: str = ""

    @property
    def iri(self) -> str:
        """Name of the correction, by what it says."""
        said = f"{self.kind}\n{self.subject}\n{self.object}\n{self.report}"
        digest = sha256(said.encode("utf-8", "replace")).hexdigest()[:10]
        return f"{BASE}correction/{self.kind}-{digest}"

    @property
    def names_file(self) -> bool:
        """Whether it says whose report a file is."""
        return self.kind == "link" and self.subject.lower().endswith(_TEXTS)

    def concerns(self, file_name: str) -> bool:
        """Tell whether it holds for a report."""
        return self.report in {"", file_name}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that one report says."""

    report: Report
    text: str
    jurisdictions: tuple[Jurisdiction, ...] = ()
    institutions: tuple[Institution, ...] = ()
    documents: tuple[PolicyDocument, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    persons: tuple[Person, ...] = ()
    mentions: tuple[Mention, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    acts: tuple[DocumentAct, ...] = ()
    links: tuple[DocumentLink, ...] = ()
    observations: tuple[Observation, ...] = ()
    measures: tuple[Measure, ...] = ()
    honours: tuple[Honour, ...] = ()
    unread: int = 0
    """Characters of sentences in which no rule found anything."""
    doubts: tuple[str, ...] = ()
    """What speaks against the report's identity, in clear lines."""
    corrections: tuple[Correction, ...] = ()
    """The user's corrections that were heard here."""
    wrong: frozenset[str] = frozenset()
    """IRIs of statements that the user has found wrong."""
