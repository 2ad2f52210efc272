"""Read old Word files through a program that knows them, if there is one."""

import shutil
import subprocess
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from extract.formats.encoding import decode
from extract.formats.extracted import Extracted, SourceError

__all__ = ["read"]

_SECONDS = 120
_OFFICE = ("soffice", "libreoffice")
_SMALL = (("antiword", "-m", "UTF-8.txt", "-w", "0"), ("catdoc", "-d", "utf-8", "-w"))
"""Programs that print the text of a .doc."""


def read(data: bytes, name: str) -> Extracted:
    """Return the text of a .doc, .wps or .rtf, by antiword, catdoc or LibreOffice.

    Raises:
        SourceError: None of them is installed, or none can read the file.
    """
    suffix = PurePath(name).suffix.lower() or ".doc"
    tried = False
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"report{suffix}"
        file.write_bytes(data)
        for program, *options in _SMALL if suffix == ".doc" else ():
            if path := shutil.which(program):
                tried = True
                done = _run([path, *options, str(file)])
                if done is not None and done.strip():
                    return Extracted(text=decode(done, name))
        if path := next(filter(None, map(shutil.which, _OFFICE)), None):
            tried = True
            target = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
            profile = f"-env:UserInstallation=file://{folder}/profile"
            _run([path, profile, "--headless", *target, str(file)])
            if file.with_suffix(".txt").is_file():
                return Extracted(text=decode(file.with_suffix(".txt").read_bytes(), name))
    if tried:
        raise SourceError(f"{name}: damaged or protected; save it as DOCX")
    raise SourceError(
        f"{name}: an old Word file; install antiword or LibreOffice, or save it as DOCX"
    )


def _run(command: list[str]) -> bytes | None:
    """Return what a program prints, none if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 (a program found on the path, a file of our own)
            command, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
