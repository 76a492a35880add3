"""Writes src/hekloos/web/api/openapi.json, the description of the API, for `make openapi`."""

import json
import os
import tempfile
from pathlib import Path

import django

SNAPSHOT = Path(__file__).parent.parent / "src/hekloos/web/api/openapi.json"


def as_text(description: object) -> str:
    return json.dumps(description, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hekloos.web.config.settings"
    os.environ["HEKLOOS_DATA"] = tempfile.mkdtemp(prefix="hekloos-openapi-")  # nothing of a real site is needed
    django.setup()
    from hekloos.web.api.api import api

    SNAPSHOT.write_text(as_text(api.get_openapi_schema()), encoding="utf-8")
    print(f"{SNAPSHOT.name} has {len(api.get_openapi_schema()['paths'])} addresses")


if __name__ == "__main__":
    main()
