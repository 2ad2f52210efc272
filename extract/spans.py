"""Show what the rules left to readers of spaCy's spans."""

from spacy.tokens import Doc, Span, SpanGroup

from extract.annotations import Mark, marks_of

__all__ = ["show_marks"]


def show_marks(doc: Doc, kind: type[Mark]) -> SpanGroup:
    """Leave the marks of one kind as a span group too, for displaCy and other readers of spans.

    Rules do without: spans of every mark cost 0.1 µs per character of the text.
    """
    name = kind.__name__
    spans = [Span(doc, mark.start, mark.end, label=name) for mark in marks_of(doc, kind)]
    group = doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
    return group
