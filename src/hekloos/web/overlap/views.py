"""Pages of comparisons: the list, asking for one, how far it is, and its overlap map."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap import actions, queries
from hekloos.web.overlap.forms import AskForm
from hekloos.web.overlap.other_maps import other_map
from hekloos.web.overlap.refits import has_other_judge
from hekloos.web.ui.confirming import confirm

KEEP_MAP = 24 * 60 * 60  # seconds that a drawing is kept; what is proposed never changes, what is agreed does


@member_view(Verb.SEE)
@require_safe
def comparisons(request: LabRequest) -> HttpResponse:
    found = list(queries.comparisons_of(request.member))
    context = {
        "section": "comparisons",
        "current": [comparison for comparison in found if not comparison.successor],
        "earlier": [comparison for comparison in found if comparison.successor],
    }
    return render(request, "overlap/comparisons.html", context)


@member_view(Verb.COMPARE)
def ask(request: LabRequest) -> HttpResponse:
    frameworks = list(frameworks_of(request.member).exclude(current=None))
    form = AskForm(frameworks, request.POST or None, chosen=set(request.GET.getlist("met")))
    if request.method == "POST" and form.is_valid():
        try:
            comparison = actions.ask(request.member, **form.cleaned_data)
        except NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("comparison", request.member.lab.slug, comparison.pk)
    sides = {framework.side for framework in frameworks}
    return render(request, "overlap/ask.html", {"section": "comparisons", "form": form, "can_ask": len(sides) == 2})


@member_view(Verb.COMPARE)
@require_POST
def ask_again(request: LabRequest, pk: int) -> HttpResponse:
    """The same programmes in the versions of now."""
    old = get_object_or_404(queries.comparisons_of(request.member), pk=pk)
    try:
        comparison = actions.ask_again(request.member, old)
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("comparison", request.member.lab.slug, pk)
    return redirect("comparison", request.member.lab.slug, comparison.pk)


@member_view(Verb.SEE)
@require_safe
def comparison(request: LabRequest, pk: int) -> HttpResponse:
    """How far it is while a worker is at it; then the map."""
    found = get_object_or_404(queries.comparisons_of(request.member), pk=pk)
    context = {"section": "comparisons", "comparison": found}
    if found.finished_at is None:
        return render(request, "overlap/waiting.html", context)
    context["other_judge"] = has_other_judge(found)
    other = other_map(request.GET.get("kaart", ""), found)
    context |= {"map": other or queries.map_of(found), "is_agreed": other is not None, "keep": 0 if other else KEEP_MAP}
    response = render(request, "overlap/comparison.html", context)
    if request.htmx and "wacht" in request.GET:
        response["HX-Refresh"] = "true"
    return response


@member_view(Verb.ARRANGE)
def remove(request: LabRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.comparisons_of(request.member), pk=pk)
    if request.method != "POST":
        question = _("Haalt u de vergelijking {title} weg?").format(title=found)
        back = reverse("comparison", args=[request.member.lab.slug, pk])
        happens = _("Niemand ziet de vergelijking dan nog. Wat mensen oordeelden, blijft bewaard.")
        return confirm(request, question, happens, section="comparisons", back=back)
    actions.remove(request.member, found)
    messages.success(request, _("De vergelijking is weggehaald. Wat mensen oordeelden blijft bewaard."))
    return redirect("comparisons", request.member.lab.slug)
