"""Reading in a process of its own, with limits, so that no file can take the reader's caller with it.

PDFium and libxml2 are written in C++ and C: a file of three kilobytes can make them ask for all memory, and then they
do not raise but end the process. Here that ends the process of the reader alone. What it took in memory goes back to
the system as well, which a library that reads thousands of files does not always do.
"""

import io
import logging
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Sequence
from typing import Any

from hekloos.core.formats import registry
from hekloos.core.formats.opening import Bundle, Limits, UnreadableSourceError, open_source, type_of_source
from hekloos.core.formats.reading import Deadline, Problem, Reading, Severity, listen
from hekloos.core.language import _

logger = logging.getLogger(__name__)

OVERTIME = 1.5  # of the time: what a reader has when it stops in time is still to be put in order
MOST_NAMES = 10  # of files that could not be read, in one sentence


def read(source: type_of_source, *, limits: Limits | None = None) -> Reading:
    """As `registry.read`, in a process of its own that may use `limits.memory` and `limits.seconds`.

    A file at which that process ended is named in the problems; the others of its folder or zip are read.
    """
    limits = limits or Limits()
    deadline = Deadline(limits.seconds)
    try:
        bundle = open_source(source, limits=limits)
    except UnreadableSourceError as problem:
        return Reading.failure(str(problem))
    broken: list[str] = []
    rest = bundle
    while True:
        found = _read_in_child(rest, limits)
        if isinstance(found, Reading):
            return _with_the_broken(found, broken) if broken else found
        broken.append(found)
        others = tuple(document for document in rest.documents if document.name != found)
        if not others or len(others) == len(rest.documents) or deadline.passed:
            return Reading.failure(_not_read([name for name in broken if name] or [bundle.name]))
        rest = Bundle(bundle.name, others)


def _with_the_broken(reading: Reading, broken: Sequence[str]) -> Reading:
    severity = Severity.WARNING if reading.frameworks else Severity.ERROR
    problem = Problem(message=_not_read(broken), severity=severity)
    return Reading(reading.frameworks, (*reading.problems, problem))


def _not_read(names: Sequence[str]) -> str:
    told = ", ".join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        told = _("{names} en nog {count} andere").format(names=told, count=len(names) - MOST_NAMES)
    message = _(
        "{name} kon niet worden gelezen: beschadigd, of te zwaar. Bewaar het opnieuw vanuit het programma waarin het "
        "is gemaakt, of splits het."
    )
    return message.format(name=told or _("Het bestand"))


def _read_in_child(bundle: Bundle, limits: Limits) -> Reading | str:
    """What was read; or the name of the file that was at hand when the child ended ("" when it had not told one).

    Both ways go pickled. What a file may have done to the child is not trusted: it gets no settings of ours, and its
    answer may hold nothing but what a reading is made of.
    """
    order = pickle.dumps((bundle, limits))
    command = [sys.executable, "-P", "-m", "hekloos.core.formats.apart", str(os.getpid())]
    seconds = OVERTIME * limits.seconds
    try:
        done = subprocess.run(  # noqa: S603  (a fixed command; what is read goes in by standard input)
            command, input=order, capture_output=True, timeout=seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as late:
        logger.info("reading %s took more than %s seconds", bundle.name, seconds)
        return _last_at_hand(late.stderr or b"")
    if done.returncode:
        level = logging.ERROR if done.returncode == _RAISED else logging.INFO  # a reader that raises is to be mended
        told = done.stderr.decode(errors="replace")[-4_000:]
        logger.log(level, "reading %s ended with %s\n%s", bundle.name, done.returncode, told)
        return _last_at_hand(done.stderr)
    try:
        reading = _Answer(io.BytesIO(done.stdout)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, IndexError, TypeError, ValueError) as error:
        logger.error("reading %s gave an answer that is none: %s", bundle.name, error)
        return ""
    return reading if isinstance(reading, Reading) else ""


class _Answer(pickle.Unpickler):
    """Takes apart an answer of a child; anything else in it than words of a reading is refused."""

    MODULES = frozenset({"hekloos.core.curriculum", "hekloos.core.formats.reading"})

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "frozenset"):
            return frozenset
        if module not in self.MODULES or name not in _WORDS:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a reading")
        return super().find_class(module, name)


_WORDS = frozenset(
    {"Framework", "FrameworkKind", "Item", "ItemKind", "Level", "Problem", "Reading", "Severity", "Side"}
)
_NEEDED = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME", "TMPDIR", "SYSTEMROOT", "OPENBLAS_NUM_THREADS")


def _environment() -> dict[str, str]:
    """What a reader needs, and no keys or passwords."""
    return {name: os.environ[name] for name in _NEEDED if name in os.environ}


def _last_at_hand(told: bytes) -> str:
    lines = [line for line in told.decode(errors="replace").splitlines() if line.startswith(_AT_HAND)]
    return lines[-1].removeprefix(_AT_HAND) if lines else ""


_AT_HAND = "at hand: "
_RAISED, _NO_MEMORY = 70, 71  # exit codes of a child


def _bound(limits: Limits) -> None:
    """Let the system refuse this process more than it may use; where it cannot (Windows), time is the only limit."""
    try:
        import resource
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: int(4 * limits.seconds) + 1,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (lowest, lowest))
        except (ValueError, OSError):  # macOS does not know a limit of memory
            continue


def _end_with(parent: int) -> None:
    """Let the system end this process when the one that waits for it is ended (Linux; elsewhere its limits do)."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could ask
        os._exit(1)


_PR_SET_PDEATHSIG = 1  # from linux/prctl.h


def _serve(parent: int) -> int:
    """The child: an order comes in, a reading goes out, and nothing else can stand in the answer."""
    _end_with(parent)
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    bundle, limits = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our own parent)
    _bound(limits)
    listen(lambda name: os.write(2, f"{_AT_HAND}{name}\n".encode(errors="replace")))
    try:
        reading = pickle.dumps(registry.read(bundle, limits=limits))
    except MemoryError:
        return _NO_MEMORY
    except Exception:  # noqa: BLE001  (whatever it is: told to the parent)
        traceback.print_exc()
        return _RAISED
    with answer:
        answer.write(reading)
    return 0


if __name__ == "__main__":
    sys.exit(_serve(int(sys.argv[1])))
