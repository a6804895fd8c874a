"""The catalog as people read it: categories and items with points, text, rule and measures, for one unit or for all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scoresheet.catalog.form import FormItem, form_for
from scoresheet.catalog.item_texts import shared_texts
from scoresheet.catalog.model import Catalog, Category, Item, Measure, Unit
from scoresheet.catalog.target_sheet import COMPARED
from scoresheet.catalog.targets import METHODS
from scoresheet.figures import plain
from scoresheet.language import Locale, Text
from scoresheet.titles import NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A measure and its target in words: 不少于19名（默认）."""

    name: str
    asks: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item in words; `remark` says that it doesn't apply to the unit, "" where it does."""

    id: str
    points: str
    text: str
    rule: str
    measures: tuple[ShownMeasure, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ShownCategory:
    """A category with its items; `total` tells how many they are and their points."""

    name: str
    total: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class CatalogView:
    """The whole catalog in words; `about` are the lines below its title, `total` the last one."""

    locale: Locale
    title: str
    about: tuple[str, ...]
    categories: tuple[ShownCategory, ...]
    total: str


def view(catalog: Catalog, unit: Unit | None = None) -> CatalogView:
    """Give a catalog as people read it, with a unit's own targets and words where one is named."""
    items = _of_unit(catalog, unit) if unit is not None else _of_all(catalog)
    categories = tuple(_category(catalog, category, items) for category in catalog.categories)
    return CatalogView(catalog.locale, catalog.title, _about(catalog, unit), categories, _total(catalog))


def _about(catalog: Catalog, unit: Unit | None) -> tuple[str, ...]:
    due = catalog.round.due
    until = Text(f"，{due}前报送", f", due {due}") if due else Text("", "")
    first = Text(
        f"{catalog.issuer}，{catalog.round.label}{until.zh}",
        f"{catalog.issuer}, {catalog.round.label}{until.en}",
    )
    number = len(catalog.units)
    whose = Text(
        f"{number}个单位；各单位不同的目标数写作××", f"{number} units; a target that differs reads ××"
    )
    if unit is not None:
        whose = Text(f"{unit.name}的目标数", f"targets of {unit.name}")
    return first.of(catalog.locale), whose.of(catalog.locale)


def _total(catalog: Catalog) -> str:
    number, points = len(catalog.items), plain(catalog.total)
    return Text(
        f"合计：{number}项，{points}分（不含加分）", f"Total: {number} items, {points} points without bonuses"
    ).of(catalog.locale)


def _category(catalog: Catalog, category: Category, items: dict[str, ShownItem]) -> ShownCategory:
    number, points = len(category.items), plain(category.points)
    total = Text(f"{number}项，{points}分", f"{number} items, {points} points")
    if category.weight is not None:
        weight = plain(category.weight)
        total = Text(f"{total.zh}，权重{weight}%", f"{total.en}, weight {weight}%")
    shown = tuple(items[item.id] for item in category.items)
    return ShownCategory(category.name, total.of(catalog.locale), shown)


def _of_unit(catalog: Catalog, unit: Unit) -> dict[str, ShownItem]:
    return {entry.item.id: _unit_item(catalog.locale, entry) for entry in form_for(catalog, unit).items}


def _unit_item(locale: Locale, entry: FormItem) -> ShownItem:
    measures = tuple(
        ShownMeasure(
            each.measure.name, _asks(each.measure, {each.goal.target}, locale, is_default=each.is_default)
        )
        for each in entry.measures
        if not each.measure.is_question
    )
    remark = ""
    if entry.not_applicable is not None:
        method = METHODS[entry.not_applicable]
        remark = Text(f"{NOT_APPLICABLE.zh}（{method.zh}）", f"{NOT_APPLICABLE.en} ({method.en})").of(locale)
    return _item(locale, entry.item, entry.text, measures, remark)


def _of_all(catalog: Catalog) -> dict[str, ShownItem]:
    texts = shared_texts(catalog)
    return {
        item.id: _item(catalog.locale, item, texts[item.id], _shared_measures(catalog, item))
        for item in catalog.items
    }


def _shared_measures(catalog: Catalog, item: Item) -> tuple[ShownMeasure, ...]:
    return tuple(
        ShownMeasure(measure.name, _shared(catalog, item, measure))
        for measure in item.measures
        if not measure.is_question
    )


def _shared(catalog: Catalog, item: Item, measure: Measure) -> str:
    own = [catalog.targets.get((unit.id, item.id, measure.id)) for unit in catalog.units]
    default = measure.goal.target
    targets = {default if number is None else number for number in own}
    return _asks(measure, targets, catalog.locale, is_default=default is not None and None in own)


def _asks(measure: Measure, targets: set[Decimal | None], locale: Locale, *, is_default: bool) -> str:
    numbers = sorted(number for number in targets if number is not None)
    compared = COMPARED[measure.goal.comparison].of(locale)
    if not numbers:
        return Text(
            f"{compared}（没有目标数，{measure.unit}）", f"{compared} (no target, {measure.unit})"
        ).of(locale)
    low, high = plain(numbers[0]), plain(numbers[-1])
    said = low if low == high else Text(f"{low}至{high}", f"{low} to {high}").of(locale)
    between = "" if locale is Locale.ZH or measure.unit == "%" else " "
    asks = f"{compared}{'' if locale is Locale.ZH else ' '}{said}{between}{measure.unit}"
    marks = [_DEFAULT] if is_default and low == high else [_SOME_DEFAULT] if is_default else []
    marks += [_SOME_WITHOUT] if None in targets else []
    return asks + "".join(mark.of(locale) for mark in marks)


_DEFAULT = Text("（默认）", " (default)")
_SOME_DEFAULT = Text("（有的单位用默认）", " (default for some)")
_SOME_WITHOUT = Text("（有的单位没有）", " (none for some)")


def _item(
    locale: Locale, item: Item, text: str, measures: tuple[ShownMeasure, ...], remark: str = ""
) -> ShownItem:
    read = item.rule.points_read
    points = plain(item.points) if read is None else read.of(locale)
    return ShownItem(item.id, points, text, item.rule.sentence().of(locale), measures, remark)
