"""Rules of describing what the reports use: the same however often, and whatever came between."""

from contextlib import closing, suppress
from pathlib import Path

import pytest

import kg.describing
import kg.owner
from kg.build import build_graph
from kg.export import quad_lines
from kg.ledger import LEDGER, Entry, Ledger
from kg.serving.foreign import load_foreign, remove_foreign
from kg.store import GraphFolder, open_graph
from kg.tallies import Counted, pack, unpack
from kg.tally import Tally
from kg.uses import Used
from kg.validation import validate
from tests.kg.test_incremental import prose


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of six reports."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(prose(number), encoding="utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Return where the graph is to stand."""
    return tmp_path / "graph"


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> list[Used]:
    """Return what known things were described, time by time."""
    times: list[Used] = []
    describe = kg.describing.descriptions_of

    def describe_and_tell(used: Used) -> dict[str, bytes]:
        times.append(used)
        return describe(used)

    monkeypatch.setattr(kg.describing, "descriptions_of", describe_and_tell)
    return times


def lines(graph: Path) -> list[bytes]:
    """Return the graph as sorted lines."""
    return quad_lines(open_graph(graph))


def anew(corpus: Path, graph: Path) -> list[bytes]:
    """Return what a build from nothing holds."""
    build_graph([corpus], graph.with_name("anew"))
    return lines(graph.with_name("anew"))


def change(corpus: Path, name: str, sentence: str) -> None:
    """Add a sentence to a report."""
    file = corpus / name
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{sentence}", encoding="utf-8")


def test_what_is_used_as_before_is_not_described_again(
    corpus: Path, graph: Path, described: list[Used]
) -> None:
    """Places and concepts are described anew only if others are used than before."""
    for _ in range(2):
        change(corpus, "1.txt", "培训执法人员12人次。")
        build_graph([corpus], graph)
    assert len(described) == 1
    change(corpus, "2.txt", "全面推行权责清单制度。")
    build_graph([corpus], graph)
    assert len(described) == 2
    assert lines(graph) == anew(corpus, graph)


def test_what_others_wrote_is_described_again(
    corpus: Path, graph: Path, described: list[Used], tmp_path: Path
) -> None:
    """Statements that were loaded or taken out between builds leave no trace."""
    build_graph([corpus], graph)
    before, name, file = lines(graph), "https://a.org/g", tmp_path / "a.nt"
    place = "<https://w3id.org/fazhi/area/130606>"
    file.write_text(f"<https://a.org/1> <https://a.org/in> {place} .\n", encoding="utf-8")
    load_foreign(file, name, graph)
    assert any(line.startswith(place.encode()) for line in lines(graph))
    remove_foreign(name, graph)
    assert lines(graph) == before
    change(corpus, "1.txt", "开展执法检查12次。")
    times = len(described)
    build_graph([corpus], graph)
    assert len(described) == times + 1
    assert lines(graph) == anew(corpus, graph)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("step", ["descriptions_of", "dataset_quads"])
def test_a_description_that_was_broken_off_is_made_again(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch, step: str, times: int
) -> None:
    """However often Ctrl-C comes, readers see whole graphs, and builds end as one from nothing."""
    build_graph([corpus], graph)
    whole, breaks = getattr(kg.describing, step), iter([True] * times)
    (corpus / "3.txt").unlink()
    (corpus / "9.txt").write_text(prose(9) + "全面推行权责清单制度。", encoding="utf-8")

    def break_off(*values: object) -> object:
        found = whole(*values)
        if next(breaks, False):
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(kg.describing, step, break_off)
    with pytest.raises(KeyboardInterrupt):
        build_graph([corpus], graph, prune=True)
    assert validate(open_graph(graph)).conforms
    with suppress(KeyboardInterrupt):
        build_graph([corpus], graph, prune=True)
    build_graph([corpus], graph, prune=True)
    assert lines(graph) == anew(corpus, graph)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_size_of_groups_does_not_matter(
    corpus: Path, graph: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Groups that replace and remove reports, each published, give what one group gives."""
    build_graph([corpus], graph)
    for number in (1, 2, 4):
        change(corpus, f"{number}.txt", "开展执法检查12次。")
    (corpus / "0-copy.txt").write_text(prose(5), encoding="utf-8")
    (corpus / "3.txt").unlink()
    for name, value in (("_BATCH_REPORTS", size), ("_PAUSE", 0.0), ("_SHARE", 0)):
        monkeypatch.setattr(kg.owner, name, value)
    build_graph([corpus], graph, prune=True)
    assert lines(graph) == anew(corpus, graph)
    assert len(list((graph / "texts").iterdir())) == 5


def test_the_ledger_takes_all_back_that_was_written_together(tmp_path: Path) -> None:
    """After a fault nothing of it is there, not what was kept of reports either."""
    entry = Entry(key="/a", stamp="s", version="v", name="a", report="r")

    def write(ledger: Ledger, *, well: bool) -> None:
        with ledger.together():
            ledger.put([entry], state={"generation": "3"})
            ledger.note(description="x")
            if not well:
                raise KeyboardInterrupt

    with closing(Ledger(tmp_path)) as ledger:
        with pytest.raises(KeyboardInterrupt):
            write(ledger, well=False)
        assert (ledger.entries(), ledger.generation, ledger.description) == ([], None, "")
        write(ledger, well=True)
    with closing(Ledger(tmp_path, LEDGER)) as ledger:
        assert (ledger.entries(), ledger.generation, ledger.description) == ([entry], 3, "x")


COUNTS = {"properties": {"p": 3, "q": 1}, "entities": {"C": 2}, "classes": {"C": 4}}


@pytest.mark.parametrize(
    "counted",
    [
        Counted(
            Tally(report="r", counts=COUNTS, types=("C",), told=frozenset({"a", "b"})),
            Used(
                things={"t", "u"},
                bodies={("b", "k"), ("b", "l")},
                adopted={"m": {"x", "y"}, "n": {"y"}},
                versions={"v"},
            ),
        ),
        Counted(
            Tally(
                report="r",
                counts={"properties": {}, "entities": {}, "classes": {}},
                types=(),
                told=frozenset(),
                homes=("h",),
                years=(2020, 2021),
            ),
            Used(),
        ),
    ],
    ids=["full", "empty"],
)
def test_what_was_counted_survives_being_kept(counted: Counted) -> None:
    """Nothing of it is lost or added."""
    assert unpack(pack(counted)) == counted


def test_a_writer_without_a_ledger_leaves_what_is_described(
    corpus: Path, graph: Path, described: list[Used]
) -> None:
    """What is saved without entries makes the next build describe everything."""
    build_graph([corpus], graph)
    with GraphFolder(graph) as target:
        target.changed = True
    (corpus / "8.txt").write_text(prose(8), encoding="utf-8")
    build_graph([corpus], graph)
    assert len(described) == 2
