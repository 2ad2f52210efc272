"""Read what may be hostile in a process of its own, bounded in time and memory.

PDF, Word, web pages, pictures, archives and tables are opened by large libraries; a file made to
harm them ends a process that holds nothing, and is told. The processes are kept, so that thousands
of small files cost a fraction of a millisecond each.
"""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import IO, Any

from extract.formats.extracted import SourceError
from extract.formats.frames import Said, hear, say

__all__ = ["ask", "tell"]

_MOST_FILES = 1_000
"""What a process reads before another takes its place: libraries leak."""
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from extract.formats.reading import serve; serve()"
)


@dataclass(eq=False, slots=True)
class _Reader:
    """A process that reads files for this one."""

    process: "subprocess.Popen[bytes]"
    asked: int = 0
    late: bool = False

    @property
    def ends(self) -> tuple[IO[bytes], IO[bytes]]:
        """Where it is asked, and where it answers."""
        pipes = self.process.stdin, self.process.stdout
        if pipes[0] is None or pipes[1] is None:
            raise RuntimeError("a reader without pipes")
        return pipes[0], pipes[1]

    def say(self, head: dict[str, Any], data: bytes) -> None:
        """Ask; one that has ended is noticed when it does not answer."""
        self.asked += 1
        with suppress(BrokenPipeError):
            say(self.ends[0], head, data)  # type: ignore[arg-type]

    def hear(self, seconds: float) -> Said | None:
        """Return the next answer, none if there is none in time; the process ends then."""
        clock = Timer(seconds, self._stop)
        clock.daemon = True
        clock.start()
        try:
            return hear(self.ends[1])  # type: ignore[arg-type]
        finally:
            clock.cancel()

    def _stop(self) -> None:
        self.late = True
        self.end()

    def end(self) -> None:
        """End it, and the programs that it started."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def bury(self) -> int:
        """End it, and return how it ended."""
        with suppress(OSError):
            for pipe in self.ends:
                pipe.close()
        if self.process.poll() is None and not self.late:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.2)
        code = self.process.poll()
        self.end()
        self.process.wait()
        return self.process.returncode if code is None else code


@dataclass(slots=True)
class _Pool:
    """The readers of this process that have nothing to do."""

    idle: list[_Reader] = field(default_factory=list)
    strangers: list[_Reader] = field(default_factory=list)
    """Those of the process from which this one was forked: not to be spoken to."""

    def take(self) -> _Reader:
        """Return a reader that waits, else a new one."""
        with suppress(IndexError):
            return self.idle.pop()
        return _Reader(
            subprocess.Popen(  # noqa: S603 (this program)
                [sys.executable, "-c", _START, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )

    def put(self, reader: _Reader) -> None:
        """Keep a reader for the next file."""
        if reader.asked < _MOST_FILES:
            self.idle.append(reader)
        else:
            reader.bury()

    def forget(self) -> None:
        """Leave the readers of the process from which this one was forked."""
        self.strangers += self.idle
        self.idle = []

    def close(self) -> None:
        """End all that wait."""
        while self.idle:
            self.idle.pop().bury()


_POOL = _Pool()
atexit.register(_POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)


def ask(head: dict[str, Any], name: str, seconds: float, data: bytes = b"") -> Said:
    """Return the one answer to a question.

    A reader that ends over a file, and had read others before, may have ended because of those:
    the file is given to a new one.

    Raises:
        SourceError: The file cannot be read within the limits.
    """
    while True:
        reader = _POOL.take()
        reader.say(head, data)
        answer = reader.hear(seconds)
        if answer and not answer[0].get("exhausted"):
            _POOL.put(reader)
            return _checked(answer)
        code = reader.bury()
        fresh = reader.asked == 1
        if fresh or reader.late or code == -_OUT_OF_TIME:
            raise SourceError(f"{name}: {_why(code, late=reader.late)}")


def tell(head: dict[str, Any], name: str, seconds: float) -> Iterator[Said]:
    """Yield the answers to a question that has many, each in time; the reader waits for us.

    Raises:
        SourceError: The file cannot be read within the limits.
    """
    reader = _POOL.take()
    reader.say(head, b"")
    done = False
    try:
        while True:
            answer = reader.hear(seconds)
            if answer is None or answer[0].get("exhausted"):
                raise SourceError(f"{name}: {_why(reader.bury(), late=reader.late)}")
            if answer[0].get("end") or "fault" in answer[0]:
                done = True
            said = _checked(answer)
            if done:
                return
            yield said
    finally:
        _POOL.put(reader) if done else reader.bury()


def _checked(answer: Said) -> Said:
    if fault := answer[0].get("fault"):
        raise SourceError(fault)
    return answer


_OUT_OF_TIME = getattr(signal, "SIGXCPU", 24)


def _why(code: int, *, late: bool) -> str:
    """Return why a reader ended, and what to do."""
    if late or code == -_OUT_OF_TIME:
        return "takes longer to open than a report may; save its text alone"
    return "needs more memory than a report may, or breaks its parser; save its text alone"
