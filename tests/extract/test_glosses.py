"""Rules of words in phrases."""

from hypothesis import given
from hypothesis import strategies as st

from extract.glosses import Glosses
from extract.lexicon import Lexicon

TEXTS = st.text("甲乙丙", max_size=12)
WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)


@given(TEXTS, WORDS)
def test_a_phrase_is_read_as_by_a_lexicon(text: str, words: list[str]) -> None:
    """The leftmost word wins, then the longest; or all are found, the shortest first."""
    entries = [(word, number) for number, word in enumerate(words)]
    glosses = Glosses(entries)
    assert glosses.find(text) == Lexicon(entries).find_first(text + "\n" * 100)
    assert glosses.find_all(text) == [
        (start, start + len(word), number)
        for start in range(len(text))
        for word, number in sorted(entries, key=lambda entry: len(entry[0]))
        if text.startswith(word, start)
    ]
