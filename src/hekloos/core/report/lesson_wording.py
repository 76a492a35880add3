"""Sentences for reports on lesson material: what is repeated where, and which term has no lesson."""

from collections.abc import Iterator, Sequence

from hekloos.core.curriculum import FrameworkKind, Item
from hekloos.core.language import _, ngettext
from hekloos.core.overlap.lesson_cover import TREATED, Cover, Treatment
from hekloos.core.overlap.repeats import WORTH_TELLING, How, LessonRepeat, Passage
from hekloos.core.report.content import Content, Group

TOLD = 4  # repeats that fit in a summary


def lesson_summary(content: Content) -> tuple[str, ...]:
    """The report on two piles of lessons in a few sentences."""
    lessons = content.repeated_by_lesson
    touched = [share for _lesson, share in lessons if share >= WORTH_TELLING]
    if not content.repeats:
        return (_("Tussen deze lessen vond Hekloos geen herhaling. Dat betekent niet dat er geen is."),)
    sentence = ngettext(
        "{n} van de {total} mbo-lessen herhaalt iets van het vmbo.",
        "{n} van de {total} mbo-lessen herhalen iets van het vmbo.",
        len(touched),
    )
    told = [sentence.format(n=len(touched), total=len(lessons))]
    hours = [(lesson.hours, share) for lesson, share in lessons if lesson.hours is not None]
    freed = sum(length * share for length, share in hours)
    if hours and freed >= 0.1:
        told.append(_("Samen gaat dat om ongeveer {n} uur mbo-les.").format(n=hours_word(freed)))
        anew = sum(hours_anew(repeat) for repeat in content.repeats)
        if anew >= 0.1:
            text = _(
                "Daarvan is ongeveer {n} uur onzeker: daar lijkt dezelfde inhoud opnieuw te komen. Kijk dat samen na."
            )
            told.append(text.format(n=hours_word(min(freed, anew))))
    told.extend(repeat_line(repeat) for repeat in content.repeats[:TOLD])
    return tuple(told)


def hours_anew(repeat: LessonRepeat) -> float:
    """Of the hours of a repeat, those of passages that are neither taken over nor reworded: these are a guess."""
    if repeat.hours is None:
        return 0.0
    weights = [(passage.how is How.ANEW, passage.degree * len(passage.match.right.text)) for passage in repeat.passages]
    return repeat.hours * sum(weight for anew, weight in weights if anew) / sum(weight for _anew, weight in weights)


def cover_summary(content: Content) -> tuple[str, ...]:
    """The report on lessons beside a programme in a few sentences."""
    treated = sum(bool(cover.lessons) for cover in content.cover)
    sentence = _("Bij {n} van de {total} onderdelen van het programma vond Hekloos lesstof; bij {rest} niet.")
    told = [sentence.format(n=treated, total=len(content.cover), rest=len(content.cover) - treated)]
    groups = [(group, covers) for group, covers in cover_groups(content) if covers]
    empty = [group.name for group, covers in groups if not any(cover.lessons for cover in covers)]
    if empty and treated:
        names = "; ".join(empty[:TOLD])
        more = len(empty) - TOLD
        text = _("Nergens lesstof: {names}; en nog {more}.") if more > 0 else _("Nergens lesstof: {names}.")
        told.append(text.format(names=names, more=more))
    text = _("Een les telt mee vanaf een kans van {least}. Niets gevonden betekent niet dat er niets is: loop dat na.")
    told.append(text.format(least=f"{round(100 * TREATED)}\u00a0%"))
    return tuple(told)


def cover_groups(content: Content) -> tuple[tuple[Group, tuple[Cover, ...]], ...]:
    """The items of the programme with their lessons, by module or core task."""
    lessons_left = content.left.kind is FrameworkKind.LESSON_MATERIAL
    by_id = {cover.item.id: cover for cover in content.cover}
    groups = content.right_groups if lessons_left else content.left_groups
    return tuple((group, tuple(by_id[item.id] for item in group.items)) for group in groups)


def first_with_lesson(content: Content) -> str:
    """The id of the first group with a lesson, to show unfolded; else of the first group."""
    groups = cover_groups(content)
    treated = (group for group, covers in groups if any(cover.lessons for cover in covers))
    return next((group.id for group in (*treated, *(group for group, _covers in groups))), "")


def cover_count(covers: Sequence[Cover]) -> str:
    treated = sum(bool(cover.lessons) for cover in covers)
    return _("{n} van {total} met les").format(n=treated, total=len(covers))


def passage_of(treatment: Treatment, content: Content) -> Item:
    """The passage of the lesson, which may stand on either side."""
    lessons_left = content.left.kind is FrameworkKind.LESSON_MATERIAL
    return treatment.match.left if lessons_left else treatment.match.right


def repeat_line(repeat: LessonRepeat) -> str:
    """One mbo lesson beside one vmbo lesson, as a sentence."""
    text = _("\u2018{mbo}\u2019 (mbo) herhaalt \u2018{vmbo}\u2019 (vmbo) voor ongeveer {share}.")
    told = text.format(mbo=repeat.mbo.text, vmbo=repeat.vmbo.text, share=roughly(repeat.share))
    if repeat.hours is not None and repeat.hours >= 0.1:
        told += " " + _("Dat is zo'n {n} uur.").format(n=hours_word(repeat.hours))
    return told


def roughly(share: float) -> str:
    """A share as people estimate it: in tens of percents."""
    return f"{min(100, max(10, 10 * round(10 * share)))}\u00a0%"


def hours_word(hours: float) -> str:
    """1.25 as "1,3"; a whole number without decimals."""
    return f"{hours:.1f}".replace(".", ",").removesuffix(",0")


def how_word(passage: Passage) -> str:
    words = {
        How.COPIED: _("overgenomen"),
        How.REWORDED: _("in andere woorden"),
        How.ANEW: _("opnieuw behandeld"),
    }
    return words[passage.how]


def passage_rows(repeat: LessonRepeat) -> Iterator[tuple[str | float, ...]]:
    """A row per repeated passage, for a sheet."""
    for passage in repeat.passages:
        yield (
            repeat.mbo.text,
            repeat.vmbo.text,
            roughly(repeat.share),
            "" if repeat.hours is None else round(repeat.hours, 1),
            how_word(passage),
            passage.match.right.text,
            passage.match.left.text,
        )


def cover_rows(content: Content) -> Iterator[tuple[str | float, ...]]:
    """A row per item and lesson, for a sheet; an item without a lesson has a row too."""
    for cover in content.cover:
        for treatment in cover.lessons:
            place = passage_of(treatment, content).reference
            chance = round(treatment.chance, 2)
            yield cover.item.code, cover.item.text, treatment.lesson.text, place, chance
        if not cover.lessons:
            yield cover.item.code, cover.item.text, _("geen les gevonden"), "", ""
