"""The parts of a catalog that hold up on their own, so that a mistake in one doesn't hide those in the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from scoresheet.catalog import wording
from scoresheet.catalog.mistakes import Path, Slip, choices, guess, quoted
from scoresheet.catalog.schema import CatalogPart, ItemPart, ScoresPart, UnitPart
from scoresheet.language import Text
from scoresheet.rule.model import Asked, Rule
from scoresheet.rule.parameters import refusal
from scoresheet.rules import kinds

DEFAULT_KIND = "judged"

_BESIDE_PARAMETERS = ("kind",)


@dataclass
class Outline:
    """What could be read of a catalog; `whole` is None unless every key of the file is right.

    `units` and `items` are those without mistakes of their own, by path; `rules` the rules of `items`.
    """

    data: Mapping[str, Any]
    whole: CatalogPart | None = None
    scores: ScoresPart | None = None
    units: dict[Path, UnitPart] = field(default_factory=dict)
    items: dict[Path, ItemPart] = field(default_factory=dict)
    rules: dict[Path, Rule] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)

    def written(self, *keys: str) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """Walk the mappings of a list, or of the lists in a list, as they are written: right or not."""
        yield from _written(self.data, (), keys)

    @property
    def item_ids(self) -> dict[Path, str]:
        """The id of every item that has one, by the item's path."""
        items = self.written("categories", "items")
        return {path: item["id"].strip() for path, item in items if isinstance(item.get("id"), str)}


def outline(data: Any, refused: frozenset[Path]) -> Outline:
    """Hold plain data against the schema and the rules' own parameters.

    `refused` are the paths of values that were left out because of mistakes that are told already.
    """
    drawn = Outline(data if isinstance(data, dict) else {})
    try:
        whole = CatalogPart.model_validate(data)
        drawn.whole = None if refused else whole
    except ValidationError as error:
        drawn.slips = wording.slips(error, CatalogPart)
    _keep_the_sound(drawn, refused)
    for path, item in drawn.written("categories", "items"):
        _read_rule(drawn, path, item)
    drawn.slips = [slip for slip in drawn.slips if not _under(slip.path, refused)]
    return drawn


def _keep_the_sound(drawn: Outline, refused: frozenset[Path]) -> None:
    wrong = [*(slip.path for slip in drawn.slips), *refused]
    bad = {path[:length] for path in wrong for length in range(len(path) + 1)}
    scores = drawn.data.get("scores") or {}
    if isinstance(scores, dict):
        right = {key: value for key, value in scores.items() if ("scores", key) not in bad}
        drawn.scores = ScoresPart.model_validate(right)
    drawn.units = {
        path: UnitPart.model_validate(unit) for path, unit in drawn.written("units") if path not in bad
    }
    items = drawn.written("categories", "items")
    drawn.items = {path: ItemPart.model_validate(item) for path, item in items if path not in bad}


def _written(
    data: Mapping[str, Any], path: Path, keys: tuple[str, ...]
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    entries = data.get(keys[0])
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        here = (*path, keys[0], place)
        if not isinstance(entry, dict):
            continue
        if len(keys) == 1:
            yield here, entry
        else:
            yield from _written(entry, here, keys[1:])


def _under(path: Path, refused: frozenset[Path]) -> bool:
    return any(path[:length] in refused for length in range(1, len(path) + 1))


def _read_rule(drawn: Outline, path: Path, item: Mapping[str, Any]) -> None:
    written = item.get("rule")
    parameters = dict(written) if isinstance(written, dict) else {}
    kind = parameters.pop("kind", None) or DEFAULT_KIND
    here = (*path, "rule")
    if not isinstance(kind, str) or kind not in kinds():
        drawn.slips.append(Slip((*here, "kind"), _unknown_kind(kind)))
        return
    rule = kinds()[kind]
    try:
        checked = rule.Parameters.model_validate(parameters)
        if path in drawn.items and rule.worth_points and not drawn.items[path].points:
            drawn.slips.append(Slip((*path, "points"), _WORTH_NOTHING))
        elif path in drawn.items:
            drawn.rules[path] = _built(rule, checked, drawn.items[path])
    except ValidationError as error:
        drawn.slips.extend(wording.slips(error, rule.Parameters, here, _BESIDE_PARAMETERS))
    except PydanticCustomError as error:
        context = error.context or {}
        place = (*here, context["at"]) if context.get("at") else here
        drawn.slips.append(Slip(place, Text(str(context.get("zh", "")), str(context.get("en", "")))))


def _built(rule: type[Rule], checked: BaseModel, item: ItemPart) -> Rule:
    asked = tuple(
        Asked(name, measure.name, measure.unit, measure.goal.comparison, measure.points)
        for name, measure in item.measures.items()
    )
    built = rule.build(item.points, checked, asked)
    for name in item.measures:
        if name in built.questions:
            raise refusal(_asked_twice(name))
    return built


_WORTH_NOTHING = Text(
    "本项分值是0，不能得分。请写上分值；只有加分项（bonus）和否决项（veto）可以写0。",
    "The item is worth 0 points. Give it points; only a bonus or a veto may have 0.",
)


def _asked_twice(name: str) -> Text:
    return Text(
        f"{quoted(name)}既是 measures 里的指标，又是计分规则里的编号，会分不清。请改名。",
        f"{quoted(name)} is both a measure and an id of the scoring rule. Rename one.",
    )


def _unknown_kind(kind: object) -> Text:
    near, listed = guess(str(kind), kinds()), choices(kinds())
    return Text(
        f"不认识计分规则{quoted(kind)}。{near.zh}可以写：{listed.zh}。",
        f"The kind of rule {quoted(kind)} is not known.{near.en} What can be written: {listed.en}.",
    )
