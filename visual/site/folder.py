"""The folder of a site: written beside its place, put there whole, never over something else."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ontology.errors import KgError

__all__ = ["OTHERS", "SiteError", "check_place", "new_folder", "others_in"]

OTHERS = {
    "graph.html": "explorer-page",
    "explorer.html": "explorer-page",
    "matrix.html": "matrix-page",
    "timeline.html": "timeline-page",
    "map.html": "map-page",
}
"""Pages of other commands that a site links if they are in its folder, and their names."""

_MARK = "fazhi-site.json"
_FORMAT = {"format": "fazhi-kg site", "version": 1}


class SiteError(KgError):
    """A folder that cannot become a site."""


def check_place(out: Path) -> None:
    """Refuse a place where something else than a site is.

    Raises:
        SiteError: ``out`` is a file, or a folder with other things in it.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise SiteError(f"{out}: this is no folder; give a new or empty one")
    strange = [] if _made(out) is not None else sorted(set(_names(out)) - OTHERS.keys())
    if strange:
        raise SiteError(
            f"{out}: holds other things ({strange[0]}) and no site; give a new or empty folder"
        )


def others_in(out: Path) -> dict[str, str]:
    """Return the pages of other commands in a folder that no site made, with their names."""
    made = _made(out) or ()
    return {
        file: name for file, name in OTHERS.items() if file not in made and (out / file).is_file()
    }


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of ``out`` when all is written.

    Whatever goes wrong before, Ctrl-C too, leaves ``out`` as it was. Files in it that no site
    made stay.

    Raises:
        SiteError: The folder cannot be written.
    """
    check_place(out)
    place = out.absolute()
    fresh, old = (place.with_name(f".{place.name}.{word}-{os.getpid()}") for word in ("new", "old"))
    try:
        fresh.mkdir(parents=True)
        yield fresh
        made = json.dumps({**_FORMAT, "made": sorted([*_names(fresh), _MARK])}, indent=1)
        (fresh / _MARK).write_text(made + "\n", encoding="utf-8")
        _swap(place, fresh, old)
    except OSError as error:
        raise SiteError(
            f"{out}: cannot be written ({error.strerror}); check rights, space"
        ) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(fresh, ignore_errors=True)


def _swap(place: Path, fresh: Path, old: Path) -> None:
    """Put the new folder where the old one is; if that fails the old one comes back."""
    made = _made(place)
    if not place.exists():
        fresh.rename(place)
        return
    kept = set(_names(place)) - set(made or ())
    place.rename(old)
    try:
        fresh.rename(place)
    except BaseException:
        old.rename(place)
        raise
    for name in sorted(kept):
        if not (place / name).exists():
            (old / name).rename(place / name)
    shutil.rmtree(old)


def _names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()] if folder.is_dir() else []


def _made(folder: Path) -> list[str] | None:
    """Return what a site says it made of its folder, none if it is no site."""
    try:
        said = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(said, dict) or said.get("format") != _FORMAT["format"]:
        return None
    return [str(name) for name in said.get("made", ())]
