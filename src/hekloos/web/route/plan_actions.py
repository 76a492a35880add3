"""Making a route and changing it: every change is a new version, and none opens a hole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from hekloos.core.formats.characters import clean_text
from hekloos.core.route.changing import Change, Exempt, HoleError, Require, change, new_holes
from hekloos.core.route.drafting import draft_units
from hekloos.core.route.regrounding import on_new_ground
from hekloos.core.route.route import Calendar, Exemption, Given, Limits, Plan, as_it_is
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.schools import prove_each
from hekloos.core.route.size import MOST_PLACES, MOST_SCHOOLS, MOST_UNITS, places
from hekloos.core.route.units import Unit
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Lab, Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Comparison
from hekloos.web.review.folding import stamp_of_agreed
from hekloos.web.route.models import Route, RouteGround, RouteVersion
from hekloos.web.route.plan_convert import Ground, ground_of, read_version, version_content
from hekloos.web.route.plan_words import loss, overtaken

MOST_ROUTES = 30  # in one lab
MOST_VERSIONS = 5_000  # of one route


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a route is before it has units: its periods, and what fits in them."""

    title: str
    calendar: Calendar
    limits: Limits


@transaction.atomic
def start(by: Membership, comparison: Comparison, frame: Frame, *, hours: Sequence[float]) -> Route:
    """A route with units out of both programmes. `hours` are those in class of all of the vmbo and of the mbo part;
    what follows from them is a guess. Raises NotPossibleError.
    """
    require(by, Verb.PLAN)
    if comparison.lab_id != by.lab_id:
        raise Http404
    Lab.objects.select_for_update(no_key=True).get(pk=by.lab_id)
    if Route.objects.filter(lab_id=by.lab_id, removed_at=None).count() >= MOST_ROUTES:
        raise NotPossibleError(_("Dit leerlab heeft al veel routes. Haal er eerst een weg."))
    ground = ground_of(by, comparison)
    bare, _plan = ground.bare(title=clean_text(frame.title) or "-", calendar=frame.calendar, limits=frame.limits)
    core = replace(bare, units=tuple(_drafted(ground, frame.calendar, dict(zip(("vmbo", "mbo"), hours, strict=True)))))
    route = Route.objects.create(lab_id=by.lab_id, comparison=comparison, title=core.title, made_by_id=by.person_id)
    add_version(by, route, _store(route, comparison, ground), (core, as_it_is(core)), what="route.made")
    return route


def _drafted(ground: Ground, calendar: Calendar, hours: dict[str, float]) -> Iterable[Unit]:
    """Programmes of one side divide its hours by what stands in them."""
    counts = {prefix: len(framework.comparable()) for prefix, framework in ground.frameworks.items()}
    for prefix, framework in ground.frameworks.items():
        all_of_side = sum(counts[p] for p, other in ground.frameworks.items() if other.side is framework.side)
        share = hours[framework.side.value] * counts[prefix] / max(1, all_of_side)
        yield from draft_units(framework, calendar, hours=share, prefix=prefix)


def _store(route: Route, comparison: Comparison, ground: Ground) -> RouteGround:
    content, stamp = ground.content(), stamp_of_agreed(comparison)
    return RouteGround.objects.create(route=route, comparison=comparison, content=content, stamp=stamp)


def add_version(
    by: Membership,
    route: Route,
    ground: RouteGround,
    made: tuple[CoreRoute, Plan],
    *,
    what: str,
    detail: str = "",
    touched: Iterable[str] = (),
) -> RouteVersion:
    """A version after the newest one. The row of the route must be locked, or new."""
    number = route.current.number + 1 if route.current else 1
    if number > MOST_VERSIONS:
        raise NotPossibleError(_("Deze route is te vaak veranderd. Begin een nieuwe route."))
    _check_size(made[0])
    version = RouteVersion.objects.create(
        route=route,
        ground=ground,
        number=number,
        content=version_content(*made),
        what=what,
        detail=detail[:200],
        touched=sorted(set(touched)),
        by_id=by.person_id,
    )
    route.current = version
    route.save(update_fields=["current", "title"])
    log(by, what, route, detail)
    return version


def _check_size(core: CoreRoute) -> None:
    """Raises NotPossibleError for more than pages can show and people can read."""
    schools = {unit.school for unit in core.units} - {""}
    if len(core.units) > MOST_UNITS or places(core) > MOST_PLACES:
        raise NotPossibleError(_("Dit worden te veel blokken, of te veel onderdelen in blokken. Neem blokken samen."))
    if len(schools) > MOST_SCHOOLS:
        told = _("Er staan meer dan {count} namen van scholen bij de blokken. Kijk na of ze kloppen.")
        raise NotPossibleError(told.format(count=MOST_SCHOOLS))


def locked(by: Membership, route: Route) -> Route:
    """The row as it is now, for whoever is about to change it. Raises Http404 when it is not theirs, or gone."""
    require(by, Verb.PLAN)
    there = Route.objects.filter(pk=route.pk, lab_id=by.lab_id, removed_at=None)
    if not there.select_for_update().values("pk"):  # what is joined in this question would be of before the lock
        raise Http404
    found = there.select_related("current__ground", "current__by", "lab").first()
    if found is None or found.current is None:
        raise Http404
    return found


@transaction.atomic
def edit(
    by: Membership,
    route: Route,
    *changes: Change,
    seen: int,
    what: str,
    detail: str = "",
    touched: Iterable[str] = (),
) -> RouteVersion:
    """Change the newest version. `seen` is the number of the version that was looked at: what others changed since
    then stands, and when they changed the same units nothing happens.

    Raises NotPossibleError, with a sentence that names what would be lost and which units could take it.
    """
    now = locked(by, route)
    current = current_version(now)
    units = set(touched)
    _check_not_overtaken(now, units, seen)
    core, plan = read_version(current)
    try:
        made = change(core, plan, *changes)
    except HoleError as error:
        raise loss(core, error.holes, units) from error
    except KeyError as error:
        raise NotPossibleError(_("Dat blok is er niet meer. Bekijk de route opnieuw.")) from error
    except ValueError as error:
        raise NotPossibleError(_("Dat past niet in deze route. Kijk na wat u invulde.")) from error
    return add_version(by, now, current.ground, made, what=what, detail=detail, touched=units)


def exempt(by: Membership, route: Route, item: str, *, reason: str, names: tuple[str, str], seen: int) -> RouteVersion:
    """An item need not be in this route, and people of both sides say why; that they do is seen to by
    `exemption_actions`. Raises NotPossibleError when they are one, or say nothing.
    """
    require(by, Verb.PLAN)
    try:
        said = Exemption(item=item, reason=clean_text(reason), names=names)
    except ValueError as error:
        raise NotPossibleError(_("Voor een uitzondering staan twee mensen in, en een van hen zegt waarom.")) from error
    detail = _name_of(route, item)
    return edit(by, route, Exempt(said), seen=seen, what="route.exempted", detail=detail)


def require_again(by: Membership, route: Route, item: str, *, seen: int) -> RouteVersion:
    """The exception no longer counts. Raises NotPossibleError when the item has no place."""
    require(by, Verb.PLAN)
    return edit(by, route, Require(item), seen=seen, what="route.required", detail=_name_of(route, item))


def _name_of(route: Route, item: str) -> str:
    core, _plan = read_version(current_version(route))
    if item not in core.item_by_key:
        raise Http404
    return core.item_by_key[item].name


def current_version(route: Route) -> RouteVersion:
    """The newest one. Raises Http404 when there is none."""
    if route.current is None:
        raise Http404
    route.current.route = route
    return route.current


def _check_not_overtaken(route: Route, units: set[str], seen: int) -> None:
    """Raises NotPossibleError when somebody else changed one of these units meanwhile; no units means all of it."""
    later = route.versions.filter(number__gt=seen).select_related("by").defer("content")
    for version in later:
        if not units or not version.touched or units & set(version.touched):
            raise NotPossibleError(overtaken(version))


@transaction.atomic
def put_units(by: Membership, route: Route, units: Sequence[Unit], *, seen: int, detail: str) -> RouteVersion:
    """All units at once, from a table of the school; what was planned of those that stay, stays as far as it can.

    Raises NotPossibleError when an item would have no place any more.
    """
    now = locked(by, route)
    current = current_version(now)
    _check_not_overtaken(now, set(), seen)
    core, plan = read_version(current)
    known = {unit.id: unit for unit in core.units}
    there = {unit.id for unit in units}
    deviations = tuple(deviation for deviation in core.deviations if deviation.unit in there)
    confirmed = tuple(said for said in core.confirmed if said.unit in there)
    new = replace(core, units=tuple(units), deviations=deviations, confirmed=confirmed)
    kept = {(unit.id, item) for unit in units for item in unit.treats}
    slots = {
        unit.id: plan.slots[unit.id] if unit.id in known and known[unit.id].slot == unit.slot else unit.slot
        for unit in units
    }
    made = Plan(slots=slots, left_out=plan.left_out & kept, shortened=plan.shortened & kept)
    holes = new_holes(prove_each(core, plan), prove_each(new, made))
    if holes:
        raise loss(core, holes)
    return add_version(by, now, current.ground, (new, made), what="route.units_put", detail=detail)


@transaction.atomic
def reframe(by: Membership, route: Route, frame: Frame, *, seen: int) -> RouteVersion:
    """Other periods or limits. Raises NotPossibleError when something would stand outside, or lose its place."""
    now = locked(by, route)
    current = current_version(now)
    _check_not_overtaken(now, set(), seen)
    core, plan = read_version(current)
    try:
        new = replace(core, title=clean_text(frame.title) or core.title, calendar=frame.calendar, limits=frame.limits)
    except ValueError as error:
        raise NotPossibleError(_("Er staan blokken buiten deze perioden. Verzet die eerst.")) from error
    if any(slot >= frame.calendar.slots for slot in plan.slots.values()):
        raise NotPossibleError(_("Er staan blokken buiten deze perioden. Verzet die eerst."))
    holes = new_holes(prove_each(core, plan), prove_each(new, plan))
    if holes:
        raise loss(core, holes)
    now.title = new.title
    return add_version(by, now, current.ground, (new, plan), what="route.reframed")


@transaction.atomic
def give(by: Membership, route: Route, given: Sequence[Given], *, seen: int) -> RouteVersion:
    """What freed hours are given to."""
    now = locked(by, route)
    current = current_version(now)
    _check_not_overtaken(now, set(), seen)
    core, plan = read_version(current)
    try:
        new = replace(core, given=tuple(given))
    except ValueError as error:
        raise NotPossibleError(_("Dat past niet in deze route. Kijk na wat u invulde.")) from error
    return add_version(by, now, current.ground, (new, plan), what="route.hours_given")


@transaction.atomic
def refresh(by: Membership, route: Route, comparison: Comparison) -> RouteVersion:
    """Stand on what is agreed by now, and on the programmes of this comparison.

    What a plan left out because of a pair that is no longer agreed, is taught again. New items have no place yet: the
    proof shows them.
    """
    now = locked(by, route)
    if comparison.lab_id != by.lab_id:
        raise Http404
    current = current_version(now)
    ground = ground_of(by, comparison)
    core, plan = read_version(current)
    bare, _plan = ground.bare(title=core.title, calendar=core.calendar, limits=core.limits)
    now.comparison = comparison
    now.save(update_fields=["comparison"])
    stored = _store(now, comparison, ground)
    return add_version(by, now, stored, on_new_ground(core, plan, bare), what="route.refreshed")


@transaction.atomic
def go_back(by: Membership, route: Route, number: int) -> RouteVersion:
    """An earlier version once more, on the ground it had. Raises NotPossibleError when it is the newest."""
    now = locked(by, route)
    old = now.versions.select_related("ground").filter(number=number).first()
    if old is None:
        raise Http404
    if old.pk == now.current_id:
        raise NotPossibleError(_("Dit is de versie die nu geldt."))
    old.route = now
    return add_version(by, now, old.ground, read_version(old), what="route.put_back", detail=str(number))


@transaction.atomic
def remove(by: Membership, route: Route) -> None:
    """Out of sight; its versions stay."""
    require(by, Verb.ARRANGE)
    if Route.objects.filter(pk=route.pk, lab_id=by.lab_id, removed_at=None).update(removed_at=timezone.now()):
        log(by, "route.removed", route)
