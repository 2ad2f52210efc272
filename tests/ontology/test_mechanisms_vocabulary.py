"""The vocabulary of mechanisms holds together."""

import unicodedata
from collections.abc import Iterable
from graphlib import TopologicalSorter

import pytest

from ontology import iris
from ontology.schemes import Concept, load_scheme

MECHANISMS = load_scheme("mechanisms")
BY_IRI = MECHANISMS.by_iri()
THEMES = load_scheme("themes").by_iri()
DOCUMENTS = load_scheme("documents").by_iri()
SHORTEST = 3
"""Characters from which a Chinese name may count without a context."""


def parents(concept: Concept) -> tuple[str, ...]:
    """Return what a mechanism is a kind of or a member of."""
    return (*concept.broader, *concept.values("memberOf"))


def chinese(concept: Concept) -> tuple[str, ...]:
    """Return every Chinese form of a mechanism, look-alikes included."""
    forms = ("contextualLabel", "contextLabel", "notLabel")
    return (*concept.labels, *(word for form in forms for word in concept.values(form)))


def owners() -> dict[str, set[str]]:
    """Return the mechanisms that bear each name without needing a context."""
    found: dict[str, set[str]] = {}
    for concept in MECHANISMS:
        for label in concept.labels:
            found.setdefault(iris.canonical(label), set()).add(concept.name)
    return found


def faulty(faults: Iterable[str]) -> list[str]:
    """Return the faults found, in order."""
    return sorted(faults)


def test_a_mechanism_has_one_name_in_each_language_and_one_known_theme() -> None:
    """行政执法三项制度 is also Three enforcement systems, and belongs to enforcement."""
    assert MECHANISMS.concepts
    for concept in MECHANISMS:
        assert concept.zh
        assert concept.en
        (theme,) = concept.values("theme")
        assert theme in THEMES, concept.name
        assert concept.iri == iris.mechanism(concept.name)


def test_english_names_are_distinct() -> None:
    """A mechanism can be asked for by its English name."""
    names = [name.casefold() for c in MECHANISMS for name in (c.en, *c.alternatives_en)]
    assert len(names) == len(set(names))


def test_a_name_means_one_mechanism_unless_it_needs_a_context() -> None:
    """合法性审查 may mean two, each in its context; 双随机一公开 means one."""
    shared = {label: names for label, names in owners().items() if len(names) > 1}
    assert shared == {}


def test_no_name_is_given_twice() -> None:
    """A mechanism lists each of its forms once, with or without need of a context."""
    for concept in MECHANISMS:
        forms = (*concept.labels, *concept.values("contextualLabel"))
        assert len(forms) == len(set(forms)), concept.name


def test_names_that_need_a_context_have_one_and_mean_nothing_without() -> None:
    """三项制度 counts beside 执法; it is nowhere a name on its own."""
    names = owners()
    for concept in MECHANISMS:
        short = concept.values("contextualLabel")
        assert bool(short) == bool(concept.values("contextLabel")), concept.name
        assert [label for label in short if iris.canonical(label) in names] == []


def test_two_letter_names_need_a_context() -> None:
    """工改 and 述法 are too short to count alone."""
    short = (f"{c.name}: {name}" for c in MECHANISMS for name in c.labels if len(name) < SHORTEST)
    assert faulty(short) == []


def test_names_are_written_as_the_clean_text_prints_them() -> None:
    """Half width, no quotation marks, no white space: 互联网+监管, 村(居)法律顾问."""
    for concept in MECHANISMS:
        for form in chinese(concept):
            assert form == unicodedata.normalize("NFKC", form), concept.name
            assert not set(form) & set("“”\"'‘’「」《》 \t\n"), form


def test_a_look_alike_holds_a_name_and_is_nobodys_name() -> None:
    """国企三项制度 holds 三项制度; 村居法律顾问 has a meaning of its own and needs no such mark."""
    taken = {form for c in MECHANISMS for form in (*c.labels, *c.values("contextualLabel"))}
    for concept in MECHANISMS:
        names = (*concept.labels, *concept.values("contextualLabel"))
        for other in concept.values("notLabel"):
            assert any(name in other for name in names), other
            assert other not in taken


def test_parents_exist_and_no_mechanism_stands_above_itself() -> None:
    """随机抽查事项清单 is a member of 一单两库, which belongs under 双随机、一公开监管."""
    graph = {concept.iri: parents(concept) for concept in MECHANISMS}
    assert faulty(iri for above in graph.values() for iri in above if iri not in BY_IRI) == []
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("name", [c.name for c in MECHANISMS if c.values("memberCount")])
def test_a_list_with_a_number_has_that_many_members(name: str) -> None:
    """三项制度 has three members: 公示, 全过程记录, 法制审核."""
    concept = MECHANISMS.get(name)
    members = [other for other in MECHANISMS if concept.iri in other.values("memberOf")]
    assert concept.values("memberCount") == (str(len(members)),)


def test_founding_documents_are_in_the_vocabulary_of_documents() -> None:
    """行政执法三项制度 rests on 国办发〔2018〕118号."""
    founding = {iri for concept in MECHANISMS for iri in concept.values("establishedBy")}
    assert faulty(iri for iri in founding if iri not in DOCUMENTS) == []
    (basis,) = MECHANISMS.get("three-enforcement-systems").values("establishedBy")
    assert DOCUMENTS[basis].values("number") == ("国办发〔2018〕118号",)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("three-enforcement-systems", {"行政执法三项制度", "三项制度"}),
        ("double-random-inspection", {"双随机、一公开监管", "双随机一公开", "双随机、一公开"}),
        ("construction-approval-reform", {"工程建设项目审批制度改革", "工改"}),
    ],
)
def test_a_mechanism_answers_to_its_usual_forms(name: str, forms: set[str]) -> None:
    """Full name and short form are both known."""
    concept = MECHANISMS.get(name)
    assert forms <= {*concept.labels, *concept.values("contextualLabel")}
