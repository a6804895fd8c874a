"""From the office's files to a catalog: read, check everything, tell all mistakes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from scoresheet.catalog.consistency import contradictions
from scoresheet.catalog.doubt import Doubt, Doubtful, Weight
from scoresheet.catalog.mistakes import CatalogError, Mistake, Path, Slip, fold, guess
from scoresheet.catalog.model import (
    Catalog,
    Category,
    Contacts,
    Grade,
    Item,
    Measure,
    NotApplicable,
    Round,
    Unit,
)
from scoresheet.catalog.outline import Outline, outline
from scoresheet.catalog.positions import Document, read_document
from scoresheet.catalog.schema import CatalogPart, GradePart, ItemPart, MeasurePart, UnitPart
from scoresheet.catalog.soundness import doubts
from scoresheet.catalog.targets import Known, Table, read_targets
from scoresheet.catalog.unsettled import open_decisions
from scoresheet.language import Locale, Text
from scoresheet.rule.model import Question, Rule

__all__ = [
    "BeforeTargets",
    "CatalogError",
    "Doubt",
    "Mistake",
    "Weight",
    "inspect_catalog",
    "load_before_targets",
    "load_catalog",
]


def load_catalog(path: FilePath) -> Catalog:
    """Give the catalog in a file, with the targets of the table that it names.

    Raises CatalogError with every mistake in either file, in the order of the lines.
    """
    return _read(path).catalog()


def inspect_catalog(path: FilePath) -> tuple[Catalog, tuple[Doubt, ...]]:
    """Give the catalog as `load_catalog` does, with what is odd about it in the order of the lines."""
    read = _read(path)
    document = read.document
    found = [*doubts(read.drawn, read.table.values, document.line_of), *_table_not_named(path, read.whole)]
    told = [Doubt(document.mistake(slip), weight) for slip, weight in found]
    left = open_decisions(document.lines, document.line_of(("units",)), document.locale)
    told += [Doubt(document.mistake_at(spot), weight) for spot, weight in left]
    told += [Doubt(note, Weight.NOTICE) for note in read.table.notes]
    told.sort(key=lambda doubt: (doubt.mistake.line, doubt.mistake.column))
    return read.catalog(), tuple(told)


def _table_not_named(path: FilePath, whole: CatalogPart) -> Iterator[Doubtful]:
    """Tell of a table of targets that lies beside a catalog which doesn't say to use it."""
    if whole.targets is None and (path.parent / TARGETS).is_file():
        yield Doubtful(Slip(("categories",), _NOT_NAMED, at_key=True), Weight.BEFORE_ISSUING)


TARGETS = "targets.csv"
"""The name that a table of targets goes by where nothing else is said."""

_NOT_NAMED = Text(
    f"旁边有目标表 {TARGETS}，但指标目录没有写要用它，里面的目标数都没有用上。请在这一行上面加一行“targets: {TARGETS}”；"
    "不用它的，请把它移走。",
    f"Beside the catalog lies a table of targets, {TARGETS}, which the catalog doesn't name, so its targets have no effect. Add "
    f"a line “targets: {TARGETS}” above this one, or move that file away.",
)


@dataclass(frozen=True, slots=True)
class BeforeTargets:
    """A catalog whose targets may be missing; `file` is the table that it names, None where it names none.

    `known` is what such a table may name, `table` the one that there is, with nothing in it where there is none.
    """

    catalog: Catalog
    file: FilePath | None
    known: Known
    table: Table


def load_before_targets(path: FilePath) -> BeforeTargets:
    """Give the catalog although its table of targets may be missing, or lack targets that it needs.

    Raises CatalogError with every other mistake.
    """
    read = _read(path, before_targets=True)
    name = read.whole.targets
    file = None if name is None else path.parent / name
    return BeforeTargets(read.catalog(), file, read.known, read.table)


@dataclass(frozen=True)
class _Read:
    """A catalog without mistakes, with the places of everything in it."""

    document: Document
    drawn: Outline
    whole: CatalogPart
    known: Known
    table: Table

    def catalog(self) -> Catalog:
        """Give the catalog itself."""
        return _catalog(self.whole, self.drawn, self.document.content, self.table)


def _read(path: FilePath, *, before_targets: bool = False) -> _Read:
    document = read_document(path, elsewhere=_ELSEWHERE)
    drawn = outline(document.data, document.refused)
    known = _known(drawn)
    table = _targets(path, drawn, known, may_lack=before_targets)
    _take_not_applicable(drawn, table)
    readable = table is not None and not table.mistakes
    targets = table.values if table is not None and readable and not before_targets else None
    slips = [*drawn.slips, *contradictions(drawn, targets, document.line_of)]
    mistakes = _in_order(document, slips) + _by_line(table.mistakes if table else [])
    if mistakes or drawn.whole is None or table is None:
        raise CatalogError(tuple(mistakes), document.locale)
    return _Read(document, drawn, drawn.whole, known, table)


_ELSEWHERE = Text(
    "请先进入项目文件夹（cd 文件夹）再运行，或用 -c 写明指标目录在哪里，如 -c 文件夹/indicators.yaml；还没有项目的，"
    "运行 scoresheet init。",
    " Go into the project folder first (cd FOLDER), or say with -c where the catalog is, as in -c FOLDER/indicators.yaml; "
    "where there is no project yet, run scoresheet init.",
)


def _take_not_applicable(drawn: Outline, table: Table | None) -> None:
    """Put what the table says of items that don't apply beside what the catalog says."""
    if table is None or not table.not_applicable:
        return
    for path, unit in drawn.units.items():
        besides = table.not_applicable.get(unit.id, {})
        drawn.units[path] = unit.model_copy(update={"not_applicable": {**unit.not_applicable, **besides}})


def _in_order(document: Document, slips: list[Slip]) -> list[Mistake]:
    told = [document.mistake_at(spot) for spot in document.spots]
    return _by_line([*told, *(document.mistake(slip) for slip in slips)])


def _by_line(mistakes: list[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column))


def _targets(path: FilePath, drawn: Outline, known: Known, *, may_lack: bool) -> Table | None:
    name = drawn.data.get("targets")
    if not isinstance(name, str) or not name.strip():
        return Table()
    file = path.parent / name.strip()
    if not known.units:
        return None
    try:
        return read_targets(file, known)
    except (OSError, ValueError) as error:
        if may_lack and isinstance(error, FileNotFoundError):
            return Table()
        drawn.slips.append(Slip(("targets",), _no_table(file), at_key=True))
        return None


def _no_table(file: FilePath) -> Text:
    try:
        near = guess(file.name, sorted(each.name for each in file.parent.iterdir() if each.is_file()))
    except OSError:
        near = Text("", "")
    return Text(
        f"打不开目标表“{file.name}”。{near.zh}请把它放在指标目录旁边，检查名称和权限；没有目标表的，删去这一行。",
        f"The table of targets “{file.name}” can't be opened.{near.en} Put it beside the catalog and look at its name and permissions; "
        "remove this line where there is none.",
    )


def _unit_names(drawn: Outline) -> Iterator[tuple[str, str]]:
    # The ids come last: where a name is also another unit's id, the id decides (and the name is told as a mistake).
    written = [unit for _, unit in drawn.written("units") if isinstance(unit.get("id"), str)]
    for unit in written:
        for name in (unit.get("name"), unit.get("reporting_as"), *_strings(unit.get("aliases"))):
            if isinstance(name, str):
                yield fold(name), unit["id"].strip()
    for unit in written:
        yield fold(unit["id"]), unit["id"].strip()


def _known(drawn: Outline) -> Known:
    names, items = dict(_unit_names(drawn)), set(drawn.item_ids.values())
    counted = {
        (item.id, name): measure.unit
        for item in drawn.items.values()
        for name, measure in item.measures.items()
    }
    return Known(names, set(_measures(drawn)), items, _settled(drawn), dict(_defaults(drawn)), counted)


def _defaults(drawn: Outline) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for item in drawn.items.values():
        for name, measure in item.measures.items():
            if measure.goal.target is not None:
                yield (item.id, name), measure.goal.target


def _settled(drawn: Outline) -> dict[str, dict[str, NotApplicable]]:
    return {unit.id: dict(unit.not_applicable) for unit in drawn.units.values() if unit.not_applicable}


def _strings(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _measures(drawn: Outline) -> Iterator[tuple[str, str]]:
    for _, item in drawn.written("categories", "items"):
        measures = item.get("measures")
        if isinstance(item.get("id"), str) and isinstance(measures, dict):
            yield from ((item["id"].strip(), measure) for measure in measures)


def _catalog(whole: CatalogPart, drawn: Outline, content: bytes, table: Table) -> Catalog:
    return Catalog(
        id=whole.catalog,
        title=whole.title,
        issuer=whole.issuer,
        locale=whole.locale,
        round=Round(whole.round.id, whole.round.label, whole.round.due, whole.round.interim),
        units=tuple(_unit(unit) for unit in drawn.units.values()),
        categories=_categories(whole, drawn.rules),
        digest=hashlib.sha256(content + table.content).hexdigest(),
        decimals=whole.scores.decimals,
        contacts=Contacts(tuple(whole.contacts.people), tuple(whole.contacts.phones)),
        ties=whole.ranking.ties,
        within_groups=whole.ranking.within_groups,
        break_ties=tuple(whole.ranking.break_ties),
        grades=tuple(_grade(grade) for grade in whole.ranking.grades),
        convert_to=whole.scores.convert_to,
        bonus_at_most=whole.scores.bonus_at_most,
        total_row=whole.form.total_row,
        signature=whole.form.signature,
        targets=table.values,
    )


def _grade(grade: GradePart) -> Grade:
    return Grade(grade.name, grade.at_least, grade.places, grade.percent_of_units)


def _unit(unit: UnitPart) -> Unit:
    return Unit(
        id=unit.id,
        name=unit.name,
        reporting_as=unit.reporting_as or unit.name,
        aliases=tuple(unit.aliases),
        group=unit.group,
        contact=unit.contact,
        words=unit.words,
        not_applicable=unit.not_applicable,
    )


def _categories(whole: CatalogPart, rules: dict[Path, Rule]) -> tuple[Category, ...]:
    return tuple(
        Category(
            category.id,
            category.name or _unprinted(whole, category.id),
            tuple(
                _item(item, category.id, rules["categories", place, "items", row], whole.locale)
                for row, item in enumerate(category.items)
            ),
            category.weight,
            is_unprinted=not category.name,
        )
        for place, category in enumerate(whole.categories)
    )


def _unprinted(whole: CatalogPart, category_id: str) -> str:
    """Give what lists call a category without a name of its own."""
    return _ALL.of(whole.locale) if len(whole.categories) == 1 else category_id


_ALL = Text("全部考核内容", "all items")


def _item(item: ItemPart, category: str, rule: Rule, locale: Locale) -> Item:
    measures = [_measure(name, measure, rule) for name, measure in item.measures.items()]
    asked = [_question(name, question, locale) for name, question in rule.questions.items()]
    return Item(item.id, category, rule.worth, item.text, rule, (*measures, *asked))


def _measure(name: str, measure: MeasurePart, rule: Rule) -> Measure:
    return Measure(
        id=name,
        name=measure.name,
        unit=measure.unit,
        goal=measure.goal,
        points=measure.points,
        numerator=measure.numerator,
        denominator=measure.denominator,
        signed=rule.takes_negatives and measure.numerator is None,
    )


def _question(name: str, question: Question, locale: Locale) -> Measure:
    return Measure(
        id=name,
        name=question.name.of(locale),
        unit=question.unit.of(locale),
        goal=question.goal,
        reply=question.reply,
    )
