"""What the page tests rely on: the audit finds faults, and no request goes unseen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.visual.conftest import audit, opened

pytestmark = pytest.mark.browser
_HEAD = "<!DOCTYPE html><html lang='zh'><meta charset='utf-8'><title>甲</title><main><h1>甲</h1>"
_FRAME = _HEAD + "<button id='shade'>明</button><button id='language'>文</button>"


def written(folder: Path, body: str) -> Path:
    """Return a page with this body."""
    path = folder / "page.html"
    path.write_text(f"{_FRAME}{body}</main>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<img src='data:,'>", "image-alt"),
        ("<p style='color:#ddd;background:#fff'>全年未报告</p>", "color-contrast"),
        ("<input>", "label"),
    ],
)
def test_audit_finds_faults(browser: Browser, tmp_path: Path, body: str, rule: str) -> None:
    """A page with a fault does not pass, and the message names the rule."""
    with (
        opened(browser, written(tmp_path, body)) as page,
        pytest.raises(AssertionError, match=rule),
    ):
        audit(page)


@pytest.mark.parametrize(
    "body",
    [
        "<img alt='' src='https://fazhi.example/x.png'>",
        "<script>fetch('http://127.0.0.1:9/x').catch(() => 0)</script>",
        "<script>console.error('乙')</script>",
        "<script>setTimeout(() => alert(1))</script>",
    ],
)
def test_requests_and_complaints_fail(browser: Browser, tmp_path: Path, body: str) -> None:
    """A page that asks another place, complains or opens a dialog fails its test."""
    with pytest.raises(AssertionError), opened(browser, written(tmp_path, body)) as page:
        page.wait_for_timeout(100)
