"""The Dutch word of the field for each kind of item, as files name them (docs/glossary.md)."""

from hekloos.core.curriculum import ItemKind

NAME_OF_KIND = {
    ItemKind.CORE: "kern",
    ItemKind.CORE_PART: "kerndeel",
    ItemKind.MODULE: "profielmodule",
    ItemKind.ELECTIVE: "keuzevak",
    ItemKind.TASK: "deeltaak",
    ItemKind.TERM: "eindterm",
    ItemKind.CORE_TASK: "kerntaak",
    ItemKind.WORK_PROCESS: "werkproces",
    ItemKind.KNOWLEDGE: "vakkennis",
    ItemKind.OPTIONAL_UNIT: "keuzedeel",
    ItemKind.LESSON: "les",
    ItemKind.FRAGMENT: "fragment",
    ItemKind.GROUP: "groep",
}
