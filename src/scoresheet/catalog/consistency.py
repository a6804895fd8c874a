"""What a catalog has to fulfil beyond its keys: names that are told apart, texts that can be filled, sums that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from scoresheet.catalog.form import placeholders, stray_braces
from scoresheet.catalog.grading import grading_slips
from scoresheet.catalog.mistakes import Path, Slip, choices, fold, guess, quoted
from scoresheet.catalog.model import NotApplicable
from scoresheet.catalog.outline import Outline
from scoresheet.catalog.schema import ItemPart, UnitPart
from scoresheet.figures import plain, signed
from scoresheet.language import Text
from scoresheet.titles import SCORES

LineOf = Callable[[Path], int]
"""Gives the line of the file on which something stands."""

Targets = Mapping[tuple[str, str, str], Decimal]


def contradictions(drawn: Outline, targets: Targets | None, line_of: LineOf) -> Iterator[Slip]:
    """Walk everything in a catalog that contradicts itself.

    `targets` are the units' own, None where they couldn't be read; `line_of` finds the line of a path.
    """
    yield from _same_ids(drawn.written("units"), "单位编号", "unit", line_of)
    yield from _same_ids(drawn.written("categories"), "类别编号", "category", line_of)
    yield from _same_ids(drawn.written("categories", "items"), "考核内容编号", "item", line_of)
    yield from _same_names(drawn.units, line_of)
    yield from _long_names(drawn.units)
    yield from _unknown_items(drawn)
    yield from _nothing_left(drawn)
    yield from _points(drawn)
    yield from grading_slips(drawn)
    yield from _ranges(drawn)
    if targets is not None:
        yield from _unknown_targets(drawn, targets)
    for path, item in drawn.written("categories", "items"):
        yield from _text(path, item, drawn)
    for path, whole in drawn.items.items():
        yield from _measure_ids(path, whole, drawn)
        if targets is not None:
            yield from _unknown_numbers(path, whole, drawn, targets)


def _same_ids(
    parts: Iterable[tuple[Path, Mapping[str, object]]], zh: str, en: str, line_of: LineOf
) -> Iterator[Slip]:
    first: dict[str, Path] = {}
    for path, part in parts:
        key = part.get("id")
        if not isinstance(key, str):
            continue
        # File names that differ only in case are the same file on Windows.
        taken = first.setdefault(key.strip().casefold(), path)
        if taken is not path:
            line = line_of((*taken, "id"))
            message = Text(
                f"{zh}{quoted(key)}已在第{line}行用过。每个编号只能用一次，请改用别的编号。",
                f"The {en} id {quoted(key)} is already used in line {line}. Give each its own id.",
            )
            yield Slip((*path, "id"), message)


def _names(path: Path, unit: UnitPart) -> Iterator[tuple[Path, str]]:
    yield (*path, "name"), unit.name
    if unit.reporting_as:
        yield (*path, "reporting_as"), unit.reporting_as
    for place, alias in enumerate(unit.aliases):
        yield (*path, "aliases", place), alias


def _same_names(units: Mapping[Path, UnitPart], line_of: LineOf) -> Iterator[Slip]:
    first: dict[str, tuple[Path, Path]] = {
        fold(unit.id): (path, (*path, "id")) for path, unit in units.items()
    }
    for unit_path, unit in units.items():
        for path, name in _names(unit_path, unit):
            owner, place = first.setdefault(fold(name), (unit_path, path))
            if owner != unit_path:
                other, line = units[owner].name, line_of(place)
                message = Text(
                    f"{quoted(name)}已是{other}的名称或编号（第{line}行），收回的表会分不清是哪家。请改用别的名称。",
                    f"{quoted(name)} already stands for {other} (line {line}); returns couldn't be told apart. Use another name.",
                )
                yield Slip(path, message)


def _unknown_items(drawn: Outline) -> Iterator[Slip]:
    known = set(drawn.item_ids.values())
    for path, unit in drawn.units.items():
        for item_id in unit.not_applicable:
            if item_id not in known:
                near = guess(item_id, known)
                message = Text(
                    f"没有编号为{quoted(item_id)}的考核内容。{near.zh}请写已有的编号。",
                    f"There is no item with the id {quoted(item_id)}.{near.en} Write one that exists.",
                )
                yield Slip((*path, "not_applicable", item_id), message, at_key=True)


_LONGEST_FILE_NAME = 200
"""Bytes; file systems take 255, and an office puts 最终版 and the like behind a name."""


def _long_names(units: Mapping[Path, UnitPart]) -> Iterator[Slip]:
    for path, unit in units.items():
        length = len(f"{unit.id}_{unit.name}_.xlsx".encode()) + max(len(title.encode()) for title in SCORES)
        if length > _LONGEST_FILE_NAME:
            message = Text(
                "单位编号和名称合起来太长，做不成文件名。请用简称，全称写在 reporting_as 里。",
                "Id and name together are too long for a file name. Use a short name; reporting_as takes the full one.",
            )
            yield Slip((*path, "name"), message)


def _nothing_left(drawn: Outline) -> Iterator[Slip]:
    worth = {drawn.item_ids[path] for path, rule in drawn.rules.items() if rule.worth}
    for path, unit in drawn.units.items():
        scored = [item for item in worth if unit.not_applicable.get(item) in {None, NotApplicable.FULL}]
        if drawn.whole and worth and not scored:
            message = Text(
                "这个单位没有一项适用，算不出得分。请至少保留一项，或不把它列为填报单位。",
                "No item applies to this unit, so it has no score. Leave it at least one, or take it off the list.",
            )
            yield Slip((*path, "not_applicable"), message)


def _points(drawn: Outline) -> Iterator[Slip]:
    if drawn.scores is None:
        return
    for path, item in drawn.items.items():
        if _decimals(item.points) > drawn.scores.decimals:
            allowed = drawn.scores.decimals
            message = Text(
                f"分值{plain(item.points)}的小数超过{allowed}位。请改分值，或把 scores 里的 decimals 改大。",
                f"{plain(item.points)} points have more than {allowed} decimals. Change them, or the decimals under scores.",
            )
            yield Slip((*path, "points"), message)
    worth = (rule.worth for rule in drawn.rules.values() if not rule.is_bonus)
    total, summed = drawn.scores.total, sum(worth, Decimal(0))
    readable = drawn.whole is not None and len(drawn.rules) == len(drawn.items)
    if readable and total is not None and total != summed:
        message = Text(
            f"这里写总分{plain(total)}，各项分值相加却是{plain(summed)}，相差{plain(abs(total - summed))}。请核对分值或总分。",
            f"This says {plain(total)} in all, but the points add up to {plain(summed)}, {plain(abs(total - summed))} apart. "
            "Check the points or the total.",
        )
        yield Slip(("scores", "total"), message)


def _ranges(drawn: Outline) -> Iterator[Slip]:
    """Walk the rules with a bound that no score could be written with."""
    allowed = drawn.scores.decimals if drawn.scores else None
    for path, rule in drawn.rules.items():
        bounds = [bound for bound in (rule.lowest, rule.highest) if bound.is_finite()]
        fine = [bound for bound in bounds if allowed is not None and _decimals(bound) > allowed]
        if fine and _decimals(drawn.items[path].points) <= (allowed or 0):
            message = Text(
                f"按这个规则，本项得分可到{signed(fine[-1])}分，小数超过{allowed}位。请改规则里的数，或把 scores 里的 decimals 改大。",
                f"By this rule the score can be {signed(fine[-1])}, with more than {allowed} decimals. "
                "Change its numbers, or the decimals under scores.",
            )
            yield Slip((*path, "rule"), message)


def _unknown_targets(drawn: Outline, targets: Targets) -> Iterator[Slip]:
    """Walk the measures that a score is computed from and that have no target for some unit."""
    for path, rule in drawn.rules.items():
        item = drawn.items[path]
        for name in rule.targeted:
            measure = item.measures[name]
            units = (unit for unit in drawn.units.values() if item.id not in unit.not_applicable)
            lacking = [unit.name for unit in units if (unit.id, item.id, name) not in targets]
            if measure.goal.target is None and lacking:
                listed = choices(lacking)
                message = Text(
                    f"得分要从“{measure.name}”的目标数计算，但没有目标数。请在指标里写上数，或在目标表里给这些单位写上：{listed.zh}。",
                    f"The score follows from the target of “{measure.name}”, which has none. Write a number at the measure, "
                    f"or in the table of targets for: {listed.en}.",
                )
                yield Slip((*path, "measures", name), message, at_key=True)


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _shared_words(units: Iterable[UnitPart]) -> set[str]:
    sets = [set(unit.words) for unit in units]
    return set.intersection(*sets) if sets else set()


def _text(path: Path, item: Mapping[str, object], drawn: Outline) -> Iterator[Slip]:
    text, measures = item.get("text"), item.get("measures")
    if not isinstance(text, str):
        return
    known = set(measures) if isinstance(measures, dict) else set()
    shared = _shared_words(drawn.units.values())
    for name in dict.fromkeys(name for name, _ in placeholders(text)):
        if drawn.units and name not in known | shared:
            yield Slip((*path, "text"), _unknown_placeholder(name, known, shared, drawn), token=f"{{{name}}}")
    for offset in stray_braces(text):
        yield Slip((*path, "text"), _stray(text[offset]), token=text[offset : offset + 8])


def _unknown_placeholder(name: str, measures: set[str], shared: set[str], drawn: Outline) -> Text:
    lacking = [unit.name for unit in drawn.units.values() if name not in unit.words]
    if len(lacking) < len(drawn.units):
        listed = choices(lacking)
        return Text(
            f"“{{{name}}}”要用各单位 words 里的词，但这些单位没有写：{listed.zh}。请补上。",
            f"“{{{name}}}” is a word of the units, but these have none: {listed.en}. Add it there.",
        )
    known = [*sorted(measures), *sorted(shared)]
    near, listed = guess(name, known), choices(known)
    can_use = Text(f"可以用：{listed.zh}。", f"What can be used: {listed.en}.")
    if not known:
        can_use = Text(
            "请在本项 measures 里写上这个指标，或去掉花括号。",
            "Write the measure under this item's measures, or leave the braces out.",
        )
    return Text(
        f"“{{{name}}}”既不是本项 measures 里的指标，也不是各单位 words 里的词。{near.zh}{can_use.zh}",
        f"“{{{name}}}” is neither a measure of this item nor a word of the units.{near.en} {can_use.en}",
    )


def _stray(brace: str) -> Text:
    return Text(
        f"这里的“{brace}”没有配对。花括号只用来引用指标或词，如 {{名称}}；要印出花括号本身，请写两个“{brace}{brace}”。",
        f"This “{brace}” has no partner. Braces refer to a measure or a word, as in {{name}}; to print one, write it twice “{brace}{brace}”.",
    )


def _measure_ids(path: Path, item: ItemPart, drawn: Outline) -> Iterator[Slip]:
    words = {word for unit in drawn.units.values() for word in unit.words}
    for name in item.measures:
        if name in words:
            message = Text(
                f"{quoted(name)}既是指标又是单位 words 里的词，文字里的“{{{name}}}”会分不清。请改名。",
                f"{quoted(name)} is both a measure and a word of the units, so “{{{name}}}” in a text is unclear. Rename one.",
            )
            yield Slip((*path, "measures", name), message, at_key=True)


def _unknown_numbers(path: Path, item: ItemPart, drawn: Outline, targets: Targets) -> Iterator[Slip]:
    for name in dict.fromkeys(name for name, _ in placeholders(item.text)):
        measure = item.measures.get(name)
        if measure is None or measure.goal.target is not None:
            continue
        lacking = [unit.name for unit in drawn.units.values() if (unit.id, item.id, name) not in targets]
        if lacking:
            listed = choices(lacking)
            message = Text(
                f"“{{{name}}}”没有目标数，填不进文字。请在指标里写上数，或在目标表里给这些单位写上：{listed.zh}。",
                f"“{{{name}}}” has no number to put into the text. Write one at the measure, or in the table of targets for: {listed.en}.",
            )
            yield Slip((*path, "text"), message, token=f"{{{name}}}")
