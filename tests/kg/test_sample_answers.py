"""Answers on the five samples, read by eye in their texts: tests/kg/sample_answers.py."""

from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.panel import panel
from kg.quads import PLACES
from kg.quads import VOCABULARY as VOCABULARY_GRAPH
from kg.questions import Question, ask, load_questions
from kg.sparql import Record, Value
from kg.store import open_graph
from tests.kg import sample_words as w
from tests.kg.sample_answers import WHOLE
from tests.kg.sample_places import OF_PLACES
from tests.kg.sample_reading import Read, squeezed
from tests.kg.sample_rows import PARTS
from tests.kg.sample_unread import UNREAD

READ = (*WHOLE, *OF_PLACES, *PARTS)
ASKED = {
    "mechanism": "三项制度",
    "place": "肥城市",
    "document": w.OUTLINE,
    "institution": "开原市司法局",
    "thing": "肥城市",
    "theme": "行政执法",
    "indicator": "收到行政复议申请",
}
OTHERS = {"place": "建德市", "mechanism": "双随机一公开"}
QUOTES = ("quote", "other_quote")


@pytest.fixture(scope="module")
def folder(sample_folder: Path) -> Path:
    """The graph of the five samples."""
    return sample_folder


@pytest.fixture(scope="module")
def samples(folder: Path) -> ox.Store:
    """The same, open for reading."""
    return open_graph(folder)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The five texts without white space, by the stems of their files."""
    with as_file(files("kg").joinpath("samples")) as folder:
        paths = [path for path in sorted(folder.iterdir()) if path.name != "README.md"]
        return {path.stem: squeezed(path.read_text(encoding="utf-8")) for path in paths}


@pytest.mark.parametrize("read", READ, ids=lambda read: read.name)
def test_the_answer_is_what_the_texts_say(samples: ox.Store, read: Read) -> None:
    """The answer on real reports is the one that a reader finds, with the words that say so."""
    _compare(samples, read)


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(read, id=read.name, marks=pytest.mark.xfail(strict=True, reason=reason))
        for reason, read in UNREAD
    ],
)
def test_what_the_rules_do_not_read_yet(samples: ox.Store, read: Read) -> None:
    """What a reader finds and the rules miss is known; a rule that learns it ends the mark."""
    _compare(samples, read)


@pytest.mark.parametrize("read", [*READ, *(read for _, read in UNREAD)], ids=lambda read: read.name)
def test_what_is_cited_stands_in_the_texts(texts: dict[str, str], read: Read) -> None:
    """The words that decide an answer are printed; what is said to be unsaid is not."""
    for row in (*read.rows, *read.absent):
        for words in _cited(row):
            assert any(squeezed(words) in text for text in texts.values()), words
    for stem, unsaid in read.unsaid.items():
        for words in unsaid:
            assert words not in texts[stem], (stem, words)


def test_every_question_is_answered_on_the_samples() -> None:
    """Every question has an answer that was read in the texts."""
    assert {read.question for read in READ} == {question.name for question in load_questions()}


def test_a_row_that_must_not_be_there_could_be(samples: ox.Store) -> None:
    """What is said to be absent names things that the graph knows, or absence would be empty."""
    for read in READ:
        for row in read.absent:
            name = next(str(cell) for cell in row if cell is not None and _is_name(str(cell)))
            literal = ox.Literal(name, language="zh")
            assert next(samples.quads_for_pattern(None, None, literal), None), name


PAIRS: dict[tuple[str, str], dict[str, tuple[str, str]]] = {
    (w.RANDOM, w.THREE): {
        "feicheng-2021": (w.RANDOM_FEI, w.THREE_FEI),
        "jiande-2020": (w.RANDOM_JIAN, w.THREE_JIAN),
        "kaiyuan-2023": (w.RANDOM_KAI, w.THREE_KAI),
    },
    (w.HEADS, w.ADVISERS): {
        "feicheng-2021": ("认真落实行政机关负责人出庭应诉", "全面落实政府法律顾问制度"),
        "jiande-2020": ("出台《建德市行政机关负责人出庭应诉实施办法》", "全面推行政府法律顾问制度"),
        "kaiyuan-2023": ("坚决贯彻落实行政机关负责人出庭应诉制度", "市政府聘用的法律顾问积极参与"),
        "yicheng-2021": ("行政机关负责人出庭率100%", "选聘10位律师担任区党政一体法律顾问"),
    },
}
"""Who has both, and in which words: 峄城 only plans the first of the first pair, 枞阳 all four."""


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_pairs_are_counted_as_by_hand(
    samples: ox.Store, texts: dict[str, str], pair: tuple[str, str]
) -> None:
    """A pair counts the places whose reports say that they have both."""
    for stem, said in PAIRS[pair].items():
        assert all(squeezed(words) in texts[stem] for words in said), stem
    counted = [
        row["places"]
        for row in ask(samples, "co-adoption-pairs")
        if {row["mechanism_zh"], row["partner_zh"]} == set(pair)
    ]
    assert counted == [len(PAIRS[pair])]


def _compare(store: ox.Store, read: Read) -> None:
    """Compare an answer with what was read: rows, their words, and what must not be there."""
    left = ask(store, read.question, read.told)
    for wanted in read.rows:
        fits = [row for row in left if _fits(row, read.columns, wanted)]
        assert fits, f"{wanted}: not in the answer"
        left.remove(fits[0])
    if read.whole:
        rest = [tuple(row[column] for column in read.columns) for row in left]
        assert rest == [], "more than the texts say"
    for row in ask(store, read.question, read.told):
        for absent in read.absent:
            assert not _same(row, read.columns, absent), absent


def _fits(row: Record, columns: Sequence[str], wanted: tuple[object, ...]) -> bool:
    """Tell whether a row is the one that was read, and its quotes hold the words."""
    if not _same(row, columns, wanted):
        return False
    shown = [squeezed(row[name]) for name in QUOTES if row.get(name) is not None]
    cited = [squeezed(words) for words in _cited(wanted)]
    return all(words in quote for words, quote in zip(cited, shown, strict=False))


def _same(row: Record, columns: Sequence[str], wanted: tuple[object, ...]) -> bool:
    return all(
        row[name] == (Decimal(cell) if isinstance(row[name], Decimal) else cell)  # type: ignore[arg-type]
        for name, cell in zip(columns, wanted[:-1], strict=True)
    )


def _cited(row: tuple[object, ...]) -> tuple[str, ...]:
    """Return the words that a row ends with: for its quote, and for the other one."""
    words = row[-1]
    return tuple(map(str, words)) if isinstance(words, tuple) else (str(words),)


def _is_name(text: str) -> bool:
    """Tell a Chinese name from a figure and from a concept (adopted, county)."""
    return not text.isascii()


def test_every_quote_stands_in_its_text(samples: ox.Store, folder: Path) -> None:
    """Whatever is asked, text[start:end] is the quote of the row, and the second one's too."""
    shown = 0
    for question in load_questions():
        for row in ask(samples, question.name, _told(question)):
            for prefix in ("", "other_", "next_"):
                report = row.get(f"{prefix}report")
                if row.get(f"{prefix}quote") is None or report is None:
                    continue
                text = _text(folder, str(report))
                start, end = (int(str(row[f"{prefix}{name}"])) for name in ("start", "end"))
                assert text[start:end] == row[f"{prefix}quote"], question.name
                shown += 1
    assert shown > 1000


SHOWN_OTHERWISE = {
    "adoption-curve": "evidence",
    "doubtful-links": "quote",
    "reports-at-hand": "report",
    "silent-reports": "report",
    "report-gaps": "year",
}
"""What is said of reports names the report; a curve names a sentence by its IRI."""
VOCABULARY = {"established-by", "mechanism-members"}
"""Facts of the vocabulary name their scheme; that somebody adopted it has a sentence."""


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_no_answer_comes_without_evidence(samples: ox.Store, question: Question) -> None:
    """What a report states shows its sentence; a structural fact names where it stands."""
    for row in ask(samples, question.name, _told(question)):
        if question.name in SHOWN_OTHERWISE:
            assert row[SHOWN_OTHERWISE[question.name]] is not None
        elif question.name == "places-within":
            assert _stands_in(samples, PLACES, str(row["place"]))
        elif row["quote"] is not None:
            assert row["report"] is not None
            assert row["file"] is not None
            assert int(str(row["end"])) > int(str(row["start"])) >= 0
        elif question.name == "document-chain":
            assert _stands_in(samples, VOCABULARY_GRAPH, str(row["lower"]))
        elif question.name == "theme-coverage":
            assert row["mechanisms"] == row["measures"] == 0
        else:
            assert question.name in VOCABULARY, row
            assert row["source"] is not None
            assert not row.get("place")
            assert not row.get("places")


def _told(question: Question) -> dict[str, Value]:
    """Return something to tell a question what it needs."""
    return {
        each.name: OTHERS[each.kind]
        if each.name == "other"
        else ASKED[each.kind if each.kind in ASKED else each.name]
        for each in question.needed
    }


def _stands_in(store: ox.Store, graph: str, iri: str) -> bool:
    quads = store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.NamedNode(graph))
    return next(quads, None) is not None


def test_a_plan_puts_nobody_at_risk(samples: ox.Store) -> None:
    """The county of which only a work plan is at hand is in no risk set."""
    rows = panel(samples, ["三项制度"])
    assert {row["place_zh"] for row in rows if not row["at_risk"]} == {"枞阳县"}
    assert all(row["quote"] for row in rows if row["at_risk"])


def _text(folder: Path, report: str) -> str:
    path = folder / "texts" / f"{report.rsplit('/', 1)[-1]}.txt"
    return path.read_bytes().decode("utf-8")
