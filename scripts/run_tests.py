"""All tests: those of the site on PostgreSQL first, where it is installed, and then everything on SQLite.

What takes minutes is done once: a browser sees no difference between databases, so it looks on SQLite only; any input
whatever is tried on PostgreSQL, which refuses more. Without PostgreSQL that is done on SQLite as well.

PostgreSQL is started for this alone, in a folder that goes afterwards; nothing that runs on the machine is touched.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OF_THE_SITE = ("src/hekloos/web", "tests/web")
ANY_INPUT = "*/web/api/tests/test_any_input*"
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path | None:
    """The folder with initdb and pg_ctl: Debian does not put it on the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def as_server(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package makes a user for it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def postgresql(folder_of_programs: Path) -> Iterator[str]:
    """A server of its own; gives the address of a database."""
    folder = Path(tempfile.mkdtemp(prefix="hekloos-postgresql-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -k {folder} -h 127.0.0.1 " + " ".join(f"-c {setting}" for setting in SETTINGS)
    run = str(folder_of_programs / "pg_ctl")
    initdb = [str(folder_of_programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    try:
        subprocess.run(as_server(initdb), check=True, stdout=subprocess.DEVNULL, cwd="/")
        start = [run, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(as_server(start), check=True, stdout=subprocess.DEVNULL, cwd="/")
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        stop = [run, "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(as_server(stop), check=False, capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def test(*arguments: str, **environment: str) -> int:
    side_by_side = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", *side_by_side, *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def main() -> None:
    chosen = sys.argv[1:]
    found = programs()
    failed, done = 0, []
    if found is None:
        print("PostgreSQL: skipped, since initdb was not found. On Debian: apt install postgresql.", flush=True)
    else:
        print("The site on PostgreSQL", flush=True)
        with postgresql(found) as address:
            # All of the server goes afterwards, so nobody has to wait for who still looks at a database.
            failed = test(*chosen, "--reuse-db", "-m", "not browser", *OF_THE_SITE, HEKLOOS_DATABASE=address)
        done = [f"--ignore-glob={ANY_INPUT}"]
        print("Everything, with the site on SQLite", flush=True)
    sys.exit(test(*chosen, *done) or failed)


if __name__ == "__main__":
    main()
