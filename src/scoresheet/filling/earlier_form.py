"""A form of an earlier round or version seen with today's items: which of its items is which of ours now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scoresheet.catalog.form import Form
from scoresheet.grid import Grid
from scoresheet.language import Text
from scoresheet.matching import best_match, normalised
from scoresheet.reading.tables import FoundTable
from scoresheet.submission import Issued
from scoresheet.titles import HIDDEN, Column

_CODE_PARTS = 3
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NEW = "\0"
"""Stands before the id of an item that the earlier form hasn't: no id in a file begins with it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier form as its own ids have it.

    `form` is today's form under the earlier form's code and ids, so that it is read as if it were of this round;
    `ids` gives today's id for each id in it. `gone` says of an earlier id why it is none of today's items;
    `remarks` are what should be looked at although it is carried over.
    """

    form: Form
    ids: Mapping[str, str]
    gone: Mapping[str, Text]
    remarks: tuple[Text, ...]


def code_of(grid: Grid, tables: Iterable[FoundTable]) -> str | None:
    """Give the form code (catalog/round/unit) that most row ids of a workbook begin with, else its hidden sheet's."""
    ids = (table.text(row, Column.ID).split("/") for table in tables for row in table.rows())
    counted = Counter("/".join(parts[:_CODE_PARTS]) for parts in ids if len(parts) > _CODE_PARTS)
    if counted:
        return counted.most_common(1)[0][0]
    for sheet in grid.sheets:
        if sheet.name == HIDDEN:
            said = {sheet.text(row, 1): sheet.text(row, 2) for row, _ in sheet.rows()}
            parts = [said.get(key, "") for key in ("catalog", "round", "unit")]
            return "/".join(parts) if all(parts) else None
    return None


def earlier_form(form: Form, code: str | None, scores: list[FoundTable], issued: Issued | None) -> Earlier:
    """Tell which item is which by id where the text agrees, else by text; never by its place on the sheet.

    A form of this very round keeps its ids whatever became of its texts.
    """
    if code is None or code == form.code or code.count("/") != _CODE_PARTS - 1:
        return Earlier(form, {item: item for item in form.by_id}, {}, ())
    catalog, round_, unit = code.split("/")
    texts = _texts(code, scores, issued)
    if (catalog, round_) == (form.catalog.id, form.catalog.round.id):
        matched, gone = {item: item for item in form.by_id}, dict[str, Text]()
    else:
        matched, gone = _matched(form, texts)
    old = {new: before for before, new in matched.items()}
    items = tuple(
        replace(entry, item=replace(entry.item, id=old.get(entry.item.id, _NEW + entry.item.id)))
        for entry in form.items
    )
    renamed = Form(
        replace(form.catalog, id=catalog, round=replace(form.catalog.round, id=round_)),
        replace(form.unit, id=unit),
        items,
    )
    ids = {entry.item.id: now.item.id for entry, now in zip(items, form.items, strict=True)}
    return Earlier(renamed, ids, gone, tuple(_remarks(matched)))


def _texts(code: str, scores: list[FoundTable], issued: Issued | None) -> dict[str, list[str]]:
    """Give what each earlier id stood for: the text that was issued first, then what the rows say now."""
    texts: dict[str, list[str]] = {}
    for item, one in issued.items.items() if issued else ():
        texts.setdefault(item, []).append(one.text)
    for table in scores:
        for row in table.rows():
            before, _, item = table.text(row, Column.ID).rpartition("/")
            if before == code:
                texts.setdefault(item, []).append(table.text(row, Column.TEXT))
    return texts


def _matched(form: Form, texts: Mapping[str, list[str]]) -> tuple[dict[str, str], dict[str, Text]]:
    now = {entry.item.id: entry.text for entry in form.items}
    found: dict[str, str] = {}
    gone: dict[str, Text] = {}
    for item, said in texts.items():
        match = _match(item, said, now)
        if match is None:
            gone[item] = _REWORDED if item in now else _GONE
        else:
            found[item] = match
    taken = Counter(found.values())
    for item, match in found.items():
        if taken[match] > 1:
            gone[item] = _SEVERAL
    return {item: match for item, match in found.items() if item not in gone}, gone


_GONE = Text("这份表已没有这一项", "this form has no such item any more")
_REWORDED = Text(
    "编号相同，但考核内容已不同，看不出是不是同一项",
    "has the same id and another text; whether it is the same item can't be told",
)
_SEVERAL = Text("有几项的内容都与它相近，看不出是哪一项", "several items are like it")


def _match(item: str, said: list[str], now: Mapping[str, str]) -> str | None:
    for one in (text for text in said if text):
        if item in now and _alike(one, now[item]):
            return item
        match = best_match(one, now) or best_match(_masked(one), {key: _masked(t) for key, t in now.items()})
        if match is not None:
            return match
    return None


def _alike(one: str, other: str) -> bool:
    return best_match(one, {"": other}) is not None or _masked(one) == _masked(other)


def _masked(text: str) -> str:
    # A new target alone makes no other item of it.
    return _DIGITS.sub("#", normalised(text))


def _remarks(matched: Mapping[str, str]) -> Iterable[Text]:
    for item, now in matched.items():
        if item != now:
            yield Text(f"原第{item}项转入第{now}项", f"former item {item} goes into item {now}")
