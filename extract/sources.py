"""Files to plain text: what a user gives, decoded and named."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extract.annotations import SourceHints
from extract.metadata import FRONT_MATTER, MetadataError, read_front_matter, read_values
from ontology.errors import KgError

__all__ = ["SUFFIXES", "SourceDocument", "SourceError", "decode", "read_source"]

SUFFIXES = (".txt", ".md")
"""Endings of the files that are read."""

_ENCODINGS = ("utf-8-sig", "gb18030")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CHINESE = re.compile(r"[一-龥]")
_FEWEST = 50
"""Chinese characters below which a file holds no report."""


class SourceError(KgError):
    """A file that cannot be read as a report."""


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
    if not path.exists():
        raise SourceError(f"{path}: no such file; check the path")
    if not path.is_file():
        raise SourceError(f"{path}: not a regular file; give a text file")
    if path.suffix.lower() not in SUFFIXES:
        raise SourceError(f"{path}: cannot read this format; give one of {', '.join(SUFFIXES)}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be opened ({error.strerror}); check its rights"
        ) from error
    text = decode(data, str(path))
    if len(_CHINESE.findall(text[:20000])) < _FEWEST:
        raise SourceError(f"{path}: no Chinese text found; is it the right file?")
    if path.suffix.lower() != ".md":
        hints = SourceHints(file_name=path.name)
        return SourceDocument(file_name=path.name, text=text, hints=hints)
    head = read_front_matter(text)
    try:
        hints = read_values(head.values, SourceHints(file_name=path.name, given_by=FRONT_MATTER))
    except MetadataError as error:
        raise SourceError(f"{path}, {FRONT_MATTER}: {error}") from error
    return SourceDocument(file_name=path.name, text=text, hints=hints, body=head.body)


def decode(data: bytes, name: str) -> str:
    """Return bytes as text: UTF-8 if they are, else GB18030.

    Raises:
        SourceError: Neither fits, or control characters show that it is no text.
    """
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return text
    raise SourceError(f"{name}: not a text file; give UTF-8 or GB18030 text")
