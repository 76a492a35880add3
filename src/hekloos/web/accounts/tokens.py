"""Tokens: long random texts of which only the digest is kept."""

import hashlib
import secrets

from django.utils import timezone

from hekloos.web.accounts.models import Person, Token

PREFIX = "hekloos_"


def digest_of(text: str) -> str:
    """A random text of 43 letters needs no slow digest: nobody can guess it."""
    return hashlib.sha256(text.encode()).hexdigest()


def make_token(person: Person, *, name: str) -> str:
    """The token, which is shown once."""
    text = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(person=person, name=name, digest=digest_of(text))
    return text


def person_of(text: str) -> Person | None:
    """Whose token this is; None when nobody's, or of somebody who may no longer log in."""
    token = Token.objects.select_related("person").filter(digest=digest_of(text), person__is_active=True).first()
    if token is None:
        return None
    today = timezone.localdate()
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return token.person
