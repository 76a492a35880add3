"""Calls as a program makes them, with the token of somebody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hekloos.web.accounts.models import Person
from hekloos.web.accounts.tokens import make_token

ROOT = "/api/v1"


@dataclass(frozen=True)
class Answer:
    status: int
    data: Any
    content_type: str


class Caller:
    """`Caller(anna)("GET", "/labs")`; of nobody when there is no person."""

    def __init__(self, person: Person | None) -> None:
        # An error of ours has to come out as a caller sees it.
        headers = {"Authorization": f"Bearer {make_token(person, name='test')}"} if person else {}
        self.client = Client(raise_request_exception=False, headers=headers)

    def __call__(
        self, method: str, path: str, body: object = None, *, files: Mapping[str, str] | None = None, **query: object
    ) -> Answer:
        asked = {name: str(value) for name, value in query.items()}
        if files is not None:
            sent: Any = {"documents": [SimpleUploadedFile(name, text.encode()) for name, text in files.items()]}
            response = self.client.post(ROOT + path, sent, query_params=asked)
        elif body is None:
            response = self.client.generic(method, ROOT + path, query_params=asked)
        else:
            content = body if isinstance(body, (str, bytes)) else json.dumps(body)
            response = self.client.generic(
                method, ROOT + path, content, content_type="application/json", query_params=asked
            )
        content_type = response.headers.get("Content-Type", "").partition(";")[0]
        return Answer(response.status_code, response.json() if response.content else None, content_type)
