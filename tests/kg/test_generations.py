"""Rules of generations, locks and the ledger: what is published, found damaged, built anew."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

import kg.owner
import kg.work
from kg.build import build_graph
from kg.export import quad_lines
from kg.files import Stdin
from kg.generations import Generations
from kg.ledger import LEDGER, Entry, Ledger
from kg.owner import Owner
from kg.rebuilding import RebuildError, rebuild_graph
from kg.recounting import recount
from kg.store import GraphFolder, StoreError, open_graph, published
from ontology.errors import KgError
from tests.extract.formats.test_formats import as_page
from tests.kg.test_incremental import prose


def write_corpus(home: Path) -> Path:
    """Write two reports and a table that says of one where it came from."""
    folder = home / "corpus" / "in"
    folder.mkdir(parents=True)
    for number in range(2):
        (folder / f"{number}.txt").write_text(prose(number), encoding="utf-8")
    table = "file,url\n0.txt,http://a.gov.cn/0\n"
    (folder.parent / "reports.csv").write_text(table, encoding="utf-8")
    return folder.parent


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of reports that may be changed."""
    return write_corpus(tmp_path)


@pytest.fixture
def graph(corpus: Path) -> Path:
    """Return the graph of these reports."""
    path = corpus.with_name("graph")
    build_graph([corpus], path)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the graph of such reports, which no test changes."""
    home = tmp_path_factory.mktemp("built")
    build_graph([write_corpus(home)], home / "graph")
    return home / "graph"


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """Return a copy of it to damage."""
    return shutil.copytree(built, tmp_path / "copy")


def lines(graph: Path) -> list[bytes]:
    """Return the graph as sorted lines."""
    return quad_lines(open_graph(graph))


def test_readers_keep_their_generation(corpus: Path, graph: Path) -> None:
    """A store that was opened answers as it did, though builds have published others since."""
    store = open_graph(graph)
    before, first = quad_lines(store), published(graph)
    for number in (2, 3):
        (corpus / f"{number}.txt").write_text(prose(number), encoding="utf-8")
        build_graph([corpus], graph)
    assert published(graph) != first
    assert quad_lines(store) == before
    assert len(lines(graph)) > len(before)


def test_generations_are_swept(corpus: Path, graph: Path) -> None:
    """A generation that nobody reads goes; the one published stays."""
    for number in (2, 3):
        (corpus / f"{number}.txt").write_text(prose(number), encoding="utf-8")
        build_graph([corpus], graph)
    assert Generations(graph).numbers() == [Generations(graph).published]
    assert not (graph / "work").exists()


def test_what_is_unchanged_makes_no_generation(corpus: Path, graph: Path) -> None:
    """A build that finds nothing new leaves readers alone."""
    before = published(graph)
    assert build_graph([corpus], graph).unchanged == 2
    assert published(graph) == before


def write_many(corpus: Path, first: int) -> None:
    """Write six reports more."""
    for number in range(first, first + 6):
        (corpus / f"{number:02}.txt").write_text(prose(number), encoding="utf-8")


@pytest.mark.parametrize("fault", [None, OSError("no space"), RuntimeError("no space")])
def test_many_groups_are_merged(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    """After many groups the store has fewer files; if that fails, what was built stands."""
    monkeypatch.setattr(kg.owner, "_BATCH_REPORTS", 1)
    merge, counts = GraphFolder.merge, list[tuple[int, int]]()

    def merge_and_count(target: GraphFolder) -> None:
        before = _files(target)
        with pytest.MonkeyPatch.context() as once:
            if fault:
                once.setattr("kg.work.ox.Store", _failing(fault))
            merge(target)
        counts.append((before, _files(target)))

    monkeypatch.setattr(GraphFolder, "merge", merge_and_count)
    write_many(corpus, 10)
    build_graph([corpus], graph)
    monkeypatch.undo()
    before, after = counts[0]
    assert fault or before > after
    assert len(counts) == (2 if fault else 1)  # before what is described is changed, or after
    assert Generations(graph).numbers() == [Generations(graph).published]
    assert recount(graph) == []
    assert build_graph([corpus], graph).unchanged == 8
    build_graph([corpus], graph.with_name("anew"))
    assert lines(graph) == lines(graph.with_name("anew"))


def _files(target: GraphFolder) -> int:
    return len(list((target.path / "work").glob("*.sst")))


def test_a_rebuilt_graph_is_merged(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is built anew is merged as what is built first."""
    monkeypatch.setattr(kg.owner, "_BATCH_REPORTS", 1)
    write_many(corpus, 10)
    first = graph.with_name("first")
    build_graph([corpus], first)
    rebuild_graph(graph, [corpus])
    layers = [int((published(each) / "layers").read_text()) for each in (graph, first)]
    assert max(layers) <= kg.owner._LAYERS
    assert lines(graph) == lines(first)


def test_few_groups_are_not_merged(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is little beside the graph is left to the engine."""
    write_many(corpus, 10)
    build_graph([corpus], graph)
    monkeypatch.setattr(GraphFolder, "merge", _failing(AssertionError("merged")))
    monkeypatch.setattr(kg.owner, "_LAYERS", 0)
    (corpus / "2.txt").write_text(prose(2), encoding="utf-8")
    assert build_graph([corpus], graph).reports == 1


def _failing(fault: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise fault

    return fail


def test_without_room_to_merge_nothing_is_lost(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where changes would halt for ever one line says what is missing; then the build goes on."""
    write_many(corpus, 10)
    (corpus / "in" / "0.txt").unlink()
    monkeypatch.setattr(kg.work, "_HALT", 0)
    monkeypatch.setattr("kg.work.shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    before = lines(graph)
    with pytest.raises(StoreError, match=r"to merge its files takes \d+\.\d GB, 0\.0 GB are free"):
        build_graph([corpus], graph, prune=True)
    assert lines(graph) == before
    monkeypatch.undo()
    build_graph([corpus], graph, prune=True)
    build_graph([corpus], graph.with_name("anew"))
    assert lines(graph) == lines(graph.with_name("anew"))


def test_a_failed_build_leaves_what_is_published(copied: Path) -> None:
    """What was written before a fault is not seen, and the next writer begins anew."""
    before = lines(copied)

    def fail() -> None:
        with GraphFolder(copied) as target:
            target.replace_graphs({"https://a.org/g": b"<a:a> <a:b> <a:c> <https://a.org/g> .\n"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert lines(copied) == before
    with GraphFolder(copied) as target:
        assert "https://a.org/g" not in target.graph_names()


def test_one_writer_at_a_time(corpus: Path, graph: Path) -> None:
    """While one builds, another build, a rebuild and a removal are refused; readers are not."""
    with Owner(graph):
        for use in (
            lambda: build_graph([corpus], graph),
            lambda: rebuild_graph(graph),
            lambda: GraphFolder(graph),
            lambda: recount(graph),
        ):
            with pytest.raises(StoreError, match="another program is writing"):
                use()
        assert lines(graph)


def test_a_first_build_has_nothing_to_show(tmp_path: Path, corpus: Path) -> None:
    """Until something is published readers are told so; what a killed build left is taken over."""
    graph = tmp_path / "graph"
    with Owner(graph):
        with pytest.raises(StoreError, match="nothing is published yet"):
            open_graph(graph)
        (graph / "work").mkdir()
    assert build_graph([corpus], graph).reports == 2


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [_cut, _flip, Path.unlink])
@pytest.mark.parametrize("name", ["MANIFEST-*", "CURRENT", "seal.json", "*.sst"])
def test_damage_is_found_and_healed(copied: Path, name: str, harm: Callable[[Path], None]) -> None:
    """A store that is not as it was made is told by readers and builds; a rebuild heals it."""
    before = lines(copied)
    harm(max((copied / "generations").rglob(name), key=lambda path: path.stat().st_size))
    if (name, harm) != ("*.sst", _flip):  # its check sums tell when it is read
        for use in (open_graph, GraphFolder, recount):
            with pytest.raises(KgError, match="run kg rebuild"):
                use(copied)
    rebuild_graph(copied)
    assert lines(copied) == before
    assert recount(copied) == []


def test_a_damaged_ledger_is_found(corpus: Path, graph: Path) -> None:
    """An entry that was altered is noticed; the graph is rebuilt from the paths given."""
    before = lines(graph)
    with closing(sqlite3.connect(graph / LEDGER)) as ledger:
        ledger.execute("UPDATE entries SET stamp = 'x' WHERE name = '1.txt'")
        ledger.commit()
    with pytest.raises(KgError, match=r"not as they were written.*run kg rebuild"):
        build_graph([corpus], graph)
    assert lines(graph) == before
    rebuild_graph(graph, [corpus])
    assert build_graph([corpus], graph).unchanged == 2
    (graph / LEDGER).write_bytes(b"no database")
    with pytest.raises(RebuildError, match="kg rebuild PATHS"):
        rebuild_graph(graph)
    rebuild_graph(graph, [corpus])
    assert lines(graph) == before


def test_a_rebuild_reads_what_the_graph_was_built_from(corpus: Path, graph: Path) -> None:
    """Files, tables above them, standard input and texts whose file is gone; others are told."""
    build_graph([Stdin(prose(5).encode())], graph)
    (corpus / "9.html").write_bytes(as_page([row for row in prose(9).splitlines() if row]))
    build_graph([corpus], graph)
    whole = lines(graph)
    (corpus / "in" / "1.txt").unlink()
    assert rebuild_graph(graph).faults == []
    assert lines(graph) == whole
    (corpus / "9.html").unlink()
    summary = rebuild_graph(graph)
    assert [line.split(":")[0] for line in summary.faults] == [f"{corpus}/9.html"]
    assert len(list((graph / "texts").iterdir())) == 3


def test_a_changed_report_is_recounted(copied: Path) -> None:
    """A statement that is gone, and a text that is not as it was read, are told by report."""
    with GraphFolder(copied) as target:
        quad = next(iter(target.store.quads_for_pattern(None, None, None)))
        name = next(n for n in target.graph_names() if "/report/" in n)
        (quad, *_) = (q for q in target.store if getattr(q.graph_name, "value", "") == name)
        target.store.remove(quad)
        target.changed = True
    text = next((copied / "texts").iterdir())
    _cut(text)
    faults = recount(copied)
    assert len(faults) == 2
    assert any("statements" in fault for fault in faults)
    assert any("text" in fault for fault in faults)


def test_an_older_graph_says_what_to_do(tmp_path: Path) -> None:
    """A folder that an earlier version wrote is told, and rebuilt from its ledger."""
    graph = tmp_path / "old"
    (graph / "store").mkdir(parents=True)
    (graph / "fazhi-graph.json").write_text("{}", encoding="utf-8")
    report = tmp_path / "0.txt"
    report.write_text(prose(0), encoding="utf-8")
    with closing(sqlite3.connect(graph / LEDGER)) as ledger:
        ledger.execute("CREATE TABLE entries (key TEXT PRIMARY KEY)")
        ledger.execute("INSERT INTO entries VALUES (?)", (str(report),))
        ledger.commit()
    for use in (open_graph, GraphFolder):
        with pytest.raises(KgError, match="run kg rebuild"):
            use(graph)
    assert rebuild_graph(graph).reports == 1
    assert lines(graph)


def test_the_ledger_writes_all_or_nothing(tmp_path: Path) -> None:
    """Entries, removals and the generation are one transaction; its sum is checked on opening."""
    entries = [Entry(key=f"/{n}", stamp="s", version="v", name=f"{n}", quads=n) for n in range(3)]
    with closing(Ledger(tmp_path)) as ledger:
        ledger.put(entries, state={"generation": "1"})
        ledger.put([entries[0]], ["/1", "/none"], {"generation": "2"})
    with closing(Ledger(tmp_path)) as ledger:
        assert [entry.key for entry in ledger.entries()] == ["/0", "/2"]
        assert ledger.generation == 2
