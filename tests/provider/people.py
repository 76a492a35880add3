"""Who has an account at the school of `tests.provider`, and the site that may ask for them."""

from dataclasses import dataclass

CLIENT, SECRET = "hekloos", "secret of the tests"  # noqa: S105
PASSWORD = "wachtwoord van de school"  # noqa: S105


@dataclass(frozen=True)
class Colleague:
    """Somebody who works at the school; `proved` is whether the school vouches for the address."""

    email: str
    first_name: str
    last_name: str
    proved: bool = True


PEOPLE = (
    Colleague("anna@example.nl", "Anna", "Visser"),
    Colleague("eva@example.nl", "Eva", "Smit"),
    Colleague("naamloos@example.nl", "", ""),
    Colleague("paula@example.nl", "Niet", "Paula", proved=False),
    Colleague("fred@example.nl", "Fred", "Bos", proved=False),
)
