"""Write ``docs/ontology.md`` from ``fazhi.ttl``, ``shapes.ttl`` and the vocabularies.

Usage: python scripts/ontology_page.py [--check]
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from ontology.terms import FZ, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS

Node: TypeAlias = ox.NamedNode | ox.BlankNode
PAGE = Path(__file__).resolve().parent.parent / "docs" / "ontology.md"

_HEAD = """# Ontology

<!-- Made from ontology/*.ttl by scripts/ontology_page.py; change those and run it again. -->

Version {version}. {description}

The IRIs name things; they do not resolve before the w3id path is registered. Prefixes:

{prefixes}

The tables of the classes follow the shapes that `kg validate` holds a graph against: *how often*
is the number of values that one node may have. `…` stands for as many as there are.
"""
_SECTION = re.compile(r"^# ---- (.+?) -+$", re.MULTILINE)
_TERM = re.compile(r"^fz:(\w+) a owl:", re.MULTILINE)


def _source(name: str) -> bytes:
    return files("ontology").joinpath(name).read_bytes()


def page() -> str:
    """Return the whole page."""
    return "\n".join((_head(), *_sections(), *_reused(), *_vocabularies())).rstrip() + "\n"


def _head() -> str:
    ontology = PREFIXES["fz"].removesuffix("#")
    version = _one("fazhi.ttl", ontology, "http://www.w3.org/2002/07/owl#versionInfo")
    prefixes = ", ".join(f"`{name}: <{base}>`" for name, base in PREFIXES.items())
    description = _text("fazhi.ttl", ontology, PREFIXES["dcterms"] + "description", "en")
    return _HEAD.format(version=version, description=description, prefixes=prefixes)


def _sections() -> Iterator[str]:
    """Yield the sections of ``fazhi.ttl`` that declare terms of ours, in its order."""
    parts = _SECTION.split(_source("fazhi.ttl").decode())[1:]
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        names = _TERM.findall(body)
        if not names:
            continue
        yield f"## {title}\n"
        if title.startswith("Classes"):
            for name in names:
                yield from _class(name)
        else:
            yield from _properties(names)


def _class(name: str) -> Iterator[str]:
    iri = FZ[name]
    parents = ", ".join(f"`{short(parent)}`" for parent in _all("fazhi.ttl", iri, RDFS.subClassOf))
    yield f"### `fz:{name}` · {_label(iri, 'zh')} · {_label(iri, 'en')}\n"
    yield f"{_comment(iri, 'en')}{' Under ' + parents + '.' if parents else ''}\n"
    yield f"{_comment(iri, 'zh')}\n"
    rows = list(_rows(iri))
    if rows:
        yield "| property | how often | value |\n| --- | --- | --- |"
        yield "\n".join(rows) + "\n"


def _reused() -> Iterator[str]:
    """Yield what the terms of other vocabularies are used for."""
    yield "## Reused terms\n\n| term | meaning here |\n| --- | --- |"
    noted = [triple for triple in _triples("fazhi.ttl") if triple.predicate.value == SKOS.scopeNote]
    nodes = list(dict.fromkeys(triple.subject for triple in noted))
    for node in nodes:
        zh, en = (_text("fazhi.ttl", node, SKOS.scopeNote, tag) for tag in ("zh", "en"))
        yield f"| `{short(node.value)}` | {en} {zh} |"
    yield ""
    for node in nodes:
        if rows := list(_rows(node.value)):
            yield f"### `{short(node.value)}`\n"
            yield "| property | how often | value |\n| --- | --- | --- |"
            yield "\n".join(rows) + "\n"


def _rows(target: str) -> Iterator[str]:
    """Yield a row for each property that a shape of the class speaks of, the first time."""
    seen = set()
    for shape in _subjects("shapes.ttl", SH.targetClass, target):
        for rule in _objects("shapes.ttl", shape, SH.property):
            path = _one("shapes.ttl", rule, SH.path)
            if path and path.startswith("http") and path not in seen:
                seen.add(path)
                yield f"| `{short(path)}` | {_often(rule)} | {_value(rule)} |"


def _often(rule: Node) -> str:
    if _one("shapes.ttl", rule, SH.qualifiedMinCount):
        return "1 Chinese, 0 to 1 English"
    low = _one("shapes.ttl", rule, SH.minCount) or "0"
    high = _one("shapes.ttl", rule, SH.maxCount)
    return low if low == high else f"{low} to {high or '…'}"


def _value(rule: Node) -> str:
    pattern = _one("shapes.ttl", rule, SH.pattern) or ""
    if pattern == "^[0-9]+$":
        return "whole number"
    for predicate in (SH["class"], SH.datatype):
        if value := _one("shapes.ttl", rule, predicate):
            scheme = re.search(r"/fazhi/([a-z-]+)/$", pattern)
            return f"`{short(value)}`" + (f" ({scheme.group(1)})" if scheme else "")
    return "text"


def _properties(names: list[str]) -> Iterator[str]:
    yield "| term | 中文 | English | of | value | meaning |\n| --- | --- | --- | --- | --- | --- |"
    for name in names:
        iri = FZ[name]
        of = _places(iri, RDFS.domain, SCHEMA.domainIncludes)
        value = _places(iri, RDFS.range, SCHEMA.rangeIncludes)
        meaning = f"{_comment(iri, 'en')} {_comment(iri, 'zh')}"
        cells = (f"`fz:{name}`", _label(iri, "zh"), _label(iri, "en"), of, value, meaning)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _places(iri: str, *predicates: str) -> str:
    found = (value for predicate in predicates for value in _all("fazhi.ttl", iri, predicate))
    return ", ".join(f"`{short(value)}`" for value in found)


def _vocabularies() -> Iterator[str]:
    """Yield all schemes, those with few defined concepts in full."""
    yield "## Vocabularies\n"
    for path in sorted(path.name for path in files("ontology").joinpath("vocab").iterdir()):
        name = f"vocab/{path}"
        for scheme in _subjects(name, RDF.type, SKOS.ConceptScheme):
            zh, en = (_text(name, scheme, SKOS.prefLabel, tag) for tag in ("zh", "en"))
            yield f"- `{name}`: {en}, {zh}"
            yield from _concepts(name, scheme)


def _concepts(name: str, scheme: Node) -> Iterator[str]:
    for concept in _subjects(name, SKOS.topConceptOf, scheme):
        zh, en = (_text(name, concept, SKOS.prefLabel, tag) for tag in ("zh", "en"))
        if meaning := _text(name, concept, SKOS.definition, "en"):
            yield f"  - `{short(concept.value)}` {zh}, {en}: {meaning}"


def short(iri: str) -> str:
    """Write an IRI with its prefix."""
    for name, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{name}:{iri[len(base) :]}"
    return iri.rsplit("/fazhi/", 1)[-1]


def _label(iri: str, tag: str) -> str:
    return _text("fazhi.ttl", iri, RDFS.label, tag)


def _comment(iri: str, tag: str) -> str:
    return _text("fazhi.ttl", iri, RDFS.comment, tag).replace("|", "\\|")


@cache
def _triples(file: str) -> tuple[ox.Triple, ...]:
    return tuple(ox.parse(_source(file), format=ox.RdfFormat.TURTLE))


def _objects(file: str, node: Node | str, predicate: str) -> list[Node | ox.Literal]:
    """Return the values of a property, in the order of the file."""
    subject = ox.NamedNode(node) if isinstance(node, str) else node
    return [
        triple.object
        for triple in _triples(file)
        if triple.subject == subject and triple.predicate.value == predicate
    ]


def _subjects(file: str, predicate: str, node: Node | str) -> list[Node]:
    """Return what has this value, in the order of the file."""
    value = ox.NamedNode(node) if isinstance(node, str) else node
    return [
        triple.subject
        for triple in _triples(file)
        if triple.object == value and triple.predicate.value == predicate
    ]


def _all(file: str, node: Node | str, predicate: str) -> list[str]:
    return [value.value for value in _objects(file, node, predicate)]


def _one(file: str, node: Node | str, predicate: str) -> str | None:
    return next(iter(_all(file, node, predicate)), None)


def _text(file: str, node: Node | str, predicate: str, tag: str) -> str:
    values = (v for v in _objects(file, node, predicate) if isinstance(v, ox.Literal))
    return next((value.value for value in values if value.language == tag), "")


def main() -> int:
    """Write the page, or with ``--check`` only say whether it is up to date."""
    if "--check" in sys.argv[1:]:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
        print("up to date" if fresh else f"{PAGE.name}: out of date; run {Path(__file__).name}")
        return 0 if fresh else 1
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"wrote {PAGE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
