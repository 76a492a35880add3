"""CASE packages: our own come back exactly, those of others as far as they go."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Level, Relation, Side
from hekloos.core.formats import case
from hekloos.core.formats.case import Association
from hekloos.core.formats.reading import Bundle, Document, Limits, Severity

texts = st.text(max_size=30)
uuids = st.builds(str, st.uuids())


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    ids = draw(st.lists(texts | uuids, max_size=8, unique=True))
    items = [
        Item(
            id=id_,
            code=draw(texts),
            kind=draw(st.sampled_from(ItemKind)),
            text=draw(texts),
            parent=draw(st.sampled_from([None, *ids[:number]])),
            description=draw(texts),
            result=draw(texts),
            behaviour=tuple(draw(st.lists(texts, max_size=2))),
            levels=draw(st.frozensets(st.sampled_from(Level), max_size=3)),
            hours=draw(st.none() | st.floats(min_value=0, max_value=5_000)),
            reference=draw(texts),
            remark=draw(texts),
            replaces=tuple(draw(st.lists(texts, max_size=2))),
        )
        for number, id_ in enumerate(ids)
    ]
    return Framework(
        key=draw(texts),
        title=draw(texts),
        kind=draw(st.sampled_from(FrameworkKind)),
        side=draw(st.sampled_from(Side)),
        items=tuple(items),
        crebo=draw(texts),
        source=draw(texts),
        version=draw(texts),
        valid_from=draw(texts | st.builds(str, st.dates())),
        valid_until=draw(texts | st.builds(str, st.dates())),
        levels=draw(st.frozensets(st.sampled_from(Level), max_size=3)),
    )


@given(frameworks())
def test_what_is_written_is_read_back_exactly(framework: Framework) -> None:
    reading = case.read(case.write(framework))
    assert reading.frameworks == (framework,)
    assert reading.problems == ()


relations = st.sampled_from([Relation.SAME, Relation.BUILDS_ON, Relation.RELATED])
ends = st.text(min_size=1, max_size=10)


@given(frameworks(), st.lists(st.builds(Association, ends, ends, relations, st.none() | st.floats(0, 1)), max_size=4))
def test_matches_are_read_back_exactly(framework: Framework, matches: list[Association]) -> None:
    assert case.read_package(case.write(framework, matches)).associations == tuple(matches)


SMALL = Framework(
    key="klein",
    title="Klein programma",
    kind=FrameworkKind.EXAM_PROGRAMME,
    side=Side.VMBO,
    items=(
        Item(id="T", code="T", kind=ItemKind.TASK, text="Een kast maken"),
        Item(id="E", code="T-1", kind=ItemKind.TERM, text="Hout meten", parent="T", levels=frozenset({Level.KB})),
    ),
)


def test_every_identifier_is_a_uuid_and_every_link_points_at_one() -> None:
    package = json.loads(case.write(SMALL, [Association("E", "25180:B1-K1", Relation.BUILDS_ON, 0.8)]))
    everything = [package["CFDocument"], *package["CFItems"], *package["CFAssociations"]]
    identifiers = [entry["identifier"] for entry in everything]
    assert len(set(identifiers)) == len(identifiers)
    assert all(str(uuid.UUID(identifier)) == identifier for identifier in identifiers)
    assert [(a["associationType"], a.get("sequenceNumber")) for a in package["CFAssociations"]] == [
        ("isChildOf", 1),
        ("isChildOf", 1),
        ("precedes", None),
    ]
    other = Framework(
        key="25180",
        title="Kok",
        kind=FrameworkKind.QUALIFICATION_DOSSIER,
        side=Side.MBO,
        items=(Item(id="B1-K1", code="B1-K1", kind=ItemKind.CORE_TASK, text="Kookt"),),
    )
    there = json.loads(case.write(other))["CFItems"][0]["identifier"]
    assert package["CFAssociations"][2]["destinationNodeURI"]["identifier"] == there


def test_no_relation_is_not_written() -> None:
    assert case.read_package(case.write(SMALL, [Association("E", "x", Relation.NONE)])).associations == ()


def link(child: str, parent: str, number: int | None = None, type_: str = "isChildOf") -> dict[str, object]:
    ends: dict[str, object] = {"originNodeURI": {"identifier": child}, "destinationNodeURI": {"identifier": parent}}
    return {"associationType": type_, **ends, **({} if number is None else {"sequenceNumber": number})}


def foreign(items: dict[str, str], links: list[dict[str, object]], title: str = "Wiskunde vmbo") -> bytes:
    return json.dumps(
        {
            "CFDocument": {"identifier": "d", "title": title, "creator": "x"},
            "CFItems": [{"identifier": id_, "fullStatement": text} for id_, text in items.items()],
            "CFAssociations": links,
        }
    ).encode()


def test_a_package_of_others_is_read_without_our_extensions() -> None:
    data = foreign(
        {"b": "Tweede", "a": "Eerste", "top": "Getallen"},
        [link("top", "d", 1), link("b", "top", 2), link("a", "top", 1), link("a", "elders", type_="isRelatedTo")],
    )
    package = case.read_package(data)
    assert package.framework is not None
    assert [(i.id, i.parent, i.kind) for i in package.framework.items] == [
        ("top", None, ItemKind.GROUP),
        ("a", "top", ItemKind.TERM),
        ("b", "top", ItemKind.TERM),
    ]
    assert package.associations == (Association("a", "elders", Relation.RELATED),)
    assert package.problems == ()


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ([link("a", "b"), link("b", "a")], "bij zichzelf"),
        ([link("a", "a")], "bij zichzelf"),
        ([link("a", "weg")], "staat niet in het pakket"),
        ([link("weg", "a")], "staat niet in het pakket"),
        ([link("a", "b"), link("a", "c")], "op meer plaatsen"),
        ([link("a", "b", type_="isTranslationOf")], "isTranslationOf"),
    ],
)
def test_strange_links_give_a_problem_and_keep_the_items(links: list[dict[str, object]], words: str) -> None:
    reading = case.read(foreign({"a": "een", "b": "twee", "c": "drie"}, links))
    assert len(reading.frameworks[0].items) == 3
    assert len(reading.problems) == 1
    assert words in reading.problems[0].message


def test_double_and_empty_items_give_a_problem() -> None:
    package = json.loads(foreign({"a": "een", "b": ""}, []))
    package["CFItems"].append(package["CFItems"][0])
    reading = case.read(json.dumps(package).encode())
    assert len(reading.frameworks[0].items) == 2
    assert {problem.severity for problem in reading.problems} == {Severity.WARNING}
    assert len(reading.problems) == 2


def test_limits_on_items_text_and_depth_hold() -> None:
    names = [f"i{n}" for n in range(50)]
    links = [link(below, above) for above, below in zip(names, names[1:], strict=False)]
    data = foreign(dict.fromkeys(names, "x" * 100), links)
    framework = case.read(data, limits=Limits(items=20, text=10, depth=3)).frameworks[0]
    assert len(framework.items) == 20
    assert max(len(framework.ancestors(item)) for item in framework.items) == 2
    assert max(len(item.text) for item in framework.items) == 10


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"CFItems": 3}', b'{"CFItems": []}', b'{"CFItems": [null, 3, {"identifier": 4}]}']
    + [b'{"CFItems": ' + b"[" * 100_000, b'{"CFItems": [' + b'{"a":' * 100_000],
)
def test_what_is_no_package_gives_a_sentence(data: bytes) -> None:
    reading = case.read(data)
    assert reading.failed
    assert reading.problems[0].message.endswith(".")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_no_value_in_any_place_makes_the_reader_raise(data: st.DataObject) -> None:
    package = json.loads(case.write(SMALL, [Association("E", "x", Relation.SAME, 0.5)]))
    holder = package
    while isinstance(holder, dict | list) and holder:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()) or not isinstance(holder[key], dict | list) or not holder[key]:
            holder[key] = data.draw(junk)
            break
        holder = holder[key]
    reading = case.read(json.dumps(package).encode())
    assert reading.frameworks or reading.problems


def test_only_packages_are_recognised() -> None:
    def recognised(data: bytes) -> bool:
        return case.recognises(Bundle("x.json", (Document("x.json", data),)))

    assert recognised(case.write(SMALL))
    assert recognised(b'\xef\xbb\xbf {"CFItems": []}')
    assert not recognised(b'{"items": []}')
    assert not recognised(b"CFItems")
