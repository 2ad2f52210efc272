"""A graph as an object: ask it by name, and take the answer where it is needed.

>>> from importlib.resources import files
>>> from tempfile import TemporaryDirectory
>>> from kg.build import build_graph
>>> folder = TemporaryDirectory()
>>> sample = files("kg").joinpath("samples", "feicheng-2021.txt")
>>> _ = build_graph([str(sample)], Path(folder.name, "graph"))
>>> graph = Graph.open(Path(folder.name, "graph"))
>>> answer = graph.ask("adopters", mechanism="three enforcement systems")
>>> [(row.place_zh, row.year, row.quote) for row in answer if not row.partial]
[('肥城市', 2021, '严格落实行政执法“三项制度”')]
>>> graph.find("三项制度").en
'Three enforcement systems'
>>> folder.cleanup()
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import pyoxigraph as ox

from kg.names import Named, find_entity
from kg.ordering import select_ordered
from kg.panel import panel, timeline
from kg.profiles import Profile, compare, matrix, profile
from kg.questions import ask, list_questions
from kg.searching import search
from kg.showing import columns_of
from kg.sparql import Record, Value, run_query
from kg.store import open_graph
from ontology.errors import KgError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["Answer", "Graph", "Row"]

_MOST_SHOWN = 50


class Row(Mapping[str, Value]):
    """A row of an answer: ``row.year`` is ``row["year"]``.

    >>> row = Row({"year": 2021, "quote": "推行三项制度"})
    >>> row.year, row["quote"], dict(row)["year"]
    (2021, '推行三项制度', 2021)
    """

    __slots__ = ("_values",)

    def __init__(self, values: Record) -> None:
        """Keep the values."""
        self._values = values

    def __getattr__(self, name: str) -> Value:
        """Return a value by the name of its column.

        Raises:
            AttributeError: There is no such column.
        """
        if name.startswith("_") or name not in self._values:
            raise AttributeError(f"no column {name}: there are {', '.join(self._values)}")
        return self._values[name]

    def __getitem__(self, name: str) -> Value:
        """Return a value by the name of its column."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the columns."""
        return len(self._values)

    def __repr__(self) -> str:
        """Return the row as it can be read."""
        return f"Row({self._values!r})"


class Answer(Sequence[Row]):
    """Rows that notebooks show as a table, and that go on to pandas or polars."""

    def __init__(self, rows: Sequence[Record]) -> None:
        """Keep the rows."""
        self._records = list(rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> "Answer": ...
    def __getitem__(self, index: int | slice) -> "Row | Answer":
        """Return a row, or some of them as an answer."""
        if isinstance(index, slice):
            return Answer(self._records[index])
        return Row(self._records[index])

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._records)

    def __repr__(self) -> str:
        """Return how much there is.

        >>> Answer([{"year": 2021}])
        <1 row: year>
        """
        names = ", ".join(self._records[0]) if self._records else "nothing"
        return f"<{len(self)} row{'' if len(self) == 1 else 's'}: {names}>"

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows.

        >>> Answer([{"quote": "<b>"}])._repr_html_()
        '<table><thead><tr><th>quote</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
        """
        if not self._records:
            return "<p>no rows</p>"
        columns = columns_of(self._records)
        head = "".join(f"<th>{escape(name)}</th>" for name in columns)
        body = "".join(
            f"<tr>{''.join(_cell(read(row)) for read in columns.values())}</tr>"
            for row in self._records[:_MOST_SHOWN]
        )
        more = len(self) - _MOST_SHOWN
        tail = f"<p>and {more} more rows</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{tail}"

    def to_dicts(self) -> list[Record]:
        """Return the rows as plain dictionaries."""
        return [dict(row) for row in self._records]

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame; figures are floats there.

        Raises:
            KgError: pandas is not installed.
        """
        try:
            from pandas import DataFrame  # noqa: PLC0415 (not needed by others)
        except ImportError as error:
            raise KgError("to_pandas needs pandas: pip install pandas") from error
        return DataFrame([{name: _number(row[name]) for name in row} for row in self._records])

    def to_polars(self) -> Any:
        """Return a polars DataFrame.

        Raises:
            KgError: polars is not installed.
        """
        try:
            from polars import DataFrame  # noqa: PLC0415 (not needed by others)
        except ImportError as error:
            raise KgError("to_polars needs polars: pip install polars") from error
        return DataFrame(self._records, infer_schema_length=None)


class Graph:
    """A built graph, open for reading."""

    def __init__(self, store: ox.Store) -> None:
        """Keep the store."""
        self.store = store

    @classmethod
    def open(cls, folder: str | Path) -> "Graph":
        """Open the folder that ``kg build`` wrote.

        Raises:
            KgError: There is no graph.
        """
        return cls(open_graph(Path(folder)))

    def questions(self) -> Answer:
        """Return the questions that can be asked, with their parameters."""
        return Answer(list_questions())

    def ask(self, question: str, /, **parameters: Value) -> Answer:
        """Return the answer to a question: ``graph.ask("adopters", mechanism="三项制度")``.

        Raises:
            KgError: The question, a parameter or a name is unknown.
        """
        return Answer(ask(self.store, question, parameters))

    def query(self, sparql: str) -> Answer:
        """Return the rows of a SELECT query.

        An ORDER BY of columns at its end may meet numbers and texts in one column. Elsewhere (in a
        sub-query, by an expression, before a LIMIT) that ends the whole process: take STR(?x).

        Raises:
            KgError: The query is faulty.
        """
        return Answer(select_ordered(self.store, sparql))

    def find(self, name: str) -> Named:
        """Return the thing that bears a name.

        Raises:
            KgError: Nothing bears it, or several things do.
        """
        return find_entity(self.store, name)

    def show(self, name: str) -> Profile:
        """Return the profile of a thing.

        Raises:
            KgError: The name is unknown.
        """
        return profile(self.store, name)

    def compare(self, first: str, second: str) -> Answer:
        """Return what two places adopted, or who adopted two mechanisms."""
        return Answer(compare(self.store, first, second))

    def matrix(self, *mechanisms: str, **options: Any) -> Answer:
        """Return counties against mechanisms; options are those of ``kg.profiles.matrix``."""
        return Answer(matrix(self.store, mechanisms, **options))

    def panel(self, *mechanisms: str, **options: Any) -> Answer:
        """Return one row for each county, mechanism and year; options of ``kg.panel.panel``."""
        return Answer(panel(self.store, mechanisms, **options))

    def timeline(self, mechanism: str, *, province: str | None = None) -> Answer:
        """Return the adoption curve of a mechanism."""
        return Answer(timeline(self.store, mechanism, province=province))

    def search(self, text: str, *, limit: int = 50) -> Answer:
        """Return names and quotes that hold a text."""
        return Answer(search(self.store, text, limit=limit))

    def networkx(self) -> "MultiDiGraph":
        """Return the things and the direct edges between them, for analysis.

        Nodes have ``label`` and ``class``, edges ``relation`` (``adopts``) and ``years``.
        """
        from kg.graphml import network  # noqa: PLC0415 (networkx is slow to load)

        return network(self.store)

    def construct(self, sparql: str) -> str:
        """Return the answer to a CONSTRUCT or DESCRIBE query as Turtle.

        Raises:
            KgError: The query is faulty, or makes no statements.
        """
        from kg.export import turtle  # noqa: PLC0415 (only for statements)

        found = run_query(self.store, sparql)
        if not isinstance(found, ox.QueryTriples):
            raise KgError("query: a CONSTRUCT or DESCRIBE is needed here")
        lines = ox.serialize(sorted(set(found), key=str), format=ox.RdfFormat.N_TRIPLES)
        return turtle(lines or b"").decode()


def _number(value: Value) -> Value | float:
    return float(value) if isinstance(value, Decimal) else value


def _cell(value: Value) -> str:
    return f"<td>{escape('' if value is None else str(value))}</td>"
