"""Bytes to text: the encodings that Chinese files come in, the certain ones first."""

import codecs
import re

from extract.formats.extracted import SourceError

__all__ = ["decode", "decode_declared", "is_mixed"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
"""A page that declares gb2312 may hold 䶮, which only GB18030 has."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_COMMON = {"gb2312": (0xB0, 0xD7), "big5": (0xA4, 0xC6)}
"""First bytes of the frequent characters in either set."""
_LIKELY = 0.75
_SAMPLE = 5000


def decode(data: bytes, name: str) -> str:
    """Return bytes as text.

    Raises:
        SourceError: No encoding fits, or control characters show that it is no text.
    """
    return decode_declared(data, None, name)


def decode_declared(data: bytes, declared: str | None, name: str) -> str:
    """Return bytes as text, by their mark, as UTF-8, as declared, as GB18030, as Big5, by guess.

    Short UTF-8 often decodes as GB18030 without a fault, never the other way: so UTF-8 comes first.

    Raises:
        SourceError: No encoding fits, or control characters show that it is no text.
    """
    text = _marked(data) or _strict(data, "utf-8") or _as_declared(data, declared)
    text = text or _chinese(data) or _guessed(data) or _line_by_line(data)
    if text is None and not data:
        return ""
    if text is None or _CONTROL.search(text):
        raise SourceError(f"{name}: not a text file; give UTF-8 or GB18030 text")
    return text


def is_mixed(data: bytes) -> bool:
    """Tell whether only a decoding line by line reads these bytes: two encodings in one file."""
    whole = _marked(data) or _strict(data, "utf-8") or _strict(data, "gb18030")
    return whole is None and _line_by_line(data) is not None


def _marked(data: bytes) -> str | None:
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    return _strict(data, codec) if codec else None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    return _strict(data, _WIDER.get(declared.lower(), declared)) if declared else None


def _chinese(data: bytes) -> str | None:
    """Return the text as GB18030, or as Big5 where that gives the more frequent characters."""
    text = _strict(data, "gb18030")
    if text is not None and _share(text, "gb2312") >= _LIKELY:
        return text
    other = _strict(data, "big5hkscs")
    if other is not None and _share(other, "big5") >= _LIKELY:
        return other
    return text


def _share(text: str, charset: str) -> float:
    """Return how many of the Chinese characters are frequent ones of a character set."""
    found = _CHINESE.findall(text[:_SAMPLE])
    low, high = _COMMON[charset]
    firsts = (char.encode(charset, "ignore")[:1] for char in found)
    common = sum(1 for first in firsts if first and low <= first[0] <= high)
    return common / len(found) if found else 1.0


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 (seldom needed)

    lines = data.splitlines()
    if any(_strict(line, "utf-8") and not line.isascii() for line in lines):
        return None
    best = from_bytes(data).best()
    text = str(best) if best else None
    return text if text and _CHINESE.search(text) else None


def _line_by_line(data: bytes) -> str | None:
    """Return a text that changes its encoding from line to line."""
    parts = []
    for line in data.splitlines(keepends=True):
        text = _strict(line, "utf-8")
        text = _strict(line, "gb18030") if text is None else text
        if text is None:
            return None
        parts.append(text)
    return "".join(parts)
