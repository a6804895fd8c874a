"""Answers written down as YAML, JSON or CSV, so that reading them gives the same answers again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoresheet.catalog.form import Form
from scoresheet.catalog.model import Unit
from scoresheet.figures import plain
from scoresheet.filling.answer_fields import DECLARED, field_name
from scoresheet.filling.answers import STATEMENT, Slot
from scoresheet.filling.answers_table import COLUMNS, guarded
from scoresheet.filling.offered import Offered
from scoresheet.grid import Kind, RawCell
from scoresheet.language import NOTHING
from scoresheet.values import read_number, shortest


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a unit answered: by input, the text as it stands; a number in plain digits."""

    unit: Unit
    said: Mapping[Slot, str]


class _Digits(str):
    """A number that is written without quotation marks."""

    __slots__ = ()


_Tree = Mapping[str, "_Tree"] | Sequence["_Tree"] | str
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPED = re.compile(r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def extracted(form: Form, offers: Sequence[Offered]) -> Extracted:
    """Give what can be told of a workbook's answers, in the order of the form."""
    items = {entry.item.id: number for number, entry in enumerate(form.items)}
    said = {one.slot: as_text(one.raw) for one in offers if one.slot is not None and one.why == NOTHING}
    ordered = sorted(said, key=lambda slot: items.get(slot.item or "", len(items)))
    return Extracted(form.unit, {slot: said[slot] for slot in ordered})


def as_text(raw: RawCell) -> str:
    """Give what stands in a cell as text: a number in plain digits, no more of them than its double tells."""
    if raw.kind is not Kind.NUMBER:
        return raw.text or ""
    number = read_number(raw).number
    if number is None:
        number = shortest(raw.text or "")
    return (raw.text or "") if number is None else plain(number)


def to_yaml(answers: Sequence[Extracted]) -> bytes:
    """Give the answers of one unit as a mapping, those of several as a list of such mappings."""
    blocks = []
    for one in answers:
        lines = list(_yaml(_tree(one)))
        lines[0] += f"  # {one.unit.name}"
        if len(answers) > 1:
            lines = [("- " if not number else "  ") + line for number, line in enumerate(lines)]
        blocks += lines
    return ("\n".join(blocks) + "\n").encode() if blocks else b"[]\n"


def to_json(answers: Sequence[Extracted]) -> bytes:
    """Give the same as JSON."""
    trees: list[_Tree] = [_tree(one) for one in answers]
    return (_json(trees[0] if len(trees) == 1 else trees, "") + "\n").encode()


def to_csv(answers: Sequence[Extracted]) -> bytes:
    """Give the same as a table that Excel and WPS open with a double click: one line for each answer."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for one in answers:
        for slot, said in one.said.items():
            writer.writerow((one.unit.id, slot.item or "", field_name(slot), guarded(said)))
    return buffer.getvalue().encode("utf-8-sig")


def _tree(one: Extracted) -> Mapping[str, _Tree]:
    items: dict[str, dict[str, _Tree]] = {}
    for slot, said in one.said.items():
        if slot.item is not None:
            _put(items.setdefault(slot.item, {}), slot, _value(slot, said))
    tree: dict[str, _Tree] = {"unit": one.unit.id}
    if STATEMENT in one.said:
        tree[DECLARED] = one.said[STATEMENT]
    return tree | {"answers": items}


def _value(slot: Slot, said: str) -> str:
    return _Digits(said) if slot.takes_number and _PLAIN.fullmatch(said) else said


def _put(answer: dict[str, _Tree], slot: Slot, said: str) -> None:
    name, _, key = field_name(slot).partition("/")
    if not key:
        answer[name] = said
    elif name != "register":
        group = answer.setdefault(name, {})
        assert isinstance(group, dict)  # noqa: S101 - made one line above
        group[key] = said
    else:
        rows = answer.setdefault(name, [])
        assert isinstance(rows, list)  # noqa: S101 - made one line above
        number, _, part = key.partition("/")
        rows += [{} for _ in range(int(number) - len(rows))]
        rows[int(number) - 1][part] = said


def _yaml(tree: Mapping[str, _Tree]) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, str):
            yield f"{_key(key)}: {_scalar(value)}"
        elif not value:
            yield f"{_key(key)}: " + ("{}" if isinstance(value, Mapping) else "[]")
        elif isinstance(value, Mapping):
            yield f"{_key(key)}:"
            yield from (f"  {line}" for line in _yaml(value))
        else:
            yield f"{_key(key)}:"
            yield from (f"  - {_flow(each)}" for each in value)


def _flow(tree: _Tree) -> str:
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_flow(value)}" for key, value in tree.items()) + "}"
    return _scalar(str(tree) if not isinstance(tree, _Digits) else tree)


def _key(key: str) -> str:
    return key if _NAME.fullmatch(key) else _quoted(key)


def _scalar(value: str) -> str:
    return str(value) if isinstance(value, _Digits) else _quoted(value)


def _quoted(text: str) -> str:
    # A JSON string is a double-quoted YAML string once what YAML doesn't let stand is escaped as well.
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _json(tree: _Tree, indent: str) -> str:
    deeper = indent + "  "
    if isinstance(tree, str):
        return _scalar(tree)
    if isinstance(tree, Mapping):
        inside = [f"{_quoted(key)}: {_json(value, deeper)}" for key, value in tree.items()]
        opened, closed = "{", "}"
    else:
        inside, opened, closed = [_json(each, deeper) for each in tree], "[", "]"
    if not inside:
        return opened + closed
    return opened + "\n" + ",\n".join(deeper + each for each in inside) + f"\n{indent}{closed}"
