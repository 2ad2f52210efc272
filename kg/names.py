"""From a name as people write it to the thing that bears it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import pyoxigraph as ox

from ontology.errors import KgError
from ontology.iris import BASE, canonical
from ontology.schemes import load_scheme
from ontology.terms import PREFIXES
from ontology.traditional import simplified

__all__ = ["KINDS", "Named", "UnknownNameError", "find", "find_entity", "likeness", "stored_names"]

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
_NAMED = (
    f"{PREFIXES['rdfs']}label",
    f"{PREFIXES['skos']}prefLabel",
    f"{PREFIXES['dcterms']}title",
    f"{PREFIXES['skos']}altLabel",
    f"{PREFIXES['skos']}hiddenLabel",
    f"{PREFIXES['fz']}code",
    f"{PREFIXES['fz']}sourceFile",
)
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_TAGS = ("zh", "en")
_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
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
    return _quickly(store, [kind], name) or _chosen(
        name, f"unknown {kind}", [*curated, *_stored(store, kind)]
    )


def find_entity(store: ox.Store, name: str) -> Named:
    """Return the thing of any kind that bears a name.

    Raises:
        UnknownNameError: Nothing bears the name, or several things do.
    """
    if found := _quickly(store, KINDS, name):
        return found
    entries = [entry for kind in KINDS for entry in (*_curated(kind), *_stored(store, kind))]
    return _chosen(name, "nothing is named", entries)


def _quickly(store: ox.Store, kinds: Iterable[str], name: str) -> Named | None:
    """Return the one thing that has this very name as a preferred one, or this IRI."""
    found = [entry for kind in kinds for entry in _bearing(store, kind, name)]
    best = {entry.iri for entry in found if entry.rank == _PREFERRED or entry.iri == name.strip()}
    if len(best) != 1:
        return None
    iri = best.pop()
    kind = next(entry.kind for entry in found if entry.iri == iri)
    known = {entry.iri for entry in _curated(kind)}
    told = (each for said in _NAMED for each in _labels(store, iri, kind, said, known))
    return _names([*(e for e in _curated(kind) if e.iri == iri), *told])[iri]


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
    for iri in _things(store, kind):
        for name in _NAMED:
            yield from _labels(store, iri, kind, name, known)


def _things(store: ox.Store, kind: str) -> Iterator[str]:
    """Yield everything of a kind once: a union of graphs tells the same of each report again."""
    prefix, _, local = KINDS[kind].partition(":")
    quads = store.quads_for_pattern(None, _TYPE, ox.NamedNode(f"{PREFIXES[prefix]}{local}"))
    nodes = {quad.subject for quad in quads}
    yield from sorted(node.value for node in nodes if isinstance(node, ox.NamedNode))


def _labels(
    store: ox.Store, iri: str, kind: str, name: str, known: Collection[str]
) -> Iterator[_Entry]:
    rank = _rank(name, found=bool(known) and iri not in known)
    quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(name), None)
    for label in sorted(
        {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    ):
        yield _Entry(iri, kind, label, rank)


def _rank(name: str, *, found: bool) -> int:
    alias = name.endswith(("altLabel", "hiddenLabel"))
    if found:
        return _FOUND_OTHER if alias else _FOUND
    return _OTHER if alias else _PREFERRED


def _bearing(store: ox.Store, kind: str, name: str) -> Iterator[_Entry]:
    """Yield what bears a name or IRI exactly as it is given, without reading all names."""
    known = {entry.iri for entry in _curated(kind)}
    prefix, _, local = KINDS[kind].partition(":")
    own = ox.NamedNode(f"{PREFIXES[prefix]}{local}")
    for iri, label, said in sorted(set(_exactly(store, name))):
        is_kind = next(store.quads_for_pattern(ox.NamedNode(iri), _TYPE, own), None) is not None
        if is_kind:
            yield _Entry(iri, kind, label, _rank(said, found=bool(known) and iri not in known))


def _exactly(store: ox.Store, name: str) -> Iterator[tuple[str, str, str]]:
    plain = name.strip()
    if plain.startswith(BASE) and _IRI.fullmatch(plain):
        node = ox.NamedNode(plain)
        for said in _NAMED:
            for quad in store.quads_for_pattern(node, ox.NamedNode(said), None):
                if isinstance(quad.object, ox.Literal):
                    yield plain, quad.object.value, said
    for form in {plain, canonical(plain)}:
        for literal in (ox.Literal(form), *(ox.Literal(form, language=tag) for tag in _TAGS)):
            for said in _NAMED:
                for quad in store.quads_for_pattern(None, ox.NamedNode(said), literal):
                    if isinstance(quad.subject, ox.NamedNode):
                        yield quad.subject.value, form, said


def stored_names(store: ox.Store) -> Iterator[tuple[str, str, str, bool]]:
    """Yield every name in the graph: what bears it, its kind, the name, whether it is an alias."""
    for kind in KINDS:
        for entry in _stored(store, kind):
            yield entry.iri, kind, entry.label, entry.rank in {_OTHER, _FOUND_OTHER}


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
        score = likeness(wanted, _loose(entry.label))
        scores[entry.iri] = max(score, scores.get(entry.iri, 0.0))
    near = sorted((-score, known[iri].label) for iri, score in scores.items() if score >= _ALIKE)
    labels = [label for _, label in near[:_NEAREST]]
    return f": did you mean {', '.join(labels)}?" if labels else "; see kg browse for the names"


def likeness(wanted: str, label: str) -> float:
    """Return how alike two names are: 1 if one holds the other, else by their common runs."""
    if not wanted or not label:
        return 0.0
    short, long = sorted((wanted, label), key=len)
    if len(short) > 1 and short in long:
        return 0.6 + 0.4 * len(short) / len(long)
    matcher = SequenceMatcher(None, wanted, label, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0
