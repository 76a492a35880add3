"""What every page of a lab may show."""

from collections.abc import Mapping

from django.http import HttpRequest

from hekloos.web.labs.queries import rights_of


def rights(request: HttpRequest) -> Mapping[str, object]:
    member = getattr(request, "member", None)
    return {"rights": rights_of(member) if member else {}}
