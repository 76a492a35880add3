"""Asking the solver for routes, letting a worker make them, and taking one over."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from hekloos.core.route.changing import new_holes
from hekloos.core.route.coverage import Hole
from hekloos.core.route.fitting import too_large
from hekloos.core.route.fullness import too_full
from hekloos.core.route.proposal import Proposal, Wish
from hekloos.core.route.route import Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.route_file import plan_from_data, plan_to_data
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.schools import fullest_by_slot, prove_each
from hekloos.core.route.size import MOST_WORK, work
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Lab, Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.labs.work import MOST_ATTEMPTS
from hekloos.web.route.models import Route, RouteProposal, RouteVersion
from hekloos.web.route.plan_actions import add_version, locked
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_words import refused

if TYPE_CHECKING:
    from hekloos.core.route.clash import Clash

MOST_OPEN = 6  # proposals that wait, in one lab
SECONDS = (10, 20, 60)  # that people may let it search
TELL_EVERY = 1.0  # seconds


@transaction.atomic
def ask(by: Membership, route: Route, wishes: Sequence[Wish], *, seconds: int, seed: int = 0) -> list[RouteProposal]:
    """A proposal for each wish, on the newest version. Raises NotPossibleError when too many wait."""
    from hekloos.web.route.tasks import propose_task

    require(by, Verb.PLAN)
    now = locked(by, route)
    if now.current is None:
        raise Http404
    now.current.route = now
    core, _plan = read_version(now.current)
    possible = [wish for wish in dict.fromkeys(wishes) if wish is not Wish.EARLY_ACQUAINTANCE or core.limits.mbo_early]
    if not possible:
        message = _("Vroeg kennismaken kan alleen als mbo-onderdelen in de vo-fase mogen. Dat kiest u bij de perioden.")
        raise NotPossibleError(message)
    Lab.objects.select_for_update(no_key=True).get(pk=by.lab_id)
    waiting = RouteProposal.objects.filter(RouteProposal.open(), route__lab_id=by.lab_id).count()
    if waiting + len(possible) > MOST_OPEN:
        raise NotPossibleError(_("Er wachten al voorstellen. Wacht tot die klaar zijn, of stop er een."))
    made = []
    for wish in possible:
        proposal = RouteProposal.objects.create(
            route=now,
            version=now.current,
            wish=wish.value,
            seed=seed,
            seconds=min(max(SECONDS), max(1, seconds)),
            by_id=by.person_id,
        )
        propose_task.enqueue(proposal.pk)
        log(by, "route.proposal_asked", now, proposal.get_wish_display())
        made.append(proposal)
    return made


@transaction.atomic
def cancel(by: Membership, proposal: RouteProposal) -> None:
    """Nobody waits for it any more; who works at it stops within a second or so."""
    require(by, Verb.PLAN)
    if proposal.route.lab_id != by.lab_id:
        raise Http404
    if RouteProposal.objects.filter(RouteProposal.open(), pk=proposal.pk).update(cancelled_at=timezone.now()):
        log(by, "route.proposal_stopped", proposal.route, proposal.get_wish_display())


def run(proposal: RouteProposal) -> None:
    """What a worker does. A result is stored once, by whoever finishes."""
    if proposal.cancelled_at or not proposal.claim():
        return
    if proposal.attempts > MOST_ATTEMPTS:
        failure = _("Het zoeken is steeds afgebroken. Vraag het nog eens, of vraag het de beheerder.")
        proposal.mine().update(failure=failure)
        return
    with proposal.beating():
        result = _search(proposal)
    if result is not None:
        proposal.mine().update(result=result, progress=1, finished_at=timezone.now())


def _search(proposal: RouteProposal) -> dict[str, Any] | None:
    """The result as JSON; None when it was stopped."""
    from hekloos.core.route.optimise import NoPlanError, NotFoundError, propose
    from hekloos.core.route.solving import StoppedError

    core, _plan = read_version(proposal.version)
    if work(core) > MOST_WORK:
        return {"outcome": "not_planned", "told": _("Deze route is te groot om te plannen. Neem blokken samen.")}
    if large := too_large(core):
        return {"outcome": "clash", "is_too_large": True, "rules": as_data(large[0].rules)}
    if full := too_full(core):
        return {"outcome": "clash", "is_too_full": True, "rules": as_data(full[0].rules)}
    try:
        found = propose(
            core,
            Wish(proposal.wish),
            seed=proposal.seed,
            seconds=proposal.seconds,
            progress=_teller(proposal),
            cancelled=_stopper(proposal),
        )
    except StoppedError:
        return None
    except NotFoundError:
        return {"outcome": "not_found"}
    except NoPlanError:
        return _clash_data(core, proposal)
    if holes := _lost_somewhere(core, proposal.version, found.plan):
        return {"outcome": "not_everywhere", "told": refused(core, holes), "items": [hole.item for hole in holes]}
    return {"outcome": "found", **_data(core, found)}


def _data(core: CoreRoute, found: Proposal) -> dict[str, Any]:
    return {
        "fullest": max(fullest_by_slot(core, found.plan)),
        "plan": plan_to_data(found.plan),
        "stages": [{"goal": one.goal.value, "value": one.value, "bound": one.bound} for one in found.stages],
        "seconds": round(found.seconds, 1),
        "was_cut_off": found.was_cut_off,
        "already_missing": list(found.already_missing),
    }


def _clash_data(core: CoreRoute, proposal: RouteProposal) -> dict[str, Any] | None:
    """The rules that clash; None when it was stopped."""
    from hekloos.core.route.clash import find_clash
    from hekloos.core.route.optimise import NotFoundError
    from hekloos.core.route.solving import StoppedError

    try:
        found: Clash = find_clash(core, seed=proposal.seed, seconds=proposal.seconds, cancelled=_stopper(proposal))
    except StoppedError:
        return None
    except NotFoundError:  # that there is no route is known, and not in this time why
        return {"outcome": "clash", "rules": [], "is_smallest": False, "is_irreducible": False}
    return {
        "outcome": "clash",
        "rules": as_data(found.rules),
        "is_smallest": found.is_smallest,
        "is_irreducible": found.is_irreducible,
    }


def as_data(rules: Iterable[Rule]) -> list[list[Any]]:
    return [[rule.kind.value, list(rule.about)] for rule in rules]


def rules_of_clash(result: dict[str, Any]) -> list[Rule]:
    return [Rule(RuleKind(kind), tuple(about)) for kind, about in result.get("rules", ())]


def _lost_somewhere(core: CoreRoute, version: RouteVersion, plan: Plan) -> tuple[Hole, ...]:
    """The solver looks at the route that schools share; what a school does otherwise may still stand in its way."""
    return new_holes(prove_each(*read_version(version)), prove_each(core, plan))


def _teller(proposal: RouteProposal) -> Callable[[float], None]:
    told = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            proposal.mine().update(progress=0.99 * share, beat_at=Now())

    return tell


def _stopper(proposal: RouteProposal) -> Callable[[], bool]:
    looked, stopped = time.monotonic(), False

    def is_stopped() -> bool:
        nonlocal looked, stopped
        if not stopped and time.monotonic() - looked > TELL_EVERY:
            looked = time.monotonic()
            stopped = not proposal.mine().exists()
        return stopped

    return is_stopped


def plan_of(proposal: RouteProposal) -> Plan:
    """Raises KeyError when nothing was found."""
    return plan_from_data(proposal.result["plan"])


@transaction.atomic
def adopt(by: Membership, proposal: RouteProposal) -> RouteVersion:
    """The plan of a proposal becomes that of the route. Raises NotPossibleError when the route was changed since."""
    now = locked(by, proposal.route)
    current = now.current
    if current is None or proposal.result.get("outcome") != "found":
        raise Http404
    if current.pk != proposal.version_id:
        raise NotPossibleError(_("De route is veranderd sinds dit voorstel. Vraag een nieuw voorstel."))
    current.route = now
    core, _plan = read_version(current)
    RouteProposal.objects.filter(pk=proposal.pk).update(adopted_at=timezone.now())
    told = proposal.get_wish_display()
    return add_version(by, now, current.ground, (core, plan_of(proposal)), what="route.proposal_adopted", detail=told)
