"""Pages of things written by several processes, the same bytes as by one."""

import signal
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox

from visual.reading.addresses import page_path
from visual.reading.lookups import Lookups
from visual.site.pages import FORMS
from visual.site.rdf import description, jsonld, turtle_of
from visual.site.whole import Site

__all__ = ["Task", "write_data", "write_file", "write_things"]

_WRITERS = (turtle_of, jsonld)
_AT_ONCE = 24
"""Things of one order to a process; a place and its reports mostly stay together."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs in order to write pages."""

    store: Path
    folder: Path
    texts: Path | None
    base: str
    others: Mapping[str, str]


_sites: list[tuple[Site, Path]] = []
"""What this process writes from and to, once it has begun."""


def write_things(task: Task, iris: Iterable[str], workers: int) -> Iterator[str]:
    """Write the pages of things in so many processes and yield the files as they are there."""
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(task,)
    )
    try:
        orders = [pool.submit(_write_some, some) for some in _parts(iris)]
        yield from chain.from_iterable(order.result() for order in as_completed(orders))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def write_data(site: Site, folder: Path, iri: str) -> str | None:
    """Write the page of a thing and its RDF files; return the page's file, none if it has none."""
    html = site.thing(iri)
    if html is None:
        return None
    file = page_path(iri)
    triples = description(site.lookups.store, iri)
    for (ending, _, _), write in zip(FORMS, _WRITERS, strict=True):
        write_file(folder / (file.removesuffix(".html") + ending), write(triples))
    write_file(folder / file, html.encode("utf-8", "replace"))
    return file


def write_file(file: Path, data: bytes) -> None:
    """Write a file, in a folder that may not be there yet."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)


def _parts(iris: Iterable[str]) -> Iterator[tuple[str, ...]]:
    waiting = iter(iris)
    while some := tuple(islice(waiting, _AT_ONCE)):
        yield some


def _begin(task: Task) -> None:
    """Open the graph in a process; Ctrl-C is the affair of the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lookups = Lookups(ox.Store.read_only(str(task.store)))
    site = Site(lookups, task.texts, base=task.base, others=task.others)
    _sites.append((site, task.folder))


def _write_some(iris: tuple[str, ...]) -> list[str]:
    site, folder = _sites[0]
    return [file for iri in iris if (file := write_data(site, folder, iri))]
