"""Find the mechanisms of the vocabulary in a text, quotation marks inside names ignored."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from extract.characters import places_of_any
from extract.lexicon import Lexicon
from extract.mechanisms.names import Candidate, bare, stem, unplaced
from ontology.schemes import Concept, load_scheme

__all__ = ["Surroundings", "Vocabulary", "load_vocabulary"]

_PAUSES: Final = re.compile(r"[、,]")
Surroundings = Callable[[int], str]
"""Gives the text of the sentence and the headings around an offset."""


class _Meaning:
    """What a form means."""

    def __init__(self) -> None:
        self.sure: str | None = None
        """IRI of the first concept that it names without a context."""
        self.needy: list[str] = []
        """IRIs of those that it names in a context."""
        self.none = False
        """Whether it only looks like a name."""


class Vocabulary:
    """The curated mechanisms by their names."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        """Read names, names that need a context, and look-alikes."""
        self.labels = {concept.iri: concept.zh for concept in concepts}
        self._broader = {concept.iri: concept.broader for concept in concepts}
        self._all_labels = {concept.iri: concept.labels for concept in concepts}
        self._contexts = {concept.iri: concept.values("contextLabel") for concept in concepts}
        self._lexicon = Lexicon(_meanings(concepts).items())
        self._exact = {
            bare(label): concept.iri for concept in reversed(concepts) for label in concept.labels
        }
        needy = {bare(name) for each in concepts for name in each.values("contextualLabel")}
        self._cores = {
            key: concept.iri
            for concept in reversed(concepts)
            for label in reversed(concept.labels)
            if (key := stem(bare(label))) not in needy
        }

    def concept_of(self, name: str) -> str | None:
        """Return the concept that a found name means, by its label, else by its core.

        A core that is no name without a context tells nothing: 五公开 of officers' conduct.
        """
        kernel = bare(name)
        iri = self._exact.get(kernel) or self._cores.get(stem(kernel))
        if iri is None:
            local = unplaced(kernel)
            iri = None if local is kernel else self._cores.get(stem(local))
        return iri

    def find(self, text: str, surroundings: Surroundings) -> list[Candidate]:
        """Return the mechanisms named in the text.

        A short form counts where a word of its context stands around it, or where the text
        names the mechanism in full elsewhere.
        """
        skeleton, cuts = _skeleton(text)
        sure: list[Candidate] = []
        short: list[tuple[int, int, _Meaning]] = []
        low, total = 0, len(cuts)
        for begin, stop, meaning in self._lexicon.find_first(skeleton):
            if meaning.none:
                continue
            while low < total and cuts[low] <= begin:
                low += 1
            high = low
            while high < total and cuts[high] < stop:
                high += 1
            start, end = begin + low, stop + high
            if high > low:
                start, end = _printed(text, start, end)
            iri = meaning.sure or self._in_context(meaning.needy, surroundings(start))
            if iri is not None:
                sure.append(self._candidate(start, end, iri))
            else:
                short.append((start, end, meaning))
        named = {candidate.concept for candidate in sure}
        for start, end, meaning in short:
            for iri in meaning.needy:
                if iri in named:
                    sure.append(self._candidate(start, end, iri))
                    break
        return sure

    def broader(self, iri: str) -> tuple[str, ...]:
        """Return the more general concepts of a concept."""
        return self._broader.get(iri, ())

    def meant_by(self, general: str, printed: str, special: str) -> str:
        """Return which of two concepts a printed form means, the special one named before it.

        After 证明事项告知承诺制 the bare 告知承诺制 means that one.
        """
        labels = self._all_labels[special]
        tail = any(label != printed and label.endswith(printed) for label in labels)
        return special if tail else general

    def _candidate(self, start: int, end: int, iri: str) -> Candidate:
        return Candidate(start=start, end=end, name=self.labels[iri], concept=iri)

    def _in_context(self, concepts: list[str], around: str) -> str | None:
        for iri in concepts:
            for word in self._contexts[iri]:
                if word in around:
                    return iri
        return None


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary, read once."""
    return Vocabulary(load_scheme("mechanisms").concepts)


def _meanings(concepts: tuple[Concept, ...]) -> dict[str, _Meaning]:
    """Return every form with what it means."""
    meanings: dict[str, _Meaning] = {}
    for concept in concepts:
        for label in concept.labels:
            for form in _forms(label):
                meaning = meanings.setdefault(form, _Meaning())
                meaning.sure = meaning.sure or concept.iri
        for label in concept.values("contextualLabel"):
            for form in _forms(label):
                meanings.setdefault(form, _Meaning()).needy.append(concept.iri)
        for label in concept.values("notLabel"):
            meanings.setdefault(label, _Meaning()).none = True
    return meanings


def _forms(label: str) -> set[str]:
    """Return the spellings of a label: 双随机、一公开 is also printed without its pause."""
    bare = re.sub(r"[“”]", "", label)
    return {bare, _PAUSES.sub("", bare), _PAUSES.sub(",", bare), _PAUSES.sub("、", bare)}


def _skeleton(text: str) -> tuple[str, list[int]]:
    """Return the text without quotation marks, and where in it they were left out."""
    marks = places_of_any(text, "“”")
    skeleton = text.replace("“", "").replace("”", "")
    return skeleton, [mark - left_out for left_out, mark in enumerate(marks)]


def _printed(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch by the quotation mark that it cuts off: “三项制度” has both or none."""
    inside = text[start:end]
    first = min((at for at in (inside.find("“"), inside.find("”")) if at >= 0), default=-1)
    last = max(inside.rfind("“"), inside.rfind("”"))
    if first >= 0 and inside[first] == "”" and text[start - 1] == "“":
        start -= 1
    if last >= 0 and inside[last] == "“" and text[end : end + 1] == "”":
        end += 1
    return _balanced(text, start, end)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut a stretch at a mark whose partner lies outside: 以案释法 of “轮值讲法、以案释法”工作."""
    opened = text.rfind("“", start, end)
    closed = text.find("”", start, end)
    if closed >= 0 and text.find("“", start, closed) < 0:
        return start, closed
    if opened >= 0 and text.find("”", opened, end) < 0:
        return opened + 1, end
    return start, end
