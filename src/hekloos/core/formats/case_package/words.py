"""How the words of the program and those of CASE 1.1 (1EdTech) stand for each other."""

import re
import uuid
from dataclasses import dataclass

from hekloos.core.curriculum import Framework, Relation

OWN = "hekloos"  # the name under which CASE's `extensions` hold what CASE itself has no place for
CHILD = "isChildOf"
TYPE_OF_RELATION = {
    Relation.SAME: "exactMatchOf",
    Relation.BUILDS_ON: "precedes",
    Relation.RELATED: "isRelatedTo",
}
RELATION_OF_TYPE = {type_.lower(): relation for relation, type_ in TYPE_OF_RELATION.items()}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMESPACE = uuid.UUID("5b7c6f0a-3d57-5d0e-9d0c-6a1f4c9f2e11")  # chosen once; changing it changes all identifiers


@dataclass(frozen=True, slots=True)
class Association:
    """What an item on the right is to one on the left: for `builds_on` the left one comes first.

    Ends are item ids; an item of another framework that has no UUID for id is written ``key:id``.
    `strength` is a probability, or None when somebody simply states it.
    """

    left: str
    right: str
    relation: Relation
    strength: float | None = None


def identify_document(framework: Framework) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"document\n{framework.key}"))


def identify_item(key: str, item_id: str) -> str:
    """CASE identifies by UUID: the id itself when it is one, else one that follows from key and id."""
    return item_id if _UUID.fullmatch(item_id) else str(uuid.uuid5(_NAMESPACE, f"item\n{key}\n{item_id}"))


def identify_association(*parts: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, "\n".join(("association", *parts))))
