"""Random damage to every kind of file for so many minutes each: `make fuzz MINUTES=60`.

Every kind has a process of its own. It tells how many damaged files were read, the slowest of them, and how much
memory grew after the first thousand. What raises, takes too long or grows is an error; the damage is kept.
"""

import gc
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.damage import MAKERS, Edit, damaged, good, read

LONGEST = 10.0  # seconds for one small file
GROWTH = 300  # MB after the first thousand files
TOKENS = (b"<", b">", b'"', b"&", b"\x00", b"\xff\xfe", b"{", b"[", b",", b"\n", b"-1", b"99999999999", b"1e999", b"M1")


def edits(chance: random.Random) -> list[Edit]:
    return [
        Edit(
            chance.random(),
            chance.choice((b"", chance.choice(TOKENS), chance.randbytes(chance.randrange(6)))),
            chance.choice((0, 1, chance.randrange(40), chance.randrange(400))),
            chance.random(),
        )
        for _ in range(chance.randrange(1, 7))
    ]


def fuzz(name: str, minutes: float) -> int:
    """The number of errors."""
    seed = time.time_ns()
    chance, many, slowest, errors = random.Random(seed), 0, 0.0, 0  # noqa: S311  (damage is no secret)
    stopped: list[bool] = []
    end, base = time.process_time() + 60 * minutes, 0.0  # of computing, so that a busy machine does not do less
    signal.signal(signal.SIGTERM, lambda *_frame: stopped.append(True))  # what was tried until then is told
    while time.process_time() < end and not stopped:
        damage, which, inside = edits(chance), chance.randrange(20), chance.random() < 0.7
        started = time.process_time()
        try:
            reading = read(damaged(good(name), damage, which=which, inside=inside))
            seconds = time.process_time() - started
            if not (reading.frameworks or reading.problems) or seconds > LONGEST:
                raise AssertionError(f"nothing was read or told, or it took {seconds:.1f} s")
        except Exception:  # noqa: BLE001  (whatever it is, it is an error)
            errors += 1
            traceback.print_exc()
            print(f"{name} {damage=} {which=} {inside=}", file=sys.stderr)
        many += 1
        slowest = max(slowest, time.process_time() - started)
        if many % 1_000 == 0:
            gc.collect()  # documents that point at themselves wait for it
            base = base or memory()
    growth = memory() - base if base else 0.0
    tried = minutes - (end - time.process_time()) / 60
    told = f"slowest {slowest:5.2f} s, {growth:4.0f} MB more, {errors} errors"
    print(f"{name:16} {many:9,} files in {tried:5.1f} minutes, {told}", flush=True)
    return errors + (growth > GROWTH)


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def every_kind(minutes: str, names: Sequence[str]) -> Iterator[int]:
    for name in names:
        yield subprocess.run([sys.executable, __file__, minutes, name], check=False).returncode


def main() -> None:
    minutes, names = sys.argv[1], sys.argv[2:]
    if len(names) == 1:
        sys.exit(fuzz(names[0], float(minutes)) > 0)
    sys.exit(any(list(every_kind(minutes, names or tuple(MAKERS)))))


if __name__ == "__main__":
    main()
