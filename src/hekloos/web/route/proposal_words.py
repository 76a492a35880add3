"""What a proposal came to, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.route.proposal import Goal, Stage
from hekloos.core.route.route import Route
from hekloos.web.route.models import RouteProposal
from hekloos.web.route.plan_words import hours


def stages_of(proposal: RouteProposal) -> list[Stage]:
    told = proposal.result.get("stages", ())
    return [Stage(goal=Goal(one["goal"]), value=one["value"], bound=one["bound"]) for one in told]


def outcome_sentence(route: Route, proposal: RouteProposal) -> str:
    """In one line what came of it."""
    outcome = proposal.result.get("outcome")
    if proposal.failure:
        return proposal.failure
    if proposal.cancelled_at:
        return _("Gestopt.")
    if outcome == "found":
        return _found(proposal)
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
    first = "; ".join(_short(stage) for stage in stages)
    if all(stage.is_proved for stage in stages):
        return _("{figures}. Bewezen: beter kan niet, met deze regels en deze volgorde van wensen.").format(
            figures=first
        )
    return _("{figures}. Het beste dat in {seconds} seconden is gevonden.").format(
        figures=first, seconds=f"{proposal.result['seconds']:g}".replace(".", ",")
    )


def _short(stage: Stage) -> str:
    if stage.goal is Goal.MOVES:
        return ngettext("{count} blok verzet", "{count} blokken verzet", round(stage.value)).format(
            count=round(stage.value)
        )
    words = {
        Goal.FREED: _("{hours} vrij"),
        Goal.EVEN: _("hoogstens {hours} in een periode"),
        Goal.EARLY: _("{hours} van het mbo in de vo-fase"),
    }
    return words[stage.goal].format(hours=hours(stage.value))


def stage_sentences(route: Route, proposal: RouteProposal) -> list[str]:
    """Each goal with what was reached, and how much better it could be at most."""
    told = []
    for stage in stages_of(proposal):
        if stage.is_proved:
            sure = _("Bewezen: beter kan niet.")
        elif stage.goal is Goal.MOVES:
            sure = _("Beter dan {bound} kan zeker niet.").format(bound=round(stage.bound))
        else:
            sure = _("Beter dan {bound} kan zeker niet.").format(bound=hours(stage.bound))
        told.append(f"{_short(stage)}. {sure}")
    return told
