"""Rules of words in phrases."""

from hypothesis import given
from hypothesis import strategies as st

from extract.glosses import Glosses
from extract.lexicon import Lexicon

TEXTS = st.text("甲乙丙", max_size=12)
WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)


@given(TEXTS, WORDS)
def test_a_phrase_is_read_as_by_a_lexicon(text: str, words: list[str]) -> None:
    """The leftmost word wins, then the longest; or all are found."""
    entries = [(word, number) for number, word in enumerate(words)]
    glosses = Glosses(entries)
    assert glosses.find(text) == Lexicon(entries).find_first(text)
    every = Lexicon(entries, overlapping=True).find_first(text)
    assert sorted(glosses.find_all(text)) == sorted(every)
