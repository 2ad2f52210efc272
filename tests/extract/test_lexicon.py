"""Rules of finding words."""

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
