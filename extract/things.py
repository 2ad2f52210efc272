"""Gather the marks of one thing into one record with all its printed forms."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TypeVar, cast

from extract.facts import Institution, Jurisdiction, Mechanism, PolicyDocument
from ontology.iris import canonical

__all__ = ["gather"]

_Thing = TypeVar("_Thing", bound=Jurisdiction | Institution | PolicyDocument | Mechanism)
_QUOTES = ("“", "”", "《", "》")


def gather(named: Iterable[tuple[_Thing, str]], known: Iterable[_Thing] = ()) -> list[_Thing]:
    """Return each thing once, in order of appearance, with the forms in which it is printed.

    肥城市司法局 printed as 市司法局 and 司法局 is one institution with two alternative names.
    """
    found: dict[str, _Thing] = {thing.iri: thing for thing in known}
    forms: dict[str, list[str]] = {iri: [] for iri in found}
    for thing, printed in named:
        iri = thing.iri
        first = found.get(iri)
        if first is None:
            found[iri] = thing
            forms[iri] = [printed]
        else:
            if first is not thing:
                found[iri] = _merge(first, thing)
            if printed not in forms[iri]:
                forms[iri].append(printed)
    return [_with_forms(thing, forms[iri]) for iri, thing in found.items()]


def _with_forms(thing: _Thing, printed: list[str]) -> _Thing:
    """Return a thing with its printed forms among its alternative names."""
    name = thing.title if isinstance(thing, PolicyDocument) else thing.name
    if not thing.alternatives and len(printed) == 1 and printed[0] == name:
        return thing
    others = _others(name, thing.alternatives, printed)
    if others == thing.alternatives:
        return thing
    if isinstance(thing, Mechanism):  # replace() costs five times as much, and most are these
        renamed = Mechanism(
            iri=thing.iri, name=thing.name, curated=thing.curated, alternatives=others
        )
        return cast(_Thing, renamed)
    return replace(thing, alternatives=others)


def _others(name: str, known: tuple[str, ...], printed: list[str]) -> tuple[str, ...]:
    """Return the forms that are another name, each once."""
    key = canonical(name)
    others: list[str] = []
    for form in known:
        _add_other(others, form, name, key)
    for form in printed:
        _add_other(others, form if form.isalnum() else _unquoted(form), name, key)
    return tuple(others)


def _add_other(others: list[str], form: str, name: str, key: str) -> None:
    if form and form != name and form not in others and canonical(form) != key:
        others.append(form)


def _unquoted(form: str) -> str:
    """Return a printed form without quotation and title marks."""
    for mark in _QUOTES:
        form = form.replace(mark, "")
    return form


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
