"""The words that open, end and surround names of mechanisms, from ``vocab/mechanism-cues.ttl``."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.characters import Characters, stands_at
from extract.lexicon import Lexicon
from ontology.schemes import load_scheme

__all__ = ["Cues", "Prefixes", "Use", "load_cues"]


class Use:
    """What a word at an edge of a name can be: bits of one number, tested ten thousand times."""

    HEAD: Final = 1 << 0
    DISTRIBUTIVE: Final = 1 << 1
    CAMPAIGN: Final = 1 << 2
    WEAK_HEAD: Final = 1 << 3
    LOCATION: Final = 1 << 4
    SET_UP: Final = 1 << 5
    WORK: Final = 1 << 6
    SHARED: Final = 1 << 7
    BUSY: Final = 1 << 8
    ASSESSMENT: Final = 1 << 9
    NOISE: Final = 1 << 10
    TRIAL: Final = 1 << 11
    OWN_NAME: Final = 1 << 12
    VERB: Final = 1 << 13
    SOFT_VERB: Final = 1 << 14
    RESULT_VERB: Final = 1 << 15
    CONDUCT_VERB: Final = 1 << 16
    ADOPT_VERB: Final = 1 << 17
    ENTER_VERB: Final = 1 << 18
    FIRM: Final = 1 << 19
    PIVOT: Final = 1 << 20
    PRACTISE: Final = 1 << 21
    GRANT_VERB: Final = 1 << 22
    TOOL_VERB: Final = 1 << 23
    NOMINAL: Final = 1 << 24
    SITE_VERB: Final = 1 << 25
    ADVERB: Final = 1 << 26
    PREPOSITION: Final = 1 << 27
    NOUN: Final = 1 << 28


_ENDS: Final = (
    "head",
    "distributive",
    "campaign",
    "weak-head",
    "location",
    "set-up",
    "work",
    "shared",
    "busy",
    "assessment",
    "noise",
    "trial",
    "own-name",
)
_EDGES: Final = (
    "verb",
    "soft-verb",
    "result-verb",
    "conduct-verb",
    "adopt-verb",
    "enter-verb",
    "firm",
    "pivot",
    "practise",
    "grant-verb",
    "tool-verb",
    "nominal",
    "site-verb",
    "adverb",
    "preposition",
    "noun",
)


class Prefixes:
    """Words to try at a place, the longest first."""

    def __init__(self, words: list[str]) -> None:
        """Sort the words under their first character."""
        self._words: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            self._words.setdefault(word[0], []).append(word)
        self._openings = Characters(self._words)

    def length_at(self, text: str, start: int) -> int:
        """Return the length of the longest word at a place, 0 if none stands there."""
        if not self._openings.at(text, start):
            return 0
        for word in self._words[text[start]]:
            if stands_at(text, word, start):
                return len(word)
        return 0

    def consume(self, text: str) -> bool:
        """Tell whether a text is made of these words alone."""
        at = 0
        while at < len(text):
            length = self.length_at(text, at)
            if not length:
                return False
            at += length
        return True


@dataclass(frozen=True, slots=True)
class Cues:
    """Words by use; a word may have several uses."""

    heads: Lexicon[int]
    """Nouns that end a name, each with its uses."""
    edges: Lexicon[int]
    """Words that stand before a name, each with its uses."""
    determiners: Prefixes
    words: Prefixes
    """Words that begin like a determiner."""
    tails: Prefixes
    predicates: Prefixes
    generic: Prefixes
    slogans: frozenset[str]
    coined_ends: tuple[str, ...]
    document_tails: tuple[str, ...]
    subjects: tuple[str, ...]
    honours: Lexicon[int]
    issuing: Lexicon[int]
    entered: Lexicon[int]
    """Ends of what a thing is put into."""
    granted: Lexicon[int]
    bodies: frozenset[str]
    """Short names of bodies, one character each."""
    plans: tuple[str, ...]
    """Ends of plans of work, which are mechanisms only by being issued."""
    councils: tuple[str, ...]
    """Ends of bodies, which are mechanisms only by being set up."""
    sites: tuple[str, ...]
    """Heads that often only say where something is done."""


@cache
def load_cues() -> Cues:
    """Return the cues, read once."""
    words: dict[str, list[str]] = {}
    for cue in load_scheme("mechanism-cues"):
        for use in cue.values("use"):
            words.setdefault(use, []).extend(cue.labels)
    return Cues(
        heads=_lexicon(words, *_ENDS),
        edges=_lexicon(words, *_EDGES),
        determiners=Prefixes(words["determiner"]),
        words=Prefixes(words["word"]),
        tails=Prefixes(words["tail"]),
        predicates=Prefixes(words["predicate"]),
        generic=Prefixes(words["generic"]),
        slogans=frozenset(words["slogan"]),
        coined_ends=tuple(words["coined-end"]),
        document_tails=tuple(sorted(words["document-tail"], key=len, reverse=True)),
        subjects=tuple(words["subject"]),
        honours=_lexicon(words, "honour"),
        issuing=_lexicon(words, "issue"),
        entered=_lexicon(words, "entered"),
        granted=_lexicon(words, "granted"),
        bodies=frozenset(words["body"]),
        plans=tuple(words["plan"]),
        councils=tuple(words["council"]),
        sites=tuple(words["location"]),
    )


def _lexicon(words: dict[str, list[str]], *uses: str) -> Lexicon[int]:
    """Return the words with all their uses; those of one use alone need no bit for it."""
    found: dict[str, int] = {}
    for use in uses:
        bit: int = getattr(Use, use.upper().replace("-", "_"), 0)
        for word in words[use]:
            found[word] = found.get(word, 0) | bit
    return Lexicon(found.items())
