"""The numbers that Word sets before paragraphs: 一、 (一) 1. stand in no text, but in its lists."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Numbering", "number_text"]

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_XL = 40
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CIRCLED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
    "ideographEnclosedCircle": 0x3280,
}
"""First character of the twenty that are one character each."""
_COUNTED = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
}
_LEGALLY = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_SILENT = {"bullet", "none"}
_LEVELS = 9
_ENDS = "、.．。)）】]:：,，条章节 \t"
"""What closes a number; after anything else a blank sets it apart."""


def number_text(number: int, form: str) -> str:
    """Return a number as Word prints it in a form: 12 as chineseCounting is 十二."""
    if form in _COUNTED:
        said = _counted(number, _DIGITS, "十", "百")
    elif form in _LEGALLY:
        said = _counted(number, _LEGAL, "拾", "佰")
    elif form in _CIRCLED and 1 <= number <= (10 if form.startswith("ideo") else 20):
        said = chr(_CIRCLED[form] + number - 1)
    elif form == "ideographTraditional" and 1 <= number <= len(_STEMS):
        said = _STEMS[number - 1]
    elif form in {"lowerLetter", "upperLetter"} and number > 0:
        said = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form in {"lowerRoman", "upperRoman"} and 0 < number < _XL:
        said = _roman(number)
    else:
        said = f"{number:02}" if form == "decimalZero" else str(number)
    return said.upper() if form.startswith("upper") else said


def _counted(number: int, digits: str, ten: str, hundred: str) -> str:
    """Return a number below a thousand in words: 十, 十二, 二十, 一百零三."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not 0 < number < 1000:  # noqa: PLR2004 (no list is longer)
        return str(number)
    said = digits[hundreds] + hundred if hundreds else ""
    if tens:
        said += (digits[tens] if tens > 1 or hundreds else "") + ten
    elif hundreds and ones:
        said += digits[0]
    return said + (digits[ones] if ones else "")


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        while number >= value:
            said, number = said + sign, number - value
    return said


@dataclass(frozen=True, slots=True)
class _Level:
    """How the paragraphs of a level are numbered."""

    start: int
    form: str
    text: str
    legal: bool
    stays: bool
    """Whether it goes on counting after a paragraph of a level above."""
    style: str


@dataclass(slots=True)
class _List:
    """A list: its kind, which it may share with others, and its levels."""

    kind: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)
    """Levels that begin anew, and where, when the list is first used."""
    used: bool = False


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, document: Any) -> None:
        """Read the lists and the styles that belong to one."""
        self._styles = {style.get(_w("styleId")): style for style in _styles(document)}
        self._lists = dict(_lists(document))
        self._counts: dict[str, list[int | None]] = {}

    def label(self, paragraph: Any) -> str:
        """Return the number that stands before a paragraph, and count it; mostly there is none."""
        found = self._place(paragraph._p)  # noqa: SLF001 (python-docx has no other way)
        if found is None:
            return ""
        own, at = found
        level = own.levels[at]
        counts = self._count(own, at)
        if level.form in _SILENT:
            return ""
        label = level.text
        for place in range(at + 1):
            upper = own.levels.get(place, level)
            number = counts[place]
            form = "decimal" if level.legal else upper.form
            shown = number_text(upper.start if number is None else number, form)
            label = label.replace(f"%{place + 1}", shown)
        return label if not label or label[-1] in _ENDS else f"{label} "

    def _place(self, paragraph: Any) -> tuple[_List, int] | None:
        """Return the list and the level of a paragraph, its own or that of its style."""
        properties = paragraph.find(_w("pPr"))
        style = _value(properties, "pStyle")
        number, at = _numbered(properties)
        seen: set[str] = set()
        name = style
        while number is None and name in self._styles and name not in seen:
            seen.add(name)
            number, at_style = _numbered(self._styles[name].find(_w("pPr")))
            at = at if at is not None else at_style
            if number is not None:
                at = self._level_of(number, name, at)
            name = _value(self._styles[name], "basedOn")
        own = self._lists.get(number or "")
        return (own, at or 0) if own and (at or 0) in own.levels else None

    def _level_of(self, number: str, style: str, at: int | None) -> int | None:
        own = self._lists.get(number)
        levels = own.levels.items() if own else ()
        return next((place for place, level in levels if level.style == style), at)

    def _count(self, own: _List, at: int) -> list[int | None]:
        counts = self._counts.setdefault(own.kind, [None] * _LEVELS)
        if not own.used:
            own.used = True
            for place, start in own.restarts.items():
                if place in range(_LEVELS):
                    counts[place] = start - 1
        before = counts[at]
        counts[at] = own.levels[at].start if before is None else before + 1
        for place in range(at + 1, _LEVELS):
            if not (place in own.levels and own.levels[place].stays):
                counts[place] = None
        return counts


def _lists(document: Any) -> Iterator[tuple[str, _List]]:
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    try:
        root = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except (KeyError, AttributeError):
        return
    kinds = {
        kind.get(_w("abstractNumId")): _levels(kind) for kind in root.findall(_w("abstractNum"))
    }
    for number in root.findall(_w("num")):
        kind = _value(number, "abstractNumId")
        levels, restarts = dict(kinds.get(kind, {})), {}
        for change in number.findall(_w("lvlOverride")):
            levels.update(_levels(change))
            if start := _value(change, "startOverride"):
                restarts[_whole(change.get(_w("ilvl")), 0)] = _whole(start, 1)
        yield number.get(_w("numId")), _List(kind, levels, restarts)


def _levels(element: Any) -> dict[int, _Level]:
    found = {_whole(each.get(_w("ilvl")), 0): _level(each) for each in element.findall(_w("lvl"))}
    return {at: level for at, level in found.items() if at in range(_LEVELS)}


def _level(level: Any) -> _Level:
    return _Level(
        start=_whole(_value(level, "start"), 1),
        form=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText"),
        legal=level.find(_w("isLgl")) is not None,
        stays=_value(level, "lvlRestart") == "0",
        style=_value(level, "pStyle"),
    )


def _styles(document: Any) -> list[Any]:
    found: list[Any] = document.styles.element.findall(_w("style"))
    return found


def _numbered(properties: Any) -> tuple[str | None, int | None]:
    """Return number and level of a list that paragraph or style name."""
    own = properties.find(_w("numPr")) if properties is not None else None
    if own is None:
        return None, None
    at = _value(own, "ilvl")
    return _value(own, "numId") or None, _whole(at, 0) if at else None


def _value(element: Any, name: str) -> str:
    child = element.find(_w(name)) if element is not None else None
    return "" if child is None else str(child.get(_w("val"), ""))


def _whole(value: str | None, otherwise: int) -> int:
    """Return a whole number; a damaged one must not cost the document."""
    return int(value) if value and value.isascii() and value.isdigit() else otherwise


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
