"""What is known of the bodies in use beyond the reports: English names, organs, reforms.

A body of a known kind is an organ of the body that the law names (县司法局 of 县人民政府), is
guided by the same department one level up, and takes part in the changes that its kind went through
(县政府法制办公室 → 县司法局). Only bodies that some report names are related to one another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.quads import VOCABULARY, GraphText, integer, ref, term, text
from ontology.gazetteer import load_gazetteer
from ontology.iris import BASE, body, concept
from ontology.schemes import Concept, load_scheme

__all__ = ["Body", "body_quads", "describe_issuer"]

_COUNTRY = "100000"
_COPIED = ("earliestYear", "latestYear")


@dataclass(frozen=True, slots=True, order=True)
class Body:
    """A body in use: its IRI, its kind and its place."""

    iri: str
    kind: str
    place: str


def body_quads(bodies: Iterable[Body]) -> tuple[bytes, frozenset[str]]:
    """Return what the vocabularies tell of the bodies in use, and the concepts that it names."""
    found = sorted(set(bodies), key=lambda one: (one.iri, one.kind, one.place))
    graph = GraphText(VOCABULARY)
    at: dict[tuple[str, str], tuple[Body, ...]] = {}
    for one in found:
        key = (one.place, one.kind)
        at[key] = (*at.get(key, ()), one)
    iris = frozenset(one.iri for one in found)
    for one in found:
        _name(graph, one)
        _relate(graph, one, at)
        _follow_place(graph, one, iris)
    lines = frozenset(_changes(graph, at))
    return graph.to_bytes(), lines


@cache
def _kinds() -> dict[str, Concept]:
    return load_scheme("institution-kinds").by_iri()


def describe_issuer(graph: GraphText, iri: str) -> str | None:
    """Describe a body that issued a document of the vocabulary, and return its kind if known.

    国务院 is what it is called; 人民政府 of 430000 is 湖南省人民政府. A place needs none.
    """
    sort, code, *rest = iri.removeprefix(BASE).split("/")
    if sort != "body":
        return None
    name, place = rest[0], load_gazetteer().by_code(code)
    kind = _kind_named(name, national=code == _COUNTRY)
    if kind and place and code != _COUNTRY:
        template = kind.values("nameTemplate")[0]
        name = template.format(place=place.name, type=place.name[-1], name="", parent="")
    graph.add(iri, term("rdf:type"), term("fz:Institution"))
    graph.add(iri, term("rdfs:label"), text(name, "zh"))
    graph.add(iri, term("fz:jurisdiction"), ref(f"{BASE}area/{code}"))
    if kind:
        graph.add(iri, term("fz:kind"), ref(kind.iri))
        _name(graph, Body(iri, kind.iri, f"{BASE}area/{code}"))
    return kind.iri if kind else None


def _kind_named(name: str, *, national: bool) -> Concept | None:
    """Return the kind of a national body by its name, of any other by the name of its kind."""
    return next(
        (
            kind
            for kind in _kinds().values()
            if (kind.values("nameTemplate") == (name,) if national else kind.zh == name)
        ),
        None,
    )


def _name(graph: GraphText, one: Body) -> None:
    """State the English name of a body that has no name of its own: Justice bureau of Feicheng."""
    kind = _kinds().get(one.kind)
    code = _code(one.place)
    place = load_gazetteer().by_code(code)
    templates = kind.values("nameTemplate") if kind else ()
    if kind is None or place is None or not place.en:
        return
    if code == _COUNTRY and templates and one.iri == body(code, templates[0]):
        graph.add(one.iri, term("rdfs:label"), text(kind.en, "en"))
    elif one.iri == body(code, kind.zh) and not any("{name}" in one for one in templates):
        graph.add(one.iri, term("rdfs:label"), text(f"{kind.en} of {place.en}", "en"))


def _relate(graph: GraphText, one: Body, at: Mapping[tuple[str, str], tuple[Body, ...]]) -> None:
    """State whose organ a body is, and which department one level up guides it."""
    kind = _kinds().get(one.kind)
    if kind is None:
        return
    for whole in (*kind.values("organOf"), *kind.values("partOf")):
        for other in at.get((one.place, whole), ()):
            graph.add(one.iri, term("org:subOrganizationOf"), ref(other.iri))
    if concept("institution-kind", "people-government") in kind.values("organOf"):
        above = _above(one.place)
        for kind_above in (one.kind, *kind.values("kindAbove")):
            for other in at.get((above, kind_above), ()):
                graph.add(one.iri, term("fz:guidedBy"), ref(other.iri))


def _follow_place(graph: GraphText, one: Body, iris: frozenset[str]) -> None:
    """Lead from a body under a former code of its place to the body under the present one."""
    present = _present(one.place)
    other = one.iri.replace(f"/body/{_code(one.place)}/", f"/body/{_code(present)}/")
    if present != one.place and other in iris:
        graph.add(one.iri, term("fz:replacedBy"), ref(other))


def _changes(graph: GraphText, at: Mapping[tuple[str, str], tuple[Body, ...]]) -> Iterator[str]:
    """State an event for each line and place with a body of the original kind; yield the lines."""
    places = sorted({place for place, _ in at})
    for line in load_scheme("institution-lines"):
        for place in places:
            before = [b for kind in line.values("originalKind") for b in at.get((place, kind), ())]
            homes = dict.fromkeys((place, _present(place)))
            after = [
                b
                for home in homes
                for kind in line.values("resultingKind")
                for b in at.get((home, kind), ())
            ]
            if before:
                _change(graph, line, place, before, after)
                yield line.iri


def _change(
    graph: GraphText, line: Concept, place: str, before: list[Body], after: list[Body]
) -> None:
    event = concept("change", f"{place.rsplit('/', 1)[-1]}-{line.name}")
    graph.add(event, term("rdf:type"), term("org:ChangeEvent"))
    graph.add(event, term("rdfs:label"), text(line.zh, "zh"), text(line.en, "en"))
    graph.add(event, term("fz:changeLine"), ref(line.iri))
    graph.add(event, term("dcterms:source"), *map(ref, line.values("source")))
    for name in _COPIED:
        graph.add(event, term(f"fz:{name}"), *(integer(int(value)) for value in line.values(name)))
    graph.add(event, term("org:originalOrganization"), *(ref(one.iri) for one in before))
    graph.add(event, term("org:resultingOrganization"), *(ref(one.iri) for one in after))
    for one in before:
        graph.add(one.iri, term("org:changedBy"), ref(event))
        if line.values("wholeBody") == ("true",):
            graph.add(one.iri, term("fz:replacedBy"), *(ref(other.iri) for other in after))
    for one in after:
        graph.add(one.iri, term("org:resultedFrom"), ref(event))


def _code(place: str) -> str:
    return place.removeprefix(f"{BASE}area/")


def _above(place: str) -> str:
    known = load_gazetteer().by_code(_code(place))
    return f"{BASE}area/{known.parent}" if known and known.parent else ""


def _present(place: str) -> str:
    """Return the place under its present code: 340823 枞阳 is 340722."""
    seen = {place}
    while (known := load_gazetteer().by_code(_code(place))) and known.same_unit_as:
        place = f"{BASE}area/{known.same_unit_as}"
        if place in seen:
            break
        seen.add(place)
    return place
