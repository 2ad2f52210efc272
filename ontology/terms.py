"""Prefixes, and the terms of every vocabulary as plain strings, without rdflib.

``FZ`` knows the terms that ``fazhi.ttl`` declares and refuses any other; the reused
vocabularies are open.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import pyoxigraph as ox

from ontology.iris import BASE, ONTOLOGY

__all__ = [
    "ACT",
    "AREA",
    "DCTERMS",
    "ELI",
    "FOAF",
    "FZ",
    "LEVEL",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "QUALIFIER",
    "RDF",
    "RDFS",
    "REASON",
    "REPORT_KIND",
    "SCHEMA",
    "SH",
    "SKOS",
    "STATUS",
    "THEME",
    "XSD",
    "Namespace",
    "Vocabulary",
    "sparql_prefixes",
]

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "fz": ONTOLOGY,
        "mech": f"{BASE}mechanism/",
        "area": f"{BASE}area/",
        "body": f"{BASE}body/",
        "doc": f"{BASE}document/",
        "report": f"{BASE}report/",
        "level": f"{BASE}level/",
        "status": f"{BASE}status/",
        "act": f"{BASE}act/",
        "theme": f"{BASE}theme/",
        "qualifier": f"{BASE}qualifier/",
        "reason": f"{BASE}reason/",
        "kind": f"{BASE}report-kind/",
        "graph": f"{BASE}graph/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""The project's own first, then the reused ones."""


class Namespace:
    """Terms of one vocabulary as strings: ``SKOS.broader``, ``AREA["370983"]``."""

    __slots__ = ("base",)

    def __init__(self, base: str) -> None:
        """Keep the part that all IRIs share."""
        self.base = base

    def __getattr__(self, name: str) -> str:
        """Return the IRI of a term that is a Python name.

        Raises:
            AttributeError: The name is private to Python, or no term of a closed vocabulary.
        """
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> str:
        """Return the IRI of any term."""
        return self.base + name

    def __contains__(self, iri: object) -> bool:
        """Tell whether an IRI belongs here."""
        return isinstance(iri, str) and iri.startswith(self.base)


class Vocabulary(Namespace):
    """Terms of a closed vocabulary: a misspelt one is an error where it stands."""

    __slots__ = ("file",)

    def __init__(self, base: str, file: str) -> None:
        """Keep the name of the Turtle file in ``ontology/`` that declares the terms."""
        super().__init__(base)
        self.file = file

    @property
    def terms(self) -> frozenset[str]:
        """Local names of all declared terms."""
        return _declared(self.file, self.base)

    def __getitem__(self, name: str) -> str:
        """Return the IRI of a declared term.

        Raises:
            AttributeError: The file declares no such term.
        """
        if name not in self.terms:
            raise AttributeError(f"{self.file} declares no term {name}; add it there or mend it")
        return self.base + name

    def __contains__(self, iri: object) -> bool:
        """Tell whether an IRI is a declared term."""
        return super().__contains__(iri) and str(iri)[len(self.base) :] in self.terms


@cache
def _declared(file: str, base: str) -> frozenset[str]:
    source = files("ontology").joinpath(file).read_bytes()
    typed = (
        triple.subject.value
        for triple in ox.parse(source, format=ox.RdfFormat.TURTLE)
        if triple.predicate.value == f"{PREFIXES['rdf']}type"
        and isinstance(triple.subject, ox.NamedNode)
    )
    return frozenset(iri[len(base) :] for iri in typed if iri.startswith(base) and iri != base)


def sparql_prefixes() -> str:
    """Return the PREFIX lines that open a SPARQL query."""
    return "".join(f"PREFIX {name}: <{base}>\n" for name, base in PREFIXES.items())


FZ = Vocabulary(ONTOLOGY, "fazhi.ttl")
ACT = Namespace(PREFIXES["act"])
AREA = Namespace(PREFIXES["area"])
LEVEL = Namespace(PREFIXES["level"])
QUALIFIER = Namespace(PREFIXES["qualifier"])
REASON = Namespace(PREFIXES["reason"])
REPORT_KIND = Namespace(PREFIXES["kind"])
STATUS = Namespace(PREFIXES["status"])
THEME = Namespace(PREFIXES["theme"])
DCTERMS = Namespace(PREFIXES["dcterms"])
ELI = Namespace(PREFIXES["eli"])
FOAF = Namespace(PREFIXES["foaf"])
OA = Namespace(PREFIXES["oa"])
ORG = Namespace(PREFIXES["org"])
OWL = Namespace(PREFIXES["owl"])
PROV = Namespace(PREFIXES["prov"])
RDF = Namespace(PREFIXES["rdf"])
RDFS = Namespace(PREFIXES["rdfs"])
SCHEMA = Namespace(PREFIXES["schema"])
SH = Namespace(PREFIXES["sh"])
SKOS = Namespace(PREFIXES["skos"])
XSD = Namespace(PREFIXES["xsd"])
