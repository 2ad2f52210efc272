"""Read text and Markdown: the file as decoded, line ends untouched."""

from extract.formats.encoding import decode, is_mixed
from extract.formats.extracted import Extracted

__all__ = ["read"]


def read(data: bytes, name: str) -> Extracted:
    """Return the text of a file, with a doubt where two encodings are mixed in it."""
    text = decode(data, name)
    short = name.rsplit("/", 1)[-1]
    mixed = (f"{short}: UTF-8 and GB18030 are mixed in it; save it in one encoding",)
    return Extracted(text=text, doubts=mixed if is_mixed(data) else ())
