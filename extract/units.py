"""Read what stands behind the figures of a number: 余, 万, and the unit."""

from functools import cache
from typing import Final

from extract.characters import Characters, stands_at
from ontology.schemes import Concept, load_scheme

__all__ = ["LARGE", "Counted", "cue_words", "cues", "read_counted", "unit_words"]

LARGE: Final = ("万亿", "千万", "百万", "十万", "亿", "万", "千", "百")
"""Words by which figures are multiplied."""


@cache
def cue_words(scope: str) -> tuple[str, ...]:
    """Return the cues of figures with this scope, the longest first."""
    words = {label for cue in cues(scope) for label in cue.labels}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def cues(scope: str) -> list[Concept]:
    """Return the concepts of cues with this scope."""
    return [cue for cue in load_scheme("figure-cues") if cue.values("scope") == (scope,)]


@cache
def unit_words() -> dict[str, tuple[str, ...]]:
    """Return units, the longest first, with the other words that begin with them: 部门, no 部."""
    others: dict[str, tuple[str, ...]] = {}
    for unit in load_scheme("units"):
        for label in unit.labels:
            words = (word for word in unit.values("notLabel") if word.startswith(label))
            others[label] = tuple(sorted(words))
    return {label: others[label] for label in sorted(others, key=lambda word: (-len(word), word))}


class Counted:
    """What stands behind the figures of a number: 万余人 is 万, 余, 人."""

    def __init__(self, times: str, inside: str, unit: str, end: int) -> None:
        """Keep the values."""
        self.times = times
        self.inside = inside
        self.unit = unit
        self.end = end


class _Openings:
    """Words that may open a stretch, or stay away."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = words
        self._first = Characters(word[0] for word in words)
        self._none = [""]

    def at(self, text: str, place: int) -> list[str]:
        """Return the words that stand at a place, then none."""
        if not self._first.at(text, place):
            return self._none
        return [*[word for word in self._words if stands_at(text, word, place)], ""]


class _Units:
    """The units by their first character."""

    def __init__(self) -> None:
        self._words: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for label, others in unit_words().items():
            self._words.setdefault(label[0], []).append((label, others))
        self._first = Characters(self._words)
        self._more = _Openings(cue_words("inside"))
        self._large = _Openings(LARGE)

    def _at(self, text: str, place: int) -> str:
        """Return the longest unit at a place with which no other word begins, or nothing."""
        if self._first.at(text, place):
            for label, others in self._words[text[place]]:
                stands = stands_at(text, label, place)
                if stands and not any(stands_at(text, other, place) for other in others):
                    return label
        return ""

    def counted(self, text: str, place: int) -> Counted | None:
        """Return what stands behind figures; a word that opens no unit is one itself."""
        for more in self._more.at(text, place):
            begin = place + len(more)
            for times in self._large.at(text, begin):
                middle = begin + len(times)
                for after in self._more.at(text, middle):
                    last = middle + len(after)
                    unit = self._at(text, last)
                    if unit:
                        return Counted(times, more or after, unit, last + len(unit))
        return None


@cache
def _units() -> _Units:
    return _Units()


def read_counted(text: str, place: int) -> Counted | None:
    """Return what stands behind the figures that end at a place, none if they count nothing."""
    return _units().counted(text, place)
