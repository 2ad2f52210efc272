"""What all figures share: colours, signs, fonts, and files that are the same in every run."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from ontology.errors import KgError
from visual.frame import template_text
from visual.plots.fonts import families
from visual.words import Word, concept_words

__all__ = [
    "FORMATS",
    "HALO",
    "SIGNS",
    "Language",
    "Sign",
    "colour",
    "say",
    "status_word",
    "write_figure",
]

Language: TypeAlias = Literal["zh", "en"]

FORMATS = ("svg", "png", "pdf")
HALO = withStroke(linewidth=2.5, foreground="white")
"""Keeps letters legible on lines and bars."""
_DOTS = 200
"""Dots per inch of a PNG."""
_STAMPS: Mapping[str, Mapping[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""What would tell of the time or of the program, taken out."""


class Sign(NamedTuple):
    """How a status is drawn: its marker, whether it is filled, and its line."""

    marker: str
    filled: bool
    line: Literal["-", "--", ":", "-."]


SIGNS: Mapping[str, Sign] = {
    "adopted": Sign("o", filled=True, line="-"),
    "planned": Sign("D", filled=True, line="--"),
    "problem": Sign("^", filled=True, line=":"),
    "mentioned": Sign("o", filled=False, line="-."),
}
"""The same shapes as on the pages, so that no one needs to tell colours apart."""


@cache
def _colours() -> Mapping[str, str]:
    """Return the colours of the pages in light, by name."""
    light = template_text("frame.css").partition("}")[0]
    return dict(re.findall(r"--([\w-]{1,40}): (#[0-9a-f]{6})", light))


def colour(name: str) -> str:
    """Return a colour of the pages: that of a status, ``ink``, ``soft`` or ``rule``."""
    return _colours()[name]


def say(name: str, language: Language, *values: object) -> str:
    """Return a word of the panels in a language."""
    word = concept_words("interface-panels")[f"interface-panels/{name}"]
    return _in(word, language).format(*values)


def status_word(status: str, language: Language) -> str:
    """Return the name of a status: 已采用, adopted."""
    return _in(concept_words("statuses")[f"status/{status}"], language)


def _in(word: Word, language: Language) -> str:
    return word.en if language == "en" else word.zh


def write_figure(figure: Figure, out: Path) -> Path:
    """Write a figure as SVG, PNG or PDF, as its ending says, and return where it is.

    The same figure gives the same bytes. Letters become outlines in SVG, so that it looks the
    same on a machine without the font.

    Raises:
        KgError: The ending is none of these, Chinese letters have no font, or ``out`` cannot be
            written.
    """
    form = out.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise KgError(f"{out}: a figure is svg, png or pdf; name such a file, --out figure.svg")
    for text in _texts(figure):
        text.set_fontfamily(families([text.get_text()]))
    settings: dict[Any, Any] = {"svg.hashsalt": "fazhi", "svg.fonttype": "path", "pdf.fonttype": 3}
    try:
        with rc_context(settings):
            figure.savefig(out, format=form, dpi=_DOTS, metadata=dict(_STAMPS[form]))
    except OSError as error:
        raise KgError(f"{out}: cannot be written ({error.strerror}); name another file") from error
    return out


def _texts(figure: Figure) -> Iterable[Text]:
    """Return what is written in a figure; letters that matplotlib would take for a formula stay."""
    found = [each for each in figure.findobj(Text) if isinstance(each, Text)]
    for text in found:
        text.set_parse_math(False)
    return found
