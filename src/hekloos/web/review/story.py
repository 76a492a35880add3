"""How far a comparison is, as somebody would tell it who was asked in the corridor."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.agreement import State
from hekloos.core.overlap.explain import listed
from hekloos.web.overlap.models import RELATIONS, Comparison
from hekloos.web.review.folding import Spoken


def story_of(comparison: Comparison, spoken: Spoken) -> list[str]:
    """Sentences for whoever looks from further away; everything in them is known to all once both sides spoke."""
    counted = Counter(spoken.states.values())
    agreed, differs = counted[State.AGREED], counted[State.DIFFERS]
    if not agreed + differs:
        return [_("Er is nog geen paar door beide kanten beoordeeld.")]
    both = ngettext(
        "Van de {all} paren is er {count} door vmbo en mbo beoordeeld.",
        "Van de {all} paren zijn er {count} door vmbo en mbo beoordeeld.",
        agreed + differs,
    )
    told = [both.format(all=comparison.match_count, count=agreed + differs)]
    if agreed:
        told.append(_("Over {count} zijn zij het eens: {kinds}.").format(count=agreed, kinds=_kinds(spoken)))
    if differs:
        told.append(_("Over {count} verschillen zij nog.").format(count=differs))
    return told


def _kinds(spoken: Spoken) -> str:
    """ "31 keer dubbel, 12 keer verwant en 1 keer geen" """
    counted = Counter(relation.value for relation in spoken.agreed.values())
    each = (
        _("{count} keer {word}").format(count=counted[value], word=word) for value, word in RELATIONS if counted[value]
    )
    return listed(tuple(each))
