"""What a proposal came to, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.route.difference import Difference, Moved
from hekloos.core.route.hours import kept_by
from hekloos.core.route.proposal import Goal, Stage
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.wording import hours_name, period_name, reached_words, stage_sentence
from hekloos.web.route.models import RouteProposal


def stages_of(proposal: RouteProposal) -> list[Stage]:
    told = proposal.result.get("stages", ())
    return [Stage(goal=Goal(one["goal"]), value=one["value"], bound=one["bound"]) for one in told]


def outcome_sentence(proposal: RouteProposal) -> str:
    """In one line what came of it."""
    outcome = proposal.result.get("outcome")
    if proposal.failure:
        return proposal.failure
    if proposal.cancelled_at:
        return _("Gestopt.")
    if outcome == "found":
        return _found(proposal)
    if told := proposal.result.get("told"):
        return str(told)
    if proposal.result.get("is_too_large"):
        return _("Er is geen route: een blok past in geen enkele periode.")
    if proposal.result.get("is_too_full"):
        return _("Er is geen route: er moeten meer uren staan dan er passen.")
    sentences = {
        "clash": _("Er is geen route die alle regels volgt. Kijk welke regels niet samengaan."),
        "not_found": _("In deze tijd is geen route gevonden. Geef het zoeken meer tijd."),
        "not_everywhere": _("De gevonden route past niet bij wat een school anders doet."),
    }
    return sentences.get(
        str(outcome), _("Hekloos zoekt nog.") if proposal.beat_at else _("Staat klaar om te beginnen.")
    )


def _found(proposal: RouteProposal) -> str:
    stages = stages_of(proposal)
    first = "; ".join(reached_words(stage, proposal.result.get("fullest")) for stage in stages)
    if all(stage.is_proved for stage in stages):
        return _("{figures}. Bewezen: beter kan niet, met deze regels en deze volgorde van wensen.").format(
            figures=first
        )
    return _("{figures}. Het beste dat in {seconds} seconden is gevonden.").format(
        figures=first, seconds=f"{proposal.result['seconds']:g}".replace(".", ",")
    )


def stage_sentences(proposal: RouteProposal) -> list[str]:
    """Each goal with what was reached, and how much better it could be at most."""
    return [stage_sentence(stage, proposal.result.get("fullest")) for stage in stages_of(proposal)]


def change_groups(core: Route, now: Plan, then: Plan, found: Difference) -> list[tuple[str, list[tuple[str, str]]]]:
    """What would change, kind by kind: how many, and of each block its title with what becomes of it."""
    moved = [(one.unit, _("van {before} naar {after}").format(**_periods(core, one))) for one in found.moved]
    groups = [
        (
            ngettext("{count} blok vervalt", "{count} blokken vervallen", len(found.gone)),
            [(unit, hours_name(kept_by(core, now, core.unit_by_id[unit]).total)) for unit in found.gone],
        ),
        (
            ngettext("{count} blok wordt korter", "{count} blokken worden korter", len(found.shortened)),
            [(unit, _hours(core, now, then, unit)) for unit in found.shortened],
        ),
        (
            ngettext("{count} blok wordt weer langer", "{count} blokken worden weer langer", len(found.lengthened)),
            [(unit, _hours(core, now, then, unit)) for unit in found.lengthened],
        ),
        (
            ngettext("{count} blok komt terug", "{count} blokken komen terug", len(found.added)),
            [(unit, "") for unit in found.added],
        ),
        (
            ngettext("{count} blok wordt verzet", "{count} blokken worden verzet", len(moved)),
            moved,
        ),
    ]
    return [
        (words.format(count=len(rows)), [(core.unit_by_id[unit].title, what) for unit, what in rows])
        for words, rows in groups
        if rows
    ]


def _hours(core: Route, now: Plan, then: Plan, unit: str) -> str:
    before, after = (kept_by(core, plan, core.unit_by_id[unit]).total for plan in (now, then))
    return _("van {before} naar {after}").format(before=hours_name(before), after=hours_name(after))


def _periods(core: Route, moved: Moved) -> dict[str, str]:
    return {"before": period_name(core.calendar, moved.before), "after": period_name(core.calendar, moved.after)}
