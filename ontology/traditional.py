"""Read traditional characters as simplified ones, one for one, so that offsets stay."""

from functools import cache
from importlib.resources import files

__all__ = ["MANY", "all_traditional_forms", "is_traditional_form", "simplified"]


MANY = 10
"""Different traditional characters that make a text a traditional one."""


@cache
def _table(*marks: str) -> dict[str, str]:
    source = files("ontology").joinpath("characters", "traditional.tsv")
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {char: simple for char, simple, mark in rows if mark in marks}


@cache
def all_traditional_forms() -> frozenset[str]:
    """Return every character that only traditional texts use; ``MANY`` make a text traditional."""
    return frozenset(_table(""))


@cache
def _codes(*marks: str) -> dict[int, str]:
    return str.maketrans(_table(*marks))


def simplified(text: str, forms: frozenset[str] | None = None) -> str:
    """Return a text of the same length with simplified characters: 龍海市 is read as 龙海市.

    Characters that simplified texts use too (後) are changed in a traditional text alone. ``forms``
    are the traditional characters it may hold; if they are not known, each character is looked at.
    """
    table = _table("")
    found = all_traditional_forms() & set(text) if forms is None else forms
    if len(found) >= MANY:
        return text.translate(_codes("", "t"))
    for char in sorted(found, key=lambda char: table[char] in found):
        text = text.replace(char, table[char])  # 薴 becomes 苧 after 苧 became 苎
    return text


def is_traditional_form(char: str) -> bool:
    """Tell whether a character of a traditional text was read as another."""
    return char in _table("", "t")
