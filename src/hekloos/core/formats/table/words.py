"""What people write in the cells of a table: kinds, levels, hours, sides and codes."""

import re
from typing import Final

from hekloos.core.curriculum import ItemKind, Level, Side

BEHAVIOUR: Final = "behaviour"  # a row that belongs in its work process, not an item of its own

_KINDS: dict[ItemKind | str, str] = {
    ItemKind.CORE: "kern, core",
    ItemKind.CORE_PART: "kerndeel, core part",
    ItemKind.MODULE: "profielmodule, module, profieldeel, profielvak",
    ItemKind.ELECTIVE: "keuzevak, beroepsgericht keuzevak, elective",
    ItemKind.TASK: "deeltaak, taak, task",
    ItemKind.TERM: "eindterm, globale eindterm, examenterm, eindtermen, term, leerdoel, doel, toetsterm",
    ItemKind.CORE_TASK: "kerntaak, core task",
    ItemKind.WORK_PROCESS: "werkproces, work process, wp",
    ItemKind.KNOWLEDGE: (
        "vakkennis, vakkennis en vaardigheden, vakkennis of vaardigheid, vaardigheid, kennis, vaardigheden, knowledge"
    ),
    ItemKind.OPTIONAL_UNIT: "keuzedeel, optional unit",
    ItemKind.LESSON: "les, lesson",
    ItemKind.FRAGMENT: "fragment, lesfragment",
    ItemKind.GROUP: "groep, group, hoofdstuk, thema, onderdeel, blok, periode, profiel, basisdeel",
    BEHAVIOUR: "gedrag, behaviour",
}
KIND_OF_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split(", ")}
KIND_OF_WORD |= {str(kind): kind for kind in ItemKind}  # as the program itself writes them

SIDE_OF_KIND = {
    ItemKind.CORE: Side.VMBO,
    ItemKind.CORE_PART: Side.VMBO,
    ItemKind.MODULE: Side.VMBO,
    ItemKind.ELECTIVE: Side.VMBO,
    ItemKind.TASK: Side.VMBO,
    ItemKind.TERM: Side.VMBO,
    ItemKind.CORE_TASK: Side.MBO,
    ItemKind.WORK_PROCESS: Side.MBO,
    ItemKind.KNOWLEDGE: Side.MBO,
    ItemKind.OPTIONAL_UNIT: Side.MBO,
}

_LEVELS = {
    "bb": (Level.BB,),
    "basis": (Level.BB,),
    "basisberoepsgericht": (Level.BB,),
    "kb": (Level.KB,),
    "kader": (Level.KB,),
    "kaderberoepsgericht": (Level.KB,),
    "gl": (Level.GL,),
    "gemengd": (Level.GL,),
    "tl": (Level.TL,),
    "theoretisch": (Level.TL,),
    "mavo": (Level.TL,),
    "gt": (Level.GL, Level.TL),
    "gtl": (Level.GL, Level.TL),
    **{name.format(n): (Level(f"mbo-{n}"),) for n in range(1, 5) for name in ("{}", "n{}", "mbo-{}", "mbo{}")},
}
_NO_LEVEL = frozenset({"", "alle", "allen", "all", "niveau", "niveaus", "mbo", "en", "leerweg", "vmbo", "-", "nvt"})

CODE = re.compile(
    r"""
    [BPD]\d{1,2}-K\d{1,2}(?:-[A-Z]{1,2}\d{1,2})*        # B1-K1-W1 of a dossier
    | K\d{1,2}(?:-[A-Z]\d{1,2})+                        # K1-W1
    | [A-Z]{1,3}(?:/[A-Z0-9]{1,5})+(?:[-.]\d{1,3})*     # P/PIE/01/02-03 of an exam programme
    | \d{1,3}(?:\.\d{1,3})+                             # 1.2.3
    | [A-Z]{1,4}\d{1,4}(?:[-.]\d{1,3})*                 # M12, R3.1
    """,
    re.VERBOSE,
)
NUMBER = re.compile(r"\d{1,3}(?=[.):]\s)|[a-z](?=\)\s)")
_BETWEEN = " \t.:;)–—-"  # people write long dashes between code and text
_KIND_OF_CODE = (
    (re.compile(r"(?:[BPD]\d{1,2}-)?K\d{1,2}"), ItemKind.CORE_TASK),
    (re.compile(r"(?:[BPD]\d{1,2}-)?K\d{1,2}-W\d{1,2}"), ItemKind.WORK_PROCESS),
    (re.compile(r"(?:[BPD]\d{1,2}-)?K\d{1,2}-V\d{1,2}"), ItemKind.KNOWLEDGE),
    (re.compile(r"P/[A-Z]{1,5}/\d{1,2}"), ItemKind.MODULE),
    (re.compile(r"K/[A-Z]{1,5}/\d{1,2}"), ItemKind.ELECTIVE),
    (re.compile(r"[PK]/[A-Z]{1,5}/\d{1,2}/\d{1,2}"), ItemKind.TASK),
    (re.compile(r"[PK]/[A-Z]{1,5}/\d{1,2}/\d{1,2}[-.]\d{1,3}"), ItemKind.TERM),
)
_HOURS = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?)\s*(min\w*|\D*)", re.IGNORECASE)


def parse_kind(text: str) -> ItemKind | str | None:
    """The kind somebody names, BEHAVIOUR, or None when the word is unknown."""
    word = " ".join(text.lower().replace("_", " ").split()).rstrip(".:")
    return KIND_OF_WORD.get(word) or KIND_OF_WORD.get(text.strip().lower())


def kind_of_code(code: str) -> ItemKind | None:
    return next((kind for pattern, kind in _KIND_OF_CODE if pattern.fullmatch(code.strip())), None)


def parse_levels(text: str) -> tuple[frozenset[Level], tuple[str, ...]]:
    """Levels named in a cell ("BB, KB", "niveau 3", "2-4"), and the words that are no level."""
    folded = re.sub(r"\b(?:mbo|niveau|n)[\s-]*(?=\d)", "", text.lower())
    folded = re.sub(r"\b([1-4])\s*(?:-|t/m|tot en met)\s*([1-4])\b", _numbers_between, folded)
    levels: set[Level] = set()
    unknown: list[str] = []
    for word in re.split(r"[\s,;/+&|()]+", folded):
        found = _LEVELS.get(word.strip(".-"))
        if found:
            levels.update(found)
        elif word.strip(".") not in _NO_LEVEL:
            unknown.append(word)
    return frozenset(levels), tuple(unknown)


def _numbers_between(match: re.Match[str]) -> str:
    return " ".join(str(n) for n in range(int(match[1]), int(match[2]) + 1))


def parse_hours(text: str) -> float | None:
    """A number of hours: "2", "1,5 uur", "90 minuten" (1.5); None when it is something else."""
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        return None
    number = float(match[1].replace(",", "."))
    return round(number / 60, 2) if match[2].lower().startswith("min") else number


def parse_side(text: str) -> Side | None:
    """The side a word or a file name speaks of; None when it speaks of none or of both."""
    folded = text.lower()
    found = {side for side in Side if re.search(rf"(?<![a-z]){side}(?![a-z])|{side}[-_\s]?\d", folded)}
    return found.pop() if len(found) == 1 else None


def looks_like_code(text: str) -> bool:
    """One short word with a digit in it, such as people point at things with."""
    return bool(text) and len(text) <= 30 and " " not in text.strip() and any(c.isdigit() for c in text)


def split_code(text: str) -> tuple[str, str]:
    """Code and text of "B1-K1-W1 Voert uit"; the code is empty when the text begins with none."""
    match = CODE.match(text) or NUMBER.match(text)
    if match is None:
        return "", text
    rest = text[match.end() :]
    if not rest or rest[0] not in _BETWEEN or not rest.strip(_BETWEEN):
        return "", text
    return match[0], rest.lstrip(_BETWEEN)
