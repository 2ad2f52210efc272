"""Facts to graph to answers.

``from kg import build_graph, open_graph, adopters`` gives the verbs of the command line; what
they need is loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import BuildSummary, build_graph
    from kg.export import export_graph
    from kg.graph_object import Graph
    from kg.histories import body_line, document_chain, superseded_citations
    from kg.names import find, find_entity
    from kg.queries import adopters, document_acts, implementers, mentions, run_query, select
    from kg.store import open_graph
    from kg.validation import validate
    from visual.page import write_page

__all__ = [
    "BuildSummary",
    "Graph",
    "adopters",
    "body_line",
    "build_graph",
    "document_acts",
    "document_chain",
    "export_graph",
    "find",
    "find_entity",
    "implementers",
    "mentions",
    "open_graph",
    "run_query",
    "select",
    "superseded_citations",
    "validate",
    "write_page",
]

_HOMES = {
    "kg.build": ("BuildSummary", "build_graph"),
    "kg.export": ("export_graph",),
    "kg.graph_object": ("Graph",),
    "kg.histories": ("body_line", "document_chain", "superseded_citations"),
    "kg.names": ("find", "find_entity"),
    "kg.queries": (
        "adopters",
        "document_acts",
        "implementers",
        "mentions",
        "run_query",
        "select",
    ),
    "kg.store": ("open_graph",),
    "kg.validation": ("validate",),
    "visual.page": ("write_page",),
}


def __getattr__(name: str) -> Any:
    """Return a verb, loading the module that holds it."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module kg has no attribute {name}")


def __dir__() -> list[str]:
    """Return the verbs."""
    return __all__
