"""Which reader reads which file: by the first bytes where they tell, else by the ending."""

import io
import os
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from extract.formats.apart import ask
from extract.formats.extracted import Extracted, SourceError
from extract.formats.reading import LIMITS, unpacked

__all__ = ["CONTAINERS", "PICTURES", "SUFFIXES", "extract_text", "kind_of", "read_here"]

_READERS = {
    ".txt": "plain",
    ".md": "plain",
    ".html": "page",
    ".htm": "page",
    ".shtml": "page",
    ".mhtml": "page",
    ".mht": "page",
    ".pdf": "pdf",
    ".docx": "docx",
    ".doc": "word",
    ".wps": "word",
    ".rtf": "word",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
}
"""Modules of this package, each with a function ``read(data, name)``."""
_RECOGNISED = {"pdf", "picture"}
"""Modules whose function takes ``ocr=True`` too."""
CONTAINERS = (".zip", ".jsonl", ".csv", ".parquet")
"""Endings of the files that hold many reports."""
PICTURES = tuple(ending for ending, module in _READERS.items() if module == "picture")
"""Endings of the files that only ``ocr`` reads; in folders they are left out without it."""
SUFFIXES = tuple(ending for ending in _READERS if ending not in PICTURES)
"""Endings of the files that are a report each."""
_PROGRAMS = {"word"}
"""Modules that start a program."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 200_000_000
"""Bytes above which a single file is no report."""
_LONGEST = 1_000_000
"""Characters above which a text is no report; the longest of a county has 60,000."""


def kind_of(data: bytes, name: str) -> str:
    """Return the ending that a file should have: a .doc from a web site may be a page or a PDF."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".docx" if _is_docx(data) else ".zip"
    if data.startswith(_OLE):
        return ".doc"
    if suffix in {".doc", ".docx", ".wps", ""}:
        head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        if head.startswith((b"<!doctype", b"<html", b"<head", b"<meta")):
            return ".html"
        return ".rtf" if head.startswith(b"{\\rtf") else suffix or ".txt"
    return suffix


def extract_text(data: bytes, name: str, *, ocr: bool = False) -> Extracted:
    """Return the plain text of a file; with ``ocr`` pages that are pictures are recognised.

    All but plain texts are opened in a process of their own.

    Raises:
        SourceError: The format is none that is read, or the file is damaged, or takes too much.
    """
    if len(data) > _LARGEST:
        raise SourceError(f"{name}: larger than {_LARGEST // 1_000_000} MB; split it first")
    if _is_plain(data, name):
        return read_here(data, name)
    module = _READERS.get(PurePath(name).suffix.lower(), "")
    program = module in _PROGRAMS or data.startswith(_OLE)
    kind = "recognition" if ocr else "program" if program else "library"
    head = {"what": "read", "name": name, "ocr": ocr, "limits": kind}
    head["path"] = os.environ.get("PATH", "")
    return unpacked(ask(head, name, LIMITS[kind].clock, data))


def read_here(data: bytes, name: str, *, ocr: bool = False) -> Extracted:
    """Return the plain text of a file, read in this very process.

    Raises:
        SourceError: As of :func:`extract_text`.
    """
    kind = kind_of(data, name)
    if kind not in _READERS:
        raise SourceError(f"{name}: cannot read this format; give one of {', '.join(SUFFIXES)}")
    module = import_module(f"extract.formats.{_READERS[kind]}")
    read: Callable[..., Extracted] = module.read
    given = {"ocr": True} if ocr and _READERS[kind] in _RECOGNISED else {}
    try:
        extracted = read(data, name, **given)
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # libraries fail on damaged files in many ways
        what = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise SourceError(f"{name}: damaged or protected ({what}); save it anew") from error
    if len(extracted.text) > _LONGEST:
        raise SourceError(f"{name}: more than {_LONGEST:,} characters; split it into its reports")
    return extracted


def _is_plain(data: bytes, name: str) -> bool:
    """Tell whether a file is text by its name, and nothing else by its first bytes."""
    is_text = _READERS.get(PurePath(name).suffix.lower()) == "plain"
    return is_text and not data.startswith((b"%PDF-", b"PK\x03\x04", _OLE))


def _is_docx(data: bytes) -> bool:
    try:
        return "word/document.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
