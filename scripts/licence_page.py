"""Write docs/licences.md: the licence of every package of the lock, by what the packages say.

Usage: python scripts/licence_page.py [--check]

To be run in an environment that holds what ``requirements-dev.lock`` names (``make licences``).
Exits with 1 if a licence is unclear, or with --check if the page is not up to date.
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

__all__ = ["names_in", "page"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
UNCLEAR = "unclear"
_NAMED = {
    "apache 2.0": "Apache-2.0",
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "the bsd 2-clause license": "BSD-2-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "w3c license": "W3C",
    "w3c software notice and license": "W3C",
}
_EXPRESSION = re.compile(
    r"(?:0BSD|AFL|Apache-2\.0|BSD-[23]-Clause|CC0-1\.0|CNRI-Python|GPL-2\.0-only|ISC|MIT(?:-CMU)?"
    r"|LGPL-2\.1-or-later|MPL-[12]\.[01]|PSF-2\.0|W3C(?:-20150513)?|Zlib| |AND|OR|[()])+"
)
_NOTES = {
    "tld": "a choice of three; taken under MPL-1.1",
    "pypdfium2": "with PDFium and what that holds, under the licences in its own folder",
}
_ELSEWHERE = {"colorama": "BSD-3-Clause"}
"""What is only installed on other systems."""
_HEAD = """# Licences

The packages that `requirements-dev.lock` names, on all systems, and the licence that each of them
declares or, where it does not, that its licence file holds. *Product*: needed to run `kg` with all
its extras; *tools*: to develop and test it. No package is copied into this one. Written by
`make licences`; `make sbom` writes the same for programs.

| package | licence | for | note |
| --- | --- | --- | --- |
"""


def names_in(lock: Path) -> list[str]:
    """Return the names of the packages of a lock, normalised and sorted."""
    found = re.findall(
        r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==", lock.read_text("utf-8"), re.MULTILINE
    )
    return sorted({re.sub(r"[-_.]+", "-", name).lower() for name in found})


def page() -> str:
    """Return the page."""
    product = set(names_in(ROOT / "requirements.lock"))
    rows = []
    for name in names_in(ROOT / "requirements-dev.lock"):
        use = "product" if name in product else "tools"
        rows.append(f"| {name} | {_licence(name)} | {use} | {_NOTES.get(name, '')} |\n")
    return _HEAD + "".join(rows)


def _licence(name: str) -> str:
    """Return the licence of a package: as declared, else as its licence file reads."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return _ELSEWHERE.get(name, UNCLEAR)
    said = _said(found, "License-Expression")
    kinds = [str(one) for one in found.metadata.get_all("Classifier") or []]
    classes = [one.split(" :: ")[-1] for one in kinds if one.startswith("License ::")]
    declared = [_said(found, "License"), " OR ".join(map(_plain, classes)), *classes]
    for each in (said, *map(_plain, declared)):
        if each and _EXPRESSION.fullmatch(each):
            return each
    return _read(found)


def _said(found: Distribution, key: str) -> str:
    return str(found.metadata[key]) if key in found.metadata else ""


def _plain(said: str) -> str:
    return _NAMED.get(said.strip().lower(), said.strip())


def _read(found: Distribution) -> str:
    """Return the licence that a package's own licence file holds."""
    texts = [
        " ".join(Path(str(file.locate())).read_text("utf-8", "replace").split())
        for file in found.files or []
        if re.search(r"licen[cs]e|copying", file.name, re.IGNORECASE)
    ]
    for text in texts:
        if "Permission is hereby granted, free of charge" in text:
            return "MIT"
        if "Redistribution and use in source and binary forms" in text:
            third = re.search(r"Neither the names? of|may not be used to endorse", text)
            return "BSD-3-Clause" if third else "BSD-2-Clause"
        if "Apache License Version 2.0" in text:
            return "Apache-2.0"
    return UNCLEAR


def main() -> None:
    """Write the page, or tell whether it is up to date."""
    text = page()
    unclear = [line for line in text.splitlines() if f"| {UNCLEAR} |" in line]
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text("utf-8") != text or bool(unclear))
    PAGE.write_text(text, "utf-8")
    print(f"{text.count(chr(10)) - _HEAD.count(chr(10))} packages, {len(unclear)} unclear")
    for line in unclear:
        print(line)
    sys.exit(bool(unclear))


if __name__ == "__main__":
    main()
