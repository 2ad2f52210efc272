"""Put what is alike side by side: clusters by what sets have in common."""

from collections.abc import Hashable, Sequence

__all__ = ["likeness_order"]

_MOST = 1500
"""Distinct sets that are compared with one another; more are put by size."""


def likeness_order(sets: Sequence[frozenset[Hashable]]) -> list[int]:
    """Return the places of sets so that alike ones are neighbours, the largest cluster first.

    Clusters are joined by average distance (Jaccard), nearest first; equal sets are one. The same
    sets in the same order always give the same answer.
    """
    alike: dict[frozenset[Hashable], list[int]] = {}
    for index, each in enumerate(sets):
        alike.setdefault(each, []).append(index)
    distinct = sorted(alike, key=lambda each: (-len(each), alike[each]))
    if len(distinct) <= _MOST:
        distinct = [distinct[leaf] for leaf in _leaves(_bits(distinct))]
    return [index for each in distinct for index in alike[each]]


def _bits(sets: Sequence[frozenset[Hashable]]) -> list[int]:
    """Return sets as numbers, a bit for each member, so that they can be compared fast."""
    numbers: dict[Hashable, int] = {}
    return [
        sum(1 << numbers.setdefault(member, len(numbers)) for member in sorted(each, key=repr))
        for each in sets
    ]


def _leaves(bits: Sequence[int]) -> list[int]:
    """Return the leaves of the tree of clusters, along chains of nearest neighbours."""
    far = [[_distance(one, other) for other in bits] for one in bits]
    clusters = {index: [index] for index in range(len(bits))}
    chain: list[int] = []
    while len(clusters) > 1:
        if not chain:
            chain.append(min(clusters))
        last = chain[-1]
        before = chain[-2] if len(chain) > 1 else -1
        row = far[last]
        near = min(
            (each for each in clusters if each != last),
            key=lambda each: (row[each], each != before, each),
        )
        if near != before:
            chain.append(near)
            continue
        del chain[-2:]
        _join(clusters, far, *sorted((last, near)))
    return next(iter(clusters.values()), [])


def _join(clusters: dict[int, list[int]], far: list[list[float]], keep: int, gone: int) -> None:
    """Make one cluster of two; its distances are their average, weighted by size."""
    one, other = clusters[keep], clusters.pop(gone)
    share = len(one) / (len(one) + len(other))
    for each in clusters:
        if each != keep:
            far[keep][each] = share * far[keep][each] + (1 - share) * far[gone][each]
            far[each][keep] = far[keep][each]
    clusters[keep] = one + other if len(one) >= len(other) else other + one


def _distance(one: int, other: int) -> float:
    either = (one | other).bit_count()
    return 1 - (one & other).bit_count() / either if either else 0.0
