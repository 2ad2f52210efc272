"""Rules of the store that a writer works on: what is put into it, and what stands in its files."""

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

import kg.work
from kg.work import WorkStore

_SAID = "http://a.org/said"


def graphs(names: Iterable[str], word: str = "1") -> dict[str, bytes]:
    """Return graphs of twenty statements by their names."""
    return {name: b"".join(_line(name, number, word) for number in range(20)) for name in names}


def _line(name: str, number: int, word: str) -> bytes:
    return f'<http://a.org/{number}> <{_SAID}> "{word}" <{name}> .\n'.encode()


def lines(store: ox.Store) -> list[bytes]:
    """Return what a store holds, as sorted lines."""
    data = ox.serialize(store, format=ox.RdfFormat.N_QUADS) or b""
    return sorted(data.splitlines(keepends=True))


def wanted(*each: dict[str, bytes]) -> list[bytes]:
    """Return what graphs hold, the later in place of the earlier ones, as sorted lines."""
    held: dict[str, bytes] = {}
    for one in each:
        held |= one
    return sorted(b"".join(held.values()).splitlines(keepends=True))


@pytest.mark.parametrize("piece", [1, 3000, 1 << 24])
def test_pieces_make_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    """Loaded in one file or in two at once, the store holds each statement of every graph."""
    monkeypatch.setattr(kg.work, "_PIECE", piece)
    work = WorkStore(tmp_path / "work")
    many = graphs(f"http://a.org/g{number}" for number in range(9))
    work.replace_graphs(many.items())
    assert work.changed
    assert lines(work.store) == wanted(many)
    assert bool((work.path / "new1.nq").stat().st_size) == (piece < 1 << 24)


@pytest.mark.parametrize("little", [0, 1 << 30])
def test_a_closed_store_holds_all_in_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, little: int
) -> None:
    """Changed, replaced, removed or added: what was written survives without the engine's log."""
    monkeypatch.setattr(kg.work, "_LITTLE", little)
    work = WorkStore(tmp_path / "work")
    first = graphs(["http://a.org/kept", "http://a.org/gone", "http://a.org/anew"])
    work.replace_graphs(first.items())
    work.close()
    anew, more = graphs(["http://a.org/anew"], "2"), graphs(["http://a.org/more"])
    little_else = {"http://a.org/kept": first["http://a.org/kept"].replace(b'"1"', b'"3"', 2)}
    work.remove_graph("http://a.org/gone")
    work.replace_graphs({**anew, **more, **little_else}.items())
    work.close()
    for log in work.path.glob("*.log"):
        log.unlink()
    assert lines(ox.Store.read_only(str(work.path))) == wanted(anew, more, little_else)


@pytest.mark.parametrize("large", [0, 1 << 40])
def test_changes_come_after_a_merge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """Before changes of what lies in many layers these are merged; the store holds the same."""
    monkeypatch.setattr(kg.work, "_HALT", 3)
    monkeypatch.setattr(kg.work, "_LARGE", large)
    work = WorkStore(tmp_path / "work")
    each = [graphs([f"http://a.org/g{number}"]) for number in range(5)]
    for one in each:
        work.replace_graphs(one.items())
        work.close()
    assert WorkStore(work.path).layers == work.layers == 5
    changed = graphs(["http://a.org/g1"], "2")
    work.replace_graphs(changed.items())
    work.replace_properties([_SAID], [data.replace(b'"1"', b'"3"') for data in each[0].values()])
    work.remove_graph("http://a.org/g2")
    work.close()
    assert work.layers <= 3
    assert lines(work.store) == [line.replace(b'"1"', b'"3"') for line in wanted(each[0])]


def test_without_room_nothing_is_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the engine would try for ever, what need not be merged is not, and the rest is told."""
    work = WorkStore(tmp_path / "work")
    one, two = graphs(["http://a.org/g1"]), graphs(["http://a.org/g2"])
    work.replace_graphs(one.items())
    monkeypatch.setattr("kg.work.shutil.disk_usage", lambda _: SimpleNamespace(free=1000))
    monkeypatch.setattr(kg.work, "_HALT", 0)
    work.merge()
    work.replace_graphs(two.items())
    with pytest.raises(OSError, match="to merge its files takes"):
        work.remove_graph("http://a.org/g1")
    assert lines(work.store) == wanted(one, two)


def test_what_is_said_again_is_no_change(tmp_path: Path) -> None:
    """The same graph, or the same statements of a property, make nothing to write."""
    work = WorkStore(tmp_path / "work")
    one = graphs(["http://a.org/g"])
    work.replace_graphs(one.items())
    work.changed = False
    work.replace_graphs(one.items())
    work.replace_properties([_SAID], one.values())
    work.replace_properties(["http://a.org/other"], [])
    assert not work.changed
