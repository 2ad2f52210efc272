"""Sorted offsets, asked for in reading order."""

from extract.characters import at_or_after

__all__ = ["Offsets"]


class Offsets:
    """Sorted offsets of a text; a question near the last one is answered without a search."""

    def __init__(self, offsets: list[int]) -> None:
        """Keep the offsets."""
        self.all = offsets
        self._passed = 0

    def before(self, place: int) -> int:
        """Count the offsets before a place."""
        offsets, passed, size = self.all, self._passed, len(self.all)
        if passed > 0 and offsets[passed - 1] >= place:
            self._passed = passed = at_or_after(offsets, place)
        elif passed < size and offsets[passed] < place:
            passed += 1
            if passed < size and offsets[passed] < place:
                passed = at_or_after(offsets, place)
            self._passed = passed
        return passed
