"""What is odd about a catalog that breaks no rule: worth a second look before forms go out, never a reason to refuse it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from scoresheet.catalog.consistency import LineOf, Targets
from scoresheet.catalog.doubt import Doubtful, Weight
from scoresheet.catalog.form import placeholders
from scoresheet.catalog.likeness import alike_names
from scoresheet.catalog.mistakes import Path, Slip, choices, fold, quoted
from scoresheet.catalog.outline import DEFAULT_KIND, Outline
from scoresheet.catalog.schema import ItemPart, MeasurePart
from scoresheet.catalog.unsettled import placeholders_left
from scoresheet.figures import plain, signed
from scoresheet.language import Text
from scoresheet.numerals import CHINESE, in_chinese
from scoresheet.rule.model import Comparison, Rule


def doubts(drawn: Outline, targets: Targets, line_of: LineOf) -> Iterator[Doubtful]:
    """Walk what is odd about a catalog without mistakes; `targets` are the units' own."""
    yield from placeholders_left(drawn)
    yield from _no_total(drawn)
    yield from _useless_cap(drawn)
    yield from _below_the_last_grade(drawn)
    for slip in alike_names(drawn.units, line_of):
        yield Doubtful(slip)
    yield from _joined_names(drawn)
    yield from _unused_words(drawn)
    yield from _same_texts(drawn, line_of)
    for path, item in drawn.items.items():
        rule = drawn.rules[path]
        yield from _range(path, rule)
        yield from _written_rule(path, item, rule)
        for name, measure in item.measures.items():
            numbers = _numbers(drawn, item, name, measure, targets)
            yield from _missing(path, name, measure, rule, numbers)
            yield from _always(path, name, measure, numbers)
            yield from _unused(path, name, item, numbers, targets)


Numbers = Mapping[str, Decimal | None]
"""The target of one measure by the name of the unit, of every unit that the item applies to."""


def _numbers(drawn: Outline, item: ItemPart, name: str, measure: MeasurePart, targets: Targets) -> Numbers:
    default = measure.goal.target
    return {
        unit.name: targets.get((unit.id, item.id, name), default)
        for unit in drawn.units.values()
        if item.id not in unit.not_applicable
    }


def _no_total(drawn: Outline) -> Iterator[Doubtful]:
    if drawn.scores is not None and drawn.scores.total is None:
        yield Doubtful(Slip(("scores",), _NO_TOTAL, at_key=True), Weight.NOTICE)


_NO_TOTAL = Text(
    "没有写总分，分值抄错了看不出来。建议在 scores 里写上 total: 通知上的总分。",
    "No total is stated, so a miscopied number of points goes unseen. Better write total: … under scores.",
)


def _useless_cap(drawn: Outline) -> Iterator[Doubtful]:
    cap = drawn.scores.bonus_at_most if drawn.scores else None
    reach = sum((rule.highest for rule in drawn.rules.values() if rule.is_bonus), Decimal(0))
    if cap is not None and cap > reach:
        message = Text(
            f"加分合计上限是{plain(cap)}，各加分项全部加满也只有{plain(reach)}，这个上限用不上。请核对上限和各加分项。",
            f"Bonuses are capped at {plain(cap)}, but all of them together give {plain(reach)} at most, so the cap has no use. "
            "Check the cap and the bonuses.",
        )
        yield Doubtful(Slip(("scores", "bonus_at_most"), message))


def _below_the_last_grade(drawn: Outline) -> Iterator[Doubtful]:
    grades = drawn.whole.ranking.grades if drawn.whole else []
    if not grades:
        return
    last = grades[-1]
    if last.at_least is not None or last.places is not None or last.percent_of_units is not None:
        message = Text(
            f"最后一个等次{quoted(last.name)}还有条件，达不到的单位就没有等次。请核对是否要再加一个不写条件的等次。",
            f"The last grade, {quoted(last.name)}, has a condition, so units that miss it get no grade. "
            "Check whether a grade without any condition should follow.",
        )
        yield Doubtful(Slip(("ranking", "grades", len(grades) - 1, "name"), message))


def _joined_names(drawn: Outline) -> Iterator[Doubtful]:
    contacts = drawn.whole.contacts if drawn.whole else None
    lists = [((*path, "aliases"), unit.aliases) for path, unit in drawn.units.items()]
    lists += (
        [(("contacts", "people"), contacts.people), (("contacts", "phones"), contacts.phones)]
        if contacts
        else []
    )
    for path, names in lists:
        for place, name in enumerate(names):
            if _WIDE_COMMA.search(name):
                yield Doubtful(Slip((*path, place), _joined(name)))


_WIDE_COMMA = re.compile("[，、；]")


def _joined(name: str) -> Text:
    return Text(
        f"{quoted(name)}是一个名称，还是几个？列表里各项之间要用半角逗号“,”隔开，请核对。",
        f"Is {quoted(name)} one name or several? Entries of a list are separated by plain commas “,”; check it.",
    )


def _unused_words(drawn: Outline) -> Iterator[Doubtful]:
    used = {name for item in drawn.items.values() for name, _ in placeholders(item.text)}
    told: set[str] = set()
    for path, unit in drawn.units.items():
        for word in unit.words:
            if word not in used and word not in told:
                told.add(word)
                message = Text(
                    f"words 里的{quoted(word)}没有一项文字用到。请核对文字里是否该写“{{{word}}}”，或删去这个词。",
                    f"No text uses the word {quoted(word)}. Check whether a text should hold “{{{word}}}”, or remove the word.",
                )
                yield Doubtful(Slip((*path, "words", word), message, at_key=True))


def _same_texts(drawn: Outline, line_of: LineOf) -> Iterator[Doubtful]:
    first: dict[str, Path] = {}
    for path, item in drawn.items.items():
        other = first.setdefault(fold(item.text), path)
        if other != path:
            line = line_of((*other, "text"))
            message = Text(
                f"本项文字与第{drawn.items[other].id}项（第{line}行）完全一样。收回的表少了编号时会分不清，请核对是否抄重了。",
                f"This text is the same as that of item {drawn.items[other].id} (line {line}). Without ids a return "
                "couldn't tell them apart; check whether it was copied twice.",
            )
            yield Doubtful(Slip((*path, "text"), message))


def _range(path: Path, rule: Rule) -> Iterator[Doubtful]:
    if rule.is_bonus or rule.cell_reads is not None:
        return
    points, highest = plain(rule.points), signed(rule.highest)
    if rule.highest < rule.points:
        message = Text(
            f"按这个规则本项最多得{highest}分，得不到满分{points}分。请核对分值和规则里的数。",
            f"By this rule the item gives {highest} at most, never its {points} points. Check the points and the rule.",
        )
        yield Doubtful(Slip((*path, "rule"), message))
    elif rule.lowest >= rule.highest:
        message = Text(
            f"按这个规则本项总是得{highest}分，扣不了分。请核对规则里的数。",
            f"By this rule the item always gives {highest}; nothing can be lost. Check its numbers.",
        )
        yield Doubtful(Slip((*path, "rule"), message))


Look = Callable[[Mapping[str, Any], Rule], Iterator[tuple[str, Text]]]
"""Looks at a rule as it is written; gives the key and what is odd about it."""


def _written_rule(path: Path, item: ItemPart, rule: Rule) -> Iterator[Doubtful]:
    kind = item.rule.get("kind") or DEFAULT_KIND
    for key, message in _LOOKS.get(kind, _nothing)(item.rule, rule):
        yield Doubtful(Slip((*path, "rule", key), message))


def _nothing(_written: Mapping[str, Any], _rule: Rule) -> Iterator[tuple[str, Text]]:
    yield from ()


def _events(written: Mapping[str, Any], rule: Rule) -> Iterator[tuple[str, Text]]:
    cap, lowest = _decimal(written.get("deduct_at_most")), _decimal(written.get("lowest"))
    if cap is None:
        return
    if lowest is not None and rule.points - cap != lowest:
        yield "deduct_at_most", _two_limits(rule.points, cap, lowest)
    costly = [kind.name for kind in rule.event_kinds.values() if kind.deduct > cap]
    if costly:
        yield "deduct_at_most", _cap_below_one(costly, cap)


def _two_limits(points: Decimal, cap: Decimal, lowest: Decimal) -> Text:
    useless = Text("最多扣分用不上", "the cap is never reached")
    if points - cap > lowest:
        useless = Text("最低得分到不了", "the lowest score is never reached")
    return Text(
        f"满分{plain(points)}分，最多扣{plain(cap)}分应剩{signed(points - cap)}分，最低得分却写{signed(lowest)}分：{useless.zh}。"
        "请核对 deduct_at_most 和 lowest。",
        f"{plain(points)} points less {plain(cap)} leave {signed(points - cap)}, but the lowest score is {signed(lowest)}: "
        f"{useless.en}. Check deduct_at_most and lowest.",
    )


def _cap_below_one(costly: list[str], cap: Decimal) -> Text:
    listed = choices(costly)
    return Text(
        f"发生一起就超过最多扣分{plain(cap)}分：{listed.zh}。请核对每起扣分和 deduct_at_most。",
        f"A single event costs more than the cap of {plain(cap)}: {listed.en}. Check the deductions and deduct_at_most.",
    )


def _bonus(written: Mapping[str, Any], rule: Rule) -> Iterator[tuple[str, Text]]:
    cap = _decimal(written.get("at_most"))
    if cap is not None and rule.highest < cap:
        yield (
            "at_most",
            Text(
                f"按最高级别计一次最多加{plain(rule.highest)}分，上限{plain(cap)}分用不上。请核对级别的分数、at_most 和 once。",
                f"The highest level counts once and adds {plain(rule.highest)}, so the cap of {plain(cap)} is never reached. "
                "Check the levels, at_most and once.",
            ),
        )


_LOOKS: dict[str, Look] = {"events": _events, "bonus": _bonus}


def _decimal(value: Any) -> Decimal | None:
    text = str(value).strip() if value is not None else ""
    return Decimal(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) else None


def _missing(path: Path, name: str, measure: MeasurePart, rule: Rule, numbers: Numbers) -> Iterator[Doubtful]:
    lacking = [unit for unit, number in numbers.items() if number is None]
    if not lacking or rule.computes or rule.ranks_units:
        # A rule that needs targets has none left open, and the others do without.
        return
    listed = choices(lacking)
    who = Text(f"这些单位：{listed.zh}", f"these units: {listed.en}")
    if len(lacking) == len(numbers):
        who = Text("各单位", "all units")
    message = Text(
        f"指标“{measure.name}”没有目标数（{who.zh}），是否完成无从核对。有目标的请写在这里或目标表里；通知没有印数的可不改。",
        f"The measure “{measure.name}” has no target ({who.en}), so nobody can tell whether it is met. Write it here or in "
        "the table of targets; where the notice prints none, leave it.",
    )
    yield Doubtful(Slip((*path, "measures", name), message, at_key=True))


def _always(path: Path, name: str, measure: MeasurePart, numbers: Numbers) -> Iterator[Doubtful]:
    goal = measure.goal
    key = (*path, "measures", name, goal.comparison.value)
    if goal.comparison is Comparison.AT_LEAST and goal.target == 0:
        message = Text(
            f"指标“{measure.name}”的目标是不少于0，不做也算完成，扣不了分。请核对目标数。",
            f"The measure “{measure.name}” asks for at least 0, which is met without doing anything. Check the target.",
        )
        yield Doubtful(Slip(key, message))
    never = [unit for unit, number in numbers.items() if number == 0]
    if goal.comparison is Comparison.BELOW and never:
        listed = choices(never)
        message = Text(
            f"指标“{measure.name}”要低于0，没有单位能达到（{listed.zh}）。请核对目标数，或改用 at_most: 0。",
            f"The measure “{measure.name}” has to be below 0, which nobody can reach ({listed.en}). Check the target, or write "
            "at_most: 0.",
        )
        yield Doubtful(Slip(key, message))


def _unused(path: Path, name: str, item: ItemPart, numbers: Numbers, targets: Targets) -> Iterator[Doubtful]:
    used = {each for each, _ in placeholders(item.text)}
    found = {number for number in numbers.values() if number is not None}
    measure = item.measures[name]
    if name in used or not found:
        return
    place = Slip((*path, "measures", name), _unused_words_for(name, measure, found), at_key=True)
    if any(_is_printed(item.text, number, measure.unit) for number in found):
        if len(found) > 1:
            yield Doubtful(place._replace(message=_fixed_in_text(name, measure)))
        return
    twin = next((each for each in item.measures if each in used and _same(item, name, each, targets)), None)
    if twin is None:
        yield Doubtful(place)
    else:
        yield Doubtful(place._replace(message=_shared(name, measure, twin)), Weight.NOTICE)


def _same(item: ItemPart, one: str, other: str, targets: Targets) -> bool:
    """Tell whether two measures have the same target in every unit and are counted in the same."""
    own = [
        {
            unit: number
            for (unit, item_id, name), number in targets.items()
            if (item_id, name) == (item.id, each)
        }
        for each in (one, other)
    ]
    first, second = item.measures[one], item.measures[other]
    return own[0] == own[1] and first.goal.target == second.goal.target and first.unit == second.unit


def _is_printed(text: str, number: Decimal, unit: str) -> bool:
    """Tell whether a text prints a number with its unit behind it: 19名, 一次."""
    ends = "|".join(re.escape(each) for each in (unit, *unit.split("/")) if each)
    found = re.finditer(rf"(?<![0-9.])([0-9]+(?:\.[0-9]+)?|{CHINESE})\s*(?:{ends})", text)
    return any(number == (in_chinese(each[1]) if _is_word(each[1]) else Decimal(each[1])) for each in found)


def _is_word(number: str) -> bool:
    return not number[0].isascii()


def _unused_words_for(name: str, measure: MeasurePart, found: set[Decimal]) -> Text:
    number = plain(next(iter(found))) if len(found) == 1 else "…"
    return Text(
        f"指标“{measure.name}”的目标数（{number}{measure.unit}）没有写进本项文字。文字里有这个数的请改为“{{{name}}}”；"
        "通知没有印这个数的可不改。",
        f"The target of “{measure.name}” ({number}) isn't in this item's text. Write “{{{name}}}” where the text has the number; "
        "where the notice doesn't print it, leave it.",
    )


def _fixed_in_text(name: str, measure: MeasurePart) -> Text:
    return Text(
        f"各单位“{measure.name}”的目标数不一样，文字里的数却是固定的。请把文字里的数改为“{{{name}}}”。",
        f"The target of “{measure.name}” differs between units, but the text prints a fixed number. Write “{{{name}}}” in its place.",
    )


def _shared(name: str, measure: MeasurePart, twin: str) -> Text:
    return Text(
        f"指标“{measure.name}”与“{{{twin}}}”共用文字里的一个数；改目标数时两个要一起改（{name}、{twin}）。",
        f"The measure “{measure.name}” shares the number of “{{{twin}}}” in the text; change the targets of both together ({name}, {twin}).",
    )
