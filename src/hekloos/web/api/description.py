"""The description of the API (OpenAPI): what ninja cannot know is which problems a call may answer with."""

from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

from hekloos.web.api.errors import CONTENT_TYPE, Problem

ALWAYS = {"401": "No token, or nobody's.", "404": "It is not there, or you may not do this.", "422": "Wrong values."}
OF_CHANGES = {"409": "Not possible now."}
OF_BODIES = {"400": "Not to be read.", "413": "Too large."}


def add_problems(schema: OpenAPISchema) -> OpenAPISchema:
    own = Problem.model_json_schema(ref_template=REF_TEMPLATE)
    schema["components"]["schemas"] |= {**own.pop("$defs"), "Problem": own}
    for methods in schema["paths"].values():
        for method, operation in methods.items():
            found = ALWAYS | (OF_CHANGES if method != "get" else {}) | (OF_BODIES if "requestBody" in operation else {})
            own_answers = {str(status): answer for status, answer in operation["responses"].items()}
            operation["responses"] = own_answers | {status: _problem(told) for status, told in found.items()}
    return schema


def _problem(description: str) -> dict[str, Any]:
    content = {CONTENT_TYPE: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}}
    return {"description": description, "content": content}
