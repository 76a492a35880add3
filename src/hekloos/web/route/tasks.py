"""What a worker does for this app."""

from django_tasks import task

from hekloos.web.route.models import RouteProposal
from hekloos.web.route.proposal_actions import run


@task()
def propose_task(pk: int) -> None:
    proposal = RouteProposal.objects.select_related("version__route", "route").filter(pk=pk).first()
    if proposal is not None:
        run(proposal)
