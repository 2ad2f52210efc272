"""The page to ask in: our prefixes, the competency questions as examples, the answer as a table."""

from functools import cache

from markupsafe import escape

from kg.questions import Question, load_questions
from kg.sparql import QueryError, check_query
from ontology.iris import BASE
from ontology.terms import PREFIXES
from visual.frame import render
from visual.words import concept_words

__all__ = ["query_page"]

_POLICY, _OWN = (escape(f"default-src 'none';{each}") for each in ("", " connect-src 'self';"))
_FIRST = """\
SELECT ?county ?name ?mechanism
WHERE {
  ?county fz:adopts ?mechanism ; fz:level level:county ; rdfs:label ?name .
  FILTER(LANG(?name) = "zh")
}
LIMIT 100
"""
_NAMED = (
    "SELECT ?thing (SAMPLE(?name) AS ?label) WHERE {{ {} OPTIONAL {{ ?thing {} ?name "
    'FILTER(LANG(?name) = "zh") }} }} GROUP BY ?thing ORDER BY DESC(COUNT(*)) ?thing LIMIT 300'
)
_PLACE = _NAMED.format("?report a fz:Report ; fz:jurisdiction ?thing .", "rdfs:label")
_PROPOSALS = {
    "place": _PLACE,
    "any": _PLACE,
    "mechanism": _NAMED.format("?place fz:adopts ?thing .", "skos:prefLabel"),
    "document": _NAMED.format("?place fz:implements|fz:cites ?thing .", "rdfs:label"),
    "institution": _NAMED.format("?act fz:agent ?thing . ?thing fz:kind ?kind .", "rdfs:label"),
    "theme": _NAMED.format("?mechanism fz:theme ?thing .", "skos:prefLabel"),
    "indicator": _NAMED.format("?figure fz:indicator ?thing .", "skos:prefLabel"),
}
"""What a field of an example proposes, by the kind of what it wants."""


@cache
def query_page(path: str) -> str:
    """Return the page for the endpoint at a path; it asks that endpoint and nobody else."""
    words = concept_words("interface-query")
    page = render(
        "asking/query.html.j2",
        title=words["interface-query/query-page"],
        words=words,
        data={
            "endpoint": path,
            "base": BASE,
            "prefixes": dict(PREFIXES),
            "examples": [_example(question) for question in load_questions() if _fits(question)],
            "proposals": _PROPOSALS,
            "first": _FIRST,
        },
        styles=("asking/query.css",),
        scripts=("asking/query.js",),
    )
    return page.replace(_POLICY, _OWN, 1)


def _fits(question: Question) -> bool:
    """Tell whether the page can propose all that a question wants to be told."""
    try:
        check_query(question.text)
    except QueryError:
        return False
    return all(each.kind in _PROPOSALS for each in question.needed)


def _example(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "zh": question.zh,
        "en": question.en,
        "text": _bare(question),
        "parameters": [
            {"variable": each.variable, "kind": each.kind, "zh": each.zh, "en": each.en}
            for each in question.needed
        ],
    }


def _bare(question: Question) -> str:
    """Return the query under its question, without what is said to ``kg ask`` alone."""
    lines = question.text.splitlines()
    end = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    return "\n".join([f"# {question.zh}", f"# {question.en}", *lines[end:]]).strip() + "\n"
