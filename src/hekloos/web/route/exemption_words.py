"""What pages and programs are told of exceptions that wait."""

from collections.abc import Container

from django.utils.translation import gettext as _

from hekloos.core.route.route import Route
from hekloos.web.route.models import AskedExemption


def no_side() -> str:
    """For who is of no school."""
    return _("Voor een uitzondering staat van elke kant iemand van een school in. U werkt niet voor een school.")


def what_is_wrong(asked: AskedExemption, core: Route, signers: Container[int]) -> str:
    """Why the other side cannot confirm this; empty when it can. `signers` are the people of who may speak for the side
    that asked.
    """
    item = core.item_by_key.get(asked.item)
    if item is None:
        return _("Dit onderdeel staat niet meer in de route. De uitzondering is niet meer nodig.")
    if any(exemption.item == asked.item for exemption in core.exemptions):
        return _("Dit onderdeel is al een uitzondering.")
    if item.digest != asked.digest:
        message = _(
            "De tekst van dit onderdeel is veranderd sinds {name} dit vroeg. Haal deze vraag weg, en stel haar opnieuw."
        )
        return message.format(name=asked.by)
    if asked.by_id not in signers:
        message = _("{name} kan hier niet meer voor instaan. Haal deze vraag weg, en stel haar zo nodig opnieuw.")
        return message.format(name=asked.by)
    return ""
