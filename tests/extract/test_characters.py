"""Rules of looking at characters and words at places of a text."""

import re
from bisect import bisect_left
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.characters import (
    BLANKS,
    Characters,
    at_or_after,
    enclosed,
    places_of,
    stands_at,
    stands_before,
)


@pytest.fixture(params=["interpreted", "compiled"], autouse=True, scope="module")
def _way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every rule holds for both ways of looking."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extract.characters._INTERPRETED", request.param == "interpreted")
        yield


_TEXTS = st.text("制度、和a1 𠮷", max_size=12)
_WORDS = st.text("制度、", min_size=1, max_size=3)


@given(_TEXTS, st.integers(0, 14), st.integers(0, 12))
def test_characters_are_found_as_in_a_set(text: str, start: int, end: int) -> None:
    """A look at a place and a search of a stretch find what a set of characters holds."""
    held, end = Characters("、和"), min(end, len(text))
    assert held.at(text, start) == (text[start : start + 1] in {"、", "和"})
    found = [at for at in range(start, end) if text[at] in "、和"]
    assert held.first(text, start, end) == next(iter(found), -1)
    assert held.within(text, start, end) == bool(found)


@given(_TEXTS, _WORDS, st.integers(0, 14))
def test_words_stand_as_text_starts_and_ends_with_them(text: str, word: str, at: int) -> None:
    """A word stands at a place or before it, whole."""
    assert stands_at(text, word, at) == text.startswith(word, at)
    assert stands_before(text, word, min(at, len(text))) == text.endswith(word, 0, at)


@pytest.mark.parametrize(("word", "places"), [("度", [1, 4]), ("制度", [0, 3]), ("机制", [])])
def test_every_place_of_a_word_is_found(word: str, places: list[int]) -> None:
    """Places come in reading order."""
    assert places_of("制度、制度", word) == places


@given(st.lists(st.integers(0, 30)), st.integers(-1, 31))
def test_offsets_are_searched_as_by_bisection(offsets: list[int], offset: int) -> None:
    """The first of sorted offsets at a place or behind it."""
    assert at_or_after(sorted(offsets), offset) == bisect_left(sorted(offsets), offset)


def test_blanks_are_all_that_a_pattern_takes_for_space() -> None:
    """No code point beyond these is a space."""
    assert {chr(code) for code in range(0x110000) if chr(code).isspace()} == set(BLANKS)


_MOST = {"《": 4, "“": 5, "(": 3}
_PATTERN = re.compile(r"《[^《》\n]{1,4}》|“[^“”\n]{1,5}”|\([^()\n]{1,3}\)")


@given(st.text("a《》“”()\n", max_size=20))
def test_what_stands_between_marks_is_found_as_by_a_pattern(text: str) -> None:
    """The outer of stretches inside each other counts, the first of those that overlap."""
    assert enclosed(text, _MOST) == [match.span() for match in _PATTERN.finditer(text)]
