"""What a proposal came to, in words."""

from django.utils.translation import gettext as _

from hekloos.core.route.proposal import Goal, Stage
from hekloos.core.route.wording import stage_sentence
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
    first = "; ".join(stage_sentence(stage).partition(".")[0] for stage in stages)
    if all(stage.is_proved for stage in stages):
        return _("{figures}. Bewezen: beter kan niet, met deze regels en deze volgorde van wensen.").format(
            figures=first
        )
    return _("{figures}. Het beste dat in {seconds} seconden is gevonden.").format(
        figures=first, seconds=f"{proposal.result['seconds']:g}".replace(".", ",")
    )


def stage_sentences(proposal: RouteProposal) -> list[str]:
    """Each goal with what was reached, and how much better it could be at most."""
    return [stage_sentence(stage) for stage in stages_of(proposal)]
