"""Formats: one small reader for each kind of file, found by its ending or its first bytes."""

from extract.formats.extracted import Extracted, SourceError
from extract.formats.registry import SUFFIXES, extract_text

__all__ = ["SUFFIXES", "Extracted", "SourceError", "extract_text"]
