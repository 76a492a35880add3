"""The process that does what takes long, and picks up what another one left when it was killed."""

import logging
import threading
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.db.utils import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hekloos.web.curriculum.models import Upload
from hekloos.web.curriculum.tasks import read_upload_task
from hekloos.web.labs.work import Work, lost_after
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.tasks import compare_task
from hekloos.web.route.lesson_actions import drop_expired
from hekloos.web.route.models import LessonReading, RouteProposal
from hekloos.web.route.tasks import propose_task, read_lessons_task

logger = logging.getLogger(__name__)

KEPT = timedelta(days=7)  # what was done stays in the queue, for whoever wants to know what went wrong
KINDS: tuple[tuple[type[Work], Any], ...] = (
    (Upload, read_upload_task),
    (Comparison, compare_task),
    (RouteProposal, propose_task),
    (LessonReading, read_lessons_task),
)


def rescue() -> int:
    """Queue again what somebody began and no longer works at; gives how much that was.

    What nobody began waits in the queue; only when the queue is empty it was lost as well.
    """
    is_queue_empty = not DBTaskResult.objects.ready().exists()
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
    drop_expired()
    rescued = 0
    for kind, task in KINDS:
        lost = kind.objects.filter(kind.left_alone())
        if not is_queue_empty:
            lost = lost.exclude(beat_at=None)
        for pk in lost.filter(asked_at__lt=Now() - lost_after()).values_list("pk", flat=True):
            task.enqueue(pk)
            rescued += 1
    return rescued


def _look_around(stopped: threading.Event) -> None:
    while True:
        try:
            rescue()
        except DatabaseError:  # too busy now; the next time will do
            logger.warning("could not look for lost work", exc_info=True)
        finally:
            connection.close()
        if stopped.wait(settings.WORK_LOST_AFTER / 3):
            return


def run(*, batch: bool = False) -> None:
    """Work until somebody says stop; in a batch until there is nothing left."""
    stopped = threading.Event()
    looker = threading.Thread(target=_look_around, args=(stopped,), daemon=True)
    looker.start()
    try:
        call_command("db_worker", interval=0.5, batch=batch, startup_delay=False, reload=False, verbosity=0)
    finally:
        stopped.set()
