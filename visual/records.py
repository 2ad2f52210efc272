"""What the page draws: things, links between them, sentences and figures that show them."""

from dataclasses import dataclass, field

from visual.figures import Figure
from visual.words import Word

__all__ = ["Link", "Quote", "Subgraph", "Thing"]

_STANDING = ("ontology#", "interface/broader", "interface/organ-of", "interface/part-to")
"""How the keys of links begin that hold whatever a report says."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quote:
    """A sentence of a report."""

    report: str
    start: int
    end: int
    text: str
    section: str = ""
    reason: str = ""
    """Key of the reason why a link was inferred from it: ``reason/look-alike-character``."""
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One mark on the page: 肥城市, 行政执法三项制度."""

    iri: str
    kind: str
    """Key of its class among the words: ``ontology#Mechanism``."""
    zh: str
    en: str = ""
    aliases: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """Key of a property and a value, or the key of a concept."""
    quotes: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One line on the page; all reports that say the same share it."""

    source: str
    relation: str
    """Key among the words: ``status/adopted``, ``act/issued``, ``ontology#within``."""
    target: str
    years: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether reports state it, so that it carries sentences."""
        return not self.relation.startswith(_STANDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgraph:
    """Everything a page can show; things and links in the order of their names."""

    things: dict[str, Thing]
    links: tuple[Link, ...]
    quotes: tuple[Quote, ...]
    concepts: dict[str, Word] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
