"""Rules of offsets that are asked for in reading order."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from extract.order import Offsets

PLACES = st.lists(st.integers(0, 60), max_size=30)


@given(PLACES, PLACES)
def test_questions_in_any_order_are_answered(offsets: list[int], places: list[int]) -> None:
    """What was asked before makes an answer faster, and no other."""
    held = Offsets(sorted(offsets))
    for place in places:
        assert held.before(place) == bisect_left(held.all, place)
