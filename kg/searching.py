"""Where a text stands: in names, aliases and quotes."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.names import KINDS
from kg.sparql import Record, select
from ontology.errors import KgError
from ontology.iris import canonical
from ontology.terms import PREFIXES

__all__ = ["search"]

_LABELS = """
SELECT DISTINCT ?thing ?class ?label ?property WHERE {
  ?thing a ?class ; ?property ?label .
  VALUES ?class { %s }
  VALUES ?property {
    rdfs:label skos:prefLabel dcterms:title skos:altLabel skos:hiddenLabel fz:code
  }
}
ORDER BY ?thing ?label"""
_PROOF = """
SELECT ?evidence ?start ?end ?section ?report ?file ?place ?year WHERE {
  ?evidence oa:start ?start ; oa:end ?end ; fz:report ?report .
  ?report fz:sourceFile ?file ; fz:jurisdiction ?place ; fz:year ?year .
  OPTIONAL { ?evidence fz:section ?section }
}"""


def search(store: ox.Store, text: str, *, limit: int = 50) -> list[Record]:
    """Return the things whose names hold a text, then the sentences that hold it.

    Chinese is found as it stands inside names and quotes; of English every word must be there.

    Raises:
        KgError: There is nothing to look for.
    """
    words = [canonical(word).casefold() for word in text.split()]
    words = [word for word in words if word]
    if not words or limit < 1:
        raise KgError("nothing to search for: give some characters of a name or a sentence")
    found = sorted(_names(store, words), key=lambda row: (len(str(row["text"])), str(row["thing"])))
    rows = [*found[:limit], *_quotes(store, words, limit)]
    return rows[:limit] if limit < len(found) else rows


def _names(store: ox.Store, words: list[str]) -> Iterator[Record]:
    """Yield each thing once, with the shortest of its names that holds the text."""
    kinds = {_full(name): kind for kind, name in KINDS.items()}
    best: dict[str, Record] = {}
    for row in select(store, _LABELS % " ".join(KINDS.values())):
        label, thing = str(row["label"]), str(row["thing"])
        if not _holds(label, words):
            continue
        alias = str(row["property"]).endswith(("altLabel", "hiddenLabel"))
        held = best.get(thing)
        if held is None or len(label) < len(str(held["text"])):
            best[thing] = _row("alias" if alias else "name", kinds[str(row["class"])], thing, label)
    yield from best.values()


def _quotes(store: ox.Store, words: list[str], limit: int) -> Iterator[Record]:
    exact = ox.NamedNode(f"{PREFIXES['oa']}exact")
    hits = [
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, exact, None)
        if isinstance(quad.object, ox.Literal)
        and isinstance(quad.subject, ox.NamedNode)
        and _holds(quad.object.value, words)
    ]
    for iri, quote in sorted(set(hits))[:limit]:
        proof = select(store, _PROOF, {"evidence": iri})[0]
        yield _row("quote", "sentence", iri, quote) | {
            name: proof[name] for name in ("year", "report", "file", "start", "end")
        }


def _row(found_in: str, kind: str, thing: str, text: str) -> Record:
    return {
        "found_in": found_in,
        "kind": kind,
        "thing": thing,
        "text": text,
        "year": None,
        "report": None,
        "file": None,
        "start": None,
        "end": None,
    }


def _holds(label: str, words: list[str]) -> bool:
    plain = canonical(label).casefold()
    return all(word in plain for word in words)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
