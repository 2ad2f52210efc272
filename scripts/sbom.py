"""Write what the product is made of, as CycloneDX: python scripts/sbom.py PYTHON FILE.

PYTHON is that of an environment which holds what ``requirements-dev.lock`` names; of it goes into
FILE what ``requirements.lock`` names too, with versions, licences, and what needs what.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["narrowed"]

ROOT = Path(__file__).parents[1]


def narrowed(bom: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return a bill of materials of the named components alone."""
    kept = [one for one in bom["components"] if _normal(one["name"]) in names]
    refs = {one["bom-ref"] for one in kept} | {bom["metadata"]["component"]["bom-ref"]}
    needs = [
        {**one, "dependsOn": [ref for ref in one.get("dependsOn", ()) if ref in refs]}
        for one in bom["dependencies"]
        if one["ref"] in refs
    ]
    return {**bom, "components": kept, "dependencies": needs}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Write the file; exit with 1 if a package of the lock is missing in it."""
    python, file = sys.argv[1:]
    program = Path(sys.executable).with_name("cyclonedx-py")
    project = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
    words = [str(program), "environment", *project, python]
    made = subprocess.run(words, capture_output=True, check=True)
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    lines = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==\S+(.*)$", lock, re.MULTILINE)
    names = {_normal(name) for name, _ in lines}
    needed = {_normal(name) for name, rest in lines if ";" not in rest}
    bom = narrowed(json.loads(made.stdout), names)
    held = {_normal(one["name"]) for one in bom["components"]}
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(json.dumps(bom, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    print(f"{file}: {len(held)} components, {len(needed - held)} missing")
    sys.exit(bool(needed - held))


if __name__ == "__main__":
    main()
