"""Work that a worker does in the background, and that survives the end of that worker.

Every piece of work is a row. Who does it lets a heart beat in the row; when that stops, somebody else may begin again.
So the work itself has to be such that beginning again does no harm: whoever finishes does so for the attempt that it
began (`mine`), and what another attempt wrote is not looked at.

Beats are written and compared by the clock of the database: those of several machines differ, and by a clock that is
fast everybody else would be long dead.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.db.utils import DatabaseError
from django.utils import timezone

logger = logging.getLogger(__name__)

BEATS = 6  # in the time after which work counts as lost
MOST_ATTEMPTS = 3


def lost_after() -> timedelta:
    """How long nobody has to have shown a sign of life before somebody else begins again."""
    return timedelta(seconds=settings.WORK_LOST_AFTER)


class Work(models.Model):
    asked_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.FloatField(default=0)  # 0 to 1
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)  # why it will not finish, in Dutch

    objects: ClassVar[models.Manager["Work"]]

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.finished_at is None and not self.failure

    @classmethod
    def open(cls) -> Q:
        return Q(finished_at=None, failure="")

    @classmethod
    def left_alone(cls) -> Q:
        """Nobody began, or who began has stopped."""
        return cls.open() & (Q(beat_at=None) | Q(beat_at__lt=Now() - lost_after()))

    def claim(self) -> bool:
        """Begin, unless it is done, somebody else is at it, or it was tried too often."""
        rows = type(self).objects.filter(self.left_alone(), pk=self.pk)
        if not rows.update(beat_at=Now(), attempts=F("attempts") + 1, progress=0):
            return False
        self.refresh_from_db()
        return True

    def mine(self) -> "models.QuerySet[Any]":
        """The row while it is ours: nobody else began again, and it is not done. What we know of it changes only so."""
        return type(self).objects.filter(self.open(), pk=self.pk, attempts=self.attempts)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Let others see that somebody is at it, from a thread of its own."""
        done = threading.Event()
        thread = threading.Thread(target=self._beat, args=(done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _beat(self, done: threading.Event) -> None:
        try:
            while not done.wait(settings.WORK_LOST_AFTER / BEATS):
                try:
                    self.mine().update(beat_at=Now())
                except DatabaseError:  # too busy now; the next beat will do
                    logger.warning("a beat of work %s was missed", self.pk, exc_info=True)
        finally:
            connection.close()
