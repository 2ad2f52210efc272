"""The page to ask in, over a graph that is being served."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.questions import load_questions
from kg.serving.query_page import query_page
from tests.kg.serving.served import Served, serving
from tests.visual.conftest import audit, opened
from tests.visual.published import build_sample

pytestmark = pytest.mark.browser
FAULTY = "SELECT ?x\nWHERE { ?x fz:adopts ?甲 ; oops }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of two invented reports."""
    graph = build_sample(tmp_path_factory.mktemp("asking"))
    with serving(graph, "--timeout", "4", "--rows", "5000") as served:
        yield served


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    """The page; any complaint, or request to another address, fails."""
    with opened(browser, f"http://127.0.0.1:{server.port}/query") as page:
        yield page


def ask(page: Page, query: str) -> None:
    """Write a query and send it by keyboard."""
    page.locator("#query").fill(query)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")


def test_the_first_question_is_ready(page: Page) -> None:
    """The page opens with a query in its editor, which one key sends; rows come as a table."""
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_contain_text("行")
    heads = page.locator("#found th").all_inner_texts()
    assert heads == ["county", "name", "mechanism"]
    assert page.locator("#found tbody tr").count() > 0


def test_every_question_without_values_can_be_chosen(page: Page) -> None:
    """The competency questions are examples, in the language of the page."""
    options = page.locator("#example option")
    assert options.count() == len(load_questions()) + 1
    page.locator("#language").click()
    assert "Which places" in " ".join(options.all_inner_texts())


@pytest.mark.parametrize("name", ["adopters", "place-adopts", "adopted-in-both"])
def test_an_example_brings_its_values(page: Page, name: str) -> None:
    """What a question wants to be told has a field that proposes what the graph holds."""
    page.locator("#example").select_option(name)
    fields = page.locator("#values input")
    expect(fields).to_have_count(2 if name == "adopted-in-both" else 1)
    for field in fields.all():
        expect(field).to_have_value(re.compile("^(mech|area):"))
    assert page.locator("#values option").count() > 0
    page.locator("#ask").click()
    expect(page.locator("#found tbody tr").first).to_be_visible()


def test_yes_and_statements_are_shown(page: Page) -> None:
    """ASK is a word, CONSTRUCT is Turtle, nothing is said to be nothing."""
    ask(page, "ASK { ?s a fz:Report }")
    expect(page.locator("#found")).to_have_text("是")
    ask(page, "CONSTRUCT { ?s fz:code ?o } WHERE { ?s fz:code ?o }")
    expect(page.locator("#found pre")).to_contain_text("@prefix fz:")
    ask(page, "SELECT * { ?s <a:none> ?o }")
    expect(page.locator("#told")).to_contain_text("没有结果")


def test_things_lead_to_their_own_addresses(page: Page) -> None:
    """An IRI of ours is a short name and a link to its page here; others are no links."""
    ask(page, "SELECT ?s ?t { ?s a ?t } LIMIT 3")
    first = page.locator("#found tbody tr").first
    assert (first.locator("a").first.get_attribute("href") or "").startswith("/")
    expect(first.locator("td").first).to_contain_text(":")
    ask(page, "SELECT (<https://a.org/x> AS ?s) {}")
    expect(page.locator("#found a")).to_have_count(0)


def test_long_answers_are_shown_in_part(page: Page) -> None:
    """Of many rows the first are drawn, and the rest when wanted."""
    ask(page, "SELECT * { ?s ?p ?o } LIMIT 700")
    expect(page.locator("#told")).to_contain_text("显示前 500 行，共 700 行")
    page.get_by_role("button", name="显示其余").click()
    expect(page.locator("#found tbody tr")).to_have_count(700)


def test_a_fault_is_shown_where_it_is(browser: Browser, server: Served) -> None:
    """The line of the fault stands below the editor, and its word is selected there."""
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"http://127.0.0.1:{server.port}/query")
    ask(page, FAULTY)
    expect(page.get_by_role("alert")).to_have_text(
        "query: line 2, column 27: cannot go on at “oops”"
    )
    editor = page.locator("#query")
    expect(editor).to_have_attribute("aria-invalid", "true")
    chosen = editor.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)")
    assert chosen == "oops"
    ask(page, "ASK {}")
    expect(page.get_by_role("alert")).to_be_hidden()
    page.context.close()


def test_a_stopped_query_is_told(browser: Browser, server: Served) -> None:
    """A query that takes too long can be stopped, or is stopped by the server."""
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"http://127.0.0.1:{server.port}/query")
    page.locator("#query").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.keyboard.press("Control+Enter")
    page.locator("#cancel").click()
    expect(page.get_by_role("alert")).to_have_text("stopped")
    page.locator("#ask").click()
    expect(page.get_by_role("alert")).to_contain_text("stopped after 4 seconds", timeout=10_000)
    page.context.close()


def test_the_address_holds_the_question(browser: Browser, server: Served) -> None:
    """An address with a query in it opens with that query and its values."""
    query = "SELECT ?place ?m WHERE { ?place fz:adopts ?m }"
    place = "area:330182"
    where = f"#query={quote(query)}&%24place={quote(place)}"
    with opened(browser, f"http://127.0.0.1:{server.port}/query{where}") as page:
        expect(page.locator("#query")).to_have_value(query)
        page.locator("#ask").click()
        expect(page.locator("#found tbody tr").first).to_contain_text(place)
        assert "query=SELECT" in page.url


def test_answers_can_be_saved(page: Page, tmp_path: Path) -> None:
    """Rows are saved in the form that is chosen."""
    ask(page, "SELECT ?s { ?s a fz:Report }")
    with page.expect_download() as download:
        page.locator("#save").select_option("CSV")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["s"]
    assert len(rows) == 3


def test_hostile_text_stays_text(page: Page) -> None:
    """A value that is markup is shown as it is."""
    ask(page, "SELECT ('<img src=x onerror=alert(1)>' AS ?x) (<javascript:alert(1)> AS ?y) {}")
    expect(page.locator("#found td").first).to_have_text("<img src=x onerror=alert(1)>")
    expect(page.locator("#found a")).to_have_count(0)


def test_the_page_can_be_used_by_all(page: Page) -> None:
    """Both languages, both shades, with an answer: axe-core finds nothing of weight."""
    page.keyboard.press("Control+Enter")
    expect(page.locator("#found table")).to_be_visible()
    audit(page)


def test_phone_width_has_no_overflow(page: Page) -> None:
    """On a phone nothing sticks out to the side."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("Control+Enter")
    expect(page.locator("#found table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_asks_its_own_server_alone() -> None:
    """Its policy names no other address, and no form leaves it."""
    html = query_page("/sparql")
    policy = html.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert "default-src &#39;none&#39;" in policy
    assert "connect-src &#39;self&#39;" in policy
    assert "form-action &#39;none&#39;" in policy
    assert "unsafe" not in policy
