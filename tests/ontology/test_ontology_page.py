"""``docs/ontology.md`` and ``docs/ontology.html`` are made from the Turtle."""

import base64
import re
import sys
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from ontology.terms import FZ

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
import ontology_html
import ontology_page

REMEDY = "run python scripts/ontology_page.py"
MADE = ontology_html.page()


class Tags(HTMLParser):
    """Keeps the names and attributes of all tags."""

    def __init__(self) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(MADE)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one."""
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[str]:
        """Return all values of an attribute."""
        return [value for _, attrs in self.tags if (value := attrs.get(name))]


@pytest.fixture(scope="module")
def tags() -> Tags:
    """Return the tags of the page."""
    return Tags()


@pytest.mark.parametrize("made", [ontology_page, ontology_html])
def test_page_is_up_to_date(made: object) -> None:
    """The page says what the Turtle says."""
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), REMEDY  # type: ignore[attr-defined]


def test_page_shows_every_term(tags: Tags) -> None:
    """Each class and property of ours has its place on both pages."""
    text = ontology_page.page()
    assert [name for name in FZ.terms if f"`fz:{name}`" not in text] == []
    assert [name for name in FZ.terms if name not in tags.all("id")] == []


def test_html_needs_nothing_from_elsewhere(tags: Tags) -> None:
    """No script, no address outside the page; the policy admits its one style alone."""
    assert {tag for tag, _ in tags.tags} & {"script", "link", "img", "iframe", "base"} == set()
    assert all(value.startswith("#") for value in tags.all("href"))
    assert tags.all("src") == []
    assert [name for _, attrs in tags.tags for name in attrs if name.startswith("on")] == []
    (style,) = re.findall(r"<style>(.*?)</style>", MADE, re.DOTALL)
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = next(each for each in tags.all("content") if "default-src" in each)
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy


def test_html_links_lead_somewhere(tags: Tags) -> None:
    """Every place has a name of its own, and every link leads to one."""
    places = tags.all("id")
    assert len(places) == len(set(places))
    assert {unquote(value[1:]) for value in tags.all("href")} - set(places) == set()


def test_html_shows_shapes_and_entries() -> None:
    """What a shape tells, its constraint in SPARQL, and a vocabulary entry with its other names."""
    assert "Give the adoption exactly one status" in MADE
    assert "请给出采用情况恰好一个状态" in MADE
    assert "SELECT $this (fz:within AS ?path) WHERE { $this fz:within+ $this }" in MADE
    row = next(line for line in MADE.splitlines() if 'id="mechanism/three-enforcement-s' in line)
    assert "行政执法三项制度" in row
    assert "执法三项制度" in row
