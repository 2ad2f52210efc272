"""Tell which known indicator a measured phrase stands for."""

from extract.lexicon import Lexicon
from ontology.schemes import Concept, load_scheme

__all__ = ["IndicatorMatcher"]


class IndicatorMatcher:
    """Finds the indicator whose longest name stands in a phrase and whose unit agrees."""

    def __init__(self) -> None:
        """Read the indicators."""
        self._names: Lexicon[Concept] = Lexicon(
            ((label, concept) for concept in load_scheme("indicators") for label in concept.labels),
            overlapping=True,
        )
        self._units = {unit for each in load_scheme("indicators") for unit in each.values("unit")}
        self._changes = tuple(
            cue.zh for cue in load_scheme("figure-cues") if cue.values("scope") == ("change",)
        )

    def find(self, measured: str, unit: str) -> str | None:
        """Return the IRI of the indicator of a phrase, none where no name or unit fits.

        A rise or fall (…同比增长) is none of them.
        """
        if unit not in self._units or measured.endswith(self._changes):
            return None
        best: tuple[int, str] | None = None
        for start, end, concepts in self._names.find(measured):
            for concept in concepts:
                if unit in concept.values("unit") and (best is None or end - start > best[0]):
                    best = (end - start, concept.iri)
        return best[1] if best else None
