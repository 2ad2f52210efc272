"""Read bytes that a fuzzer steers towards code never run: python scripts/fuzz_guided.py [RUNS].

Atheris watches which lines of the decoding, of tables, queries and rules each input reaches. With
--install it is installed first where pip has it. Exits with 1 over an exception that is not meant.
"""

import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec

__all__ = ["read_bytes"]

RUNS = 20_000


def read_bytes(data: bytes) -> None:
    """Read an input in one of several ways; errors that are meant are none."""
    from trust_fuzz import faults_of  # noqa: PLC0415

    from extract.formats.registry import read_here  # noqa: PLC0415
    from extract.metadata import read_front_matter  # noqa: PLC0415
    from kg.sparql import check_query  # noqa: PLC0415
    from ontology.errors import KgError  # noqa: PLC0415

    way, rest = data[:1], data[1:]
    text = rest.decode("utf-8", "replace")
    try:
        if way < b"\x30":
            read_here(rest, "a.txt")
        elif way < b"\x50":
            read_front_matter(text)
        elif way < b"\x70":
            check_query(text)
        else:
            fault = faults_of(f"肥城市人民政府关于2022年法治政府建设情况的报告\n{text}")
            if fault not in {"", "refused"}:
                raise AssertionError(fault)
    except KgError:
        return


def main() -> None:
    """Run the fuzzer."""
    words = [word for word in sys.argv[1:] if word != "--install"]
    if "--install" in sys.argv and find_spec("atheris") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "atheris"], check=False)
    if find_spec("atheris") is None:
        sys.exit("NOT RUN: atheris cannot be installed for this Python; trust_fuzz.py runs without")
    import atheris  # type: ignore[import-not-found]  # noqa: PLC0415

    with atheris.instrument_imports(include=["extract", "kg"]):
        for module in ("extract.formats.plain", "extract.pipeline", "kg.sparql"):
            import_module(module)
    with tempfile.TemporaryDirectory() as home:
        runs = words[0] if words else str(RUNS)
        flags = [f"-runs={runs}", "-max_len=600", "-timeout=20", f"-artifact_prefix={home}/"]
        atheris.Setup([sys.argv[0], *flags], read_bytes)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
