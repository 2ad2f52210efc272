"""A worker process: it answers one query after another on its standard input, bounded throughout.

It is started by ``kg.serving.pool``, which ends it when a query takes too long.
"""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.export import turtle
from kg.serving.forms import GRAPHS, ROWS, Form, choose, media_types
from kg.serving.isolation import cut_network
from kg.serving.limits import Limits, limit_memory, set_alarm
from kg.serving.messages import decode, encode
from kg.serving.rows import BoundedOutput, TooMuchError, count_rows
from kg.sparql import Dataset, QueryError, RefusedError, Results, run_query
from ontology.terms import PREFIXES

__all__ = ["main"]

_BAD, _FORBIDDEN, _NOT_ACCEPTABLE, _STOPPED, _BROKEN = 400, 403, 406, 503, 500


@dataclass(slots=True)
class _Opened:
    """The store that is open, and the stamp of its generation."""

    store: ox.Store
    stamp: str


def main() -> None:
    """Answer the questions on the standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers
    questions, answers = _channels()
    alone = cut_network()
    answers.write(encode({"ready": True, "alone": alone}))
    opened: _Opened | None = None
    for line in questions:
        asked = decode(line)
        try:
            opened = _opened(opened, asked)
            message, payload = _answer(opened.store, asked)
        except (OSError, RuntimeError) as error:
            opened = None
            message, payload = _failed(_BROKEN, f"the store cannot be read ({_line(error)})")
        answers.write(encode(message, payload))


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Return where questions come from and answers go; stray prints go to the error stream."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return questions, answers


def _opened(opened: _Opened | None, asked: dict[str, Any]) -> _Opened:
    """Return the store of the published generation, opened anew when there is another one."""
    if opened is None or opened.stamp != asked["stamp"]:
        opened = _Opened(ox.Store.read_only(asked["store"]), asked["stamp"])
        limit_memory(asked["limits"]["memory"])
    return opened


def _answer(store: ox.Store, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the answer to a question: its message and its payload."""
    limits = Limits(**asked["limits"])
    set_alarm(limits.seconds)
    try:
        results = run_query(
            store, asked["text"], asked["bindings"], dataset=_dataset(asked), base=asked["base"]
        )
        return _written(results, asked, limits)
    except RefusedError as error:
        return _failed(_FORBIDDEN, str(error))
    except QueryError as error:
        return _failed(_BAD, str(error))
    except TooMuchError as error:
        return _failed(_STOPPED, f"query: {error}")
    except ValueError as error:
        return _failed(_BAD, f"query: a value cannot be used ({_line(error)})")
    except MemoryError:
        return _failed(_STOPPED, f"query: stopped at {limits.memory} MB of memory; ask in parts")
    finally:
        set_alarm(0)


def _dataset(asked: dict[str, Any]) -> Dataset | None:
    if asked["default"] is None and asked["named"] is None:
        return None
    return Dataset(tuple(asked["default"] or ()), tuple(asked["named"] or ()))


def _written(
    results: Results, asked: dict[str, Any], limits: Limits
) -> tuple[dict[str, Any], bytes]:
    """Return a whole answer in the form that the client likes best, or that none will do."""
    forms = GRAPHS if isinstance(results, ox.QueryTriples) else ROWS
    form = choose(asked["accept"], forms)
    if form is None:
        told = f"query: this answer can be given as {media_types(forms)}; accept one of them"
        return _failed(_NOT_ACCEPTABLE, told)
    if isinstance(results, ox.QueryTriples):
        payload = _statements(results, form, limits)
    else:
        payload = _rows(results, form, limits)
    return {"status": 200, "media": form.content_type}, payload


def _rows(results: ox.QuerySolutions | ox.QueryBoolean, form: Form, limits: Limits) -> bytes:
    if not isinstance(form.format, ox.QueryResultsFormat):
        raise TypeError(form)
    output = BoundedOutput(limits.size)
    results.serialize(output, format=form.format)
    data, most = output.getvalue(), limits.rows
    if isinstance(results, ox.QuerySolutions) and count_rows(data, form.format, most) > most:
        raise TooMuchError(f"more than {most:,} rows; add LIMIT or ask in parts")
    return data


def _statements(results: ox.QueryTriples, form: Form, limits: Limits) -> bytes:
    """Return statements as a graph: each once, in one order, with our prefixes."""
    if not isinstance(form.format, ox.RdfFormat):
        raise TypeError(form)
    output = BoundedOutput(limits.size)
    ox.serialize(_at_most(results, limits.statements), output, format=ox.RdfFormat.N_TRIPLES)
    data = b"".join(sorted(set(output.getvalue().splitlines(keepends=True))))
    if form.format == ox.RdfFormat.N_TRIPLES:
        return data
    if form.format == ox.RdfFormat.TURTLE:
        return turtle(data)
    triples = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
    prefixes = {name: base for name, base in PREFIXES.items() if f"<{base}".encode() in data}
    return ox.serialize(triples, format=form.format, prefixes=prefixes) or b""


def _at_most(results: ox.QueryTriples, most: int) -> Iterator[ox.Triple]:
    yield from islice(results, most)
    if next(results, None) is not None:
        raise TooMuchError(f"more than {most:,} statements; add LIMIT or ask in parts")


def _failed(status: int, fault: str) -> tuple[dict[str, Any], bytes]:
    return {"status": status, "fault": fault}, b""


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
