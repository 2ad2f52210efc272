"""Write ``docs/ontology.md`` and ``docs/ontology.html`` from the Turtle under ``ontology/``.

Usage: python scripts/ontology_page.py [--check]
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from turtle_words import (
    Node,
    objects,
    one,
    short,
    source,
    subjects,
    text,
    triples,
    values,
    vocabularies,
)

from ontology.terms import FZ, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "ontology.md"

__all__ = ["PAGE", "often", "page", "value_of"]

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


def page() -> str:
    """Return the whole page."""
    return "\n".join((_head(), *_sections(), *_reused(), *_vocabularies())).rstrip() + "\n"


def _head() -> str:
    ontology = PREFIXES["fz"].removesuffix("#")
    version = one("fazhi.ttl", ontology, "http://www.w3.org/2002/07/owl#versionInfo")
    prefixes = ", ".join(f"`{name}: <{base}>`" for name, base in PREFIXES.items())
    description = text("fazhi.ttl", ontology, PREFIXES["dcterms"] + "description", "en")
    return _HEAD.format(version=version, description=description, prefixes=prefixes)


def _sections() -> Iterator[str]:
    """Yield the sections of ``fazhi.ttl`` that declare terms of ours, in its order."""
    parts = _SECTION.split(source("fazhi.ttl").decode())[1:]
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
    parents = ", ".join(
        f"`{short(parent)}`" for parent in values("fazhi.ttl", iri, RDFS.subClassOf)
    )
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
    noted = [triple for triple in triples("fazhi.ttl") if triple.predicate.value == SKOS.scopeNote]
    nodes = list(dict.fromkeys(triple.subject for triple in noted))
    for node in nodes:
        zh, en = (text("fazhi.ttl", node, SKOS.scopeNote, tag) for tag in ("zh", "en"))
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
    for shape in subjects("shapes.ttl", SH.targetClass, target):
        for rule in objects("shapes.ttl", shape, SH.property):
            path = one("shapes.ttl", rule, SH.path)
            if path and path.startswith("http") and path not in seen:
                seen.add(path)
                yield f"| `{short(path)}` | {often(rule)} | {value_of(rule)} |"


def often(rule: Node) -> str:
    """Return how many values a rule asks for."""
    if one("shapes.ttl", rule, SH.qualifiedMinCount):
        return "1 Chinese, 0 to 1 English"
    low = one("shapes.ttl", rule, SH.minCount) or "0"
    high = one("shapes.ttl", rule, SH.maxCount)
    return low if low == high else f"{low} to {high or '…'}"


def value_of(rule: Node) -> str:
    """Return what kind of values a rule asks for."""
    pattern = one("shapes.ttl", rule, SH.pattern) or ""
    if pattern == "^[0-9]+$":
        return "whole number"
    for predicate in (SH["class"], SH.datatype):
        if value := one("shapes.ttl", rule, predicate):
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
    found = (value for predicate in predicates for value in values("fazhi.ttl", iri, predicate))
    return ", ".join(f"`{short(value)}`" for value in found)


def _vocabularies() -> Iterator[str]:
    """Yield all schemes, those with few defined concepts in full."""
    yield "## Vocabularies\n"
    for name in vocabularies():
        for scheme in subjects(name, RDF.type, SKOS.ConceptScheme):
            zh, en = (text(name, scheme, SKOS.prefLabel, tag) for tag in ("zh", "en"))
            yield f"- `{name}`: {en}, {zh}"
            yield from _concepts(name, scheme)


def _concepts(name: str, scheme: Node) -> Iterator[str]:
    for concept in subjects(name, SKOS.topConceptOf, scheme):
        zh, en = (text(name, concept, SKOS.prefLabel, tag) for tag in ("zh", "en"))
        if meaning := text(name, concept, SKOS.definition, "en"):
            yield f"  - `{short(concept.value)}` {zh}, {en}: {meaning}"


def _label(iri: str, tag: str) -> str:
    return text("fazhi.ttl", iri, RDFS.label, tag)


def _comment(iri: str, tag: str) -> str:
    return text("fazhi.ttl", iri, RDFS.comment, tag).replace("|", "\\|")


def main() -> int:
    """Write the pages, or with ``--check`` only say whether they are up to date."""
    import ontology_html  # noqa: PLC0415 (which needs this one)

    pages = {PAGE: page(), ontology_html.PAGE: ontology_html.page()}
    state = 0
    for file, made in pages.items():
        if "--check" in sys.argv[1:]:
            fresh = file.is_file() and file.read_text(encoding="utf-8") == made
            print(f"{file.name}: " + ("up to date" if fresh else f"run {Path(__file__).name}"))
            state |= not fresh
        else:
            file.write_text(made, encoding="utf-8", newline="\n")
            print(f"wrote {file.name}")
    return state


if __name__ == "__main__":
    sys.exit(main())
