"""The samples repeated with variation: other counties, years and figures, sentences reordered."""

import random
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from ontology.gazetteer import Place, load_gazetteer

__all__ = ["samples", "varied", "write_corpus"]

_FIGURE = re.compile(r"(?<![\d〔(（])\d{2,4}(?=[余多]?[件次人场个项份])")
_COUNTIES = {
    "feicheng": ("肥城市",),
    "jiande": ("建德市",),
    "kaiyuan": ("开原市",),
    "yicheng": ("峄城区", "峰城区"),
    "zongyang": ("枞阳县",),
}
_LONG = 80


@cache
def samples() -> dict[str, str]:
    """Return the texts of the sample reports by file name."""
    folder = files("kg").joinpath("samples")
    return {
        item.name: item.read_text(encoding="utf-8")
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name != "README.md"
    }


def varied(number: int) -> str:
    """Return report ``number``: a sample of another county, with other figures, lines in pairs."""
    chance = random.Random(number)  # noqa: S311 (the same corpus at every run)
    texts = list(samples().items())
    name, text = texts[number % len(texts)]
    own, *misprints = _COUNTIES[name.split("-")[0]]
    counties = _alike(own)
    other = counties[number // len(texts) % len(counties)]
    for form in (own, *misprints):
        text = text.replace(form, other.name).replace(form[:-1], other.name[:-1])
    text = _FIGURE.sub(lambda _: str(chance.randint(10, 9999)), text)
    paragraphs = text.split("\n")
    for at in range(8, len(paragraphs) - 3, 5):
        head = paragraphs[at : at + 2]
        if all(len(line) > _LONG for line in head):
            paragraphs[at : at + 2] = head[::-1]
    return "\n".join(paragraphs)


def write_corpus(folder: Path, size: int) -> Path:
    """Write so many reports into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(size):
        (folder / f"r{number:06}.txt").write_text(varied(number), encoding="utf-8")
    return folder


@cache
def _alike(own: str) -> tuple[Place, ...]:
    """Return the counties of one name only, as long as another's and of its type."""
    gazetteer = load_gazetteer()
    return tuple(
        place
        for place in gazetteer
        if place.level == "county" and not place.valid_to
        if place.name[-1] == own[-1] and len(place.name) == len(own)
        if len(gazetteer.named(place.name)) == 1
    )
