"""Rules of the words that the reader and the site say."""

from pathlib import Path

import visual
from ontology.schemes import load_scheme
from visual.reading.parts import site_words

ROOT = Path(visual.__file__).parent
FILES = [
    ROOT.parent / "kg" / "commands" / "serving.py",
    *(
        file
        for folder in ("reading", "site", "templates/reading", "templates/site")
        for file in (ROOT / folder).iterdir()
        if file.suffix in {".py", ".js", ".j2"}
    ),
]


def test_every_word_is_said_somewhere() -> None:
    """No word of interface-site.ttl is kept for nothing."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in FILES)
    for word in load_scheme("interface-site"):
        forms = (f'"{word.name}"', f"interface/{word.name}", f"'{word.name}'")
        assert any(form in code for form in forms), word.name


def test_words_stand_in_both_languages() -> None:
    """Every word has a Chinese and an English form, and they differ."""
    assert all(word.zh and word.en for word in site_words().values())
