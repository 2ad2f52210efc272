"""The things that reports name, each with an IRI of ``ontology.iris``.

Nobody changes a record that was made; see ``extract.facts``.
"""

from dataclasses import dataclass

from extract.values import Level

__all__ = ["Institution", "Jurisdiction", "Mechanism", "PolicyDocument"]


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Jurisdiction:
    """A place that is governed: 肥城市."""

    iri: str
    name: str
    level: Level
    code: str | None = None
    """GB/T 2260 (6 digits), a statistical township code (9 digits), or none."""
    within: str | None = None
    """IRI of the parent."""
    alternatives: tuple[str, ...] = ()
    """Printed forms other than the name."""

    def __init__(
        self,
        *,
        iri: str,
        name: str,
        level: Level,
        code: str | None = None,
        within: str | None = None,
        alternatives: tuple[str, ...] = (),
    ) -> None:
        """Keep the values."""
        self.iri = iri
        self.name = name
        self.level = level
        self.code = code
        self.within = within
        self.alternatives = alternatives


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Institution:
    """A body with a name of its own kind: 肥城市司法局."""

    iri: str
    name: str
    """Full name."""
    jurisdiction: str
    """IRI of the jurisdiction it belongs to."""
    kind: str | None = None
    """IRI of a concept of ``vocab/institution-kinds.ttl``."""
    alternatives: tuple[str, ...] = ()

    def __init__(
        self,
        *,
        iri: str,
        name: str,
        jurisdiction: str,
        kind: str | None = None,
        alternatives: tuple[str, ...] = (),
    ) -> None:
        """Keep the values."""
        self.iri = iri
        self.name = name
        self.jurisdiction = jurisdiction
        self.kind = kind
        self.alternatives = alternatives


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class PolicyDocument:
    """A law, regulation, plan, notice: 重大行政决策程序暂行条例."""

    iri: str
    title: str
    alternatives: tuple[str, ...] = ()
    number: str | None = None
    """浙政办发〔2020〕30号."""
    document_type: str | None = None
    """IRI of a concept of ``vocab/document-types.ttl``."""
    issued_by: str | None = None
    year: int | None = None
    valid_from: int | None = None
    valid_to: int | None = None

    def __init__(
        self,
        *,
        iri: str,
        title: str,
        alternatives: tuple[str, ...] = (),
        number: str | None = None,
        document_type: str | None = None,
        issued_by: str | None = None,
        year: int | None = None,
        valid_from: int | None = None,
        valid_to: int | None = None,
    ) -> None:
        """Keep the values."""
        self.iri = iri
        self.title = title
        self.alternatives = alternatives
        self.number = number
        self.document_type = document_type
        self.issued_by = issued_by
        self.year = year
        self.valid_from = valid_from
        self.valid_to = valid_to


@dataclass(init=False, slots=True, kw_only=True, unsafe_hash=True)
class Mechanism:
    """A named arrangement by which government works: 行政执法三项制度."""

    iri: str
    name: str
    """Shortest complete name, without quotation marks."""
    curated: bool = False
    """Whether the vocabulary holds it."""
    alternatives: tuple[str, ...] = ()

    def __init__(
        self, *, iri: str, name: str, curated: bool = False, alternatives: tuple[str, ...] = ()
    ) -> None:
        """Keep the values."""
        self.iri = iri
        self.name = name
        self.curated = curated
        self.alternatives = alternatives
