"""The catalog's JSON Schema, made from what the catalog is read with: editors complete keys and explain them."""

from __future__ import annotations

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scoresheet.catalog.outline import DEFAULT_KIND
from scoresheet.catalog.schema import CatalogPart, GradePart, ItemPart, MeasurePart, Part
from scoresheet.language import Text
from scoresheet.rule.model import Comparison
from scoresheet.rule.parameters import Bound, MayBePercent
from scoresheet.rules import kinds

FILE_NAME = "indicators.schema.json"
"""The name under which a catalog's first line refers to its schema."""

FIRST_LINE = f"# yaml-language-server: $schema=./{FILE_NAME}"
"""The comment by which editors find the schema."""

Schema = dict[str, Any]

_NUMBER = r"^\s*[+-]?[0-9]+(\.[0-9]+)?\s*$"
_MAYBE_PERCENT = r"^\s*[+-]?[0-9]+(\.[0-9]+)?\s*%?\s*$"
_WHOLE = r"^\s*[+-]?[0-9]{1,9}\s*$"
_KIND = Text("计分规则的种类，不写为 judged", "the kind of scoring rule; judged where left out")
_TITLE = Text("scoresheet 指标目录", "a scoresheet catalog of indicators")
_COMMENT = Text(
    "由 scoresheet catalog schema 生成，供编辑器补全和提示用；对错以 scoresheet catalog check 为准。",
    "Written by scoresheet catalog schema, for editors; what is right and wrong is told by scoresheet catalog check.",
)


def rendered() -> str:
    """Give the schema as the text of a file; the same program gives the same text."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> Schema:
    """Give the JSON Schema of a catalog, in keywords of draft 7.

    It refuses no catalog that the program accepts. What holds between keys (sums, names, references) is beyond it.
    """
    top = _model(CatalogPart)
    parts = {_name(model): _model(model) for model in _models(CatalogPart)}
    ways = {f"rule_{kind}": _rule(kind, rule.Parameters) for kind, rule in kinds().items()}
    inside = (_models(rule.Parameters) for rule in kinds().values())
    held = {_name(model): _model(model) for models in inside for model in models}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": _both(_TITLE),
        "description": _both(_COMMENT),
        **top,
        "definitions": {**parts, "rule": _any_rule(), **ways, **held},
    }


def is_schema(content: bytes) -> bool:
    """Tell whether a file is such a schema, which a newer one may replace."""
    try:
        found = json.loads(content)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("title") == _both(_TITLE)


def described(model: type[BaseModel]) -> dict[str, Text]:
    """Give what is said of each key of a model, by the name of its field: the sentence below the field."""
    said: dict[str, Text] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, BaseModel) and each.__module__ != BaseModel.__module__:
            said |= _described(each)
    return said


@cache
def _described(model: type[BaseModel]) -> Mapping[str, Text]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    said = {}
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            zh, _, en = _words(below).partition(" / ")
            said[field.target.id] = Text(zh, en)
    return said


def _words(node: ast.stmt) -> str:
    is_words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return str(ast.literal_eval(node.value)) if isinstance(node, ast.Expr) and is_words else ""


def _both(text: Text) -> str:
    return f"{text.zh}\n{text.en}"


def _name(model: type[BaseModel]) -> str:
    words = model.__name__.removesuffix("Part").removesuffix("Parameters")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", words).lower()


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Walk the models that a model holds, at any depth, each once."""
    seen: dict[type[BaseModel], None] = {}
    waiting = [model]
    while waiting:
        for field in waiting.pop().model_fields.values():
            new = [each for each in _within(field.annotation) if each not in seen]
            seen |= dict.fromkeys(new)
            waiting += new
    yield from seen


def _within(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for each in get_args(hint):
        yield from _within(each)


def _model(model: type[BaseModel]) -> Schema:
    words = described(model)
    keys = {
        field.alias or name: _key(model, name, field, words[name])
        for name, field in model.model_fields.items()
    }
    required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    made: Schema = {"type": "object", "properties": keys, "additionalProperties": False}
    made |= {"required": required} if required else {}
    return made | _between(model)


def _between(model: type[BaseModel]) -> Schema:
    """Give what holds between the keys of a model."""
    if model is MeasurePart:
        return {"oneOf": [{"required": [each.value]} for each in Comparison]}
    if model is GradePart:
        return {"not": {"required": ["places", "percent_of_units"]}}
    return {}


def _key(model: type[BaseModel], name: str, field: FieldInfo, words: Text) -> Schema:
    made = _of(field.annotation, field.metadata)
    if model is ItemPart and name == "rule":
        made = {"$ref": "#/definitions/rule"}
    if issubclass(model, Part) and not field.is_required():
        made = _or_blank(made)
    if "$ref" in made:
        # In draft 7 nothing beside a reference counts.
        made = {"allOf": [made]}
    return {"description": _both(words), **made}


def _or_blank(made: Schema) -> Schema:
    if "$ref" in made:
        return {"anyOf": [made, {"type": "null"}]}
    kinds_ = [made["type"]] if isinstance(made["type"], str) else list(made["type"])
    with_null = made | {"type": [*kinds_, *([] if "null" in kinds_ else ["null"])]}
    return with_null | ({"enum": [*made["enum"], None]} if "enum" in made else {})


def _of(hint: Any, limits: Sequence[Any] = ()) -> Schema:
    """Give the schema of a type; `limits` are what its annotation adds to it."""
    if get_origin(hint) is Annotated:
        kind, *more = get_args(hint)
        return _of(kind, (*more, *limits))
    if get_origin(hint) in {Union, UnionType}:
        (kind,) = (each for each in get_args(hint) if each is not NoneType)
        return _or_blank(_of(kind, limits))
    return _plain(hint, limits)


def _plain(hint: Any, limits: Sequence[Any]) -> Schema:
    if get_origin(hint) is Literal:
        return {"type": "string", "enum": list(get_args(hint))}
    if get_origin(hint) is list:
        return {"type": "array", "items": _of(get_args(hint)[0]), **_sizes(limits, "Items")}
    if get_origin(hint) is dict:
        return _mapping(get_args(hint)[1], limits)
    if issubclass(hint, BaseModel):
        return {"$ref": f"#/definitions/{_name(hint)}"}
    if issubclass(hint, StrEnum):
        return {"type": "string", "enum": [each.value for each in hint]}
    return _scalar(hint, limits)


def _mapping(held: Any, limits: Sequence[Any]) -> Schema:
    inside = {} if held is Any else _of(held)
    return {"type": "object", "additionalProperties": inside, **_sizes(limits, "Properties")}


def _scalar(hint: type, limits: Sequence[Any]) -> Schema:
    # Quotation marks make no difference to how a catalog is read, so a number may also be a text that says one.
    if hint is bool:
        return {"type": "boolean"}
    if hint is date:
        return {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"}
    if hint is Bound or any(isinstance(each, MayBePercent) for each in limits):
        return {"type": ["number", "string"], "pattern": _MAYBE_PERCENT, **_bounds(limits)}
    if hint is Decimal:
        return {"type": ["number", "string"], "pattern": _NUMBER, **_bounds(limits)}
    if hint is int:
        return {"type": ["integer", "string"], "pattern": _WHOLE, **_bounds(limits)}
    return {"type": ["string", "number"], **_sizes(limits, "Length")}


def _constraints(limits: Sequence[Any]) -> Iterator[Any]:
    for each in limits:
        # What pydantic's own Field carries is spelt out in its metadata.
        yield from each.metadata if isinstance(each, FieldInfo) else (each,)


_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _bounds(limits: Sequence[Any]) -> Schema:
    return {
        keyword: getattr(each, name)
        for each in _constraints(limits)
        for name, keyword in _BOUNDS.items()
        if getattr(each, name, None) is not None
    }


def _sizes(limits: Sequence[Any], what: str) -> Schema:
    least = [size for each in _constraints(limits) if (size := getattr(each, "min_length", None)) is not None]
    most = [size for each in _constraints(limits) if (size := getattr(each, "max_length", None)) is not None]
    # Several limits may meet in one annotation: the narrowest is the one that bites.
    made: Schema = {f"min{what}": max(least)} if least else {}
    return made | ({f"max{what}": min(most)} if most else {})


def _rule(kind: str, parameters: type[BaseModel]) -> Schema:
    made = _model(parameters)
    wording = kinds()[kind].wording
    said = Text(f"{kind}：如“{wording.zh}”", f"{kind}: as in “{wording.en}”")
    named = {"kind": {"description": _both(_KIND), "type": ["string", "null"], "enum": [kind, None]}}
    if kind != DEFAULT_KIND:
        named["kind"] |= {"type": "string", "enum": [kind]}
    return {"description": _both(said), **made, "properties": {**named, **made["properties"]}}


def _any_rule() -> Schema:
    names = list(kinds())
    listed = Text(
        "\n".join([_KIND.zh, *(f"{kind}：{rule.wording.zh}" for kind, rule in kinds().items())]),
        "\n".join([_KIND.en, *(f"{kind}: {rule.wording.en}" for kind, rule in kinds().items())]),
    )
    kind = {"description": _both(listed), "type": ["string", "null"], "enum": [*names, None]}
    ways = [_chosen(name) for name in names]
    return {"type": "object", "properties": {"kind": kind}, "allOf": ways}


def _chosen(kind: str) -> Schema:
    asked: Schema = {"properties": {"kind": {"enum": [kind]}}, "required": ["kind"]}
    if kind == DEFAULT_KIND:
        asked = {"properties": {"kind": {"enum": [kind, None]}}}
    return {"if": asked, "then": {"$ref": f"#/definitions/rule_{kind}"}}
