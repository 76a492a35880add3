"""Exceptions of a route as calls give and take them."""

import datetime

from hekloos.web.api.schemas.common import Asked, Key, Remark, SentBool, Told
from hekloos.web.route import models


class NewExemption(Asked):
    """An item that need not be in the route according to your side. Without a reason the other side has to give one."""

    item: Key
    reason: Remark = ""


class ExemptionAnswer(Asked):
    """What the other side says. `reason` is used when who asked gave none."""

    accepted: SentBool
    reason: Remark = ""


class AskedExemption(Told):
    """An exception that counts once the side that did not ask confirms it."""

    id: int
    item: str
    name: str
    reason: str
    side: str
    by: str
    at: datetime.datetime

    @classmethod
    def of(cls, asked: models.AskedExemption) -> "AskedExemption":
        return cls(
            id=asked.pk,
            item=asked.item,
            name=asked.name,
            reason=asked.reason,
            side=asked.side,
            by=str(asked.by),
            at=asked.at,
        )
