"""The page of what was agreed, and the files that it can be taken along as."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from hekloos.core.report.agreed import AgreedList, render_agreed_csv, render_agreed_document, render_agreed_workbook
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap.queries import comparisons_of, finished_comparisons
from hekloos.web.review.agreed import agreed_list as list_of
from hekloos.web.review.agreed import agreed_matches, agreed_packages
from hekloos.web.review.choosing import rows_of
from hekloos.web.review.judging_views import sitting
from hekloos.web.review.queries import seen_by
from hekloos.web.review.views import page_of

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[str, tuple[Callable[[AgreedList], bytes], str]] = {
    "csv": (render_agreed_csv, "text/csv; charset=utf-8"),
    "xlsx": (render_agreed_workbook, f"{OFFICE}.spreadsheetml.sheet"),
    "docx": (render_agreed_document, f"{OFFICE}.wordprocessingml.document"),
}


@member_view(Verb.SEE)
@require_safe
def agreed(request: LabRequest, pk: int) -> HttpResponse:
    comparison = get_object_or_404(comparisons_of(request.member).exclude(finished_at=None), pk=pk)
    page = page_of(request, agreed_matches(comparison))
    rows = rows_of(comparison).in_bulk(list(page))
    context = {
        "section": "comparisons",
        "comparison": comparison,
        "page": page,
        "agreed": seen_by(request.member, [rows[key] for key in page]),
    }
    return render(request, "review/agreed.html", context)


@member_view(Verb.SEE)
@require_safe
def agreed_file(request: LabRequest, pk: int, form: str) -> HttpResponse:
    """The whole list, or the part of a meeting. Raises Http404 for a form that there is not."""
    if form not in FORMS:
        raise Http404
    here = sitting(request, pk)
    told = list_of(request.member, here.comparison, here.meeting)
    render_list, content_type = FORMS[form]
    return _file(render_list(told), f"afspraken-{told.title}.{form}", content_type)


@member_view(Verb.SEE)
@require_safe
def agreed_case(request: LabRequest, pk: int) -> HttpResponse:
    """CASE: a package for every vmbo programme; several come in one archive."""
    comparison = get_object_or_404(finished_comparisons(request.member), pk=pk)
    packages = agreed_packages(request.member, comparison)
    if len(packages) == 1:
        (content,) = packages.values()
        return _file(content, f"afspraken-{comparison}.json", "application/json")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in packages.items():
            archive.writestr(_plain(name), content)
    return _file(stream.getvalue(), f"afspraken-{comparison}.zip", "application/zip")


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=_plain(name))
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _plain(name: str) -> str:
    """A name that every system can store."""
    stem, _dot, ending = name.rpartition(".")
    plain = re.sub(r"[^\w -]+", "-", stem)[:100].strip()
    return f"{plain}.{ending}"
