"""The pipeline: one small spaCy component for each kind of fact, in reading order."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import SourceHints, put_hints
from extract.assembly import assemble_facts
from extract.facts import ReportFacts
from extract.normalization import CleanText, clean
from extract.sources import SourceDocument

__all__ = ["COMPONENTS", "build_pipeline", "extract_facts", "read_text"]

COMPONENTS = (
    "sections",
    "jurisdictions",
    "institutions",
    "documents",
    "document_links",
    "mechanisms",
    "observations",
    "measures",
    "honours",
    "persons",
    "acts",
    "adoptions",
)
"""Modules of ``extract.rules``, each registering the factory ``kg_<name>``."""


class _Keys(dict[str, int]):
    """The keys of characters in a vocabulary, each asked for once."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, character: str) -> int:
        key: int = self._strings.add(character)
        self[character] = key
        return key


class CharacterTokenizer:
    """Makes one token of every character, so that token index and offset are one number.

    Measured ten times as fast as spaCy's own character segmenter, which also folds blanks into
    the token before and so loses that identity; 0.08 µs per character instead of 0.28, because
    spaCy need not hash characters whose keys it is given.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary for the documents."""
        self.vocab = vocab
        self._keys = _Keys(vocab)

    def __call__(self, text: str) -> Doc:
        """Return the text as a document of characters."""
        words: list[Any] = list(map(self._keys.__getitem__, text))
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc.user_data["text"] = text
        return doc


@cache
def build_pipeline() -> Language:
    """Return the pipeline with every rule, built once for a process."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in COMPONENTS:
        import_module(f"extract.rules.{name}")
        nlp.add_pipe(f"kg_{name}")
    return nlp


def read_text(cleaned: CleanText, hints: SourceHints) -> Doc:
    """Return the document with the marks of every rule."""
    nlp = build_pipeline()
    doc = nlp.make_doc(cleaned.text)
    put_hints(doc, hints)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def extract_facts(source: SourceDocument) -> ReportFacts:
    """Return all that a report says, with the evidence for each statement."""
    with _uncollected():
        cleaned = clean(source.text, source.body)
        doc = read_text(cleaned, source.hints)
        return assemble_facts(doc, cleaned, source)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles while one report is read: it makes none, and looking takes 4 % of it."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
