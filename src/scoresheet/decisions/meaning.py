"""What an entry means in the catalog: its unit, its item, the field or the finding that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from scoresheet.catalog.mistakes import choices, fold, guess, quoted
from scoresheet.catalog.model import Catalog, Item, Measure, Unit
from scoresheet.checking.running import Check, Severity, all_checks
from scoresheet.decision import Field, FieldKind
from scoresheet.figures import plain
from scoresheet.grid import Kind, RawCell
from scoresheet.language import Text
from scoresheet.returns.fields import SCORE, STATEMENT, measure_of, takes_number
from scoresheet.rule.model import Reply
from scoresheet.titles import NO, NONE_DECLARED, TITLES, YES, Column, yes_or_no
from scoresheet.values import read_number

_ITEM = re.compile(r"(?:第\s*(.+?)\s*项|item\s+(.+))", re.IGNORECASE)
_FIXED = {
    SCORE: ("score", *TITLES[Column.SCORE], "得分"),
    Field(FieldKind.DONE): ("done", *TITLES[Column.DONE]),
    Field(FieldKind.REASON): ("reason", *TITLES[Column.REASON]),
    STATEMENT: ("none_declared", *NONE_DECLARED),
}
_PREFIXES = ("measures/", "events/")
_STATEMENT_NAMES = {fold(word) for word in _FIXED[STATEMENT]}


class UnclearError(Exception):
    """Something written down has no meaning in the catalog, or more than one; `sentence` is for the clerk."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Meanings:
    """The names of a catalog, as clerks write them."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def _units(self) -> dict[str, Unit]:
        named = {
            fold(name): unit
            for unit in self.catalog.units
            for name in (unit.name, unit.reporting_as, *unit.aliases)
        }
        return {**named, **{fold(unit.id): unit for unit in self.catalog.units}}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.catalog.items}

    @cached_property
    def _checks(self) -> dict[str, Check]:
        return {check.code: check for check in all_checks()}

    def unit(self, said: str) -> Unit:
        """Give the unit of an id, a name or an alias. Raises UnclearError for no unit."""
        unit = self._units.get(fold(said))
        if unit is not None:
            return unit
        near = guess(
            said, [name for unit in self.catalog.units for name in (unit.name, *unit.aliases, unit.id)]
        )
        raise UnclearError(
            Text(
                f"没有{quoted(said)}这个单位。{near.zh}请写指标目录里的单位编号或名称。",
                f"There is no unit {quoted(said)}.{near.en} Write an id or a name from the catalog.",
            )
        )

    def item(self, said: str) -> Item:
        """Give the item of an id, written as 2 or 第2项. Raises UnclearError for no item."""
        named = _ITEM.fullmatch(said.strip())
        wanted = (named[1] or named[2]) if named else said.strip()
        item = self._items.get(wanted) or self._items.get(fold(wanted))
        if item is not None:
            return item
        near, listed = guess(wanted, self._items), choices(self._items)
        raise UnclearError(
            Text(
                f"没有第{quoted(said)}项。{near.zh}可以写：{listed.zh}。",
                f"There is no item {quoted(said)}.{near.en} What can be written: {listed.en}.",
            )
        )

    def field(self, said: str, item: Item | None) -> Field:
        """Give the field that goes by a name; without an item that can be the statement about deductions only.

        Raises UnclearError for no field, for several, and for a score that nobody states.
        """
        if item is None and fold(said) not in _STATEMENT_NAMES:
            raise UnclearError(_NO_ITEM)
        names = _names(item)
        meant = names.get(fold(said), ())
        if meant == (SCORE,) and item is not None and item.rule.cell_reads is not None:
            raise UnclearError(_COMPUTED)
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise UnclearError(_ambiguous(said, meant))
        listed = _offered(item)
        near = guess(said, names)
        raise UnclearError(
            Text(
                f"没有{quoted(said)}这样的填报内容。{near.zh}可以写：{listed.zh}。逐行登记的扣分不能电话更正，请单位重新报送。",
                f"There is no field {quoted(said)}.{near.en} What can be written: {listed.en}. "
                "The rows of an open register can't be corrected by telephone: have the form sent again.",
            )
        )

    def value(self, said: str, field: Field, item: Item | None) -> str:
        """Give a new value as it goes into a field: a number in plain digits, yes or no as the form has it, a text.

        Raises UnclearError for what the field can't hold.
        """
        measure = measure_of(item, field) if item else None
        if field == STATEMENT or (measure is not None and measure.reply is Reply.YES_NO):
            return self._choice(said)
        if not takes_number(field):
            return said
        percent = measure is not None and measure.unit == "%"
        number = _number(said.removesuffix("%") if percent else said)
        if not said:
            raise UnclearError(_NO_VALUE)
        if number is None:
            raise UnclearError(
                Text(
                    f"更正后的内容是{quoted(said)}，不是数。请只写阿拉伯数字，如 3 或 1.5。",
                    f"The new value {quoted(said)} is no number. Write digits only, as in 3 or 1.5.",
                )
            )
        return plain(number)

    def _choice(self, said: str) -> str:
        chosen = yes_or_no(fold(said))
        if chosen is None:
            raise UnclearError(
                Text(
                    f"这里应为“是”或“否”，写的是{quoted(said)}。",
                    f"This says {quoted(said)}; write yes or no.",
                )
            )
        return (YES if chosen else NO).of(self.catalog.locale)

    def code(self, said: str) -> str:
        """Give the code of a finding that can be let stand.

        Raises UnclearError for no code, and for one that has to be settled in another way: the sentence says which.
        """
        wanted = fold(said).upper()
        check = self._checks.get(wanted)
        if check is None:
            near = guess(wanted, self._checks)
            raise UnclearError(
                Text(
                    f"没有代码为{quoted(said)}的问题。{near.zh}请照问题清单上的代码写，如 E101。",
                    f"There is no finding {quoted(said)}.{near.en} Write a code from the list of findings, as in E101.",
                )
            )
        if not check.acceptable:
            raise UnclearError(_not_acceptable(check))
        return check.code


_NO_ITEM = Text("没有写考核项。请写明更正第几项。", "There is no item. Write down which item is corrected.")
_COMPUTED = Text(
    "这一项的得分由名次得出，不由单位填报，不能更正。请更正它的完成数。",
    "The score of this item follows from places; nobody states it. Correct its achieved number.",
)
_NO_VALUE = Text(
    "没有写改为多少。没有得分的写0。", "The new value is blank. Write 0 where there is no score."
)


def _number(said: str) -> Decimal | None:
    return read_number(RawCell(Kind.TEXT, said)).number


def _names(item: Item | None) -> dict[str, tuple[Field, ...]]:
    names: dict[str, dict[Field, None]] = {}
    for field, words in _FIXED.items():
        for word in words:
            names.setdefault(fold(word), {})[field] = None
    for name, field in _own_names(item) if item else ():
        names.setdefault(fold(name), {})[field] = None
    return {name: tuple(fields) for name, fields in names.items()}


def _own_names(item: Item) -> Iterator[tuple[str, Field]]:
    for measure in item.measures:
        for name, field in _of_measure(measure):
            yield name, field
            yield f"measures/{name}", field
    kinds: Mapping[str, object] = item.rule.event_kinds
    for event in kinds:
        field = Field(FieldKind.EVENT, event)
        for name in (event, item.rule.event_kinds[event].name):
            yield name, field
            yield f"events/{name}", field


def _offered(item: Item | None) -> Text:
    own = list(_own_names(item)) if item else []
    fields = list(dict.fromkeys(field for _, field in own))
    named = [
        [name for name, field in own if field == one and not name.startswith(_PREFIXES)] for one in fields
    ]
    words = [[*_FIXED[field]] for field in _FIXED if (field == STATEMENT) == (item is None)]
    zh = [word[1] for word in words] + [names[-1] for names in named]
    en = [word[0] for word in words] + [names[0] for names in named]
    return Text(choices(zh).zh, choices(en).en)


def _ambiguous(said: str, meant: Iterable[Field]) -> Text:
    folder = {FieldKind.EVENT: "events"}
    listed = choices(f"{folder.get(field.kind, 'measures')}/{field.key}" for field in meant if field.key)
    return Text(
        f"{quoted(said)}可以是几处，分不清。请改写为：{listed.zh}。",
        f"{quoted(said)} may be several fields. Write one of: {listed.en}.",
    )


def _of_measure(measure: Measure) -> Iterator[tuple[str, Field]]:
    if measure.numerator is None or measure.denominator is None:
        field = Field(FieldKind.MEASURE, measure.id)
        yield from ((name, field) for name in (measure.id, measure.name))
        return
    for kind, name in (
        (FieldKind.NUMERATOR, measure.numerator),
        (FieldKind.DENOMINATOR, measure.denominator),
    ):
        field = Field(kind, measure.id)
        yield from ((one, field) for one in (f"{measure.id}/{kind.value}", name))


def _not_acceptable(check: Check) -> Text:
    if check.severity is Severity.NOTICE:
        return Text(
            f"{check.code}（{check.title.zh}）只是提示，不需要核实。请删去这一条。",
            f"{check.code} ({check.title.en}) is a note, which needs no verifying. Remove this entry.",
        )
    instead = _INSTEAD.get(check.code) or _INSTEAD_BY_FAMILY.get(check.code[0], _SEND_AGAIN)
    return Text(
        f"{check.code}（{check.title.zh}）不能用“已核实”保留。{instead.zh}",
        f"{check.code} ({check.title.en}) can't be let stand. {instead.en}",
    )


_SEND_AGAIN = Text("请单位重新报送。", "Have the unit send its form again.")
_CORRECT = Text(
    "请用“更正登记”写明原填和改为多少，或请单位重新报送。",
    "Write down the old and the new value as a correction, or have the form sent again.",
)
_INSTEAD_BY_FAMILY = {"V": _CORRECT, "R": _CORRECT}
_INSTEAD = {
    "X101": Text("请用“版本确认”写明以哪份为准。", "Write down under versions which file counts."),
    "X102": Text("请催报。", "Ask the unit for its form."),
    "X105": Text(
        "请用“版本确认”写明以哪份为准，或请单位重新报送。",
        "Write down under versions which file counts, or have the form sent again.",
    ),
    "X103": Text("请改正或删去没有起作用的那条登记。", "Mend or remove the entry that had no effect."),
}
