"""Measure the resolver: does it tell every county by its name and a parent?

    python scripts/bench_places.py

Every county of the gazetteer's last year reports three times: with its prefecture, with its
province and with no parent. Where one unit alone fits, its code must be found; where several do,
the resolver must abstain and name them all.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from extract.annotations import SourceHints
from extract.identity import IdentityError, identify
from extract.places import find_names
from extract.titles import read_head
from ontology.gazetteer import COUNTRY, COVERED, Place, load_gazetteer

BODY = (
    "深入贯彻习近平法治思想,加快推进法治政府建设,现将有关情况报告如下。\n"
    "一、主要工作\n完善行政执法监督机制,强化责任落实。"
)
Form = Callable[[Place], str]


def counties() -> list[Place]:
    """Return the counties of the last year covered."""
    places = (place for place in load_gazetteer() if place.level == "county")
    return [place for place in places if place.holds(COVERED) and not place.statistical]


def prefecture(place: Place) -> Place:
    """Return the unit right above."""
    return load_gazetteer().parents(place.code)[0]


def province(place: Place) -> Place:
    """Return the province."""
    return load_gazetteer().parents(place.code)[-2]


FORMS: dict[str, tuple[Form, Form]] = {
    "prefecture in the title": (lambda place: prefecture(place).name, lambda _: ""),
    "prefecture in the text": (lambda _: "", lambda place: f"及时向{prefecture(place).name}报告。"),
    "province in the title": (lambda place: province(place).name, lambda _: ""),
    "province in the text": (lambda _: "", lambda place: f"及时向{province(place).name}报告。"),
    "no parent": (lambda _: "", lambda _: ""),
}


def resolve(title: str, more: str) -> tuple[str, str]:
    """Return the code found, or none and why."""
    text = f"{title}{COVERED}年法治政府建设情况报告\n{BODY}{more}"
    hints = SourceHints(file_name="report.txt")
    try:
        found = identify(text, read_head(text), find_names(text), hints, COVERED)
    except IdentityError as error:
        return "", str(error)
    return found.place.code, ""


def candidates(place: Place, form: str) -> list[Place]:
    """Return the units that bear the name under the parent that the form gives."""
    named = [p for p in load_gazetteer().named(place.name) if p.bears(place.name, COVERED)]
    if form.startswith("no"):
        return named
    above = prefecture if form.startswith("prefecture") else province
    return [p for p in named if p.parent != COUNTRY and above(p) == above(place)]


def measure() -> Iterator[tuple[str, str, Place, str]]:
    """Yield form, outcome (right, wrong, abstained, silent, unsaid), place and what was said."""
    for form, (before, behind) in FORMS.items():
        for place in counties():
            code, fault = resolve(before(place) + place.name, behind(place))
            fits = candidates(place, form)
            told = all(other.code in fault or "others" in fault for other in fits)
            if len(fits) == 1:
                outcome = "right" if code == place.code else "silent" if not code else "wrong"
            else:
                outcome = "wrong" if code else "abstained" if told else "unsaid"
            yield form, outcome, place, code or fault


def main() -> None:
    """Print how often each outcome came, and what went wrong."""
    rows = list(measure())
    for form in FORMS:
        counted = Counter(outcome for name, outcome, _, _ in rows if name == form)
        shown = ", ".join(f"{outcome} {number}" for outcome, number in counted.most_common())
        print(f"{form}: {shown}")
    for form, outcome, place, said in rows:
        if outcome not in {"right", "abstained"}:
            print(f"  {outcome}: {place.code} {place.name} ({form}): {said}")


if __name__ == "__main__":
    main()
