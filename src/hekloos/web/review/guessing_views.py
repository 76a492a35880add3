"""The page on how good Hekloos guesses in a lab, and what it can learn there."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap import refits
from hekloos.web.review import learning
from hekloos.web.review.guessing import ENOUGH, guessing_in
from hekloos.web.review.learning import Learning, learning_in


@member_view(Verb.SEE)
@require_safe
def guessing(request: LabRequest) -> HttpResponse:
    """How good the proposals were beside what people of this lab said blindly."""
    from hekloos.core.overlap import refitting

    found = learning_in(request.member)
    context = {
        "section": "comparisons",
        "found": guessing_in(request.member),
        "enough": ENOUGH,
        "learning": found,
        "changes": _changes(found),
        "needed": {"verdicts": refitting.ENOUGH, "each": refitting.OF_EACH},
    }
    return render(request, "review/guessing.html", context)


def _changes(found: Learning) -> Sequence[tuple[str, bool]]:
    """What would weigh otherwise, in words, and whether it weighs more."""
    from hekloos.core.overlap.explain import labels

    named = labels()
    changed = found.learned.refit.most_changed if found.learned else ()
    return [(named[feature], weight > 1) for feature, weight in changed]


@member_view(Verb.TEACH)
@require_POST
def use_learned(request: LabRequest) -> HttpResponse:
    try:
        learning.adopt(request.member, request.POST.get("mark", ""))
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        text = _("Nieuwe vergelijkingen gebruiken nu wat dit leerlab leerde. Vergelijk opnieuw om het te zien.")
        messages.success(request, text)
    return redirect("guessing", request.member.lab.slug)


@member_view(Verb.TEACH)
@require_POST
def go_back(request: LabRequest) -> HttpResponse:
    refits.go_back(request.member)
    text = _("Nieuwe vergelijkingen gebruiken weer het oordeel van Hekloos zelf. Vergelijk opnieuw om het te zien.")
    messages.success(request, text)
    return redirect("guessing", request.member.lab.slug)
