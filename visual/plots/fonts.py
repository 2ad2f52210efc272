"""A font with Chinese characters, as one is found on the machine."""

import re
from collections.abc import Iterable
from functools import cache

from matplotlib import font_manager

from ontology.errors import KgError

__all__ = ["families"]

_KNOWN = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
    "AR PL UMing CN",
    "Arial Unicode MS",
)
"""Fonts that have simplified Chinese, the ones that suit figures first."""
_FALLBACK = "DejaVu Sans"
"""Comes with matplotlib; it has no Chinese."""
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def families(texts: Iterable[str]) -> list[str]:
    """Return the fonts that a figure with these texts needs, the first one first.

    Raises:
        KgError: One of them is Chinese and no font on this machine has Chinese characters.
    """
    if not any(_CHINESE.search(text) for text in texts):
        return [_FALLBACK]
    found = _chinese_font()
    if found is None:
        raise KgError(
            "no font with Chinese characters found: install one (Debian: fonts-noto-cjk or "
            "fonts-wqy-zenhei; other systems: Noto Sans CJK SC) and draw again"
        )
    return [found, _FALLBACK]


@cache
def _chinese_font() -> str | None:
    """Return the first known font that is installed, also if it came after the last look."""
    return _first() or _first(anew=True)


def _first(*, anew: bool = False) -> str | None:
    manager = font_manager.fontManager
    if anew:
        known = {font.fname for font in manager.ttflist}
        for path in sorted(set(font_manager.findSystemFonts()) - known):
            if _is_usable(path):
                manager.addfont(path)
    names = {font.name for font in manager.ttflist}
    return next((name for name in _KNOWN if name in names), None)


def _is_usable(path: str) -> bool:
    try:
        font_manager.get_font(path)
    except (OSError, RuntimeError):
        return False
    return True
