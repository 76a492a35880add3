"""Pages of one's own account, and the first page of an empty site."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hekloos.web.accounts.actions import wait_for_first_run
from hekloos.web.accounts.forms import NameForm, NewPersonForm, TokenForm
from hekloos.web.accounts.models import Person
from hekloos.web.accounts.tokens import make_token

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def first_run(request: HttpRequest) -> HttpResponse:
    """Makes the administrator of an empty site; afterwards it is not there any more."""
    if Person.objects.exists():
        raise Http404
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            wait_for_first_run()
            if Person.objects.exists():
                raise Http404
            person = form.save(is_superuser=True)
        login(request, person, backend=BACKEND)
        messages.success(request, _("Welkom, {name}. Begin nu het eerste leerlab.").format(name=person.name))
        return redirect("new_lab")
    return render(request, "accounts/first_run.html", {"form": form})


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None, instance=_person(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Uw naam is bewaard."))
        return redirect("account")
    return _render_account(request, form=form)


@never_cache
@require_POST
@login_required
def add_token(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _render_account(request, token_form=form)
    text = make_token(_person(request), name=form.cleaned_data["name"])
    return _render_account(request, new_token=text)  # no redirect: it is shown this once


@require_POST
@login_required
def remove_token(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(_person(request).tokens, pk=pk).delete()
    messages.success(request, _("Het token is ingetrokken."))
    return redirect("account")


def _person(request: HttpRequest) -> Person:
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    return person


def _render_account(
    request: HttpRequest, *, form: NameForm | None = None, token_form: TokenForm | None = None, new_token: str = ""
) -> HttpResponse:
    person = _person(request)
    context = {
        "form": form or NameForm(instance=person),
        "token_form": token_form or TokenForm(),
        "new_token": new_token,
        "tokens": person.tokens.order_by("name"),
    }
    return render(request, "accounts/account.html", context)
