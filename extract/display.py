"""Show a report with its facts coloured, for looking at errors (spaCy's displaCy)."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from spacy import displacy
from spacy.tokens import Doc

from extract.annotations import (
    AdoptionMark,
    DocumentMark,
    FigureMark,
    HonourMark,
    InstitutionMark,
    Mark,
    MechanismMark,
    PersonMark,
    PlaceMark,
    context_of,
    marks_of,
    text_of,
)
from extract.normalization import clean
from extract.pipeline import read_text
from extract.sources import SourceDocument, SourceError
from extract.stance import clause_at
from ontology.labels import term_label
from ontology.schemes import load_scheme

__all__ = ["reading_page", "write_reading"]

_COLOURS: dict[type[Mark], tuple[str, str]] = {
    PlaceMark: ("Jurisdiction", "#9bd3f5"),
    InstitutionMark: ("Institution", "#b6e3b6"),
    DocumentMark: ("PolicyDocument", "#f7d48b"),
    MechanismMark: ("Mechanism", "#e3c1ee"),
    FigureMark: ("Observation", "#d9d9d9"),
    HonourMark: ("Honour", "#f5b7a8"),
    PersonMark: ("Person", "#a8e0d8"),
}
"""Class and background of each kind of mark; dark text stays readable on all of them."""

_Span = tuple[int, int, str, str]
_PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{max-width:52em;margin:2em auto;padding:0 1em;font:17px/2 sans-serif;color:#111}}
mark{{color:#111}}</style></head>
<body><h1>{title}</h1><p>{about}</p>{body}</body></html>
"""


def write_reading(source: SourceDocument, out: Path) -> Path:
    """Write the page of a report into a file.

    Raises:
        SourceError: The file cannot be written.
    """
    page = reading_page(source)
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{out}: cannot be written ({error.strerror}); name another") from error
    return out


def reading_page(source: SourceDocument) -> str:
    """Return a self-contained HTML page of a report in which every named thing is marked."""
    doc = read_text(clean(source.text, source.body), source.hints)
    context = context_of(doc)
    spans = sorted(_spans(doc), key=lambda span: (span[0], -span[1]))
    colours = {label.upper(): colour for _, _, label, colour in spans}
    body = displacy.render(
        list(_paragraphs(text_of(doc), list(_outermost(spans)))),
        style="ent",
        manual=True,
        jupyter=False,
        options={"colors": colours},
    )
    about = f"{context.jurisdiction.name} · {context.year} · {context.kind.value}"
    return _PAGE.format(title=escape(context.title), about=escape(about), body=body)


def _paragraphs(text: str, spans: list[_Span]) -> Iterator[dict[str, object]]:
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        yield {
            "text": paragraph,
            "title": None,
            "ents": [
                {"start": begin - start, "end": stop - start, "label": label}
                for begin, stop, label, _ in spans
                if start <= begin and stop <= end
            ],
        }
        start = end + 1


def _outermost(spans: list[_Span]) -> Iterator[_Span]:
    reached = 0
    for span in spans:
        if span[0] >= reached:
            yield span
            reached = span[1]


def _name(term: str) -> str:
    if term == "Person":
        holder = load_scheme("interface").get("person")
        return f"{holder.zh} {holder.en}"
    return f"{term_label(term, 'zh')} {term_label(term, 'en')}"


def _spans(doc: Doc) -> Iterator[_Span]:
    """Yield every mark with its name in both languages, mechanisms with their statuses."""
    words = {status.name: f"{status.zh} {status.en}" for status in load_scheme("statuses")}
    statuses: dict[tuple[str, int], list[str]] = {}
    for adoption in marks_of(doc, AdoptionMark):
        held = statuses.setdefault((adoption.mechanism, adoption.start), [])
        held.append(words[adoption.status.value])
    for kind, (term, colour) in _COLOURS.items():
        name = _name(term)
        for mark in marks_of(doc, kind):
            label = name
            clause = clause_at(doc, mark.start)
            if isinstance(mark, MechanismMark) and clause:
                label = " · ".join([name, *statuses.get((mark.mechanism.iri, clause.start), [])])
            yield mark.start, mark.end, label, colour
