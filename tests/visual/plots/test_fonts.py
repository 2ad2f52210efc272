from types import SimpleNamespace

import pytest

from ontology.errors import KgError
from visual.plots import fonts


@pytest.fixture(autouse=True)
def _forget() -> None:
    """Look for fonts anew in every test."""
    fonts._chinese_font.cache_clear()


def with_fonts(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Pretend that only these fonts are installed."""
    each = [SimpleNamespace(name=name, fname=f"/{name}") for name in names]
    manager = SimpleNamespace(ttflist=each, addfont=lambda _: None)
    monkeypatch.setattr(fonts.font_manager, "fontManager", manager)
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", list)


def test_no_font_is_said_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a font for Chinese the message names what to install."""
    with_fonts(monkeypatch, "DejaVu Sans")
    with pytest.raises(KgError, match="fonts-noto-cjk"):
        fonts.families(["县"])


def test_latin_needs_no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure whose words are all Latin is drawn without one."""
    with_fonts(monkeypatch, "DejaVu Sans")
    assert fonts.families(["Jia County", "2021", "≤"]) == ["DejaVu Sans"]


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [
        (("WenQuanYi Zen Hei", "Noto Sans CJK SC"), "Noto Sans CJK SC"),
        (("SimSun", "SimHei"), "SimHei"),
        (("PingFang SC",), "PingFang SC"),
    ],
)
def test_best_font_is_chosen(
    monkeypatch: pytest.MonkeyPatch, installed: tuple[str, ...], chosen: str
) -> None:
    """Of several fonts the one that suits figures best is taken."""
    with_fonts(monkeypatch, *installed)
    assert fonts.families(["县"])[0] == chosen


def test_font_installed_later_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that came after matplotlib's last look is found all the same."""
    with_fonts(monkeypatch, "DejaVu Sans")
    manager = fonts.font_manager.fontManager
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", lambda: ["/new.ttc"])
    monkeypatch.setattr(fonts.font_manager, "get_font", lambda _: object())
    new = SimpleNamespace(name="Noto Sans CJK SC", fname="/new.ttc")
    monkeypatch.setattr(manager, "addfont", lambda _: manager.ttflist.append(new))
    assert fonts.families(["县"])[0] == "Noto Sans CJK SC"
