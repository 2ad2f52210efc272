"""Describe what the reports of a graph use: places, bodies, concepts, known documents.

It is done from what was counted of each report (``kg.tallies``), so that of the store nothing is
asked that grows with the reports.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import blake2b

from kg.bodies import Body, body_quads
from kg.counts import edges, pair_quads
from kg.dataset import Whole, dataset_quads
from kg.descriptions import places_quads, vocabulary_quads
from kg.ledger import Ledger, program_version
from kg.quads import COUNTS, DATASET, DESCRIPTIONS, PLACES, VOCABULARY
from kg.store import GraphFolder
from kg.tallies import Counted, counted_in, named_in
from kg.tally import Counts, count_lines
from kg.uses import Used
from ontology.iris import BASE, area

__all__ = ["describe", "descriptions_of"]


def describe(
    target: GraphFolder,
    ledger: Ledger | None = None,
    fresh: Mapping[str, Counted] | None = None,
) -> None:
    """Write anew the descriptions of all that the reports use.

    ``ledger`` is the one that its owner has opened; ``fresh`` holds what was counted, by report,
    of those that were put in without an entry there.
    """
    whole, used = Whole(), Used()
    with _opened(target, ledger) as held:
        for tally, uses in counted_in(target.store, held, fresh):
            whole.add(tally)
            used.update(uses)
    for graph in sorted(target.graph_names() - DESCRIPTIONS - whole.states.keys()):
        used.update(named_in(target.store, graph))
    counts, graphs = _describe_used(target, ledger, used)
    whole.count(counts)
    target.replace_graphs({**graphs, DATASET: dataset_quads(whole, used.versions)})


def _describe_used(
    target: GraphFolder, ledger: Ledger | None, used: Used
) -> tuple[Counts, dict[str, bytes]]:
    """Describe what is used, and count that, unless it is what was used the last time.

    Return the counts, and graphs that are yet to be written.
    """
    known = _digest(sorted(used.things), sorted(used.bodies))
    pairs = _digest(sorted((name, sorted(places)) for name, places in used.adopted.items()))
    held = json.loads((ledger and target.is_as_described and ledger.description) or "{}")
    counts: Counts = held.get("counts", {})
    counted: dict[str, bytes] = {}
    if (held.get("known"), held.get("pairs")) != (known, pairs):
        target.is_as_described = False
        if held.get("known") != known:
            graphs = descriptions_of(used)
            target.replace_graphs(graphs)
            counts = count_lines(b"".join(graphs.values()))
        present = dict(edges(target.store, "sameUnitAs"))
        counted = {COUNTS: pair_quads(used.adopted, present)}
        if ledger:
            held = {"known": known, "pairs": pairs, "counts": counts}
            ledger.note(description=json.dumps(held))
    return counts, counted


def _digest(*said: object) -> str:
    """Return a hash of what is used; another version of the program may describe it otherwise."""
    return blake2b(repr((program_version(), said)).encode(), digest_size=16).hexdigest()


def descriptions_of(used: Used) -> dict[str, bytes]:
    """Return the graphs that describe known things and bodies in use, each body with its kind."""
    _, levels = places_quads(used.things)
    told, lines = body_quads(_body(iri, kind) for iri, kind in used.bodies)
    vocabulary, named = vocabulary_quads(used.things | levels | lines)
    return {VOCABULARY: vocabulary + told, PLACES: places_quads(used.things | named)[0]}


@contextmanager
def _opened(target: GraphFolder, ledger: Ledger | None) -> Iterator[Ledger]:
    if ledger:
        yield ledger
    else:
        with closing(Ledger(target.path)) as own:
            yield own


def _body(iri: str, kind: str) -> Body:
    """Return a body with its place, which its IRI names: body:370983/司法局 of area:370983."""
    code = iri.removeprefix(f"{BASE}body/").partition("/")[0]
    return Body(iri, kind, area(code))
