"""The pipeline: one small spaCy component for each kind of fact, in reading order."""

import re
from functools import cache
from importlib import import_module

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import SourceHints, put_hints, put_simple_text, put_text
from extract.assembly import assemble_facts
from extract.facts import ReportFacts
from extract.garbage import uncollected
from extract.normalization import CleanText, clean
from extract.sources import SourceDocument
from ontology.traditional import simplified

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
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class CharacterTokenizer:
    """Makes one token of every character, so that token index and offset are one number.

    spaCy's own character segmenter folds blanks into the token before. A lone surrogate is no
    character and becomes the mark of replacement.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary for the documents."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as a document of characters."""
        words = list(_SURROGATE.sub("\ufffd", text))
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        put_text(doc, text)
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


def read_text(cleaned: CleanText, hints: SourceHints, *, tokens: bool = True) -> Doc:
    """Return the document with the marks of every rule.

    Rules look at its text and marks alone; its tokens, for other readers of a ``Doc``, would take
    a twentieth of the reading of a report.
    """
    nlp = build_pipeline()
    doc = nlp.make_doc(cleaned.text) if tokens else Doc(nlp.vocab)
    put_text(doc, cleaned.text)
    put_simple_text(doc, simplified(cleaned.text, cleaned.forms))
    put_hints(doc, hints)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def extract_facts(source: SourceDocument) -> ReportFacts:
    """Return all that a report says, with the evidence for each statement."""
    with uncollected():
        return _read(source)


def _read(source: SourceDocument) -> ReportFacts:
    """Return the facts alone: what they were made from is gone before cycles are looked for."""
    cleaned = clean(source.text, source.body)
    doc = read_text(cleaned, source.hints, tokens=False)
    return assemble_facts(doc, cleaned, source)
