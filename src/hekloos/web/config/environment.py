"""What the person who runs the site sets, by variables of the environment; docs/howto/site-draaien.md lists them."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class SettingsError(Exception):
    """A setting cannot be used; `str()` is a Dutch sentence with a remedy."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"HEKLOOS_{name}", default).strip()


def flag(name: str) -> bool:
    return text(name).lower() in {"1", "true", "yes", "ja", "aan", "on"}


def data_folder() -> Path:
    """Where a site without another database keeps everything."""
    return Path(text("DATA", "hekloos-data")).resolve()


def secret_key(folder: Path) -> str:
    """The key that is set, or else one that was made for this folder and that nobody else may read."""
    given = text("SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = folder / f"secret-key.{secrets.token_hex(4)}"
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(60))
        try:
            os.link(made, path)  # of two processes that start together the first makes it
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """Django's settings for PostgreSQL when `HEKLOOS_DATABASE` names one, else for SQLite in the folder."""
    address = text("DATABASE")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "hekloos.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # so that a writer waits at the start, and never fails halfway
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA mmap_size=268435456;",
            },
            "CONN_MAX_AGE": None,  # a new connection reads the whole schema again
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingsError(
            "HEKLOOS_DATABASE moet beginnen met postgresql://. Laat de instelling weg om SQLite te gebruiken."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def single_sign_on() -> list[dict[str, Any]]:
    """The OpenID Connect provider that is set, such as Entree Federatie or SURFconext."""
    issuer = text("OIDC_ISSUER")
    if not issuer:
        return []
    return [
        {
            "provider_id": "school",
            "name": text("OIDC_NAME", "uw school"),
            "client_id": text("OIDC_CLIENT_ID"),
            "secret": text("OIDC_CLIENT_SECRET"),
            "settings": {
                "server_url": issuer,
                "oauth_pkce_enabled": True,
                # For a provider that does not say so itself, although every address in it comes from a school.
                **({"verified_email": True} if flag("OIDC_EMAIL_VERIFIED") else {}),
            },
        }
    ]
