"""A framework as a CASE 1.1 package (JSON)."""

import json
from collections.abc import Iterable, Iterator

from hekloos.core.curriculum import Framework, Item
from hekloos.core.formats.case_package.words import (
    CHILD,
    DATE,
    OWN,
    TYPE_OF_RELATION,
    Association,
    identify_association,
    identify_document,
    identify_item,
)
from hekloos.core.formats.kind_names import NAME_OF_KIND

Json = dict[str, object]
NO_DATE = "1970-01-01T00:00:00+00:00"


def write(framework: Framework, matches: Iterable[Association] = (), *, changed: str = NO_DATE) -> bytes:
    """The package as JSON, the same bytes for the same framework.

    `changed` is the moment that CASE wants with everything (ISO 8601). Matches that say that two
    items have nothing in common are left out: CASE has no word for it.
    """
    document = identify_document(framework)
    identifiers = {item.id: identify_item(framework.key, item.id) for item in framework.items}
    associations = [*_children(framework, identifiers, document), *_relations(framework, matches, identifiers)]
    package: Json = {
        "CFDocument": {**_document(framework, document), "lastChangeDateTime": changed},
        "CFItems": [
            {**_item(item, identifiers[item.id], framework, document), "lastChangeDateTime": changed}
            for item in framework.items
        ],
        "CFAssociations": [{**association, "lastChangeDateTime": changed} for association in associations],
    }
    return json.dumps(package, indent=1, allow_nan=False).encode()


def _filled(values: Json) -> Json:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _link(identifier: str, title: str, **more: str) -> Json:
    return {"identifier": identifier, "uri": f"urn:uuid:{identifier}", "title": title or "-", **more}


def _document(framework: Framework, identifier: str) -> Json:
    own: Json = {
        "key": framework.key,
        "kind": framework.kind,
        "side": framework.side,
        "crebo": framework.crebo,
        "source": framework.source,
        "levels": sorted(framework.levels),
        "valid_from": "" if DATE.fullmatch(framework.valid_from) else framework.valid_from,
        "valid_until": "" if DATE.fullmatch(framework.valid_until) else framework.valid_until,
    }
    return {
        "identifier": identifier,
        "uri": f"urn:uuid:{identifier}",
        "CFPackageURI": _link(identifier, framework.title),
        "title": framework.title or "-",
        "creator": framework.source or "Hekloos",
        "language": "nl",
        "caseVersion": "1.1",
        "frameworkType": framework.kind,
        **_filled(
            {
                "version": framework.version,
                "statusStartDate": framework.valid_from if DATE.fullmatch(framework.valid_from) else "",
                "statusEndDate": framework.valid_until if DATE.fullmatch(framework.valid_until) else "",
            }
        ),
        "extensions": {OWN: _filled(own) | ({} if framework.title else {"title": ""})},
    }


def _item(item: Item, identifier: str, framework: Framework, document: str) -> Json:
    own: Json = {
        "id": "" if item.id == identifier else item.id,
        "kind": item.kind,
        "result": item.result,
        "behaviour": list(item.behaviour),
        "hours": item.hours,
        "reference": item.reference,
        "remark": item.remark,
        "replaces": list(item.replaces),
    }
    return {
        "identifier": identifier,
        "uri": f"urn:uuid:{identifier}",
        "CFDocumentURI": _link(document, framework.title),
        "fullStatement": item.text or "-",
        "CFItemType": NAME_OF_KIND[item.kind],
        **_filled(
            {
                "humanCodingScheme": item.code,
                "educationLevel": sorted(item.levels),
                "notes": item.description,
            }
        ),
        "extensions": {OWN: _filled(own) | ({} if item.text else {"text": ""}) | ({} if item.id else {"id": ""})},
    }


def _association(type_: str, origin: Json, destination: Json) -> Json:
    identifier = identify_association(type_, str(origin["identifier"]), str(destination["identifier"]))
    return {
        "identifier": identifier,
        "uri": f"urn:uuid:{identifier}",
        "associationType": type_,
        "originNodeURI": origin,
        "destinationNodeURI": destination,
    }


def _children(framework: Framework, identifiers: dict[str, str], document: str) -> Iterator[Json]:
    """Every item hangs below its parent, or below the document, with its place among the others."""
    for parent, items in framework.children.items():
        above = document if parent is None else identifiers[parent]
        title = framework.title if parent is None else framework.by_id[parent].code
        for number, item in enumerate(items, start=1):
            origin = _link(identifiers[item.id], item.code, targetType="CASE")
            yield _association(CHILD, origin, _link(above, title, targetType="CASE")) | {"sequenceNumber": number}


def _relations(framework: Framework, matches: Iterable[Association], identifiers: dict[str, str]) -> Iterator[Json]:
    for match in matches:
        type_ = TYPE_OF_RELATION.get(match.relation)
        if type_ is None:
            continue
        ends = [_link(_identify_end(end, identifiers), end, targetType="CASE") for end in (match.left, match.right)]
        own = _filled({"left": match.left, "right": match.right, "strength": match.strength})
        yield _association(type_, *ends) | {"extensions": {OWN: own}}


def _identify_end(end: str, identifiers: dict[str, str]) -> str:
    if end in identifiers:
        return identifiers[end]
    key, colon, item_id = end.partition(":")
    return identify_item(key, item_id) if colon else identify_item("", end)
