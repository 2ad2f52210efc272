"""Read pictures of pages: PNG, JPEG and TIFF, by recognising them."""

import io
from typing import Any

from extract.formats.extracted import Extracted, SourceError
from extract.formats.pdf import Line, join_lines

__all__ = ["read"]

_MOST_DOTS = 100_000_000
"""A page at 600 dots an inch has 35 million."""


def read(data: bytes, name: str, *, ocr: bool = False) -> Extracted:
    """Return the text of a picture, page by page.

    Raises:
        SourceError: It is not to be recognised, cannot be, or is damaged.
    """
    if not ocr:
        raise SourceError(f"{name}: a picture; read it with --ocr")
    from extract.formats.recognition import check_recognition, lines_of  # noqa: PLC0415

    check_recognition(name)
    pages = []
    with _opened(data, name) as picture:
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            pages.append([Line(*line) for line in lines_of(picture.convert("L"), name)])
    return Extracted(text="".join(f"{line}\n" for line in join_lines(pages)))


def _opened(data: bytes, name: str) -> Any:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (an extra)

    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise SourceError(f"{name}: damaged picture; save it anew as PNG") from error
    if picture.width * picture.height > _MOST_DOTS:
        raise SourceError(f"{name}: a picture of more dots than a page has; scan it at 300 dpi")
    return picture
