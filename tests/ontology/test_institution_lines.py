"""The lines of institutions hold together."""

from graphlib import TopologicalSorter

import pytest

from ontology.iris import BASE
from ontology.schemes import Concept, load_scheme

LINES = load_scheme("institution-lines")
KINDS = load_scheme("institution-kinds").by_iri()
DOCUMENTS = load_scheme("documents").by_iri()


@pytest.mark.parametrize("line", list(LINES), ids=lambda line: line.name)
def test_a_line_leads_from_kinds_to_kinds(line: Concept) -> None:
    """Both ends are kinds of bodies that are found in texts; years come in order."""
    ends = (*line.values("originalKind"), *line.values("resultingKind"))
    assert all(KINDS[kind].values("nameTemplate") for kind in ends)
    assert line.values("originalKind")
    assert line.values("resultingKind")
    (first,), (last,) = line.values("earliestYear"), line.values("latestYear")
    assert 2000 < int(first) <= int(last)
    assert line.values("wholeBody") in {("true",), ("false",)}
    assert set(line.values("source")) <= DOCUMENTS.keys()


def test_no_line_leads_back() -> None:
    """乡村振兴局 joins 农业农村局 and does not come from it."""
    graph: dict[str, set[str]] = {}
    for line in LINES:
        if line.values("wholeBody") == ("true",):
            for kind in line.values("originalKind"):
                graph.setdefault(kind, set()).update(line.values("resultingKind"))
    TopologicalSorter(graph).prepare()


def test_organs_and_kinds_above_are_kinds() -> None:
    """司法局 is an organ of 人民政府; above it stands 司法厅."""
    for kind in KINDS.values():
        for name in ("organOf", "kindAbove", "partOf"):
            assert set(kind.values(name)) <= KINDS.keys(), kind.zh
    assert len(KINDS) >= 150


def test_every_kind_of_body_is_placed() -> None:
    """A kind stands under one branch (party, government, congress, court …); levels are levels."""
    levels = load_scheme("levels").by_iri()
    for kind in KINDS.values():
        assert set(kind.values("atLevel")) <= levels.keys()
        if kind.values("nameTemplate"):
            (branch,) = kind.broader
            assert KINDS[branch].name.endswith("-branch")
        national = kind.values("nameTemplate") and "{" not in kind.values("nameTemplate")[0]
        country = f"{BASE}level/country"
        assert bool(national) is (country in kind.values("atLevel")), kind.zh
