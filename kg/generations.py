"""Generations of a store: whole copies made of hard links, one of them published.

A writer works on a copy of the last one that counts and makes a new one of it; readers open the
published one, which nothing changes. What a generation consists of is sealed when it is made, so
that loss is seen on opening: the engine itself opens a store whose manifest was cut in half without
an error and with a part of the statements.
"""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from kg.durable import sync_files, sync_folder, write_files
from kg.locks import Lock, LockedError
from kg.work import STORE_FILES
from ontology.errors import KgError

__all__ = ["DamagedError", "Generations"]

_POINTER = "published"
_SEAL = "seal.json"
_STORE = "store"
_KEPT = 2
"""Generations that a process keeps from being swept, the last that it asked for."""


class DamagedError(KgError):
    """A generation that is not as it was made."""


class Generations:
    """The generations in a graph's folder."""

    _held: dict[Path, Lock] = {}  # noqa: RUF012 (what this process reads, whoever asks)

    def __init__(self, folder: Path) -> None:
        """Take the folder of a graph; nothing is made yet."""
        self._folder = folder
        self._home = folder / "generations"

    @property
    def published(self) -> int | None:
        """The number of the generation that readers open, if there is one."""
        with suppress(FileNotFoundError, ValueError):
            return int((self._folder / _POINTER).read_text(encoding="ascii"))
        return None

    def store(self, number: int) -> Path:
        """Return the folder of a generation's store."""
        return self._home / str(number) / _STORE

    def numbers(self) -> list[int]:
        """Return the numbers of all generations that are there."""
        if not self._home.is_dir():
            return []
        return sorted(int(item.name) for item in self._home.iterdir() if item.name.isdigit())

    def make(self, work: Path, least: int = 0) -> int:
        """Return the number of a new generation, made of a closed store, and on disk."""
        number = max([least, *self.numbers()]) + 1
        aside, before = self._home / f"{number}.new", self._settled(least)
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        _link(work, aside / _STORE)
        held = sorted((aside / _STORE).iterdir())
        sync_files(path for path in held if path.stat().st_ino not in before)
        sync_folder(aside / _STORE)
        seal = {path.name: _mark(path) for path in held}
        write_files([(aside / _SEAL, json.dumps(seal, indent=0).encode())])
        aside.rename(self._home / str(number))
        sync_folder(self._home)
        sync_folder(self._folder)
        return number

    def _settled(self, number: int) -> set[int]:
        """Return the files of statements in a generation: they are on disk and never change."""
        return {path.stat().st_ino for path in self.store(number).glob("*.sst")}

    def check(self, number: int) -> None:
        """Hold a generation against its seal: every file in its size, small ones in every byte.

        The large ones, of statements, carry check sums which the engine heeds as it reads them.

        Raises:
            DamagedError: A file is missing, or not as it was.
        """
        home = self._home / str(number)
        try:
            seal = json.loads((home / _SEAL).read_text(encoding="utf-8"))
            for name, mark in seal.items():
                if _mark(home / _STORE / name) != mark:
                    raise DamagedError(f"{home / _STORE / name}: not as it was written")
        except (OSError, ValueError, AttributeError) as error:
            where = getattr(error, "filename", None) or home / _SEAL
            raise DamagedError(f"{where}: missing or damaged") from error

    def copy(self, number: int, work: Path) -> None:
        """Make a store to write to of a generation; what is large is linked, not copied."""
        _link(self.store(number), work)

    def publish(self, number: int) -> None:
        """Let readers open a generation from now on."""
        write_files([(self._folder / _POINTER, str(number).encode("ascii"))])

    def hold(self) -> int | None:
        """Return the published number; while this process lives it is not swept.

        Of one graph the last two generations asked for are held: a query that runs may end.
        """
        for _ in range(9):
            number = self.published
            if number is None:
                return None
            home = (self._home / str(number)).resolve()
            if home in Generations._held:
                return number
            try:
                lock = Lock(home, shared=True)
            except (LockedError, FileNotFoundError):  # swept meanwhile: ask again
                continue
            except OSError:  # a system that locks no folders
                return number
            if (home / _SEAL).is_file():
                Generations._held[home] = lock
                self._let_go()
                return number
            lock.release()
        return number

    def sweep(self, keep: Iterable[int]) -> None:
        """Take away the generations that nobody reads, but those to keep."""
        kept = {str(number) for number in (*keep, self.published)}
        for home in self._home.iterdir() if self._home.is_dir() else ():
            if home.name in kept:
                continue
            with suppress(LockedError, OSError):
                lock = Lock(home)
                shutil.rmtree(home, ignore_errors=True)
                lock.release()

    def _let_go(self) -> None:
        home = self._home.resolve()
        ours = [path for path in Generations._held if path.parent == home]
        for path in ours[:-_KEPT]:
            Generations._held.pop(path).release()


def _link(store: Path, target: Path) -> None:
    """Make another store of the files of one that is closed; those of statements are linked."""
    target.mkdir()
    for path in (path for name in STORE_FILES for path in store.glob(name)):
        _link_file(path, target / path.name)


def _link_file(path: Path, target: Path) -> None:
    if path.suffix == ".sst":  # in the others the engine goes on writing
        with suppress(OSError):  # a file system without links
            os.link(path, target)
            return
    shutil.copyfile(path, target)


def _mark(path: Path) -> list[int | str]:
    """Return a file's size, and its hash if it holds no statements."""
    if path.suffix == ".sst":
        return [path.stat().st_size]
    data = path.read_bytes()
    return [len(data), blake2b(data, digest_size=16).hexdigest()]
