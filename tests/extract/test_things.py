"""Rules of gathering the marks of one thing."""

from extract.facts import Institution, PolicyDocument
from extract.things import gather

BUREAU = Institution(iri="x", name="临江县司法局", jurisdiction="y")


def test_every_printed_form_is_kept_once() -> None:
    """A body is one thing, its other printed forms are alternatives, without marks."""
    found = list(gather([(BUREAU, "县司法局"), (BUREAU, "临江县司法局"), (BUREAU, "县司法局")]))
    assert [(item.name, item.alternatives) for item in found] == [("临江县司法局", ("县司法局",))]


def test_what_only_a_later_mark_knows_is_kept() -> None:
    """A number that stands beside the second mention belongs to the document."""
    first = PolicyDocument(iri="d", title="执法监督办法")
    second = PolicyDocument(iri="d", title="执法监督办法", number="临政发〔2022〕1号")
    [gathered] = gather([(first, "《执法监督办法》"), (second, "《办法》")])
    assert (gathered.number, gathered.alternatives) == ("临政发〔2022〕1号", ("办法",))


def test_known_things_come_first() -> None:
    """What is known beforehand stands even if no mark names it."""
    assert list(gather([], [BUREAU])) == [BUREAU]
