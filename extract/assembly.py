"""Marks over the clean text to facts over the text that was read."""

from spacy.tokens import Doc

from extract.facts import ReportFacts
from extract.normalization import CleanText
from extract.sources import SourceDocument

__all__ = ["assemble_facts"]


def assemble_facts(doc: Doc, cleaned: CleanText, source: SourceDocument) -> ReportFacts:
    """Return what the marks of a document say, as facts with evidence."""
    raise NotImplementedError
