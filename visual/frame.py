"""What every page shares: its frame, its policy, its words, and how it comes to a file.

A page is a template that extends ``frame.html.j2`` and fills its blocks ``tools``, ``nav`` and
``main``. In it ``{{ word("search") }}`` is a word that the language switch changes,
``{{ label("search") }}`` the same as an ``aria-label``, ``{{ hint("search") }}`` as a placeholder.
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ontology.errors import KgError
from visual.words import Word, interface_words

__all__ = ["environment", "policy", "render", "safe_json", "template_text", "write_html"]

_UNSAFE = tuple((mark, f"\\u{ord(mark):04x}") for mark in "<>&\u2028\u2029")


def render(
    template: str,
    *,
    title: Word | None = None,
    data: Mapping[str, Any] | None = None,
    words: Mapping[str, Word] | None = None,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    libraries: Sequence[str] = (),
    **values: Any,
) -> str:
    """Return a page: one file that needs nothing else and asks nothing of any network.

    Args:
        template: Name of a template that extends ``frame.html.j2``.
        title: Name of the page; without it that of all pages.
        data: What the page's script reads as ``data``; the words stand in it as ``data.words``.
        words: Words that the page says besides those of ``interface.ttl``, keyed
            ``interface/search``, ``status/adopted``, ``ontology#Mechanism``; so
            ``concept_words("interface-panels")`` if its words are ``interface/…`` too.
        styles: Names of templates ending in ``.css``, read behind ``frame.css``.
        scripts: Names of templates ending in ``.js``, run behind ``frame.js`` in one scope.
        libraries: Scripts of others as text, run before.
        values: What else the template uses; everything is escaped unless it is ``Markup``.
    """
    said = {f"interface/{name}": word for name, word in interface_words().items()}
    said.update(words or {})
    name = title or said["interface/title"]
    style = "\n".join(map(template_text, ("frame.css", *styles)))
    own = "\n".join(map(template_text, ("frame.js", *scripts)))
    code = (*libraries, f'(() => {{\n"use strict";\n{own}\n}})();')
    return (
        environment()
        .get_template(template)
        .render(
            values,
            name=name,
            words=said,
            word=partial(_word, said),
            label=partial(_label, said),
            hint=partial(_hint, said),
            policy=policy(code, (style,)),
            style=Markup(style),  # noqa: S704 # our own file
            scripts=[Markup(script) for script in code],  # noqa: S704 # our own, and libraries
            data=Markup(safe_json({**(data or {}), "words": said, "title": name})),  # noqa: S704
        )
    )


@cache
def environment() -> Environment:
    """Return the templates of the pages; everything is escaped, a missing value is an error."""
    return Environment(loader=PackageLoader("visual"), autoescape=True, undefined=StrictUndefined)


@cache
def template_text(name: str) -> str:
    """Return a bundled style or script."""
    return files("visual").joinpath("templates", name).read_text(encoding="utf-8")


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return a policy that runs these scripts and styles alone and lets no request out."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def safe_json(value: Any) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for mark, escaped in _UNSAFE:
        text = text.replace(mark, escaped)
    return text


def write_html(html: str, out: Path) -> Path:
    """Write a page as UTF-8 and return where it is.

    Raises:
        KgError: ``out`` cannot be written.
    """
    try:
        out.write_bytes(html.encode())
    except OSError as error:
        raise KgError(f"{out}: cannot be written ({error.strerror}); name another file") from error
    return out


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in texts)


def _word(words: Mapping[str, Word], name: str) -> Markup:
    """Return a word in Chinese, marked so that the language switch finds it."""
    return Markup('<span data-word="{}">{}</span>').format(name, _said(words, name))


def _label(words: Mapping[str, Word], name: str) -> Markup:
    return Markup('data-label="{}" aria-label="{}"').format(name, _said(words, name))


def _hint(words: Mapping[str, Word], name: str) -> Markup:
    return Markup('data-hint="{}" placeholder="{}"').format(name, _said(words, name))


def _said(words: Mapping[str, Word], name: str) -> str:
    """Return a word by its key; a bare name is one of the interface."""
    return (words.get(name) or words[f"interface/{name}"]).zh
