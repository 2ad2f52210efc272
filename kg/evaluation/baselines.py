"""Two plain readers that the rules must beat: a keyword list, and one with a 《》 pattern."""

import re

from extract.lexicon import Lexicon
from extract.normalization import clean
from kg.evaluation.found import Found
from ontology.iris import canonical
from ontology.schemes import load_scheme

__all__ = ["keywords", "keywords_and_titles"]

_TITLE = re.compile(r"《([^《》\n]{2,80})》")
_PLANS = ("方案", "规划", "计划")


def keywords(text: str) -> dict[str, tuple[Found, ...]]:
    """Return the mechanisms whose names stand in a text, all with the text's usual status."""
    cleaned = clean(text).text
    found: dict[str, Found] = {}
    status = "planned" if any(word in cleaned[:60] for word in _PLANS) else "adopted"
    for start, end, meanings in _lexicon().find(cleaned):
        for iri, label in meanings:
            names = frozenset({canonical(label), canonical(cleaned[start:end])})
            found.setdefault(iri, Found(label=label, names=names, tags=frozenset({status})))
    return {"mechanisms": tuple(found.values())}


def keywords_and_titles(text: str) -> dict[str, tuple[Found, ...]]:
    """Return the same, and as documents whatever stands between 《 and 》, each cited."""
    titles = dict.fromkeys(_TITLE.findall(clean(text).text))
    documents = tuple(
        Found(label=title, names=frozenset({canonical(title)}), tags=frozenset({"cites"}))
        for title in titles
    )
    return {**keywords(text), "documents": documents}


def _lexicon() -> Lexicon[tuple[str, str]]:
    return Lexicon(
        (label, (concept.iri, concept.zh))
        for concept in load_scheme("mechanisms")
        for label in (*concept.labels, *concept.values("contextualLabel"))
    )
