"""Pages of a lab: overview, people, partners, invitations and log."""

from collections.abc import Callable, Iterable, Iterator

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.formats.table.sheets import write_csv
from hekloos.web.accounts.adapters import INVITED
from hekloos.web.accounts.forms import NewPersonForm
from hekloos.web.accounts.models import Person
from hekloos.web.accounts.views import BACKEND
from hekloos.web.labs import actions, queries
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.forms import InvitationForm, LabForm, LogFilterForm, NewLabForm, PartnerForm
from hekloos.web.labs.log import sentence, told_together
from hekloos.web.labs.models import Invitation, LogEntry, Membership, Partner, Role
from hekloos.web.labs.permissions import Verb, rights_in_words
from hekloos.web.ui.confirming import confirm
from hekloos.web.ui.panels import links_of

LINES_OF_LOG = 100  # on a page
LINES_OF_EXPORT = 50_000
NEW_LINK = "new_link"  # in the session: an invitation that was just made


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The lab of whoever is in one; else a choice."""
    person = _person(request)
    memberships = list(queries.memberships_of(person))
    if len(memberships) == 1 and not person.is_superuser and not request.GET:
        return redirect("lab", memberships[0].lab.slug)
    return render(request, "labs/home.html", {"memberships": memberships})


def _person(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


@login_required
def new_lab(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    if not person.is_superuser:
        raise Http404
    form = NewLabForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            lab = actions.start_lab(person, **data)
        except actions.NotPossibleError as error:
            form.add_error("organisation", str(error))
        else:
            return redirect("lab", lab.slug)
    return render(request, "labs/new_lab.html", {"form": form})


@member_view(Verb.SEE)
@require_safe
def lab(request: LabRequest) -> HttpResponse:
    prefetch_related_objects([request.member.lab], "partners")  # asked once, though many panels look at them
    context = {"section": "lab", "partners": queries.partners_with_people(request.member)}
    return render(request, "labs/lab.html", context)


@member_view(Verb.ARRANGE)
def edit_lab(request: LabRequest) -> HttpResponse:
    form = LabForm(request.POST or None, instance=request.member.lab)
    if request.method == "POST" and form.is_valid():
        actions.change_lab(request.member, **form.cleaned_data)
        messages.success(request, _("De gegevens zijn bewaard."))
        return redirect("lab", request.member.lab.slug)
    return render(request, "labs/edit_lab.html", {"section": "lab", "form": form})


@member_view(Verb.SEE)
@require_safe
def people(request: LabRequest) -> HttpResponse:
    return _render_people(request)


def _render_people(
    request: LabRequest, *, invitation: InvitationForm | None = None, partner: PartnerForm | None = None
) -> HttpResponse:
    member = request.member
    rights = queries.rights_of(member)
    context = {
        "section": "people",
        "people": queries.people_of(member),
        "partners": queries.partners_of(member),
        "roles": Role.choices,
        "rights_in_words": rights_in_words(),
        "link": request.session.pop(NEW_LINK, None),  # shown this once
        "partner_form": partner or PartnerForm(),
        "invitations": queries.open_invitations(member) if rights["invite"] else (),
        "invitation_form": (invitation or InvitationForm(member)) if rights["invite"] else None,
    }
    return render(request, "labs/people.html", context)


@member_view(Verb.INVITE)
@require_POST
def invite(request: LabRequest) -> HttpResponse:
    form = InvitationForm(request.member, request.POST)
    if not form.is_valid():
        return _render_people(request, invitation=form)
    data = form.cleaned_data
    secret = actions.invite(
        request.member, organisation=data["organisation"], role=Role(data["role"]), for_whom=data["for_whom"]
    )
    address = request.build_absolute_uri(reverse("invitation", args=[secret]))
    request.session[NEW_LINK] = {"for_whom": data["for_whom"], "address": address}
    return redirect("people", request.member.lab.slug)


@member_view(Verb.INVITE)
@require_POST
def withdraw_invitation(request: LabRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.open_invitations(request.member), pk=pk)
    actions.withdraw_invitation(request.member, found)
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("people", request.member.lab.slug)


def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever opens the link joins: with the account that is logged in, or with a new one."""
    found = actions.find_invitation(secret)
    if found is None:
        return render(request, "labs/invitation_gone.html", status=404)
    if isinstance(request.user, Person):
        if request.method == "POST":
            return _accept(request, request.user, found)
        is_member = queries.memberships_of(request.user).filter(lab=found.lab).exists()
        return render(request, "labs/invitation.html", {"invitation": found, "is_member": is_member})
    request.session[INVITED] = request.path
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        login(request, person, backend=BACKEND)
        return _accept(request, person, found)
    return render(request, "labs/invitation.html", {"invitation": found, "form": form, "secret": secret})


def _accept(request: HttpRequest, person: Person, found: Invitation) -> HttpResponse:
    request.session.pop(INVITED, None)
    try:
        member = actions.accept_invitation(person, found)
    except actions.NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("home")
    messages.success(request, _("Welkom bij {lab}.").format(lab=member.lab))
    return redirect("lab", member.lab.slug)


@member_view(Verb.ARRANGE)
@require_POST
def change_role(request: LabRequest, pk: int) -> HttpResponse:
    role = request.POST.get("role", "")
    if role not in Role:
        raise Http404
    found = _member(request, pk)
    done = _("{name} is nu {role}.").format(name=found.person, role=Role(role).label)
    return _do(request, lambda: actions.change_role(request.member, found, Role(role)), done)


@member_view(Verb.ARRANGE)
def end_membership(request: LabRequest, pk: int) -> HttpResponse:
    found = _member(request, pk)
    if request.method != "POST":
        question = _("Haalt u {name} uit het leerlab?").format(name=found.person)
        happens = _("{name} kan het leerlab dan niet meer openen. Oordelen en andere bijdragen blijven staan.")
        return _confirm(request, question, happens.format(name=found.person))
    done = _("{name} doet niet meer mee. Oordelen en andere bijdragen blijven staan.").format(name=found.person)
    return _do(request, lambda: actions.end_membership(request.member, found), done)


def _confirm(request: LabRequest, question: str, what_happens: str) -> HttpResponse:
    back = reverse("people", args=[request.member.lab.slug])
    return confirm(request, question, what_happens, section="people", back=back)


def _member(request: LabRequest, pk: int) -> Membership:
    return get_object_or_404(queries.people_of(request.member), pk=pk)


def _do(request: LabRequest, action: Callable[[], object], done: str) -> HttpResponse:
    """Act, say what came of it, and go back to the people."""
    try:
        action()
    except actions.NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    if not queries.memberships_of(request.user).filter(lab=request.member.lab).exists():
        return redirect("home")
    return redirect("people", request.member.lab.slug)


@member_view(Verb.ARRANGE)
@require_POST
def add_partner(request: LabRequest) -> HttpResponse:
    form = PartnerForm(request.POST)
    if not form.is_valid():
        return _render_people(request, partner=form)
    data = form.cleaned_data
    done = _("{name} doet nu mee. Nodig nu de mensen uit.").format(name=data["name"])
    return _do(request, lambda: actions.add_partner(request.member, **data), done)


@member_view(Verb.ARRANGE)
def remove_partner(request: LabRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Partner, pk=pk, lab=request.member.lab)
    if request.method != "POST":
        question = _("Haalt u {name} weg als partner?").format(name=found.organisation)
        return _confirm(request, question, _("Uitnodigingen namens deze partner werken dan niet meer."))
    done = _("{name} doet niet meer mee.").format(name=found.organisation)
    return _do(request, lambda: actions.remove_partner(request.member, found), done)


@member_view(Verb.READ_LOG)
@require_safe
def log(request: LabRequest) -> HttpResponse:
    form = LogFilterForm(request.member, request.GET)
    entries = queries.log_of(request.member, form.cleaned_data) if form.is_valid() else ()
    page = Paginator(entries, LINES_OF_LOG).get_page(request.GET.get("pagina"))
    links = links_of("log", request.member, list(page))
    context = {
        "section": "log",
        "form": form,
        "page": page,
        "lines": told_together(page),
        "links": links.of if links else {},
    }
    return render(request, "labs/log.html", context)


@member_view(Verb.READ_LOG)
@require_safe
def export_log(request: LabRequest) -> HttpResponse:
    """As a table; a filter that is wrong leads to the page that says so, and never to lines nobody asked for."""
    form = LogFilterForm(request.member, request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('log', args=[request.member.lab.slug])}?{request.GET.urlencode()}")
    entries = queries.log_of(request.member, form.cleaned_data)[: LINES_OF_EXPORT + 1]
    name = f"logboek-{request.member.lab.slug}.csv"
    return HttpResponse(
        write_csv((_("wanneer"), _("wie"), _("wat")), _rows_of_export(entries.iterator())),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows_of_export(entries: Iterable[LogEntry]) -> Iterator[tuple[str, str, str]]:
    """Whoever keeps the table has to know when it is not all."""
    for number, entry in enumerate(entries):
        if number == LINES_OF_EXPORT:
            told = _("Dit zijn de nieuwste {limit} regels. Kies in het logboek een periode om oudere te bewaren.")
            yield "", "", told.format(limit=LINES_OF_EXPORT)
            return
        at = timezone.localtime(entry.at).isoformat(timespec="seconds")
        yield at, str(entry.person or ""), sentence(entry)
