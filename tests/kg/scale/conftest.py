"""A corpus, and a Dask cluster of processes of this machine."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.kg.test_incremental import prose

ROOT = Path(__file__).parents[3]


@dataclass(slots=True)
class Dask:
    """A scheduler and its workers, each a process."""

    folder: Path
    environment: dict[str, str]
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the scheduler listens, as kg build takes it."""
        said = json.loads((self.folder / "scheduler.json").read_text(encoding="utf-8"))
        return str(said["address"]).replace("tcp://", "dask://")

    def start(self) -> None:
        """Start the scheduler and wait until it can be found."""
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
        self.scheduler = self._run("dask_scheduler", *options)
        deadline = time.monotonic() + 60
        while not (self.folder / "scheduler.json").exists():
            assert time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.1)

    def work(self, *options: str) -> None:
        """Start a worker of one thread."""
        own = ["--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", *options]
        self.workers.append(self._run("dask_worker", *own))

    def stop(self) -> None:
        """End all that was started; workers that outlive their scheduler would wait for it."""
        for process in (*self.workers, self.scheduler):
            if process:
                process.terminate()
                try:
                    process.wait(timeout=5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def _run(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        file = ["--scheduler-file", str(self.folder / "scheduler.json")]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *file, *options],
                env=self.environment,
                stdout=log,
                stderr=log,
                cwd=ROOT,
            )


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """Return a cluster without workers; a batch that ends one worker is suspected at once."""
    folder = tmp_path / "dask"
    folder.mkdir()
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    environment |= {"DASK_TEMPORARY_DIRECTORY": str(folder)}
    cluster = Dask(folder, environment)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of eight reports, one of them again under another name."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(7):
        (folder / f"{number}.txt").write_text(prose(number), encoding="utf-8")
    (folder / "twin.txt").write_text(prose(2) + "\n", encoding="utf-8")
    return folder
