"""Comparisons: asking for one, how far it is, and its overlap map."""

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.errors import NotValidError
from hekloos.web.api.schemas.common import LabName, Page, Paging, Row, page_of
from hekloos.web.api.schemas.overlap import (
    ComparedVersion,
    Comparison,
    ComparisonWithVersions,
    Map,
    NewComparison,
)
from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap import actions, models, queries
from hekloos.web.overlap.forms import AskForm

router = Router(tags=["comparisons"])


@router.get("/labs/{slug:lab}/comparisons", response=Page[Comparison], auth=Token(Verb.SEE))
def comparisons(request: MemberRequest, lab: LabName, asked: Query[Paging]) -> Page[Comparison]:
    """The comparisons of a lab, newest first."""
    found = queries.comparisons_of(request.auth)
    return page_of(found, asked, lambda part: [Comparison.model_validate(row) for row in part])


@router.post("/labs/{slug:lab}/comparisons", response={202: ComparisonWithVersions}, auth=Token(Verb.COMPARE))
def ask(request: MemberRequest, lab: LabName, asked: NewComparison) -> ComparisonWithVersions:
    """Ask for a comparison of the versions in use; ask for it until `is_waiting` is false."""
    frameworks = list(frameworks_of(request.auth).exclude(current=None))
    form = AskForm(frameworks, asked.model_dump(mode="json"))
    if not form.is_valid():
        raise NotValidError.of(form)
    return _told(request, actions.ask(request.auth, **form.cleaned_data).pk)


def _told(request: MemberRequest, pk: int) -> ComparisonWithVersions:
    found = get_object_or_404(queries.comparisons_of(request.auth), pk=pk)
    sides = [[ComparedVersion.of(version) for version in side.all()] for side in (found.left, found.right)]
    return ComparisonWithVersions(**dict(Comparison.model_validate(found)), left=sides[0], right=sides[1])


@router.get("/labs/{slug:lab}/comparisons/{row:comparison}", response=ComparisonWithVersions, auth=Token(Verb.SEE))
def comparison(request: MemberRequest, lab: LabName, comparison: Row) -> ComparisonWithVersions:
    """A comparison with how far it is, and the versions that are compared."""
    return _told(request, comparison)


@router.post(
    "/labs/{slug:lab}/comparisons/{row:comparison}/again",
    response={202: ComparisonWithVersions},
    auth=Token(Verb.COMPARE),
)
def ask_again(request: MemberRequest, lab: LabName, comparison: Row) -> ComparisonWithVersions:
    """The same programmes in the versions of now, as a new comparison."""
    old = get_object_or_404(queries.comparisons_of(request.auth), pk=comparison)
    return _told(request, actions.ask_again(request.auth, old).pk)


def finished(request: MemberRequest, pk: int) -> models.Comparison:
    """Raises Http404 while there are no pairs yet."""
    return get_object_or_404(queries.comparisons_of(request.auth).exclude(finished_at=None), pk=pk)


@router.get("/labs/{slug:lab}/comparisons/{row:comparison}/map", response=Map, auth=Token(Verb.SEE))
def overlap_map(request: MemberRequest, lab: LabName, comparison: Row) -> Map:
    """Modules and core tasks, and how much of them seems to overlap."""
    return Map.of(queries.map_of(finished(request, comparison)))


@router.delete("/labs/{slug:lab}/comparisons/{row:comparison}", response={204: None}, auth=Token(Verb.ARRANGE))
def remove_comparison(request: MemberRequest, lab: LabName, comparison: Row) -> None:
    """Take a comparison out of sight; what people judged stays."""
    actions.remove(request.auth, get_object_or_404(queries.comparisons_of(request.auth), pk=comparison))
