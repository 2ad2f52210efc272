"""Where a text stands: in names, aliases and quotes."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.names import likeness, stored_names
from kg.sparql import Record, select
from ontology.errors import KgError
from ontology.iris import canonical
from ontology.terms import PREFIXES

__all__ = ["search"]

_LETTERS = re.compile(r"[a-z]{2,}")
_CHINESE = re.compile(r"[㐀-鿿]")
_NEAREST = 3
_ALIKE = 0.5

_PROOF = """
SELECT ?evidence ?start ?end ?section ?report ?file ?place ?year WHERE {
  ?evidence oa:start ?start ; oa:end ?end ; fz:report ?report .
  ?report fz:sourceFile ?file ; fz:jurisdiction ?place ; fz:year ?year .
  OPTIONAL { ?evidence fz:section ?section }
}"""


def search(store: ox.Store, text: str, *, limit: int = 50) -> list[Record]:
    """Return the things whose names hold a text, then the sentences that hold it.

    Chinese is found as it stands inside names and quotes; of English every word must be there;
    first letters of pinyin find names (xzzf: 行政执法). If nothing holds the text, the names most
    like it are returned as ``near``.

    Raises:
        KgError: There is nothing to look for.
    """
    words = [canonical(word).casefold() for word in text.split()]
    words = [word for word in words if word]
    if not words or limit < 1:
        raise KgError("nothing to search for: give some characters of a name or a sentence")
    found = sorted(_names(store, words), key=lambda row: (len(str(row["text"])), str(row["thing"])))
    rows = [*found[:limit], *_quotes(store, words, limit)]
    rows = rows[:limit] if limit < len(found) else rows
    return rows or _near(store, text)


def _names(store: ox.Store, words: list[str]) -> Iterator[Record]:
    """Yield each thing once, with the shortest of its names that holds the text."""
    initials = _initials(words)
    best: dict[str, Record] = {}
    for thing, kind, label, alias in stored_names(store):
        if _holds(label, words):
            found_in = "alias" if alias else "name"
        elif initials and _begins(label, initials):
            found_in = "initials"
        else:
            continue
        held = best.get(thing)
        if held is None or len(label) < len(str(held["text"])):
            best[thing] = _row(found_in, kind, thing, label)
    yield from best.values()


def _initials(words: list[str]) -> str:
    """Return what may be first letters of pinyin: one word of plain letters."""
    return words[0] if len(words) == 1 and _LETTERS.fullmatch(words[0]) else ""


def _begins(label: str, initials: str) -> bool:
    """Tell whether the syllables of a name begin with these letters, somewhere in it.

    xzzf is 行政执法; of a character with several readings the one usual in its word is taken.
    Without pypinyin nothing is found so.
    """
    chinese = "".join(_CHINESE.findall(label))
    return len(chinese) >= len(initials) and initials in _first_letters(chinese)


@lru_cache(maxsize=1 << 16)
def _first_letters(chinese: str) -> str:
    try:
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 (half a second)
    except ImportError:
        return ""
    return "".join(lazy_pinyin(chinese, style=Style.FIRST_LETTER))


def _near(store: ox.Store, text: str) -> list[Record]:
    """Return the names most like a text that stands nowhere."""
    wanted = canonical(text).casefold()
    scores: dict[str, tuple[float, str, str]] = {}
    for thing, kind, label, _ in stored_names(store):
        score = likeness(wanted, canonical(label).casefold())
        if score >= _ALIKE and score > scores.get(thing, (0.0, "", ""))[0]:
            scores[thing] = (score, label, kind)
    best = sorted(scores.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
    return [_row("near", kind, thing, label) for thing, (_, label, kind) in best[:_NEAREST]]


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
