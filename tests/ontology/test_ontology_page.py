"""``docs/ontology.md`` is made from the Turtle."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "ontology_page.py"
REMEDY = "run python scripts/ontology_page.py"


def test_page_is_up_to_date() -> None:
    """The page says what the Turtle says."""
    made = runpy.run_path(str(SCRIPT))
    assert made["PAGE"].read_text(encoding="utf-8") == made["page"](), REMEDY


def test_page_shows_every_term() -> None:
    """Each class and property of ours has its place on the page."""
    made = runpy.run_path(str(SCRIPT))
    text = made["page"]()
    assert [name for name in made["FZ"].terms if f"`fz:{name}`" not in text] == []
