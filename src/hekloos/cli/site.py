"""`hekloos serve`, `worker` and `manage`: the site. Django is imported here only, and only when it is asked for."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import click

from hekloos.cli.dutch import DutchCommand, SourceProblemError
from hekloos.core.language import _

RESTART_AFTER = 1.0  # seconds
PATIENCE = 15.0  # seconds, for processes to end by themselves

data_option = click.option(
    "--data", metavar=_("MAP"), help=_("Waar alles staat (standaard hekloos-data, of wat HEKLOOS_DATA zegt).")
)


def prepare(data: str | None) -> None:
    """Django ready to be used, with everything in this folder. Raises SourceProblemError."""
    if data:
        os.environ["HEKLOOS_DATA"] = str(Path(data).resolve())
    os.umask(0o077)  # the database is for nobody else on this machine to read
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hekloos.web.config.settings")
    from hekloos.web.config.environment import SettingsError

    try:
        import django

        django.setup()
    except SettingsError as error:
        raise SourceProblemError(str(error)) from error
    except OSError as error:
        message = _("De map voor de gegevens kan niet worden gebruikt: {reason}. Kies een andere met --data.")
        raise SourceProblemError(message.format(reason=error.strerror or error)) from error


@click.command(cls=DutchCommand, help=_("Start de site voor een leerlab."))
@data_option
@click.option("--port", default=8000, type=click.IntRange(1, 65_535), metavar="8000", help=_("Poort van de site."))
@click.option("--host", default="127.0.0.1", metavar="127.0.0.1", help=_("Adres waarop de site luistert."))
@click.option("--processes", default=2, type=click.IntRange(1, 64), metavar="2", help=_("Processen voor paginas."))
@click.option("--demo", is_flag=True, help=_("Vul een lege site met het verzonnen Leerlab Techniek."))
def serve(data: str | None, port: int, host: str, processes: int, demo: bool) -> None:
    prepare(data)
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    address = settings.ADDRESS or f"http://{host}:{port}"
    if demo:
        _fill_with_demo()
    server = [
        *(sys.executable, "-m", "gunicorn", "hekloos.web.config.wsgi:application"),
        *("--bind", f"{host}:{port}", "--workers", str(processes), "--threads", "4", "--timeout", "120"),
        *("--max-requests", "5000", "--max-requests-jitter", "500", "--keep-alive", "30", "--log-level", "warning"),
    ]
    commands = [server]
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # elsewhere workers are started by themselves
        commands.append([sys.executable, "-m", "hekloos.cli.main", "worker"])
    click.echo(_("Hekloos staat op {address}. Stop met Ctrl-C.").format(address=address))
    sys.stdout.flush()
    _keep_running(commands)


def _fill_with_demo() -> None:
    from hekloos.web.demo import lab

    if lab.is_site_empty():
        click.echo(_("Het verzonnen Leerlab Techniek wordt gemaakt. Dat duurt ongeveer een minuut."))
        sys.stdout.flush()
        lab.build()
    click.echo(_("Log in met een van deze adressen; het wachtwoord is steeds: {word}").format(word=lab.PASSWORD))
    for name, email, what in lab.people_to_log_in():
        click.echo(f"  {email:34} {name}, {what}")


def _keep_running(commands: Sequence[Sequence[str]]) -> None:
    """Start these and start again what ends, until somebody stops us; a server that cannot start ends it all."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_ignored: stopping.set())
    processes = [_start(command) for command in commands]
    started = time.monotonic()
    try:
        while not stopping.wait(0.2):
            for place, process in enumerate(processes):
                if process.poll() is None:
                    continue
                if place == 0 and process.returncode > 0 and time.monotonic() - started < PATIENCE:
                    message = _("De site kan niet starten. Is de poort al in gebruik? Kies een andere --port.")
                    raise SourceProblemError(message)
                stopping.wait(RESTART_AFTER)
                processes[place] = _start(commands[place])
    finally:
        _end(processes)


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command)  # noqa: S603  (our own commands)


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


@click.command(cls=DutchCommand, help=_("Start een werker, die inleest en vergelijkt wat mensen op de site vragen."))
@data_option
@click.option("--batch", is_flag=True, help=_("Stop als er niets meer te doen is."))
def worker(data: str | None, batch: bool) -> None:
    prepare(data)
    from hekloos.web.config.worker import run

    run(batch=batch)


@click.command(
    cls=DutchCommand,
    help=_("Een opdracht van Django voor de site, zoals check, migrate of createsuperuser."),
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar=_("OPDRACHT..."))
def manage(arguments: tuple[str, ...]) -> None:
    prepare(None)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hekloos manage", *arguments])
