"""What may be the title of a core task or work process, and what is another column of its table."""

import re
from itertools import accumulate

from hekloos.core.formats.pdf.text_columns import GOES_ON_AFTER

_SEPARATORS = " \t\n\x1e:.,;|-\u2013\u2014\u2022*=>"
_OTHER_COLUMN = (
    r"cijfer(?:[ ]?1.*)?|(?:on)?voldoende|goed|behaald|o/v(?:/g)?|ovg|g/v/o|pvb|mk|bp|pve|cgi|go|ce|ie|"
    r"proeve(?:[ ]van[ ]bekwaamheid)?|beroepsproeve.*|praktijk(?:examen|opdracht)?|theorie(?:examen|toets)?|"
    r"(?:vaardigheids|kennis|instellings|praktijk|school|kerntaak)?examens?|"
    r"examen(?:vorm|code|locatie|eenheid|onderdeel|werk).*|"
    r"portfolio(?:beoordeling)?|assessment|eindgesprek|presentatie|verslag|opdracht(?:en)?|toets|simulatie|observatie|"
    r"mondeling|schriftelijk|digitaal|flexibel|school|leerbedrijf|beroepspraktijk(?:vorming)?(?:[ ]?\(bpv\))?|bpv|"
    r"stage|roc|vorm|uren|"
    r"weging|duur|periode|plaats(?:[ ]afname)?|resultaat(?:schaal)?|eindresultaat|schaal|herkansing(?:en)?|"
    r"(?:leer)?jaar[ ]?\d?|nvt|n\.v\.t\.?|ja|nee|\d+([.,]\d+)?[ ]?(?:%|uur|uren|min(?:uten)?|x|sbu|weken)?|x|v|o|g"
)
_ONLY_OTHER_COLUMN = re.compile(rf"(?:{_OTHER_COLUMN})[.:?]?", re.IGNORECASE)
_HEADINGS = re.compile(
    r"(?:naam|code|titel|nr|nummer|werkproces(?:sen)?|kerntaak|kerntaken|(?:naam|titel)[ ](?:van[ ](?:de|het)[ ])?"
    r"(?:kerntaak|werkproces)|omschrijving|beschrijving|kennis[ ]en[ ]vaardigheden|vakkennis.*|examens?|toelichting|"
    r"inhoud.*|basisdeel|profieldeel|beroepsgericht|generiek.*|keuzede(?:el|len)|onderde(?:el|len)|(?:op)?leiding|kwalificatie.*|"
    r"crebo.*|complexiteit|resultaat|gedrag|totaal|niveau.*|cohort.*|beoordeling.*|cesuur.*|beslisregels?.*|eis(?:en)?|"
    r"voorwaarde.*)[.:?]?",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[ ](?:(?:(?:on)?voldoende|cijfer|o/v(?:/g)?|g/v/o|pvb|ovg|\d+[ ]?(?:%|uur|uren|min(?:uten)?|sbu)|"
    r"proeve van bekwaamheid|praktijkexamen|vaardigheidsexamen|kennisexamen)[ /,]*)+$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[ ,]*(?:\((?:ca\.? ?)?\d+[^)]*\)|[ ](?:\d+[ ]?(?:%|uur|uren|min(?:uten)?|sbu)|o/v(?:/g)?|g/v/o|pvb|ovg))$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"\s*(?:[.\u2026\u00b7_]\s?){3,}\s*\d*\s*$")  # the dots of a table of contents
_PAGE_NUMBER = re.compile(r"[ ](?:pagina|blz\.?|bladzijde)[ ]?\d+(?:[ ]?(?:/|van)[ ]?\d+)?$", re.IGNORECASE)
_VERB_FIRST = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:t|en|n|doet|gaat|is)\b")
_LETTERS = re.compile(r"[^\W\d_]")
_LABEL_OF_NEXT = re.compile(r"[ ](?:Werkproces|Kerntaak|WP|KT)$")
_NEXT_SENTENCE = re.compile(r"(?<=[a-zà-ÿ)])\. (?=[A-Z])")
_HEAD_OF_TITLES = re.compile(r"werkproces|kerntaak|kerntaken|omschrijving|\bnaam\b|\btitel\b", re.IGNORECASE)
_HEAD_OF_EXAMS = re.compile(r"examen|toets|\bvak|code", re.IGNORECASE)
_OF_SENTENCE = re.compile(r"\b(?:je|jij|jouw|u|uw|wordt|worden|moet|moeten|kun|kunt|mag|heb|hebt)\b", re.IGNORECASE)
LONG = 150  # characters: longer than nearly all titles
LONGEST = 260


def tidy_title(text: str) -> str:
    """The title without the signs around it."""
    text = _PAGE_NUMBER.sub("", without_leader(text).strip(_SEPARATORS + "?"))
    text = _LABEL_OF_NEXT.sub("", _TAIL.sub("", text))
    if len(text) > LONG:
        text = _NEXT_SENTENCE.split(text)[0]
    if text.startswith(")"):
        text = text[1:]
    if _is_within_brackets(text):
        text = text[1:-1]
    return text.strip(_SEPARATORS + "?")


def _is_within_brackets(text: str) -> bool:
    """Whether the first bracket is closed by the last sign."""
    depths = list(accumulate((sign == "(") - (sign == ")") for sign in text))
    return text.startswith("(") and text.endswith(")") and 0 not in depths[:-1]


def without_leader(text: str) -> str:
    """The text without the dots and the page number of a table of contents."""
    return _LEADER.sub("", text)


def is_title(text: str) -> bool:
    """Whether this can be a title at all: words, and not those of another column or a heading."""
    letters = len(_LETTERS.findall(text))
    if letters < 4 or letters < 0.6 * len(text.replace(" ", "")) or len(text) > LONGEST:
        return False
    return not (_ONLY_OTHER_COLUMN.fullmatch(text) or _HEADINGS.fullmatch(text))


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a column or section, such as "Examens"."""
    return text[:1].isupper() and bool(_HEADINGS.fullmatch(text.strip()))


def names_titles(head: str) -> bool:
    """Whether this is the head of a column of titles."""
    return bool(_HEAD_OF_TITLES.search(head)) and not _HEAD_OF_EXAMS.search(head)


def is_sentence(text: str) -> bool:
    """Whether a text speaks to or of somebody, as titles of work do not."""
    return bool(_OF_SENTENCE.search(text))


def without_separators(text: str) -> str:
    """The text without the signs between a code and its title; what ends it may matter for the next line."""
    return text.lstrip(_SEPARATORS + ")")


def begins_like_title(text: str) -> bool:
    return text[:1].isupper() and is_title(text)


def key_of(title: str) -> str:
    """Equal for spellings of one title: only letters and digits, no capitals."""
    return "".join(character for character in title.casefold() if character.isalnum())


def looks_cut_off(title: str) -> bool:
    """Whether the title ends where no Dutch title ends."""
    # A title may end in the second half of a verb: "Voert werkzaamheden uit".
    last = title.rsplit(" ", 1)[-1].casefold()
    if last in {
        "uit",
        "aan",
        "op",
        "af",
        "in",
        "door",
        "over",
        "om",
        "bij",
        "mee",
        "toe",
        "voor",
        "na",
        "te",
        "zonder",
    }:
        return last in {"te", "om"}
    return bool(GOES_ON_AFTER.search(title)) and not title.endswith(")")


def quality(title: str) -> float:
    """How much a text looks like a whole title: around 0, higher is better."""
    points = 0.0
    points += 0.5 if _VERB_FIRST.match(title) else 0.0
    points -= 2.0 if not title[:1].isupper() else 0.0
    points -= 2.5 if looks_cut_off(title) else 0.0
    points -= 2.5 if _TRAILING.search(title) else 0.0
    points -= 2.0 if len(title) > 170 else 0.0
    points -= 1.0 if title.count("(") != title.count(")") else 0.0
    points -= 1.5 if re.search(r"[a-zà-ÿ][.?!] [A-Z]", title) else 0.0
    return points


def has_other_column(text: str) -> bool:
    """Whether words or numbers of another column stand in a text."""
    return bool(re.search(r"\d", text) or _TRAILING.search(f" {text}") or _ONLY_OTHER_COLUMN.fullmatch(text))
