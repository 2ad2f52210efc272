"""Graphs that are served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kg.serving.served import Served, serving


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[Served]:
    """A server of the graph of both reports; tests only read it."""
    with serving(folder, "--timeout", "5", "--memory", "400", "--rows", "2000") as server:
        yield server
