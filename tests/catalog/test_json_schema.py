"""The JSON Schema tells editors what the catalog takes: all of it, each key explained in both languages, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from scoresheet.catalog.json_schema import FIRST_LINE, is_schema, json_schema, rendered
from scoresheet.catalog.loading import load_catalog
from scoresheet.rules import kinds

ROOT = Path(__file__).parents[2]
RIGHT = [
    ROOT / "indicators.yaml",
    ROOT / "examples" / "towns" / "indicators.yaml",
    ROOT / "tests" / "fixtures" / "questions.yaml",
]
DRAFT_7 = {
    *("$schema", "$ref", "title", "description", "definitions", "type", "enum", "properties", "required"),
    *(
        "additionalProperties",
        "items",
        "minItems",
        "maxItems",
        "minProperties",
        "minLength",
        "maxLength",
        "pattern",
    ),
    *(
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
    ),
}


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: version 1.2, in which no is a word and a date a text."""


EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", "^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", "^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", "^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))

accepts = fastjsonschema.compile(json_schema())


def as_editors_see(text: str) -> Any:
    """Give the data of a catalog as an editor hands it to the schema."""
    return yaml.load(text, EditorLoader)  # noqa: S506 - a loader of plain values


def schemas(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Walk a schema and all schemas within it."""
    yield schema
    for key in ("properties", "definitions"):
        for inside in schema.get(key, {}).values():
            yield from schemas(inside)
    for key in ("allOf", "anyOf", "oneOf"):
        for inside in schema.get(key, ()):
            yield from schemas(inside)
    for key in ("items", "additionalProperties", "not", "if", "then"):
        if isinstance(schema.get(key), dict):
            yield from schemas(schema[key])


@pytest.mark.parametrize("path", RIGHT, ids=[path.parent.name for path in RIGHT])
def test_a_right_catalog_is_accepted(path: Path) -> None:
    """Every catalog that comes with the program fulfils the schema."""
    accepts(as_editors_see(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("points: 3\n", 'points: "3"\n'),
        ('id: "1"', "id: 1"),
        ("contacts:", "contacts: # "),
        ("interim: true", "interim: TRUE"),
        ("deduct_at_most: 5", "lowest: -3.5"),
        ("issuer: 共青团广元市委", "issuer: 2014"),
    ],
)
def test_what_the_catalog_takes_is_accepted(tmp_path: Path, old: str, new: str) -> None:
    """Quotation marks, blanks and numbers for names are taken by both."""
    text = RIGHT[0].read_text(encoding="utf-8").replace(old, new, 1)
    path = tmp_path / "indicators.yaml"
    path.write_text(text.replace("targets: targets.csv", ""), encoding="utf-8")
    load_catalog(path)
    accepts(as_editors_see(text))


@pytest.mark.parametrize("kind", kinds())
def test_the_example_of_every_rule_is_accepted(kind: str) -> None:
    """The worked example that each kind of rule carries fulfils the schema as part of a catalog."""
    data = as_editors_see(RIGHT[1].read_text(encoding="utf-8"))
    data["categories"][0]["items"][0] = {"id": "1", "text": "…", **as_editors_see(kinds()[kind].example.item)}
    accepts(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: ", "titel: "),
        ("points: 3\n", "pionts: 3\n"),
        ("points: 3\n", "points: 三\n"),
        ("points: 3\n", "points: -1\n"),
        ("kind: events", "kind: event"),
        ("kind: events", "kind: ratio"),
        ("deduct_at_most: 5", "deduct_max: 5"),
        ("deduct: 0.5", "deduct: 0"),
        ("unit: 名, at_least: 19", "unit: 名"),
        ("unit: 名, at_least: 19", "unit: 名, at_least: 19, at_most: 20"),
        ("unit: 名, at_least: 19", "at_least: 19"),
        ("due: 2014-11-28", "due: 2014年11月28日"),
        ("ties: competition", "ties: densse"),
        ("locale: zh-CN", "locale: zh"),
        ("total_row: true", "total_row: yes"),
        ("decimals: 2", "decimals: 9"),
        ("people: [胡云涛, 胡晓慧]", "people: 胡云涛"),
        (
            "rule: {kind: events, register: {rows: 10}, lowest: 0}",
            "rule: {kind: events, register: {rows: 0}}",
        ),
        ("rule: {kind: events, register: {rows: 10}, lowest: 0}", "rule: {per_unit: 1}"),
    ],
)
def test_a_wrong_catalog_is_refused(old: str, new: str) -> None:
    """Misspelt keys, wrong types, unknown kinds and parameters of other kinds are underlined in the editor."""
    text = RIGHT[0].read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        accepts(as_editors_see(text.replace(old, new, 1)))


def test_every_key_is_explained_in_both_languages() -> None:
    """The description of each key has a Chinese line and an English one."""
    described = [
        (key, inside.get("description", ""))
        for schema in schemas(json_schema())
        if "if" not in schema
        for key, inside in schema.get("properties", {}).items()
        if set(inside) != {"enum"}
    ]
    assert len(described) > 90
    for key, words in described:
        zh, _, en = words.partition("\n")
        assert re.search("[一-鿿]", zh), key
        assert re.search("[a-z]{3}", words.split("\n")[-1]), (key, en)


def test_only_keywords_of_draft_7_are_used() -> None:
    """What editors don't know would have no effect."""
    assert {keyword for schema in schemas(json_schema()) for keyword in schema} <= DRAFT_7


def test_every_kind_of_rule_has_its_parameters() -> None:
    """A kind of rule that lies in the folder is in the schema, with all of its keys."""
    definitions = json_schema()["definitions"]
    for name, rule in kinds().items():
        keys = {field.alias or key for key, field in rule.Parameters.model_fields.items()}
        assert set(definitions[f"rule_{name}"]["properties"]) == {"kind", *keys}


def test_the_file_is_known_again() -> None:
    """The schema's own file can be told from others, and the same program writes the same bytes."""
    assert is_schema(rendered().encode())
    assert not is_schema(b"{}")
    assert not is_schema(b"catalog: x")
    assert len({rendered(), rendered()}) == 1
    assert FIRST_LINE.endswith("$schema=./indicators.schema.json")
