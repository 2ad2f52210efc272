"""Requests that mean no good, each with the statuses that refuse it cleanly."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from tests.kg.serving.served import DIRECT, FORM, JSON

__all__ = ["Abuse", "abuses"]

_STOPPED = (503,)
_PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_NUMBERS = " ".join(str(number) for number in range(300))
_VALUES = " ".join(f"VALUES ?v{index} {{ {_NUMBERS} }}" for index in range(5))
_DOUBLING = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
_BLOWING = " ".join(
    f'BIND(REPLACE(?x{i}, ".", "$0$0$0$0$0$0$0$0") AS ?x{i + 1})' for i in range(12)
)


class Abuse(NamedTuple):
    """One request and how it ends."""

    name: str
    statuses: tuple[int, ...]
    method: str = "GET"
    path: str = "/sparql"
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    slow: bool = False
    """Whether the body is promised and never sent."""


def abuses(port: int) -> list[Abuse]:
    """Return them all; those that call out would reach the loopback at a port."""
    out = f"<http://127.0.0.1:{port}/sparql>"
    return [*_calls(out), *_updates(out), *_deep(), *_endless(), *_requests()]


def _query(name: str, statuses: tuple[int, ...], text: str) -> Abuse:
    headers = (("Content-Type", DIRECT), ("Accept", f"{JSON}, text/turtle"))
    return Abuse(name, statuses, "POST", "/sparql", text.encode(), headers)


def _calls(out: str) -> Iterator[Abuse]:
    yield _query("service", (403,), f"SELECT * {{ SERVICE {out} {{ ?s ?p ?o }} }}")
    yield _query("service silent", (403,), f"SELECT * {{ service silent {out} {{ ?s ?p ?o }} }}")
    variable = f"SELECT * {{ BIND({out} AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}"
    yield _query("service variable", (403,), variable)
    yield _query("service escaped", (403,), f"SELECT * {{ S\\u0045RVICE {out} {{ ?s ?p ?o }} }}")
    yield _query("service glued", (403,), f"SELECT * {{ ?s ?p 1SERVICE {out} {{ ?s ?p ?o }} }}")
    inside = f"ASK {{ ?s ?p ?o FILTER EXISTS {{ SERVICE SILENT {out} {{ ?s ?p ?o }} }} }}"
    yield _query("service in filter", (403,), inside)
    named = f"PREFIX e: {out} SELECT * {{ {{ SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }} }} }}"
    yield _query("service prefixed", (403,), named)


def _updates(out: str) -> Iterator[Abuse]:
    yield _query("load", (403,), f"LOAD {out}")
    yield _query("drop", (403,), "# SELECT\nDROP ALL")
    yield _query("insert", (403,), "PREFIX a: <a:> INSERT DATA { a:a a:b a:c }")
    yield Abuse("update in address", (403,), path="/sparql?update=CLEAR%20ALL")
    form = (("Content-Type", FORM),)
    body = f"update=LOAD+{quote(out)}".encode()
    yield Abuse("update in form", (403,), "POST", body=body, headers=form)
    direct = (("Content-Type", "application/sparql-update"),)
    yield Abuse("update as body", (403,), "POST", body=b"DROP ALL", headers=direct)
    yield Abuse("put graph", (405,), "PUT", "/sparql?graph=a", b"<a:a> <a:b> <a:c> .")


def _deep() -> Iterator[Abuse]:
    bad = (400,)
    yield _query("braces", bad, "SELECT * " + "{" * 3000 + "}" * 3000)
    yield _query("parentheses", bad, "SELECT * { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }")
    yield _query("negations", bad, "SELECT * { FILTER(" + "!" * 9000 + "true) }")
    yield _query("unions", bad, "SELECT * { {} " + "UNION {} " * 9000 + "}")
    yield _query("optionals", bad, "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 3000 + "}")
    yield _query("paths", bad, "SELECT * { ?s " + "(" * 5000 + "<a:a>" + ")*" * 5000 + " ?o }")
    yield _query("collections", bad, "SELECT * { ?s ?p " + "(" * 5000 + ")" * 5000 + " }")
    yield _query("long", bad, "SELECT * { ?s ?p '" + "x" * 300_000 + "' }")


def _endless() -> Iterator[Abuse]:
    yield _query("count product", _STOPPED, f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}")
    yield _query("rows of product", _STOPPED, f"SELECT * {{ {_PRODUCT} }}")
    yield _query("sorted product", _STOPPED, f"SELECT * {{ {_PRODUCT} }} ORDER BY ?f ?c ?i")
    yield _query("distinct product", _STOPPED, f"SELECT DISTINCT ?a ?d ?g ?j {{ {_PRODUCT} }}")
    grouped = "SELECT ?a ?d ?g (GROUP_CONCAT(?l) AS ?n) { %s } GROUP BY ?a ?d ?g" % _PRODUCT  # noqa: UP031
    yield _query("grouped product", _STOPPED, grouped)
    yield _query("values", _STOPPED, f"SELECT (SUM(?v0) AS ?n) {{ {_VALUES} }}")
    yield _query("construct", _STOPPED, f"CONSTRUCT {{ ?a ?e ?i }} {{ {_PRODUCT} }}")
    paths = "(!<a:a>|^!<a:a>)*"
    reach = f"SELECT (COUNT(*) AS ?n) {{ ?a {paths} ?b . ?b {paths} ?c . ?c {paths} ?d }}"
    yield _query("reachable", _STOPPED, reach)
    text = "BIND('xxxxxxxxxxxxxxxx' AS ?x0)"
    yield _query("doubling", _STOPPED, f"SELECT (STRLEN(?x40) AS ?n) {{ {text} {_DOUBLING} }}")
    yield _query("blowing up", _STOPPED, f"SELECT (STRLEN(?x12) AS ?n) {{ {text} {_BLOWING} }}")
    regex = 'FILTER(REGEX(CONCAT(STR(?a), STR(?d), STR(?g)), "(x+x+)+y|(.*.*)*z$"))'
    yield _query("regex", _STOPPED, f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} {regex} }}")
    yield _query(
        "exists", _STOPPED, f"ASK {{ {_PRODUCT} FILTER(STRLEN(CONCAT(STR(?b), STR(?e))) < 0) }}"
    )


def _requests() -> Iterator[Abuse]:
    ask = f"/sparql?query={quote('ASK {}')}"
    yield Abuse("foreign host", (421,), path=ask, headers=(("Host", "evil.example"),))
    yield Abuse("host with user", (421,), path=ask, headers=(("Host", "localhost@evil.example"),))
    yield Abuse("foreign origin", (403,), path=ask, headers=(("Origin", "https://evil.example"),))
    yield Abuse("bad bytes in address", (400,), path="/sparql?query=%C0%AF%FF")
    direct = (("Content-Type", DIRECT),)
    yield Abuse("bad bytes in body", (400,), "POST", body=b"ASK { ?s ?p '\xff' }", headers=direct)
    wide = (("Content-Type", f"{DIRECT}; charset=utf-16"),)
    body = "ASK {}".encode("utf-16")
    yield Abuse("other encoding", (415,), "POST", body=body, headers=wide)
    packed = (*direct, ("Content-Encoding", "gzip"))
    yield Abuse("packed body", (415,), "POST", body=b"\x1f\x8b", headers=packed)
    yield Abuse("large body", (413,), "POST", body=b"x" * (2 << 20), headers=direct)
    huge = (*direct, ("Content-Length", str(10**12)))
    yield Abuse("huge body", (413,), "POST", headers=huge, slow=True)
    promised = (*direct, ("Content-Length", "100"))
    yield Abuse("slow body", (408,), "POST", headers=promised, slow=True)
    yield Abuse("many fields", (400,), path="/sparql?" + "&".join(["a=b"] * 2000))
