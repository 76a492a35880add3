"""The API: the same reads and actions as the pages, for programs, under /api/v1/."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from hekloos.web.api import (
    curriculum,
    labs,
    learning,
    meetings,
    overlap,
    review,
    route,
    route_exemptions,
    route_hours,
    route_lessons,
    route_outlook,
    routes,
)
from hekloos.web.api.access import Token
from hekloos.web.api.description import add_problems
from hekloos.web.api.errors import add_handlers

ROUTES = (route, routes, route_exemptions, route_outlook, route_lessons, route_hours)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        return add_problems(super().get_openapi_schema(**options))


api = Api(title="Hekloos", version="1", auth=Token(), openapi_url=None, docs_url=None, urls_namespace="api")
add_handlers(api)
for app in (labs, curriculum, overlap, review, meetings, learning, *ROUTES):
    api.add_router("", app.router)

rest = Router()


@rest.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> OpenAPISchema:
    return api.get_openapi_schema()


@rest.api_operation(METHODS, "/", include_in_schema=False)
def root(request: HttpRequest) -> None:
    raise Http404


@rest.api_operation(METHODS, "/{anything:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> None:
    raise Http404


api.add_router("", rest)
