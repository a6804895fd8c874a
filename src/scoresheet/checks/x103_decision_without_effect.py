"""A decision of the office that changed nothing."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check_round
from scoresheet.decision import Acceptance, Decision, Effect, Version
from scoresheet.language import NOTHING, Text, same
from scoresheet.quoting import quoted, stripped
from scoresheet.returns.settling import Returns


@check_round(
    code="X103",
    title=Text("登记的决定没有起作用", "A decision had no effect"),
    severity=Severity.WARNING,
    why=Text(
        "办公室以为已经处理，结果却和没有登记一样。",
        "The office believes that the matter is settled, but the result is as if nothing had been written down.",
    ),
    remedy=Text(
        "请对照收到的表核对这条登记，改正或删去。",
        "Please compare the entry with what was received, and mend or remove it.",
    ),
    bad="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        | 旺苍县.xlsx | 填好的表 |
        | 利州区.xlsx | 填好的表 |
        版本确认
        | 单位   | 文件                | 理由     | 决定人 | 日期       |
        | 苍溪县 | 苍溪县（最终）.xlsx | 电话确认 | 李四   | 2014-11-26 |
        """,
    good="""\
        | 文件                | 内容       |
        | 苍溪县.xlsx         | 填好的表   |
        | 苍溪县（最终）.xlsx | 第2项得分3 |
        | 旺苍县.xlsx         | 填好的表   |
        | 利州区.xlsx         | 填好的表   |
        版本确认
        | 单位   | 文件                | 理由     | 决定人 | 日期       |
        | 苍溪县 | 苍溪县（最终）.xlsx | 电话确认 | 李四   | 2014-11-26 |
        """,
)
def decision_without_effect(returns: Returns) -> Iterator[Problem]:
    """Find the decisions that changed nothing; one whose wish is fulfilled already is only noted."""
    for effect in returns.effects:
        if not effect.done:
            yield _problem(effect)


def _problem(effect: Effect) -> Problem:
    decision, why = effect.decision, stripped(effect.words)
    kind, what, place = effect.kind.word, _what(decision), decision.place
    at = Text(f"（{place.zh}）", f" ({place.en})") if place != NOTHING else NOTHING
    return Problem(
        Text(
            f"“{kind.zh}”登记的{ITEMS}{what.zh}{at.zh}没有起作用：{why.zh}。",
            f"The entry under “{kind.en}” about {ITEMS}{what.en}{at.en} had no effect: {why.en}.",
        ),
        item=effect.item,
        found=what,
        severity=None if effect.needed else Severity.NOTICE,
        remedy=None if effect.needed else NOTHING,
        unit=decision.unit,
    )


def _what(decision: Decision) -> Text:
    if isinstance(decision, Version):
        return same(quoted(decision.file))
    if isinstance(decision, Acceptance):
        return same(decision.code)
    return Text(f"改为{quoted(decision.new)}", f"{', ' if decision.item else ''}to be {quoted(decision.new)}")
