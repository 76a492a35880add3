"""A site without people shows the page that makes the first administrator, and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from hekloos.web.accounts.models import Person


class FirstRunMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.is_used = False  # there is somebody; people are never taken away, so this stays so

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.is_used:
            self.is_used = Person.objects.exists()
            if not self.is_used and request.path != reverse("first_run"):
                return redirect("first_run")
        return self.get_response(request)
