"""What a worker does for this app."""

from django_tasks import task

from hekloos.web.overlap.actions import run
from hekloos.web.overlap.models import Comparison


@task()
def compare_task(pk: int) -> None:
    comparison = Comparison.objects.filter(pk=pk).first()
    if comparison is not None:
        run(comparison)
