"""Holds requests and answers against X's own OpenAPI documents (read from the test data).

The documents are OpenAPI 3.0: JSON Schema of draft 4 with `nullable` and `discriminator`, which
are translated here. Errors: 2.166 tells the kinds of problems apart by their `type`; a type that
the document does not list (`about:blank`, credits) is held against the base form alone, because
2.167 has no schema for 401, 402 and 429 although X answers them.
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from .messages import Answer, Request
from .records import Json
from .vocabulary import Vocabulary

_ROOT = "urn:x-openapi"
_CLOSED = ("Tweet", "Post", "User", "Expansions")
"""Schemas that are closed here, so that a misspelt name is found; the documents leave them open."""

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or (
        dt.datetime.fromisoformat(value).tzinfo is not None and "T" in value
    )


class Document:
    """One OpenAPI document."""

    def __init__(self, raw: Json) -> None:
        self.version: str = raw["info"]["version"]
        self._document: Json = _translated(raw)
        for name in _CLOSED:
            schema = self._document["components"]["schemas"].get(name)
            if schema is not None:
                schema["additionalProperties"] = False
        resource: Resource[Any] = DRAFT4.create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource(_ROOT, resource)

    def parameter_values(self, name: str) -> frozenset[str]:
        """Return the allowed values of a list parameter of the components, by its key there."""
        parameter = self._document["components"]["parameters"][name]
        return frozenset(parameter["schema"]["items"]["enum"])

    def exchange(self, request: Request, answer: Answer) -> Iterator[str]:
        """Yield what does not fit: in the answer always, in the request where it was accepted."""
        found = self._operation(request)
        if found is None:
            return
        operation, path_values = found
        if answer.status < 300:
            yield from self._request(operation, path_values, request)
            response = operation["responses"].get(str(answer.status))
            if response is None:
                yield f"{request.method} {request.path}: status {answer.status}"
                return
            schema = response["content"]["application/json"]["schema"]
            yield from self._check(f"{request.method} {request.path}", schema, answer.body)
            for error in answer.body.get("errors", ()):
                yield from self._problem(f"{request.path} errors", error)
        else:
            yield from self._problem(f"{request.path} {answer.status}", answer.body)

    def _request(self, operation: Json, path_values: Json, request: Request) -> Iterator[str]:
        parameters = {
            parameter["name"]: parameter
            for parameter in map(self._resolved, operation.get("parameters", ()))
        }
        given = path_values | dict(request.pairs)
        for name, parameter in parameters.items():
            if parameter.get("required") and name not in given:
                yield f"{request.path}: {name} is missing"
        for name, value in given.items():
            if name not in parameters:
                yield f"{request.path}: {name} is no parameter"
                continue
            schema = self._resolved(parameters[name]["schema"])
            yield from self._check(f"{request.path} ?{name}", schema, _typed(schema, value))
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            yield from self._check(f"{request.path} body", schema, json.loads(request.body))

    def _problem(self, where: str, body: object) -> Iterator[str]:
        if not isinstance(body, dict):
            yield f"{where}: a problem is an object, not {body!r}"
            return
        base = self._document["components"]["schemas"]["Problem"]
        listed: Json = base["discriminator"]["mapping"]
        target = listed.get(str(body.get("type")))
        if target is not None:
            yield from self._check(where, {"$ref": _ROOT + target.removeprefix(_ROOT)}, body)
        else:
            yield from self._check(where, _BASE_PROBLEM, body)

    def _check(self, where: str, schema: Json, value: object) -> Iterator[str]:
        validator = Draft4Validator(schema, registry=self._registry, format_checker=_FORMATS)
        for error in validator.iter_errors(value):
            yield f"{where}: {error.json_path}: {error.message[:300]}"

    def _operation(self, request: Request) -> tuple[Json, Json] | None:
        asked = request.path.split("/")
        best: tuple[Json, Json] | None = None
        for template, methods in self._document["paths"].items():
            parts = template.split("/")
            operation = methods.get(request.method.lower())
            if operation is None or len(parts) != len(asked):
                continue
            if all(p == a or p.startswith("{") for p, a in zip(parts, asked, strict=True)):
                values = {p[1:-1]: a for p, a in zip(parts, asked, strict=True) if p[0:1] == "{"}
                if best is None or len(values) < len(best[1]):
                    best = operation, values
        return best

    def _resolved(self, schema: Json) -> Json:
        while "$ref" in schema:
            schema = self._registry.resolver().lookup(schema["$ref"]).contents
        return schema


@dataclass(frozen=True, slots=True)
class Conformance:
    """The documents at hand, by version."""

    documents: dict[str, Document]

    @classmethod
    def load(cls, path: Path) -> "Conformance":
        """Read a document, or every `openapi-*.json` of a folder."""
        files = sorted(path.glob("openapi-*.json")) if path.is_dir() else [path]
        documents = [_document(file) for file in files]
        if not documents:
            raise FileNotFoundError(f"no openapi-*.json in {path}")
        return cls({document.version: document for document in documents})

    def exchange(self, request: Request, answer: Answer, names: Vocabulary) -> list[str]:
        """Return what does not fit the document of the vocabulary; nothing where it is not here."""
        document = self.documents.get(names.api_version)
        return [] if document is None else list(document.exchange(request, answer))


@cache
def _document(file: Path) -> Document:
    """Return a document, read once: nothing changes it, and each of many servers asks for it."""
    return Document(json.loads(file.read_text(encoding="utf-8")))


_BASE_PROBLEM: Json = {
    "type": "object",
    "required": ["type", "title"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "status": {"type": "integer"},
    },
}


def _typed(schema: Json, value: str) -> object:
    if schema.get("type") == "array":
        return value.split(",")
    return int(value) if schema.get("type") == "integer" and value.isdigit() else value


def _translated(node: Any) -> Any:
    """Return the document with absolute references and draft 4's way to allow null."""
    if isinstance(node, list):
        return [_translated(item) for item in node]
    if isinstance(node, str) and node.startswith("#/components/"):
        return _ROOT + node
    if not isinstance(node, dict):
        return node
    translated = {key: _translated(value) for key, value in node.items()}
    if translated.get("nullable") is True and isinstance(translated.get("type"), str):
        translated["type"] = [translated["type"], "null"]
    return translated
