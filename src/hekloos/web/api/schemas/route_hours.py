"""Confirmed hours of a route as calls give them."""

from pydantic import Field

from hekloos.web.api.schemas.common import Asked, Key
from hekloos.web.api.schemas.routes import Number, Quarter


class ConfirmedUnit(Asked):
    """The hours that this unit keeps and that your school says are right; null takes back what was confirmed."""

    unit: Key
    hours: Quarter | None


class ConfirmedHours(Asked):
    """They are stored together or not at all; `seen` is the version that they are about."""

    seen: Number
    units: list[ConfirmedUnit] = Field(min_length=1, max_length=600)
