"""A question before something that cannot be undone by one press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def confirm(request: HttpRequest, question: str, what_happens: str, *, section: str = "", back: str) -> HttpResponse:
    """A page with a form that sends to the same address; who does not want it goes back to where they came from."""
    context = {"question": question, "what_happens": what_happens, "section": section, "back": back}
    return render(request, "ui/confirm.html", context)
