"""Foreign statements in the graph: other people's RDF, or a table, under a name of their own."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox

from kg.describing import describe
from kg.store import GraphFolder, StoreError, is_graph
from ontology.errors import KgError
from ontology.iris import BASE

__all__ = ["ForeignError", "load_foreign", "remove_foreign"]

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from kg.serving.reading import main; main(*sys.argv[1:])"
)
_SECONDS = 3600
_LAST_LINES = 300


class ForeignError(KgError):
    """A file that cannot be put into the graph, or a name that cannot be its own."""


def load_foreign(file: str | Path, graph: str, folder: str | Path) -> int:
    """Put the statements of a file into a graph under a name, and return how many they are.

    What stood there under this name before goes. Builds leave it alone. The file is read in a
    process of its own: some files break the parser.

    Raises:
        KgError: The name is no IRI or one of ours, or the file cannot be read.
    """
    _check_name(graph)
    quads = _quads_of(Path(file), graph)
    with GraphFolder(folder) as target:
        target.replace_graphs({graph: quads})
        describe(target)
    return quads.count(b"\n")


def remove_foreign(graph: str, folder: str | Path) -> None:
    """Take out what was put in under a name.

    Raises:
        KgError: Nothing was.
    """
    _check_name(graph)
    if not is_graph(folder):
        raise StoreError(f"{folder}: no graph here; give the folder with --graph")
    with GraphFolder(folder) as target:
        known = sorted(name for name in target.graph_names() if not name.startswith(BASE))
        if graph not in known:
            told = f"loaded are {', '.join(known)}" if known else "nothing was loaded"
            raise ForeignError(f"{graph}: no such graph; {told}")
        target.replace_graphs({graph: b""})
        describe(target)


def _check_name(graph: str) -> None:
    try:
        ox.NamedNode(graph)
    except ValueError as error:
        raise ForeignError(f"{graph}: no IRI; name the graph https://…") from error
    if graph.startswith(BASE):
        raise ForeignError(f"{graph}: such names are this program's own; name the graph otherwise")


def _quads_of(file: Path, graph: str) -> bytes:
    """Return the statements of a file as N-Quads, read in another process."""
    if not file.is_file():
        raise ForeignError(f"{file}: no such file")
    with tempfile.TemporaryFile() as output:
        words = [sys.executable, "-c", _START, json.dumps(sys.path), str(file), graph]
        try:
            done = subprocess.run(  # noqa: S603 (this very program)
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                check=False,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise ForeignError(f"{file}: not read within an hour; load it in parts") from error
        if done.returncode:
            raise ForeignError(f"{file}: {_why(done.stderr.decode(errors='replace'))}")
        output.seek(0)
        quads = output.read()
    if not quads:
        raise ForeignError(f"{file}: holds no statement; nothing was loaded")
    return quads


def _why(told: str) -> str:
    """Return what the reading process said last, if it said it on purpose."""
    last = told.strip().splitlines()[-1:] or [""]
    if last[0].startswith("fault: "):
        return last[0].removeprefix("fault: ")[:_LAST_LINES]
    return "breaks the parser (too deep, or entities without end); mend the file"
