"""The cast of every test of the site: Anna teaches at the vmbo, Bram at the mbo, Paula leads, Chris has no rights."""

from dataclasses import dataclass

from tests.password import PASSWORD

from hekloos.web.accounts.models import Person
from hekloos.web.labs.models import Kind, Lab, Membership, Organisation, Partner, Role


@dataclass(frozen=True)
class Cast:
    """A lab with its people, and another lab in which Chris is."""

    lab: Lab
    other_lab: Lab
    vmbo: Organisation
    mbo: Organisation
    anna: Membership
    bram: Membership
    paula: Membership  # facilitates, arranges everything, judges nothing
    boris: Membership  # of the board: only looks
    chris: Membership  # leads the other lab, and has no rights in this one
    admin: Person  # runs the site, is in no lab

    def url(self, rest: str = "") -> str:
        return f"/lab/{self.lab.slug}/{rest}"


def person(name: str, **fields: object) -> Person:
    return Person.objects.create_user(f"{name.lower()}@example.nl", PASSWORD, name=name, **fields)


def make_cast() -> Cast:
    vmbo, mbo, office = (
        Organisation.objects.create(name=name, kind=kind)
        for name, kind in (("De Vaart", Kind.VMBO), ("Roc Zuid", Kind.MBO), ("Bureau Overkant", Kind.FACILITATOR))
    )
    lab = Lab.objects.create(name="Leerlab Toets", slug="toets")
    other = Lab.objects.create(name="Leerlab Elders", slug="elders")
    for place, organisations in ((lab, (vmbo, mbo, office)), (other, (vmbo,))):
        Partner.objects.bulk_create([Partner(lab=place, organisation=organisation) for organisation in organisations])

    def member(name: str, place: Lab, organisation: Organisation, role: Role) -> Membership:
        return Membership.objects.create(person=person(name), lab=place, organisation=organisation, role=role)

    return Cast(
        lab=lab,
        other_lab=other,
        vmbo=vmbo,
        mbo=mbo,
        anna=member("Anna", lab, vmbo, Role.TEACHER),
        bram=member("Bram", lab, mbo, Role.TEACHER),
        paula=member("Paula", lab, office, Role.FACILITATOR),
        boris=member("Boris", lab, mbo, Role.BOARD),
        chris=member("Chris", other, vmbo, Role.PROJECT_LEADER),
        admin=person("Ada", is_superuser=True),
    )
