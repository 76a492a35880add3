"""How far the route runs, and the norms for routes."""

from django.utils import timezone
from ninja import Query, Router

from hekloos.core.route.norms import norms_on
from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.schemas.common import LabName
from hekloos.web.api.schemas.route import NewScopeAnswer, NewScopeConfirmation, Norm, NormFilter, Scope
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import scope_actions as actions
from hekloos.web.route.scope_queries import scope_of

router = Router(tags=["route"])
ROUTE = "/labs/{slug:lab}/route"


@router.get(ROUTE + "/scope", response=Scope, auth=Token(Verb.SEE))
def scope(request: MemberRequest, lab: LabName) -> Scope:
    """How far the route runs according to each school, as far as you may read it; the newest answer first."""
    return Scope.of(scope_of(request.auth))


@router.post(ROUTE + "/scope/answers", response=Scope, auth=Token(Verb.ANSWER))
def answer_scope(request: MemberRequest, lab: LabName, asked: NewScopeAnswer) -> Scope:
    """Say for your own school how far the route runs. This undoes what was agreed."""
    said = actions.Said(extent=asked.extent, why=asked.why, for_whom=asked.for_whom, from_year=asked.from_year)
    actions.answer(request.auth, said, after=asked.after)
    return Scope.of(scope_of(request.auth))


@router.post(ROUTE + "/scope/confirmation", response=Scope, auth=Token(Verb.ANSWER))
def confirm_scope(request: MemberRequest, lab: LabName, asked: NewScopeConfirmation) -> Scope:
    """Let your own school stand behind what all schools that answered say."""
    actions.confirm(request.auth, asked.answer)
    return Scope.of(scope_of(request.auth))


@router.get(ROUTE + "/norms", response=list[Norm], auth=Token(Verb.SEE))
def norms(request: MemberRequest, lab: LabName, asked: Query[NormFilter]) -> list[Norm]:
    """The norms for routes on a day, each with its source. No legal advice."""
    return [Norm.of(norm) for norm in norms_on(asked.on or timezone.localdate())]
