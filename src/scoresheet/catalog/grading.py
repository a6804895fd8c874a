"""What the keys about totals, ties and grades have to fulfil: weights that add up, bands that can apply, known ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from scoresheet.catalog.mistakes import Path, Slip, choices, fold, guess, quoted
from scoresheet.catalog.outline import Outline
from scoresheet.catalog.schema import CatalogPart, GradePart
from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.rule.model import Effect, Rule

_GRADES: Path = ("ranking", "grades")
_WHOLE = Decimal(100)

Bands = list[tuple[Path, GradePart]]


def grading_slips(drawn: Outline) -> Iterator[Slip]:
    """Walk the mistakes in how totals are converted, ties broken and grades given."""
    yield from _worth_nothing(drawn)
    yield from _weights(drawn)
    yield from _cap(drawn)
    yield from _tie_breaks(drawn)
    yield from _groups(drawn)
    yield from _names(drawn)
    yield from _bands(drawn)
    for path, rule in drawn.rules.items():
        yield from _veto(path, rule, _written_names(drawn))


def _worth_nothing(drawn: Outline) -> Iterator[Slip]:
    if drawn.whole and len(drawn.rules) == len(drawn.item_ids) and not any(_worth(drawn).values()):
        yield Slip(("categories",), _NO_POINTS, at_key=True)


_NO_POINTS = Text(
    "目录里只有加分项或否决项，没有一项有分值，算不出得分率。请至少写一项有分值的考核内容。",
    "The catalog holds bonuses or vetoes only, so there is nothing to reach. Write at least one item with points.",
)


def _weights(drawn: Outline) -> Iterator[Slip]:
    if drawn.whole is None or all(category.weight is None for category in drawn.whole.categories):
        return
    misplaced = list(_misplaced_weights(drawn, drawn.whole))
    yield from misplaced or _weights_together(drawn.whole)


def _misplaced_weights(drawn: Outline, whole: CatalogPart) -> Iterator[Slip]:
    worth = _worth(drawn)
    if len(drawn.rules) < len(drawn.item_ids):
        return
    for place, category in enumerate(whole.categories):
        path = ("categories", place)
        points = sum(worth.get((*path, "items", row), 0) for row in range(len(category.items)))
        if points and category.weight is None:
            yield Slip((*path, "name"), _NO_WEIGHT)
        if not points and category.weight is not None:
            yield Slip((*path, "weight"), _USELESS_WEIGHT)


def _weights_together(whole: CatalogPart) -> Iterator[Slip]:
    weights = {place: one.weight for place, one in enumerate(whole.categories) if one.weight is not None}
    total = sum(weights.values(), Decimal(0))
    if total != _WHOLE:
        message = Text(
            f"各类别的权重相加是{plain(total)}，应为100。请核对各类别的 weight。",
            f"The weights of the categories add up to {plain(total)}; they have to be 100 together. Check each weight.",
        )
        yield Slip(("categories", next(iter(weights)), "weight"), message)


def _worth(drawn: Outline) -> dict[Path, Decimal]:
    return {path: rule.worth for path, rule in drawn.rules.items() if not rule.is_bonus}


_NO_WEIGHT = Text(
    "别的类别写了权重，这个类别没有写。有分值的类别要么都写 weight，要么都不写。",
    "Other categories have a weight and this one has none. Give each category with points a weight, or none at all.",
)
_USELESS_WEIGHT = Text(
    "这个类别只有加分项或否决项，没有分值，权重不起作用。请删去 weight。",
    "This category holds bonuses or vetoes only and is worth no points, so its weight means nothing. Remove it.",
)


def _cap(drawn: Outline) -> Iterator[Slip]:
    scores = drawn.scores
    if scores is None or scores.bonus_at_most is None:
        return
    if -int(scores.bonus_at_most.normalize().as_tuple().exponent) > scores.decimals:
        message = Text(
            f"加分上限{plain(scores.bonus_at_most)}的小数超过{scores.decimals}位。请改上限，或把 decimals 改大。",
            f"The cap of {plain(scores.bonus_at_most)} has more than {scores.decimals} decimals. Change it, or the decimals.",
        )
        yield Slip(("scores", "bonus_at_most"), message)


def _tie_breaks(drawn: Outline) -> Iterator[Slip]:
    categories = {_id(category): path for path, category in drawn.written("categories")}
    items = {item_id: drawn.rules.get(path) for path, item_id in drawn.item_ids.items()}
    empty = {one for one, path in categories.items() if _is_worthless(drawn, path)}
    written = [one for one in _listed(drawn, "break_ties") if isinstance(one, str)]
    first: set[str] = set()
    for place, one in enumerate(name.strip() for name in written):
        message = _NO_SCORE if one in empty else _tie_break(one, categories, items)
        if message is None and one in first:
            message = Text(
                f"{quoted(one)}写了两次。请删去一处。", f"{quoted(one)} stands here twice. Remove one."
            )
        if message is not None:
            yield Slip(("ranking", "break_ties", place), message)
        first.add(one)


def _id(category: Mapping[str, Any]) -> str:
    return str(category.get("id", "")).strip()


def _is_worthless(drawn: Outline, category: Path) -> bool:
    rows = [path for path in drawn.item_ids if path[: len(category)] == category]
    return bool(rows) and all(path in drawn.rules and not drawn.rules[path].worth for path in rows)


_NO_SCORE = Text(
    "这个类别只有加分项或否决项，类别得分不含加分，不能用来区分同分。请改写别的编号，或写加分项的编号。",
    "This category holds bonuses or vetoes only and has no score of its own. Write another id, or that of a bonus.",
)


def _tie_break(one: str, categories: Collection[str], items: Mapping[str, Rule | None]) -> Text | None:
    if one in categories and one in items:
        return Text(
            f"{quoted(one)}既是类别的编号，又是考核内容的编号，分不清按哪个比较。请改其中一个的编号。",
            f"{quoted(one)} is the id of a category and of an item. Rename one of them.",
        )
    if one not in categories and one not in items:
        known = [*categories, *items]
        near, listed = guess(one, known), choices(known)
        return Text(
            f"没有编号为{quoted(one)}的类别或考核内容。{near.zh}可以写：{listed.zh}。",
            f"There is no category or item with the id {quoted(one)}.{near.en} What can be written: {listed.en}.",
        )
    rule = items.get(one)
    if rule is not None and rule.veto is not None:
        return Text(
            f"第{one}项是否决项，没有得分，不能用来区分同分。请改写别的编号。",
            f"Item {one} is a veto and has no score to compare. Write another id.",
        )
    return None


def _groups(drawn: Outline) -> Iterator[Slip]:
    if drawn.whole is None or not drawn.whole.ranking.within_groups:
        return
    lacking = [unit.name for unit in drawn.whole.units if unit.group is None]
    if lacking:
        listed = choices(lacking)
        message = Text(
            f"按组排名（within_groups）要求每个单位都有组别，这些单位没有写 group：{listed.zh}。请补上，或改为 false。",
            f"Ranking within groups needs a group for every unit; these have none: {listed.en}. Add it, or write false.",
        )
        yield Slip(("ranking", "within_groups"), message)


def _listed(drawn: Outline, key: str) -> list[Any]:
    ranking = drawn.data.get("ranking")
    written = ranking.get(key) if isinstance(ranking, dict) else None
    return written if isinstance(written, list) else []


def _sound_bands(drawn: Outline) -> Bands:
    bands = []
    for place, written in enumerate(_listed(drawn, "grades")):
        try:
            bands.append(((*_GRADES, place), GradePart.model_validate(written)))
        except ValidationError:
            # Told by the schema; the others are held against each other all the same.
            continue
    return bands


def _written_names(drawn: Outline) -> list[str]:
    written = [one.get("name") for one in _listed(drawn, "grades") if isinstance(one, dict)]
    return [name.strip() for name in written if isinstance(name, str)]


def _names(drawn: Outline) -> Iterator[Slip]:
    first: set[str] = set()
    for path, band in _sound_bands(drawn):
        if fold(band.name) in first:
            message = Text(
                f"等次{quoted(band.name)}写了两次。请改用不同的名称，或删去一处。",
                f"The grade {quoted(band.name)} stands here twice. Give each its own name, or remove one.",
            )
            yield Slip((*path, "name"), message)
        first.add(fold(band.name))


def _bands(drawn: Outline) -> Iterator[Slip]:
    bands = _sound_bands(drawn)
    for path, band in bands[:-1]:
        if band.at_least is None and not _has_quota(band):
            yield Slip((*path, "name"), _OPEN)
    for place, (path, band) in enumerate(bands):
        yield from _falling(path, band, [one for _, one in bands[:place]])
    yield from _beyond_reach(drawn, bands)
    yield from _used_up(drawn, bands)


def _has_quota(band: GradePart) -> bool:
    return band.places is not None or band.percent_of_units is not None


def _falling(path: Path, band: GradePart, above: list[GradePart]) -> Iterator[Slip]:
    bounds = [one for one in above if one.at_least is not None]
    if band.at_least is None or not bounds:
        return
    nearest = bounds[-1]
    lowest = nearest.at_least or Decimal(0)
    if band.at_least > lowest:
        message = Text(
            f"等次要从高到低写：{quoted(band.name)}不低于{plain(band.at_least)}，却排在"
            f"{quoted(nearest.name)}（不低于{plain(lowest)}）后面。请调整顺序或分数线。",
            f"Grades stand from best to worst: {quoted(band.name)} asks for {plain(band.at_least)} but comes after "
            f"{quoted(nearest.name)}, which asks for {plain(lowest)}. Change the order or the bounds.",
        )
        yield Slip((*path, "at_least"), message)
    elif band.at_least == lowest and not _has_quota(nearest):
        message = Text(
            f"{quoted(band.name)}和{quoted(nearest.name)}的分数线都是{plain(lowest)}，没有单位能得到{quoted(band.name)}。请改分数线。",
            f"{quoted(band.name)} and {quoted(nearest.name)} both start at {plain(lowest)}, so nobody can get "
            f"{quoted(band.name)}. Change a bound.",
        )
        yield Slip((*path, "at_least"), message)


_OPEN = Text(
    "这个等次没有分数线也没有名额，后面的等次就没有单位能得到。只有最后一个等次可以什么都不写；请补上 at_least、places 或 percent_of_units。",
    "This grade has neither a lower bound nor a quota, so nobody can get those after it. Only the last may be open: "
    "add at_least, places or percent_of_units.",
)


def _beyond_reach(drawn: Outline, bands: Bands) -> Iterator[Slip]:
    rules = drawn.rules.values()
    if len(drawn.rules) < len(drawn.item_ids) or any(
        one.is_bonus or one.highest > one.points for one in rules
    ):
        return
    for path, band in bands:
        if band.at_least is not None and band.at_least > _WHOLE:
            message = Text(
                f"没有单位能超过满分，{quoted(band.name)}的分数线{plain(band.at_least)}（%）达不到。请改为100以内的数。",
                f"Nobody can get more than full marks, so {plain(band.at_least)} (%) for {quoted(band.name)} is out of reach. "
                "Write 100 or less.",
            )
            yield Slip((*path, "at_least"), message)


def _used_up(drawn: Outline, bands: Bands) -> Iterator[Slip]:
    if drawn.whole is None:
        return
    groups = Counter(unit.group for unit in drawn.whole.units)
    grouped = drawn.whole.ranking.within_groups
    units = max(groups.values()) if grouped else len(drawn.whole.units)
    taken = 0
    for path, band in bands:
        if taken >= units:
            message = Text(
                f"前面等次的名额已够{units}个单位用完，没有单位能得到{quoted(band.name)}。请减少名额或删去这个等次。",
                f"The quotas before it are enough for all {units} units, so nobody can get {quoted(band.name)}. "
                "Lower them, or remove this grade.",
            )
            yield Slip((*path, "name"), message)
            return
        # How many fulfil a bound as well is not known before the scores are.
        taken += (band.places or 0) if band.at_least is None else 0


def _veto(path: Path, rule: Rule, names: list[str]) -> Iterator[Slip]:
    veto = rule.veto
    if veto is None or veto.effect is Effect.NO_AWARD:
        return
    if not names:
        yield Slip((*path, "rule", "effect"), _NO_GRADES)
    elif veto.grade is not None and veto.grade not in names:
        near, listed = guess(veto.grade, names), choices(names)
        message = Text(
            f"ranking 的 grades 里没有等次{quoted(veto.grade)}。{near.zh}可以写：{listed.zh}。",
            f"There is no grade {quoted(veto.grade)} among the grades of ranking.{near.en} What can be written: {listed.en}.",
        )
        yield Slip((*path, "rule", "grade"), message)


_NO_GRADES = Text(
    "这一否决项会改变等次，但目录没有写等次。请在 ranking 下写上 grades，或把 effect 改为 no_award（取消评优资格）。",
    "This veto changes a grade, but the catalog has no grades. Write grades under ranking, or make the effect no_award.",
)
