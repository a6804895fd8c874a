"""Decisions written down as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from scoresheet.catalog.mistakes import Mistake, Path, Slip, choices, guess, quoted
from scoresheet.catalog.positions import Document, read_document
from scoresheet.catalog.wording import slips
from scoresheet.decisions.entries import Entry, Written
from scoresheet.decisions.schema import KEYS, PARTS, DecisionPart, as_far_as_sound, refused_fields
from scoresheet.language import Text


def read_yaml(path: FilePath) -> Written:
    """Read the decisions in a YAML file, each on its own, so that a mistake in one doesn't hide those in the others.

    Raises CatalogError where the file can't be opened or isn't YAML; all else that is wrong is in the result.
    """
    document = read_document(path)
    written = Written(document.content)
    written.mistakes += [document.mistake_at(spot) for spot in document.spots]
    if not isinstance(document.data, dict):
        written.mistakes.append(document.mistake(Slip((), _NOT_LISTS)))
        return written
    for key, listed in document.data.items():
        _read_list(document, key, listed, written)
    return written


_NOT_LISTS = Text(
    "这里应写 versions（版本确认）、corrections（更正登记）、accepted（已核实）三个列表，没有的可以不写。",
    "There should be the lists versions, corrections and accepted here; leave out those that are empty.",
)


def _read_list(document: Document, key: str, listed: Any, written: Written) -> None:
    if key not in KEYS:
        written.mistakes.append(document.mistake(Slip((key,), _unknown(key), at_key=True)))
        return
    if not isinstance(listed, list):
        if listed is not None:
            written.mistakes.append(document.mistake(Slip((key,), _not_a_list(key))))
        return
    for place, entry in enumerate(listed):
        for found in _entry(document, (key, place), entry):
            if isinstance(found, Entry):
                written.entries.append(found)
            else:
                written.mistakes.append(found)


def _entry(document: Document, path: Path, entry: Any) -> Iterator[Entry | Mistake]:
    if any(path == refused[: len(path)] for refused in document.refused):
        return
    if not isinstance(entry, Mapping):
        yield document.mistake(Slip(path, _NOT_AN_ENTRY))
        return
    kind = KEYS[str(path[0])]
    model, faulty = PARTS[kind], frozenset[str]()
    part: DecisionPart | None
    try:
        part = model.model_validate(entry)
    except ValidationError as error:
        for slip in slips(error, model, path):
            yield document.mistake(slip)
        faulty = refused_fields(error)
        part = as_far_as_sound(kind, entry, faulty)
    if part is not None:
        name, line = FilePath(document.file).name, document.line_of(path)
        place = Text(f"{name} 第{line}行", f"{name}, line {line}")
        yield Entry(part, place, partial(_pointed, document, path, entry), faulty)


def _pointed(document: Document, path: Path, entry: Mapping[str, Any], field: str, message: Text) -> Mistake:
    return document.mistake(Slip((*path, field) if field in entry else path, message))


_NOT_AN_ENTRY = Text(
    "每一条要逐行写“名称: 内容”，如“unit: 苍溪县”。",
    "Each entry has to hold lines like “name: content”, as in “unit: …”.",
)


def _unknown(key: str) -> Text:
    near, listed = guess(key, KEYS), choices(KEYS)
    return Text(
        f"不认识{quoted(key)}。{near.zh}这里可以写：{listed.zh}。",
        f"{quoted(key)} is not known.{near.en} What can stand here: {listed.en}.",
    )


def _not_a_list(key: str) -> Text:
    return Text(
        f"{key} 应为列表：每条另起一行，前面加“- ”。",
        f"{key} has to be a list: one entry a line after “- ”.",
    )
