"""A question before something that cannot be undone by one press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def confirm(request: HttpRequest, question: str, what_happens: str, *, back: str = "") -> HttpResponse:
    """A page with a form that sends to the same address; who does not want it goes back, in a lab to its first page."""
    return render(request, "ui/confirm.html", {"question": question, "what_happens": what_happens, "back": back})
