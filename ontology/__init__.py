"""The words: ontology, shapes, vocabularies, and the code that reads them."""
