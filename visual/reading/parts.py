"""What the reader and the pages of a site share: words, links with names, the way back."""

from collections.abc import Iterable
from dataclasses import dataclass

from visual.reading.addresses import Links
from visual.reading.lookups import Lookups
from visual.words import Word, concept_words

__all__ = ["Step", "site_words", "step", "trail"]


@dataclass(frozen=True, slots=True)
class Step:
    """A thing with its name and, where it has a page, the way there."""

    name: Word
    href: str = ""


def site_words() -> dict[str, Word]:
    """Return the words of ``interface-site.ttl`` as words of the interface."""
    words = concept_words("interface-site")
    return {f"interface/{key.partition('/')[2]}": word for key, word in words.items()}


def step(lookups: Lookups, iri: str, links: Links) -> Step:
    """Return a thing by its name, with the way to its page."""
    return Step(lookups.name(iri), links(iri))


def trail(lookups: Lookups, above: Iterable[str], iri: str, links: Links, home: str) -> list[Step]:
    """Return the way from the first page to a thing: home, what it belongs to, itself."""
    first = [Step(site_words()["interface/home"], home)] if home else []
    steps = [step(lookups, each, links) for each in above if each != iri]
    return [*first, *steps, Step(lookups.name(iri))]
