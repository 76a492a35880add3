"""Small invented programmes for tests."""

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Level, Side


def item(code: str, text: str = "", *, kind: ItemKind = ItemKind.TERM, **more: object) -> Item:
    return Item(id=code, code=code, kind=kind, text=text or f"tekst van {code}", **more)  # type: ignore[arg-type]


def framework(*items: Item, side: Side = Side.VMBO, key: str = "TST", title: str = "Proefprogramma") -> Framework:
    kind = FrameworkKind.EXAM_PROGRAMME if side is Side.VMBO else FrameworkKind.QUALIFICATION_DOSSIER
    return Framework(key=key, title=title, kind=kind, side=side, items=items)


def vmbo() -> Framework:
    return framework(
        item("P/1", "Schoonmaken en onderhoud", kind=ItemKind.MODULE, levels=frozenset({Level.BB, Level.KB})),
        item("P/1/1", "Ruimtes schoonmaken", kind=ItemKind.TASK, parent="P/1"),
        item("P/1/1-1", "De kandidaat kan vloeren dweilen", parent="P/1/1", levels=frozenset({Level.BB})),
        item("P/1/1-2", "De kandidaat kan ramen lappen met een trekker", parent="P/1/1", levels=frozenset({Level.KB})),
        item("P/2", "Administratie", kind=ItemKind.MODULE),
        item("P/2/1", "Facturen verwerken", kind=ItemKind.TASK, parent="P/2"),
        item("P/2/1-1", "De kandidaat kan een inkoopfactuur boeken", parent="P/2/1"),
    )


def mbo() -> Framework:
    return framework(
        item("B1-K1", "Maakt schoon", kind=ItemKind.CORE_TASK),
        item(
            "B1-K1-W1",
            "Dweilt vloeren",
            kind=ItemKind.WORK_PROCESS,
            parent="B1-K1",
            description="De medewerker dweilt de vloeren van kantoren.",
        ),
        item("B1-K1-W2", "Lapt ramen", kind=ItemKind.WORK_PROCESS, parent="B1-K1"),
        item("B1-K1-V1", "heeft kennis van zeemleer en trekker", kind=ItemKind.KNOWLEDGE, parent="B1-K1"),
        item("B1-K2", "Ontvangt gasten", kind=ItemKind.CORE_TASK),
        item("B1-K2-W1", "Schenkt koffie", kind=ItemKind.WORK_PROCESS, parent="B1-K2"),
        side=Side.MBO,
        key="99001",
        title="Medewerker",
    )
