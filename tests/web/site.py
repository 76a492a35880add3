"""A site as it runs somewhere: `hekloos serve` and a worker, in processes of their own that tests may kill."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from tests.password import PASSWORD

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0  # seconds


def wait_for(found: Callable[[], Any], *, what: str, seconds: float = PATIENCE) -> Any:
    """What `found` gives as soon as it gives something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if there := found():
            return there
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come in {seconds} s")


class Site:
    """On SQLite in `folder`, or in a fresh database of the PostgreSQL that the tests run on."""

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "HEKLOOS_DATA": str(folder),
            "HEKLOOS_LOST_AFTER": "3",
            "DJANGO_SETTINGS_MODULE": "hekloos.web.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),  # this checkout, wherever it stands
        }
        self.database = self.environment.get("HEKLOOS_DATABASE", "")
        if self.database:
            self._new_database(f"site_{self.port}")
        command = [sys.executable, "-m", "hekloos.cli.main", "serve", "--port", str(self.port), *options]
        self.log = (folder / "log").open("w+")
        self.processes = [self._start(command)]
        wait_for(self._answers, what="the site", seconds=180)
        if self.database:
            self._start_worker()

    def _start_worker(self) -> None:
        self.processes.append(self._start([sys.executable, "-m", "hekloos.cli.main", "worker"]))

    def _new_database(self, name: str) -> None:
        code = f"connection.cursor().execute('CREATE DATABASE {name}'); print(1)"
        self.python(code)
        parts = urlsplit(self.database)
        self.environment["HEKLOOS_DATABASE"] = urlunsplit(parts._replace(path=f"/{name}"))

    def _start(self, command: list[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command, env=self.environment, stdout=self.log, stderr=self.log, text=True, cwd="/", start_new_session=True
        )

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.base}/eerste-keer/", timeout=5).status_code < 500
        except requests.RequestException:
            return False

    def python(self, code: str) -> Any:
        """What this code prints, which is JSON; it runs with the settings of the site."""
        start = "import django, json; django.setup(); from django.db import connection\n"
        done = subprocess.run(
            [sys.executable, "-c", start + textwrap.dedent(code)],
            env=self.environment, capture_output=True, text=True, check=False, cwd="/",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def pids(self, part: str) -> list[int]:
        """Processes of this site whose command holds `part`."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                own = f"HEKLOOS_DATA={self.environment['HEKLOOS_DATA']}".encode() in (entry / "environ").read_bytes()
            except OSError:
                continue
            if own and part in command:
                found.append(int(entry.name))
        return found

    def kill(self, part: str) -> None:
        """No time to tidy up: as when the plug is pulled."""
        killed = self.pids(part)
        assert killed, f"no process with {part}"
        for pid in killed:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.database and "worker" in part:  # as whoever watches over services would
            self._start_worker()

    def stop(self) -> None:
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.log.close()


class Visitor:
    """Somebody with a browser, as far as forms and links go."""

    def __init__(self, site: Site, email: str) -> None:
        self.site, self.session = site, requests.Session()
        page = self.get("/account/inloggen/")
        self.post("/account/inloggen/", {"login": email, "password": PASSWORD}, page=page)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.site.base + path, timeout=30)

    def post(self, path: str, data: Mapping[str, object], *, page: requests.Response, **more: Any) -> requests.Response:
        """Send a form that stands on `page`."""
        return self.session.post(self.site.base + path, data=_filled_in(data, page), **{"timeout": 30, **more})

    def post_and_leave(self, path: str, data: Mapping[str, object], *, page: requests.Response) -> None:
        """Send a form whole, and pull the plug before anything comes back."""
        form = requests.Request("POST", self.site.base + path, data=_filled_in(data, page))
        sent = self.session.prepare_request(form)
        assert isinstance(sent.body, str)
        headers = {"Host": f"127.0.0.1:{self.site.port}", **sent.headers}
        head = "".join(f"{name}: {value!s}\r\n" for name, value in headers.items())
        with socket.create_connection(("127.0.0.1", self.site.port), timeout=30) as line:
            line.sendall(f"POST {sent.path_url} HTTP/1.1\r\n{head}\r\n{sent.body}".encode())


def _filled_in(data: Mapping[str, object], page: requests.Response) -> dict[str, object]:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, page.text[:500]
    return {**data, "csrfmiddlewaretoken": token[1]}
