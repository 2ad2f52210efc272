"""The words that open, end and surround names of mechanisms, from ``vocab/mechanism-cues.ttl``."""

from dataclasses import dataclass
from functools import cache

from extract.lexicon import Lexicon
from ontology.schemes import load_scheme

__all__ = ["Cues", "load_cues"]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words by use; a word may have several uses."""

    heads: Lexicon[str]
    """Nouns that end a name, each with its uses: ``head``, ``work``, ``distributive``."""
    edges: Lexicon[str]
    """Words that stand before a name: ``verb``, ``soft-verb``, ``adverb``, ``preposition``."""
    determiners: tuple[str, ...]
    tails: tuple[str, ...]
    predicates: tuple[str, ...]
    generic: frozenset[str]
    slogans: frozenset[str]


@cache
def load_cues() -> Cues:
    """Return the cues, read once."""
    words: dict[str, list[str]] = {}
    for cue in load_scheme("mechanism-cues"):
        for use in cue.values("use"):
            words.setdefault(use, []).extend(cue.labels)
    return Cues(
        heads=_lexicon(words, "head", "work", "distributive"),
        edges=_lexicon(words, "verb", "soft-verb", "adverb", "preposition"),
        determiners=_longest_first(words["determiner"]),
        tails=_longest_first(words["tail"]),
        predicates=_longest_first(words["predicate"]),
        generic=frozenset(words["generic"]),
        slogans=frozenset(words["slogan"]),
    )


def _lexicon(words: dict[str, list[str]], *uses: str) -> Lexicon[str]:
    return Lexicon((word, use) for use in uses for word in words.get(use, ()))


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
