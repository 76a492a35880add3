"""What each answer on "how far does our route run" looks like for a pupil, and what it means in law."""

from dataclasses import dataclass

from hekloos.core.language import _
from hekloos.core.route.scope import Extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """`picture` is one line; `norms` are the keys of the norms on which the sentences rest."""

    picture: str
    can_be_reported: bool
    sentences: tuple[str, ...]
    norms: tuple[str, ...]


def meaning_of(extent: Extent) -> Meaning:
    return {Extent.FRONT_DOOR: _front_door, Extent.HUNDRED_DAYS: _hundred_days, Extent.DIPLOMA: _diploma}[extent]()


def _front_door() -> Meaning:
    return Meaning(
        picture=_(
            "Een leerling loopt een paar keer mee op het mbo, kiest met een gerust hart, en wordt er met naam begroet."
        ),
        can_be_reported=False,
        sentences=(
            _("Dit kan heel veel waard zijn: leerlingen en docenten leren elkaar kennen."),
            *_no_leeway(),
        ),
        norms=("scope.short", "report.leeway"),
    )


def _hundred_days() -> Meaning:
    return Meaning(
        picture=_(
            "Een leerling ziet tot de kerst nog bekende gezichten. Gaat het stroef, dan zoeken vmbo en mbo samen naar "
            "een oplossing."
        ),
        can_be_reported=False,
        sentences=(
            _("Dit kan heel veel waard zijn: juist in het eerste jaar haken leerlingen af."),
            *_no_leeway(),
        ),
        norms=("scope.short", "report.leeway"),
    )


def _no_leeway() -> tuple[str, ...]:
    return (
        _("U kunt zo'n route niet melden als doorlopende leerroute."),
        _("Er komt dus geen extra ruimte: ieder houdt het eigen programma, het eigen examen en de eigen uren."),
    )


def _diploma() -> Meaning:
    return Meaning(
        picture=_(
            "Een leerling volgt vanaf klas 3 één programma van twee scholen, en haalt een vmbo-diploma en een "
            "mbo-diploma."
        ),
        can_be_reported=True,
        sentences=(
            _("Alleen deze route kunt u melden als doorlopende leerroute (DLR), naar mbo-niveau 2, 3 of 4."),
            _(
                "Pas als ze gemeld is, krijgt u ruimte: het vmbo-examen over drie jaar verdelen, eerder met mbo-stof "
                "beginnen, en les van één team."
            ),
            _("Iedere school meldt de route zelf, in RIO. De besturen sluiten een samenwerkingsovereenkomst."),
            _("Naar mbo-niveau 2 bestaat ook de geïntegreerde leerroute (GLR). Daar hoeft het vmbo-diploma niet."),
        ),
        norms=("route.dlr.levels", "route.glr.level", "report.leeway", "report.rio", "agreement.needed"),
    )
