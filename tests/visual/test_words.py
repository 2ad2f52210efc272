from visual.words import concept_words, interface_words, ontology_words


def test_interface_speaks_both_languages() -> None:
    """Every word of the pages has a Chinese and an English form."""
    words = interface_words()
    assert words
    assert all(word.zh and word.en for word in words.values())


def test_classes_are_named_by_the_ontology() -> None:
    """Classes and properties bear the labels of ``fazhi.ttl``."""
    assert ontology_words()["ontology#Mechanism"] == ("机制", "mechanism")


def test_statuses_are_named_by_the_vocabulary() -> None:
    """The legend's statuses are the concepts of the vocabulary."""
    assert set(concept_words("statuses")) == {
        f"status/{name}" for name in ("adopted", "planned", "problem", "mentioned")
    }
