"""Files to plain text: what a user gives, decoded and named."""

import os
import re
import stat
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from extract.annotations import SourceHints
from extract.formats import SUFFIXES, Extracted, SourceError, extract_text
from extract.formats.encoding import decode
from extract.metadata import FRONT_MATTER, MetadataError, read_front_matter, read_values

__all__ = [
    "SUFFIXES",
    "SourceDocument",
    "SourceError",
    "decode",
    "read_bytes",
    "read_source",
    "source_of",
]

_CHINESE = re.compile(r"[一-龥]")
_FEWEST = 50
"""Chinese characters below which a file holds no report."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PAGE = "the page"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A text that was read, as it was."""

    file_name: str
    text: str
    hints: SourceHints
    body: int = 0
    """Where the text begins after the front matter."""

    @property
    def sha256(self) -> str:
        """Hash of the text as UTF-8."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def stem(self) -> str:
        """File name without its ending."""
        return self.file_name.rsplit(".", 1)[0]


def read_source(path: Path) -> SourceDocument:
    """Return the text of a file.

    Raises:
        SourceError: The file is missing, of another format, not text, or without Chinese prose, or
            its front matter cannot be true.
    """
    return source_of(read_bytes(path), path.name, str(path))


def read_bytes(path: Path) -> bytes:
    """Return what is in a regular file; pipes, devices and, in folders, links are left alone.

    Raises:
        SourceError: The file is missing, no regular file, or cannot be opened.
    """
    if not path.exists():
        raise SourceError(f"{path}: no such file; check the path")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError(f"{path}: not a regular file; give a text file")
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb") as file:
            return file.read()
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be opened ({error.strerror}); check its rights"
        ) from error


def source_of(data: bytes, file_name: str, where: str, *, ocr: bool = False) -> SourceDocument:
    """Return the text of a file's bytes; ``where`` names the file in errors.

    With ``ocr`` pages that are pictures are recognised.

    Raises:
        SourceError: As of :func:`read_source`.
    """
    file_name = _SURROGATE.sub("\ufffd", file_name)
    extracted = extract_text(data, where, ocr=ocr)
    text = _SURROGATE.sub("\ufffd", extracted.text)
    found = sum(1 for _ in islice(_CHINESE.finditer(text, 0, 20000), _FEWEST))
    if found < _FEWEST:
        fault = f"only {found} Chinese characters" if found else "no Chinese text"
        raise SourceError(f"{where}: {fault} found; is it the right file?")
    hints = _said(extracted, file_name)
    if not file_name.lower().endswith(".md"):
        return SourceDocument(file_name=file_name, text=text, hints=hints)
    head = read_front_matter(text)
    try:
        own = read_values(head.values, SourceHints(file_name=file_name, given_by=FRONT_MATTER))
    except MetadataError as error:
        raise SourceError(f"{where}, {FRONT_MATTER}: {error}") from error
    return SourceDocument(
        file_name=file_name, text=text, hints=replace(own, doubts=hints.doubts), body=head.body
    )


def _said(extracted: Extracted, file_name: str) -> SourceHints:
    """Return what a file says of itself; a day that never was is left out."""
    hints = SourceHints(
        file_name=file_name,
        title=extracted.title,
        publisher=extracted.publisher,
        doubts=extracted.doubts,
        given_by=_PAGE,
    )
    for key in ("url", "published"):
        if value := getattr(extracted, key):
            try:
                hints = read_values({key: value}, hints)
            except MetadataError:
                continue
    return hints
