"""Gather the marks of one thing into one record with all its printed forms."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import TypeVar, cast

from extract.facts import Institution, Jurisdiction, Mechanism, PolicyDocument
from ontology.iris import canonical

__all__ = ["gather"]

_Thing = TypeVar("_Thing", bound=Jurisdiction | Institution | PolicyDocument | Mechanism)
_QUOTES = str.maketrans("", "", "“”《》")


def gather(named: Iterable[tuple[_Thing, str]], known: Iterable[_Thing] = ()) -> Iterator[_Thing]:
    """Yield each thing once, in order of appearance, with the forms in which it is printed.

    肥城市司法局 printed as 市司法局 and 司法局 is one institution with two alternative names.
    """
    found: dict[str, _Thing] = {thing.iri: thing for thing in known}
    forms: dict[str, dict[str, None]] = {iri: {} for iri in found}
    for thing, printed in named:
        iri = thing.iri
        first = found.get(iri)
        if first is None:
            found[iri] = thing
            forms[iri] = {printed: None}
        else:
            if first is not thing:
                found[iri] = _merge(first, thing)
            forms[iri][printed] = None
    for iri, thing in found.items():
        yield _with_forms(thing, forms[iri])


def _with_forms(thing: _Thing, printed: dict[str, None]) -> _Thing:
    """Return a thing with its printed forms among its alternative names."""
    name = thing.title if isinstance(thing, PolicyDocument) else thing.name
    if len(printed) == 1 and name in printed and not thing.alternatives:
        return thing
    forms = [form if form.isalnum() else form.translate(_QUOTES) for form in printed]
    every = dict.fromkeys([*thing.alternatives, *forms] if thing.alternatives else forms)
    every.pop(name, None)
    if not every and not thing.alternatives:
        return thing
    key = canonical(name)
    others = tuple([form for form in every if form and canonical(form) != key])
    if others == thing.alternatives:
        return thing
    if isinstance(thing, Mechanism):  # replace() costs five times as much, and most are these
        renamed = Mechanism(
            iri=thing.iri, name=thing.name, curated=thing.curated, alternatives=others
        )
        return cast(_Thing, renamed)
    return replace(thing, alternatives=others)


def _merge(first: _Thing, second: _Thing) -> _Thing:
    """Return the first record with what only the second one knows."""
    if first == second:
        return first
    gained = {
        field.name: getattr(second, field.name)
        for field in fields(first)
        if getattr(first, field.name) is None and getattr(second, field.name) is not None
    }
    forms = tuple(dict.fromkeys((*first.alternatives, *second.alternatives)))
    return replace(first, alternatives=forms, **gained)
