"""Every address that stands below a lab."""

from collections.abc import Iterator

from django.urls import URLResolver, get_resolver, reverse
from tests.filled import Filled, answer, bring, bring_lessons, build_route, meet

from hekloos.core.route.proposal import Wish
from hekloos.core.route.scope import Extent
from hekloos.web.labs import actions as labs
from hekloos.web.labs.models import Partner, Role
from hekloos.web.route.exemption_actions import ask
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.proposal_actions import ask as propose


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of everything that stands below a lab."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif route.startswith("lab/<slug:lab>/"):
            yield str(entry.name), route


def addresses_of(filled: Filled) -> dict[str, str]:
    """The address of every page of the filled lab by its name; each names something that is there."""
    cast = filled.cast
    waiting = bring(cast.anna, "nieuw.csv", "code,soort,tekst\nX,eindterm,Strijken\n")
    labs.invite(cast.paula, organisation=cast.vmbo, role=Role.TEACHER, for_whom="Dirk")
    numbers = {
        "programme": filled.vmbo.pk, "changes": filled.vmbo.pk, "remove_programme": filled.vmbo.pk,
        "rename_programme": filled.vmbo.pk, "use_again": filled.vmbo.pk,
        "upload": waiting.pk, "adopt": waiting.pk, "discard": waiting.pk,
        "change_role": cast.anna.pk, "end_membership": cast.anna.pk,
        "withdraw_invitation": cast.lab.invitations.get().pk,
        "remove_partner": Partner.objects.filter(lab=cast.lab)[0].pk,
    }  # fmt: skip
    match = filled.match()
    meeting = meet(filled)
    for name in ("meeting", "change_meeting", "remove_meeting", "cards", "enter_cards", "table"):
        numbers[name] = meeting.pk
    planned = build_route(filled)
    core, _plan = read_version(planned.versions.get())
    (proposal,) = propose(cast.anna, planned, [Wish.MOST_HOURS], seconds=5)
    asked = ask(cast.anna, planned, core.items[1].key)
    lessons = bring_lessons(cast.anna, planned)
    answer(cast.anna, Extent.FRONT_DOOR)
    numbers["scope_take_over"] = answer(cast.bram).pk
    found = {}
    for name, route in patterns(get_resolver()):
        wanted = {"lab": cast.lab.slug, "pk": numbers.get(name, filled.comparison.pk), "number": 1}
        wanted |= {"match": match.pk, "item": match.left_id, "form": "xlsx", "comparison": filled.comparison.pk}
        if "/leerroutes/" in route:
            wanted |= {"pk": planned.pk, "unit": core.units[0].id, "item": core.items[0].key, "kind": "xlsx"}
        if "/voorstellen/" in route:
            wanted["number"] = proposal.pk
        if "/gevraagd/" in route:
            wanted["number"] = asked.pk
        if "/lessen/" in route:
            wanted["number"] = lessons.pk
        found[name] = reverse(name, kwargs={key: value for key, value in wanted.items() if f":{key}>" in route})
    return found
