"""Runs the provider until it is stopped: `python -m tests.provider.serve ADDRESS-OF-THE-SITE`. Prints its port."""

import os
import sys
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """A test that fails shows enough."""


def fill(callback: str) -> None:
    """One client, the site, and everybody of `people`."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from tests.provider.people import CLIENT, PASSWORD, PEOPLE, SECRET

    client = Client(id=CLIENT, name="Hekloos", redirect_uris=callback)
    client.set_scopes(["openid", "profile", "email"])
    client.set_secret(SECRET)
    client.save()
    for person in PEOPLE:
        fields: dict[str, Any] = {
            "username": person.email,
            "first_name": person.first_name,
            "last_name": person.last_name,
        }
        user = get_user_model()._default_manager.create(email=person.email, **fields)
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=person.email, primary=True, verified=person.proved)


def main(site: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.provider.settings"
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    fill(f"{site}/account/oidc/school/login/callback/")
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        print(server.server_port, flush=True)  # noqa: T201
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
