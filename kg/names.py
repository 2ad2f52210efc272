"""From a name as people write it to the thing that bears it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import pyoxigraph as ox

from kg.sparql import select
from ontology.errors import KgError
from ontology.iris import canonical
from ontology.schemes import load_scheme
from ontology.terms import PREFIXES
from ontology.traditional import simplified

__all__ = ["KINDS", "Named", "UnknownNameError", "find", "find_entity"]

KINDS = {
    "mechanism": "fz:Mechanism",
    "document": "fz:PolicyDocument",
    "place": "fz:Jurisdiction",
    "institution": "fz:Institution",
    "person": "foaf:Person",
    "report": "fz:Report",
}
"""What can be asked for by name, and its class."""

_SCHEMES = {"mechanism": "mechanisms", "document": "documents"}
_LABELS = """
SELECT ?iri ?label ?property ?report WHERE {
  ?iri a ?class ; ?property ?label .
  VALUES ?class { %s }
  VALUES ?property {
    rdfs:label skos:prefLabel dcterms:title skos:altLabel skos:hiddenLabel fz:code fz:sourceFile
  }
}"""
_PUNCTUATION = re.compile(r"[\W_]+")
_CHINESE = re.compile(r"[㐀-鿿]")
_PREFERRED, _OTHER, _CONTEXTUAL, _FOUND, _FOUND_OTHER = range(5)
_NEAREST = 3
_ALIKE = 0.45
_GENERIC = ("省", "市", "县", "区", "自治州", "自治区")


class UnknownNameError(KgError):
    """A name that nothing bears, or that several things bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing that was asked for."""

    iri: str
    kind: str
    zh: str
    en: str = ""

    @property
    def label(self) -> str:
        """Both names: 行政执法三项制度 (Three enforcement systems)."""
        return f"{self.zh} ({self.en})" if self.en and self.zh else self.zh or self.en


def find(store: ox.Store, kind: str, name: str) -> Named:
    """Return the thing of one kind that bears a name: Chinese, English, alias, code or IRI.

    三项制度, “Three enforcement systems” and mech:three-enforcement-systems are one mechanism. A
    preferred name goes before an alias, an alias before a name that needs its context, and all
    of them before what was only found; if nothing bears the name, punctuation does not count.

    Raises:
        UnknownNameError: Nothing bears the name, or several things do.
    """
    curated = list(_curated(kind))
    known = _names(curated)
    iri = _iri(name, known) or _bearer(name, _exact, curated, known)
    if iri:
        return known[iri]
    return _chosen(name, f"unknown {kind}", [*curated, *_stored(store, kind)])


def find_entity(store: ox.Store, name: str) -> Named:
    """Return the thing of any kind that bears a name.

    Raises:
        UnknownNameError: Nothing bears the name, or several things do.
    """
    entries = [entry for kind in KINDS for entry in (*_curated(kind), *_stored(store, kind))]
    return _chosen(name, "nothing is named", entries)


@dataclass(frozen=True, slots=True)
class _Entry:
    iri: str
    kind: str
    label: str
    rank: int


def _curated(kind: str) -> Iterator[_Entry]:
    """Yield the names in the vocabulary, in use or not."""
    for concept in load_scheme(_SCHEMES[kind]) if kind in _SCHEMES else ():
        for label in (concept.zh, concept.en):
            yield _Entry(concept.iri, kind, label, _PREFERRED)
        for label in (*concept.alternatives, *concept.alternatives_en):
            yield _Entry(concept.iri, kind, label, _OTHER)
        for label in concept.values("contextualLabel"):
            yield _Entry(concept.iri, kind, label, _CONTEXTUAL)


def _stored(store: ox.Store, kind: str) -> Iterator[_Entry]:
    """Yield the names in the graph; those of things that no vocabulary holds rank last."""
    known = {entry.iri for entry in _curated(kind)}
    for row in select(store, _LABELS % KINDS[kind]):
        iri, alias = str(row["iri"]), str(row["property"]).endswith(("altLabel", "hiddenLabel"))
        if known and iri not in known:
            rank = _FOUND_OTHER if alias else _FOUND
        else:
            rank = _OTHER if alias else _PREFERRED
        yield _Entry(iri, kind, str(row["label"]), rank)


def _chosen(name: str, fault: str, entries: list[_Entry]) -> Named:
    known = _names(entries)
    if iri := _iri(name, known):
        return known[iri]
    for given in dict.fromkeys((name, simplified(name))):
        for form in (_exact, _loose, _bare):
            if iri := _bearer(given, form, entries, known):
                return known[iri]
    if not _loose(name):
        raise UnknownNameError(f"{fault} “{name}”; give some characters of the name")
    raise UnknownNameError(f"{fault} “{name}”{_hint(name, entries, known)}")


def _bearer(
    name: str, form: Callable[[str], str], entries: list[_Entry], known: Mapping[str, Named]
) -> str | None:
    """Return the one thing that bears a name best, as names are compared in this form."""
    wanted = form(name)
    fits = [entry for entry in entries if wanted and form(entry.label) == wanted]
    best = min((entry.rank for entry in fits), default=0)
    found = sorted({entry.iri for entry in fits if entry.rank == best})
    if len(found) > 1:
        each = "; ".join(f"{known[iri].label} <{iri}>" for iri in found[:_NEAREST])
        raise UnknownNameError(f"“{name}” can mean several things: {each}; give the IRI")
    return found[0] if found else None


def _names(entries: Iterable[_Entry]) -> dict[str, Named]:
    """Return every thing with its preferred names, an alias where it has none."""
    found: dict[str, Named] = {}
    for entry in sorted(entries, key=lambda entry: (entry.rank, entry.label)):
        held = found.setdefault(entry.iri, Named(iri=entry.iri, kind=entry.kind, zh=""))
        chinese = bool(_CHINESE.search(entry.label))
        if chinese and not held.zh:
            found[entry.iri] = Named(iri=held.iri, kind=held.kind, zh=entry.label, en=held.en)
        elif not chinese and not held.en and not entry.label.isdigit():
            found[entry.iri] = Named(iri=held.iri, kind=held.kind, zh=held.zh, en=entry.label)
    return found


def _iri(name: str, known: Iterable[str]) -> str | None:
    """Return the IRI that is given in full, with a prefix, or as the words of its last segment."""
    plain = name.strip().strip("<>")
    prefix, _, local = plain.partition(":")
    forms = [plain, f"{PREFIXES.get(prefix, prefix)}{local}"]
    if plain.isascii():
        forms.append(PREFIXES["mech"] + "-".join(plain.lower().split()))
    return next((iri for iri in forms if iri in known), None)


def _exact(name: str) -> str:
    return canonical(name).casefold()


def _loose(name: str) -> str:
    return _PUNCTUATION.sub("", _exact(name))


def _bare(name: str) -> str:
    """Return a place name without its type: 山东 for 山东省."""
    plain = _loose(name)
    return next((plain.removesuffix(end) for end in _GENERIC if plain.endswith(end)), plain)


def _hint(name: str, entries: list[_Entry], known: dict[str, Named]) -> str:
    wanted = _loose(name)
    scores: dict[str, float] = {}
    for entry in entries:
        score = _likeness(wanted, _loose(entry.label))
        scores[entry.iri] = max(score, scores.get(entry.iri, 0.0))
    near = sorted((-score, known[iri].label) for iri, score in scores.items() if score >= _ALIKE)
    labels = [label for _, label in near[:_NEAREST]]
    return f": did you mean {', '.join(labels)}?" if labels else "; see kg browse for the names"


def _likeness(wanted: str, label: str) -> float:
    """Return how alike two names are: 1 if one holds the other, else by their common runs."""
    if not wanted or not label:
        return 0.0
    short, long = sorted((wanted, label), key=len)
    if len(short) > 1 and short in long:
        return 0.6 + 0.4 * len(short) / len(long)
    matcher = SequenceMatcher(None, wanted, label, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0
