"""What a worker does for this app."""

from django_tasks import task

from hekloos.web.route.lesson_actions import read
from hekloos.web.route.models import LessonReading, RouteProposal
from hekloos.web.route.proposal_actions import run


@task()
def propose_task(pk: int) -> None:
    proposal = RouteProposal.objects.select_related("version__route", "route").filter(pk=pk).first()
    if proposal is not None:
        run(proposal)


@task()
def read_lessons_task(pk: int) -> None:
    reading = LessonReading.objects.select_related("route__current__ground__comparison").filter(pk=pk).first()
    if reading is not None:
        read(reading)
