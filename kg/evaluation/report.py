"""Evaluate the rules on annotated reports: the same as ``kg evaluate``."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from extract.pipeline import extract_facts
from extract.sources import SUFFIXES, SourceDocument, read_source
from kg.evaluation.baselines import keywords, keywords_and_titles
from kg.evaluation.found import KINDS, Found, found_in
from kg.evaluation.gold import GoldReport, read_gold
from kg.evaluation.matching import Outcome, criteria_of, pair
from kg.evaluation.scores import Score, confusion, count_tags, score_of
from ontology.errors import KgError

__all__ = ["BASELINES", "Evaluation", "evaluate"]

Reading = Mapping[str, Sequence[Found]]
Reader = Callable[[SourceDocument], Reading]

BASELINES: dict[str, Reader] = {
    "keywords": lambda source: keywords(source.text),
    "keywords + 《》": lambda source: keywords_and_titles(source.text),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Scores by kind, the baselines' beside them, confused statuses, and every error."""

    scores: dict[str, Score]
    baselines: dict[str, dict[str, Score]]
    statuses: Counter[tuple[str, str]]
    errors: tuple[str, ...]
    """``missed|added · kind · report · what · where``."""


def evaluate(paths: Iterable[Path], corpus: Path | None = None) -> Evaluation:
    """Return how well the rules read annotated reports whose texts stand in a folder.

    Without a folder the texts are those of the samples.

    Raises:
        KgError: An annotation or its text cannot be read.
    """
    gold = [read_gold(path) for path in paths]
    if not gold:
        raise KgError("nothing to evaluate; name at least one annotated report (*.json)")
    folder = corpus or Path(str(files("kg").joinpath("samples")))
    sources = [_source_of(report, folder) for report in gold]
    outcomes = [
        _outcomes(report, _read(source)) for report, source in zip(gold, sources, strict=True)
    ]
    return Evaluation(
        scores=_scores(outcomes),
        baselines={
            name: _scores([_outcomes(r, reader(s)) for r, s in zip(gold, sources, strict=True)])
            for name, reader in BASELINES.items()
        },
        statuses=sum((confusion(each["mechanisms"]) for each in outcomes), Counter()),
        errors=tuple(
            line
            for report, each in zip(gold, outcomes, strict=True)
            for kind, outcome in each.items()
            for line in _errors(report.stem, kind, outcome)
        ),
    )


def _read(source: SourceDocument) -> Reading:
    return found_in(extract_facts(source))


def _source_of(report: GoldReport, corpus: Path) -> SourceDocument:
    for suffix in SUFFIXES:
        path = corpus / f"{report.stem}{suffix}"
        if path.is_file():
            return read_source(path)
    raise KgError(f"{corpus}: no text {report.stem}{SUFFIXES[0]}; name the folder with --corpus")


def _outcomes(report: GoldReport, reading: Reading) -> dict[str, Outcome]:
    return {
        kind: pair(reading.get(kind, ()), report.of(kind), criteria_of(kind))
        for kind in KINDS
        if kind != "measures" or report.of(kind)
    }


def _scores(outcomes: Sequence[dict[str, Outcome]]) -> dict[str, Score]:
    rows = {
        kind: score_of(
            (len(each[kind].hits), len(each[kind].missed), len(each[kind].added))
            for each in outcomes
            if kind in each
        )
        for kind in KINDS
    }
    rows["document acts"] = score_of(c for each in outcomes for c in count_tags(each["documents"]))
    rows["statuses"] = score_of(c for each in outcomes for c in count_tags(each["mechanisms"]))
    rows["unit and qualifier"] = score_of(
        (1, 0, 0) if (f.unit, f.qualifier) == (g.unit, g.qualifier) else (0, 1, 1)
        for each in outcomes
        for f, g in each["indicators"].hits
    )
    rows["verb and status"] = score_of(
        (1, 0, 0) if f.verb == g.verb and f.tags == g.tags else (0, 1, 1)
        for each in outcomes
        if "measures" in each
        for f, g in each["measures"].hits
    )
    return rows


def _errors(stem: str, kind: str, outcome: Outcome) -> Iterable[str]:
    for gold in outcome.missed:
        yield f"missed · {kind} · {stem} · {gold.label} · {gold.evidence}"
    for found in outcome.added:
        yield f"added · {kind} · {stem} · {found.label} · {found.start}: {found.quote}"
    for found, gold in outcome.hits:
        if gold.tags and found.tags != gold.tags and kind != "measures":
            wanted, had = "+".join(sorted(gold.tags)), "+".join(sorted(found.tags)) or "none"
            yield f"other · {kind} · {stem} · {gold.label} is {wanted}, read as {had}"
