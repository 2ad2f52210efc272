"""Names of things: one function for each kind of IRI of the graph contract.

An IRI depends on the thing alone, never on what else is built: a name that loses
characters on its way into an IRI carries six hex digits of its own sha256.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

__all__ = [
    "BASE",
    "ONTOLOGY",
    "act",
    "area",
    "body",
    "canonical",
    "concept",
    "document",
    "evidence",
    "fact",
    "mechanism",
    "person",
    "place",
    "report",
    "slug",
]

BASE = "https://w3id.org/fazhi/"
ONTOLOGY = f"{BASE}ontology#"

_LONGEST_STEM = 200
"""Bytes; names of files may have 255, and texts are kept as ``<stem>-<hash>.txt``."""
_DROPPED = re.compile(r"[^0-9A-Za-z\-_.\u3400-\u9fff\U00020000-\U0003ffff]")
_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉]")
_DASHES = re.compile(r"[—–―－\u2010\u2011-]+")


@lru_cache(maxsize=1 << 16)
def canonical(name: str) -> str:
    """Return the form under which two spellings of one name are the same.

    Width is folded, white space, quotation and title marks are dropped, dashes are one
    hyphen: “双随机、 一公开” and 双随机、一公开 are one name.
    """
    return _DASHES.sub("-", _MARKS.sub("", unicodedata.normalize("NFKC", name)))


@lru_cache(maxsize=1 << 16)
def slug(name: str) -> str:
    """Return the name as one IRI segment, with a hash if a character had to go."""
    kept = _DROPPED.sub("", name)
    if kept == name and kept:
        return kept
    return f"{kept}-{sha256(name.encode()).hexdigest()[:6]}"


def concept(scheme: str, name: str) -> str:
    """Return the IRI of a concept of a scheme: ``level/county``."""
    return f"{BASE}{scheme}/{name}"


def act(name: str) -> str:
    """Return the IRI of a document act: ``act/issued``."""
    return concept("act", name)


def area(code: str) -> str:
    """Return the IRI of a place with a code: 370983 is 肥城市."""
    return f"{BASE}area/{code}"


def place(name: str, parent_code: str) -> str:
    """Return the IRI of a place without a code, under the code of its known parent."""
    return f"{BASE}area/{parent_code}-{slug(canonical(name))}"


def body(code: str, name: str) -> str:
    """Return the IRI of an institution: 370983 and 司法局."""
    return f"{BASE}body/{code}/{slug(canonical(name))}"


def document(title: str, code: str | None = None) -> str:
    """Return the IRI of a document by its title; a local title stands under its issuer's code."""
    name = slug(canonical(title))
    return f"{BASE}document/{code}/{name}" if code else f"{BASE}document/{name}"


def mechanism(name: str) -> str:
    """Return the IRI of a mechanism: a vocabulary id, or the name of a found one."""
    return f"{BASE}mechanism/{slug(canonical(name))}"


def person(code: str, name: str) -> str:
    """Return the IRI of an office holder of a jurisdiction."""
    return f"{BASE}area/{code}/person/{slug(canonical(name))}"


def report(stem: str, digest: str) -> str:
    """Return the IRI of a report by its file's stem and the sha256 of its text.

    A stem too long for the name of a file is cut, and carries six digits of its hash too.
    """
    name = slug(stem)
    if len(name.encode()) > _LONGEST_STEM:
        name = f"{name[: _LONGEST_STEM // 4]}-{sha256(stem.encode()).hexdigest()[:6]}"
    return f"{BASE}report/{name}-{digest[:8]}"


def evidence(report_iri: str, start: int, end: int) -> str:
    """Return the IRI of a range of characters of a report (RFC 5147 in spirit)."""
    return f"{report_iri}#char={start},{end}"


def fact(report_iri: str, kind: str, name: str) -> str:
    """Return the IRI of a statement of a report."""
    return f"{report_iri}/{kind}/{name}"
