"""The pipeline: one small spaCy component for each kind of fact, in reading order."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import SourceHints, put_hints, put_simple_text
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
_SURROGATES = range(0xD800, 0xE000)


class CharacterTokenizer:
    """Makes one token of every character, so that token index and offset are one number.

    Measured ten times as fast as spaCy's own character segmenter, which also folds blanks into
    the token before and so loses that identity: spaCy need not hash characters whose keys it is
    given, and the keys come from a table by code point.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary for the documents."""
        self.vocab = vocab
        self._keys = np.zeros(sys.maxunicode + 1, dtype=np.uint64)

    def __call__(self, text: str) -> Doc:
        """Return the text as a document of characters."""
        doc = Doc(self.vocab, words=self._keys_of(text), spaces=[False] * len(text))
        doc.user_data["text"] = text
        return doc

    def _keys_of(self, text: str) -> list[Any]:
        """Return the key of every character; one that is met for the first time is given its own.

        A lone surrogate is no character and has the key of the mark of replacement.
        """
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        keys = self._keys[codes]
        if not keys.all():
            for code in np.unique(codes[keys == 0]).tolist():
                self._keys[code] = self.vocab.strings.add(_character(code))
            keys = self._keys[codes]
        found: list[Any] = keys.tolist()
        return found


def _character(code: int) -> str:
    return "\ufffd" if code in _SURROGATES else chr(code)


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
    if cleaned.simple:
        put_simple_text(doc, cleaned.text)
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
