"""The forms that an answer can take, and the choice among them by the Accept header."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

__all__ = ["GRAPHS", "ROWS", "Form", "choose", "media_types"]

_UTF8 = "; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its media type and what writes it."""

    media: str
    format: ox.QueryResultsFormat | ox.RdfFormat
    ending: str
    text: bool = False
    """Whether the type is a text/… type, which must name its encoding."""

    @property
    def content_type(self) -> str:
        """Value of the Content-Type header."""
        return f"{self.media}{_UTF8}" if self.text else self.media


_JSON, _XML = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML
ROWS = (
    Form("application/sparql-results+json", _JSON, ".json"),
    Form("application/sparql-results+xml", _XML, ".xml"),
    Form("text/csv", ox.QueryResultsFormat.CSV, ".csv", text=True),
    Form("text/tab-separated-values", ox.QueryResultsFormat.TSV, ".tsv", text=True),
    Form("application/json", _JSON, ".json"),
    Form("application/xml", _XML, ".xml"),
)
"""Forms of SELECT and ASK, the preferred first."""
GRAPHS = (
    Form("text/turtle", ox.RdfFormat.TURTLE, ".ttl", text=True),
    Form("application/n-triples", ox.RdfFormat.N_TRIPLES, ".nt"),
    Form("application/ld+json", ox.RdfFormat.JSON_LD, ".jsonld"),
    Form("application/rdf+xml", ox.RdfFormat.RDF_XML, ".rdf"),
    Form("application/json", ox.RdfFormat.JSON_LD, ".jsonld"),
    Form("text/plain", ox.RdfFormat.N_TRIPLES, ".nt", text=True),
    Form("application/xml", ox.RdfFormat.RDF_XML, ".rdf"),
)
"""Forms of CONSTRUCT and DESCRIBE, the preferred first."""


def media_types(forms: Sequence[Form]) -> str:
    """Return the media types as one phrase for people."""
    return ", ".join(form.media for form in forms)


def choose(accept: str, forms: Sequence[Form]) -> Form | None:
    """Return the form that a client likes best, ours first among equals; none if none will do.

    The quality of a form is that of the range that fits it most closely (RFC 9110, 12.5.1).
    """
    ranges = list(_ranges(accept)) or [("*", "*", 1.0)]
    rated = [(_quality(form.media, ranges), form) for form in forms]
    best = max(quality for quality, _ in rated)
    return next(form for quality, form in rated if quality == best) if best > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    """Yield type, subtype and quality of what a header accepts; what is misspelt is left out."""
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = media.partition("/")
        if not (kind and slash and subtype) or (kind == "*" and subtype != "*"):
            continue
        weights = [p.partition("=")[2].strip() for p in parameters if p.startswith("q=")]
        yield kind, subtype, _weight(weights[0]) if weights else 1.0


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _quality(media: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    kind, _, subtype = media.partition("/")
    fitting = [
        ((given != "*") + (sub != "*"), quality)
        for given, sub, quality in ranges
        if given in {"*", kind} and sub in {"*", subtype}
    ]
    closest = max((closeness for closeness, _ in fitting), default=0)
    return max((quality for closeness, quality in fitting if closeness == closest), default=0.0)
