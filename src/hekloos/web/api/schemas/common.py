"""What all calls take and give: numbers of rows, texts that a database can hold, and pages of long lists."""

import datetime
from collections.abc import Callable, Iterable
from typing import Annotated, Generic, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticKnownError

from hekloos.web.ui.converters import LARGEST_ROW

T = TypeVar("T")
R = TypeVar("R", covariant=True)


def _number(value: object) -> object:
    """A text or a boolean is no number."""
    if isinstance(value, str | bool):
        raise PydanticKnownError("int_type")
    return value


def _text(value: object) -> object:
    """A number is no date, though it could be read as one."""
    if not isinstance(value, str | datetime.date):
        raise PydanticKnownError("date_type")
    return value


# In an address everything is text, and numbers are read from it; in JSON each value has the kind that is described.
NUMBER = BeforeValidator(_number)
SentBool = Annotated[bool, Strict()]
SentDate = Annotated[datetime.date, BeforeValidator(_text)]

Row = Annotated[int, Field(ge=0, le=LARGEST_ROW)]
SentRow = Annotated[int, Field(ge=0, le=LARGEST_ROW), NUMBER]
LabName = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,50}$")]

# NUL is what PostgreSQL refuses; nobody means any other control character but the end of a line.
ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
NOT_EMPTY = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=NOT_EMPTY)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=ONE_LINE)]
Key = Annotated[str, StringConstraints(max_length=300, pattern=ONE_LINE)]
Remark = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=LINES)]
Search = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=ONE_LINE)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Told(BaseModel):
    """What a call gives; `model_validate` takes it from a row or a value of the method."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Asked(BaseModel):
    """What a call takes. A name that is not known is a mistake of who calls, so it is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paging(Asked):
    """Which part of a long list: at most `limit`, after the first `offset`."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0


class Page(Told, Generic[T]):
    """A part of a list that has `count` in all."""

    count: int
    items: list[T]


class Sliced(Protocol[R]):
    """Rows of which a part can be had, such as a queryset."""

    def count(self) -> int: ...
    def __getitem__(self, part: slice, /) -> Iterable[R]: ...


def page_of(rows: Sliced[R], paging: Paging, tell: Callable[[Iterable[R]], list[T]]) -> Page[T]:
    part = rows[paging.offset : paging.offset + paging.limit]
    return Page[T](count=rows.count(), items=tell(part))
