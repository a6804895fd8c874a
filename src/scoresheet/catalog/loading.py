"""From the office's files to a catalog: read, check everything, tell all mistakes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from scoresheet.catalog.consistency import contradictions
from scoresheet.catalog.mistakes import CatalogError, Mistake, Path, Slip, fold, guess
from scoresheet.catalog.model import Catalog, Category, Contacts, Grade, Item, Measure, Round, Unit
from scoresheet.catalog.outline import Outline, outline
from scoresheet.catalog.positions import Document, read_document
from scoresheet.catalog.schema import CatalogPart, GradePart, ItemPart, MeasurePart, UnitPart
from scoresheet.catalog.targets import Table, read_targets
from scoresheet.language import Locale, Text
from scoresheet.rule import Question, Rule

__all__ = ["CatalogError", "Mistake", "load_catalog"]


def load_catalog(path: FilePath) -> Catalog:
    """Give the catalog in a file, with the targets of the table that it names.

    Raises CatalogError with every mistake in either file, in the order of the lines.
    """
    document = read_document(path)
    drawn = outline(document.data, document.refused)
    table = _targets(path, drawn)
    targets = None if table is None or table.mistakes else table.values
    slips = [*drawn.slips, *contradictions(drawn, targets, document.line_of)]
    mistakes = _in_order(document, slips) + _by_line(table.mistakes if table else [])
    if mistakes or drawn.whole is None or table is None:
        raise CatalogError(tuple(mistakes), document.locale)
    return _catalog(drawn.whole, drawn, document.content, table)


def _in_order(document: Document, slips: list[Slip]) -> list[Mistake]:
    told = [document.mistake_at(spot) for spot in document.spots]
    return _by_line([*told, *(document.mistake(slip) for slip in slips)])


def _by_line(mistakes: list[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column))


def _targets(path: FilePath, drawn: Outline) -> Table | None:
    name = drawn.data.get("targets")
    if not isinstance(name, str) or not name.strip():
        return Table()
    file, units = path.parent / name.strip(), dict(_unit_names(drawn))
    if not units:
        return None
    try:
        return read_targets(file, units, set(_measures(drawn)))
    except (OSError, ValueError):
        drawn.slips.append(Slip(("targets",), _no_table(file), at_key=True))
        return None


def _no_table(file: FilePath) -> Text:
    try:
        near = guess(file.name, sorted(each.name for each in file.parent.iterdir() if each.is_file()))
    except OSError:
        near = Text("", "")
    return Text(
        f"打不开目标表“{file.name}”。{near.zh}请把它放在指标文件旁边，检查名称和权限；没有目标表的，删去这一行。",
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
        units=tuple(_unit(unit) for unit in whole.units),
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
            category.name,
            tuple(
                _item(item, category.id, rules["categories", place, "items", row], whole.locale)
                for row, item in enumerate(category.items)
            ),
            category.weight,
        )
        for place, category in enumerate(whole.categories)
    )


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
