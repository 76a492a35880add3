"""Pages of the administrator of a site: who can log in, and help for whoever forgot the password or lost a phone."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hekloos.web.accounts import actions
from hekloos.web.accounts.forms import NewPasswordForm, SearchForm
from hekloos.web.accounts.models import Person
from hekloos.web.ui.confirming import confirm

PEOPLE_ON_A_PAGE = 50


@require_safe
@login_required
def site_people(request: HttpRequest) -> HttpResponse:
    _administrator(request)
    form = SearchForm(request.GET)
    words = form.cleaned_data["zoek"].split() if form.is_valid() else []
    page = Paginator(_people_with(words), PEOPLE_ON_A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "accounts/site_people.html", {"form": form, "page": page})


def _people_with(words: list[str]) -> QuerySet[Person]:
    """People whose name or address has every one of the words."""
    second_steps = Authenticator.objects.filter(user=OuterRef("pk"))
    people = Person.objects.annotate(has_second_step=Exists(second_steps)).order_by("name", "email")
    for word in words:
        people = people.filter(Q(email__icontains=word) | Q(name__icontains=word))
    return people


@require_POST
@login_required
def make_password_link(request: HttpRequest, pk: int) -> HttpResponse:
    administrator = _administrator(request)
    person = get_object_or_404(Person, pk=pk)
    secret = actions.make_password_link(administrator, person)
    link = request.build_absolute_uri(reverse("use_password_link", args=[secret]))
    return render(request, "accounts/password_link.html", {"person": person, "link": link})  # shown this once


@login_required
def turn_off_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    administrator = _administrator(request)
    person = get_object_or_404(Person.objects.exclude(pk=administrator.pk), pk=pk, is_active=True)
    if request.method != "POST":
        question = _("Zet u de tweede stap van {name} uit?").format(name=person)
        what_happens = _(
            "Doe dit alleen als u zeker weet dat {name} het zelf vraagt. Daarna is het wachtwoord genoeg, en moet "
            "{name} overal opnieuw inloggen. De app, sleutels en herstelcodes van nu werken niet meer."
        )
        return confirm(request, question, what_happens.format(name=person), back=reverse("site_people"))
    actions.turn_off_second_step(administrator, person)
    told = _("De tweede stap van {name} staat uit. Vraag {name} om hem na het inloggen weer aan te zetten.")
    messages.success(request, told.format(name=person))
    return redirect("site_people")


@login_required
def change_administrator(request: HttpRequest, pk: int) -> HttpResponse:
    """Who runs the site becomes so here, and stops: asked first, since they may do everything with accounts."""
    administrator = _administrator(request)
    person = get_object_or_404(Person.objects.exclude(pk=administrator.pk), pk=pk, is_active=True)
    runs_the_site = request.GET.get("wordt") != "nee"  # in the address, so that pressing twice does it once
    if request.method != "POST":
        question, what_happens = _question(runs_the_site=runs_the_site)
        return confirm(
            request, question.format(name=person), what_happens.format(name=person), back=reverse("site_people")
        )
    actions.change_administrator(administrator, person, runs_the_site=runs_the_site)
    told = _("{name} beheert nu ook deze site.") if runs_the_site else _("{name} beheert deze site niet meer.")
    messages.success(request, told.format(name=person))
    return redirect("site_people")


def _question(*, runs_the_site: bool) -> tuple[str, str]:
    if not runs_the_site:
        return _("Beheert {name} deze site niet meer?"), _("{name} blijft meedoen aan de eigen leerlabs.")
    return _("Wordt {name} ook beheerder van deze site?"), _(
        "{name} begint dan leerlabs, maakt links voor wie het wachtwoord kwijt is, en zet een tweede stap uit. "
        "Wat in een leerlab staat, ziet een beheerder alleen als die daar zelf meedoet."
    )


@never_cache
@sensitive_post_parameters("password")
def use_password_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever opens the link chooses a password, and then logs in with it: with a second step, if there is one."""
    link = actions.find_password_link(secret)
    if link is None:
        return render(request, "accounts/password_link_gone.html", status=404)
    form = NewPasswordForm(link.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not actions.use_password_link(link, form.cleaned_data["password"]):
            return render(request, "accounts/password_link_gone.html", status=404)
        get_adapter().forget_failures(request, link.person)
        logout(request)
        messages.success(request, _("Uw nieuwe wachtwoord is bewaard. Log er nu mee in."))
        return redirect("account_login")
    return render(request, "accounts/use_password_link.html", {"form": form, "person": link.person})


def _administrator(request: HttpRequest) -> Person:
    """For anybody else the page is not there."""
    if not isinstance(request.user, Person) or not request.user.is_superuser:
        raise Http404
    return request.user
