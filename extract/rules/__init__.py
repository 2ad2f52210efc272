"""One spaCy component for each kind of fact; rules meet only in the ``Doc``."""
