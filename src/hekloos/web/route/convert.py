"""From rows to the values of the method."""

from collections.abc import Iterable

from hekloos.core.curriculum import Side
from hekloos.core.route.scope import Answer, Card, Extent
from hekloos.web.labs.models import Organisation
from hekloos.web.route.models import ScopeAnswer


def as_card(schools: Iterable[Organisation], rows: Iterable[ScopeAnswer]) -> Card:
    """`rows` in the order in which they were given."""
    return Card(frozenset(school.pk for school in schools), tuple(as_answer(row) for row in rows))


def as_answer(row: ScopeAnswer) -> Answer:
    return Answer(
        school=row.school_id,
        side=Side(row.school.side),
        extent=Extent(row.extent),
        why=row.why,
        for_whom=row.for_whom,
        from_year=row.from_year,
        is_confirmed=row.confirmed is not None,
    )
