"""A route as files to take along. What was made of a version is remembered for a while."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from django.core.cache import caches
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from hekloos.core.curriculum import Side
from hekloos.core.report.route_content import RouteContent, build_route_content
from hekloos.core.report.route_setting import Scope, Setting
from hekloos.core.route.route_file import write_route
from hekloos.core.route.scope import ScopeState
from hekloos.web.labs.models import Kind, Membership, Partner
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route.convert import as_answer
from hekloos.web.route.models import RouteVersion
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.scope_queries import scope_of

OFFICE = "application/vnd.openxmlformats-officedocument"


def _json(content: RouteContent) -> bytes:
    return write_route(content.route, content.plan)


def _pdf(content: RouteContent) -> bytes:
    from hekloos.core.report.route_pdf import render_route_pdf

    return render_route_pdf(content)


def _docx(content: RouteContent) -> bytes:
    from hekloos.core.report.route_docx import render_route_docx

    return render_route_docx(content)


def _xlsx(content: RouteContent) -> bytes:
    from hekloos.core.report.route_workbook import render_route_workbook

    return render_route_workbook(content)


def _oeapi(content: RouteContent) -> bytes:
    from hekloos.core.report.route_oeapi import render_route_oeapi

    return render_route_oeapi(content)


def _case(content: RouteContent) -> bytes:
    from hekloos.core.report.route_case import render_route_case

    return render_route_case(content)


@dataclass(frozen=True, slots=True)
class Form:
    ending: str
    content_type: str
    render: Callable[[RouteContent], bytes]


FORMS: Mapping[str, Form] = {
    "pdf": Form("pdf", "application/pdf", _pdf),
    "docx": Form("docx", f"{OFFICE}.wordprocessingml.document", _docx),
    "xlsx": Form("xlsx", f"{OFFICE}.spreadsheetml.sheet", _xlsx),
    "json": Form("json", "application/json", _json),
    "oeapi": Form("oeapi.json", "application/json", _oeapi),
    "case": Form("case.json", "application/json", _case),
}
_making = [Lock() for _form in range(8)]


def file_name(version: RouteVersion, form: str) -> str:
    """Out of the title of the route, in letters that every system can store and nobody has to quote."""
    return f"{slugify(version.route.title)[:80].strip('-_') or 'leerroute'}.{FORMS[form].ending}"


def document_of(member: Membership, version: RouteVersion, form: str) -> bytes:
    """The file, made once: whoever asks again, or twice at once, gets the same bytes. Raises KeyError when there is
    no such form.

    A version never changes, but the title, the schools and the day stand in the files as well, so they are part of
    what is remembered. Each process remembers for itself.
    """
    require(member, Verb.SEE)
    setting = _setting(member)
    said = (version.pk, version.at, version.route.title, setting, form)
    key = f"route:{blake2b(repr(said).encode(), digest_size=16).hexdigest()}"
    made: bytes | None = caches["documents"].get(key)
    if made is not None:
        return made
    with _making[version.pk % len(_making)]:
        made = caches["documents"].get(key)
        if made is None:
            made = FORMS[form].render(build_route_content(*read_version(version), setting))
            caches["documents"].set(key, made)
    return made


def _setting(member: Membership) -> Setting:
    there = Partner.objects.filter(lab=member.lab_id, organisation__kind__in=(Kind.VMBO, Kind.MBO))
    found = there.order_by("-organisation__kind", "organisation__name").select_related("organisation")
    sides = {partner.organisation.name: Side(partner.organisation.side) for partner in found}
    today = timezone.localdate()
    return Setting(
        lab=str(member.lab),
        schools=tuple(sides),
        sides=sides,
        date=date_format(today, "j F Y"),
        day=today.isoformat(),
        scope=_scope(member),
    )


def _scope(member: Membership) -> Scope | None:
    """What every school confirmed; None before that."""
    seen = scope_of(member)
    if seen.state is not ScopeState.AGREED or seen.shared is None:
        return None
    answer = as_answer(seen.shared)
    return Scope(extent=answer.extent, for_whom=answer.for_whom, from_year=answer.from_year)
