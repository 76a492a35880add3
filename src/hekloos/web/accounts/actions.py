"""What the administrator of a site does for people, and what a school proves about them."""

import logging
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from hekloos.web.accounts.models import PasswordLink, Person
from hekloos.web.accounts.tokens import digest_of

logger = logging.getLogger(__name__)

LINK_LASTS = timedelta(days=2)


def wait_for_first_run() -> None:
    """Within a transaction: of two that begin a site at once the second waits here until the first is done.

    There is no person yet to lock, so both lock a row that every site has. SQLite locks as a whole.
    """
    ContentType.objects.select_for_update().get(app_label="accounts", model="person")


@transaction.atomic
def make_password_link(by: Person, person: Person) -> str:
    """The secret part of the link, which is shown once; links made earlier end. Raises Http404 for who may not."""
    if not by.is_superuser or not person.is_active:
        raise Http404
    now = timezone.now()
    person.password_links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    secret = secrets.token_urlsafe(24)
    PasswordLink.objects.create(person=person, digest=digest_of(secret), made_by=by, expires_at=now + LINK_LASTS)
    return secret


def find_password_link(secret: str) -> PasswordLink | None:
    """The link of this secret, while it can still be used."""
    return (
        PasswordLink.objects.select_related("person")
        .filter(digest=digest_of(secret), used_at=None, expires_at__gt=timezone.now(), person__is_active=True)
        .first()
    )


@transaction.atomic
def use_password_link(link: PasswordLink, password: str) -> bool:
    """Sets the password, which ends every session and token of the person. False when the link was used just now."""
    now = timezone.now()
    if not PasswordLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        return False
    link.person.set_password(password)
    link.person.save(update_fields=["password"])
    link.person.tokens.all().delete()  # whoever had the old password may have made some
    return True


@transaction.atomic
def turn_off_second_step(by: Person, person: Person) -> None:
    """For somebody who lost the phone or key: the password is enough again, and who is logged in as them is so no more.

    Raises Http404 for who may not. Nobody does it for themselves, since then a password alone would do for whoever runs
    the site.
    """
    if not by.is_superuser or by.pk == person.pk or not person.is_active:
        raise Http404
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    logger.warning("person %s turned off the second step of person %s", by.pk, person.pk)


@transaction.atomic
def change_administrator(by: Person, person: Person, *, runs_the_site: bool) -> None:
    """Let somebody run the site too, or no longer. Raises Http404 for who may not.

    Nobody does it for themselves, so that somebody always runs it: of two who take it from each other at once the
    second finds that they may not any more.
    """
    administrators = Person.objects.select_for_update().filter(is_superuser=True, is_active=True)
    if by.pk == person.pk or not person.is_active or by.pk not in {one.pk for one in administrators}:
        raise Http404
    Person.objects.filter(pk=person.pk).update(is_superuser=runs_the_site)
    logger.warning("person %s changed whether person %s runs the site: %s", by.pk, person.pk, runs_the_site)


def _end_sessions(person: Person) -> None:
    """A session does not stand under its person, so every one is looked at; whoever finds a phone may be logged in."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


@transaction.atomic
def prove_address(person: Person) -> bool:
    """A school says that the address is of whoever logs in now; True when somebody else may have used it before.

    Whoever accepts an invitation types an address that nobody checks. So what was set up with it before this moment
    ends: the password, with every session, and the tokens. Otherwise somebody could wait in a colleague's account.
    """
    if EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists():
        return False
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    ended = person.has_usable_password() or person.tokens.exists()
    person.tokens.all().delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    return ended
