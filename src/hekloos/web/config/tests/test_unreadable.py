"""What no Django can read gets an answer all the same, through the application that a web server starts."""

import io
import json
from contextlib import closing
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from hekloos.web.config.wsgi import application

pytestmark = pytest.mark.usefixtures("cast", "one_connection")
NO_TEXT = ["charset=hex", "charset=rot13", "charset=undefined", "charset=punycode", "charset=idna", "charset=utf-16"]
MANY = "&".join(["a"] * 10_001)


def send(path: str, content_type: str, *, query: str = "a=%ff", body: bytes = b"") -> tuple[int, dict[str, str], str]:
    """Status, headers and content of the answer."""
    environ: dict[str, Any] = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "REQUEST_METHOD": "POST" if body else "GET",
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    answered: list[Any] = []
    with closing(application(environ, lambda *answer: answered.append(answer))) as response:  # type: ignore[type-var]
        content = b"".join(response).decode()
    ((status, headers),) = answered
    return int(status.split()[0]), dict(headers), content


@pytest.mark.parametrize("body", [b"", b"login=a&password=b"])
@pytest.mark.parametrize("charset", NO_TEXT)
def test_an_encoding_that_is_none_of_text_is_told(charset: str, body: bytes) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        status, headers, content = send("/account/inloggen/", f"{kind}; {charset}", body=body)
        assert status == 400
        assert "Hekloos begrijpt niet wat uw browser stuurde" in content
        assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("content_type", ["text/plain; x*=undefined''%41", "application/json; charset=hex"])
def test_a_program_is_told_as_a_problem(content_type: str) -> None:
    status, headers, content = send("/api/v1/labs", content_type)
    assert (status, headers["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(content)["detail"].startswith("Wat u stuurde is niet te lezen.")


def test_too_many_values_in_an_address_are_told() -> None:
    for content_type in ("", "text/plain; charset=utf-8"):
        assert send("/account/inloggen/", content_type, query=f"next=/&{MANY}")[0] == 400
        assert send("/api/v1/labs", content_type, query=MANY)[0] in (400, 401)


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"', "us-ascii", "latin1", "windows-1252", "nergens"])
def test_what_can_be_read_is_answered_as_ever(charset: str) -> None:
    assert send("/account/inloggen/", f"text/plain; charset={charset}")[0] == 200
    status, _headers, content = send("/nergens/\xc3\xa9/", f"text/plain; charset={charset}")
    assert status == 404
    assert "Deze pagina kunt u niet openen" in content


def test_a_host_that_is_not_of_the_site_is_told(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["leerlab.example"]
    status, _headers, content = send("/account/inloggen/", "")
    assert status == 400
    assert "Dit is niet te lezen" in content
