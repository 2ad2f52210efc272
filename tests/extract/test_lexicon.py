"""Rules of finding words."""

from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import Lexicon


def test_the_longest_of_overlapping_words_is_found() -> None:
    """Where words overlap the leftmost wins, then the longest."""
    lexicon = Lexicon([("执法公示", 1), ("执法公示制度", 2), ("公示制度", 3)])
    assert list(lexicon.find("推行执法公示制度。")) == [(2, 8, (2,))]


def test_a_word_keeps_all_its_meanings() -> None:
    """A word that is given twice means both things, in the order given."""
    assert list(Lexicon([("中心", "a"), ("中心", "b")]).find("中心")) == [(0, 2, ("a", "b"))]


def test_offsets_count_characters() -> None:
    """Offsets count code points, also behind characters outside the basic plane."""
    assert list(Lexicon([("制度", 0)]).find("𠮷𠮷制度")) == [(2, 4, (0,))]


@given(st.lists(st.text("制度执法公示𠮷a1、", max_size=12), max_size=40))
def test_long_texts_are_searched_alike(parts: list[str]) -> None:
    """A text finds the same words alone and as the beginning of a long one."""
    words = ["制度", "执法公示制度", "公示", "示制度", "执法", "公", "a", "1、制"]
    lexicon = Lexicon((word, word) for word in words)
    text = "".join(parts)
    long = text + "\n" * 2_000
    assert lexicon.find(text) == lexicon.find(long)
    assert lexicon.find_first(text) == lexicon.find_first(long)
    assert all(text[start:end] == word for start, end, word in lexicon.find_first(long))


@given(st.text("制度𠮷a1、", max_size=40))
def test_rare_characters_open_words_too(text: str) -> None:
    """A word may open with a character outside the basic plane, in short texts and long ones."""
    lexicon = Lexicon((word, word) for word in ("制度", "𠮷a", "a𠮷", "1"))
    assert lexicon.find(text) == lexicon.find(text + "\n" * 2_000)


@given(
    st.lists(st.text("制度公示𠮷a", min_size=1, max_size=4), max_size=8),
    st.text("制度公示𠮷a1\n", max_size=40),
    st.sampled_from(["", "制度" * 100]),
)
def test_the_leftmost_and_longest_words_are_found(words: list[str], text: str, more: str) -> None:
    """Whatever the words, at each place behind the last word the longest is found."""
    text += more
    expected: list[tuple[int, int, str]] = []
    at = 0
    while at < len(text):
        fits = [word for word in words if text.startswith(word, at)]
        word = max(fits, key=len, default="")
        if word:
            expected.append((at, at + len(word), word))
        at += len(word) or 1
    assert Lexicon((word, word) for word in words).find_first(text) == expected


@given(
    st.text("甲乙丙", max_size=12),
    st.lists(st.text("甲乙丙", min_size=1, max_size=4), max_size=8, unique=True),
)
def test_all_words_are_found(text: str, words: list[str]) -> None:
    """Words inside words and across them, at each place the shortest first."""
    assert Lexicon((word, word) for word in words).find_all(text) == [
        (start, start + len(word), word)
        for start in range(len(text))
        for word in sorted(words, key=len)
        if text.startswith(word, start)
    ]
