"""Writes docs/rules.md: every kind of scoring rule as it knows itself, with a worked example.

Run it with `make docs` after a rule was added or changed; a test fails while the page is not what this gives.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from scoresheet.catalog.form import FormItem, form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.rule.model import Entries, Example, MeasureEntry, Reply, Rule
from scoresheet.rules import kinds
from scoresheet.scoring import rounded

PAGE = Path(__file__).with_name("rules.md")
_CATALOG = """\
catalog: example
title: 示例
issuer: 示例
round: {{id: r1, label: 示例}}
ranking: {{grades: [{{name: 优秀, at_least: 90}}, {{name: 合格}}]}}
units: [{{id: "1", name: 示例县}}]
categories:
  - id: A
    name: 示例
    items:
      - {{id: base, points: 1, text: 其他工作}}
      - id: "1"
        text: 示例
{item}
"""
_HEAD = """\
# The kinds of scoring rule / 计分规则

Every item of a catalog has a `rule`; without one it is `judged`. The rule is the one definition of how the item is
scored: the form's limit and its hint, the verdict on a return, its explanation and the ranking all come from it.
What is entered is never guessed: while a number is missing nothing is computed.

Several measures of one item: each with `points` of its own (they add up), or `combine: mean | min | all`. Where the
catalog gives neither, the mean counts and the form says that this split is presumed (推定).

每一项的 `rule` 写明怎样计分，不写的为 `judged`（自评）。填报表里的最高可得分、提示，校验的结论和说明，以及排名，都由它得出。
一项有几个指标的：各写分值 `points`（相加），或用 `combine: mean | min | all`；都不写的取平均，表上注明“推定”。

Keys in bold are required, what stands in brackets is the default. 参数用粗体的必须写，括号里是不写时的默认值。

This page is generated (`make docs`); its examples are run by the tests.
"""


def example_catalog(example: Example) -> Catalog:
    """Give a catalog with the item of an example, whose id is 1."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "indicators.yaml")
        indented = "\n".join(f"        {line}" for line in example.item.splitlines())
        path.write_text(_CATALOG.format(item=indented), encoding="utf-8")
        return load_catalog(path)


def example_item(example: Example) -> FormItem:
    """Give the item of an example as a unit sees it."""
    catalog = example_catalog(example)
    return form_for(catalog, catalog.units[0]).by_id["1"]


def example_entries(item: FormItem, entered: Mapping[str, str | tuple[str, ...]]) -> Entries:
    """Give what a rule computes from, as an example has it entered."""
    numbers = {key: Decimal(value) for key, value in entered.items() if isinstance(value, str)}
    register = entered.get("register", ())
    measures = {}
    for asked in item.measures:
        number = numbers.get(asked.measure.id)
        measures[asked.measure.id] = MeasureEntry(asked.goal, None if number is None else Fraction(number))
    return Entries(
        measures,
        {kind: numbers.get(kind) for kind in item.item.rule.event_kinds},
        tuple(Decimal(one) for one in register if isinstance(register, tuple)),
        none_declared=False,
    )


def page() -> str:
    """Give the whole page."""
    return "\n".join([_HEAD, *(_section(kind, rule) for kind, rule in kinds().items())])


def _section(kind: str, rule: type[Rule]) -> str:
    example, item = rule.example, example_item(rule.example)
    made = item.item.rule
    lines = [
        f"## `{kind}`",
        "",
        f"> {rule.wording.zh}",
        ">",
        f"> {rule.wording.en}",
        "",
        *_keys(rule),
        "```yaml",
        example.item,
        "```",
        "",
        *_both("The form says / 表上的说明", made.sentence()),
        *_formula(item),
        *_worked(example, item),
    ]
    return "\n".join(lines)


def _keys(rule: type[Rule]) -> list[str]:
    said = []
    for name, field in rule.Parameters.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = "" if field.is_required() or default in (None, {}) else f" ({default})"
        said.append(
            f"**`{field.alias or name}`**" if field.is_required() else f"`{field.alias or name}`{shown}"
        )
    return [f"Keys / 参数: {', '.join(said)}", ""] if said else []


def _both(title: str, text: Text) -> list[str]:
    return [f"{title}: {text.zh} / {text.en}", ""]


def _formula(item: FormItem) -> list[str]:
    rule, cells = item.item.rule, _Cells()
    written = rule.formula(cells) if rule.computes else None
    return [] if written is None else ["Excel:", "", "```", f"={written}", "```", ""]


class _Cells(dict[str, str]):
    """Names every cell by what it holds: measures.visits becomes [visits], its target [visits: target]."""

    def __missing__(self, key: str) -> str:
        kind, _, name = key.partition(".")
        return f"[{name}: target]" if kind == "targets" else f"[{name or kind}]"


def _worked(example: Example, item: FormItem) -> list[str]:
    rule = item.item.rule
    told = rule.arithmetic(example_entries(item, example.entered))
    entered = ", ".join(_said(item, key, value) for key, value in example.entered.items())
    if told is None:
        return [f"Example / 例: {entered}", ""] if entered else []
    score = plain(rounded(Decimal(example.score or 0), 2))
    return [f"Example / 例: {entered} → **{score}**: {told.zh} / {told.en}", ""]


def _said(item: FormItem, key: str, value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"{key} {' + '.join(value)}"
    asked = next((one.measure for one in item.measures if one.measure.id == key), None)
    if asked is None:
        kind = item.item.rule.event_kinds.get(key)
        return f"{kind.name if kind else key} {value}"
    if asked.reply is Reply.YES_NO:
        return f"{asked.name} {'是 / yes' if value == '1' else '否 / no'}"
    return f"{asked.name} {value}{asked.unit}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
