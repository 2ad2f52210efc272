"""Tell which known indicator a measured phrase stands for."""

from extract.lexicon import Lexicon
from ontology.schemes import load_scheme

__all__ = ["IndicatorMatcher"]


class IndicatorMatcher:
    """Finds the indicator whose longest name stands in a phrase and whose unit agrees."""

    def __init__(self) -> None:
        """Read the indicators with their units."""
        named: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for indicator in load_scheme("indicators"):
            for label in indicator.labels:
                named.setdefault(label, []).append((indicator.iri, indicator.values("unit")))
        self._names = Lexicon(named.items())
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
        best, longest = None, 0
        for start, end, indicators in self._names.find_all(measured):
            if end - start <= longest:
                continue
            for iri, units in indicators:
                if unit in units:
                    best, longest = iri, end - start
                    break
        return best
