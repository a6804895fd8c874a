"""What the office itself has changed in its catalog since a form was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoresheet.catalog.form import Form, FormItem, goal_signature
from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.submission import Fault, FaultKind, Issued, IssuedItem

_OTHERWISE = Text("计分设置有变动", "the scoring settings have changed")


@dataclass(frozen=True, slots=True)
class SinceIssue:
    """Each change as a fault, and the rows that it explains: `item` for an item, `item/measure` for a measure.

    The rows of what was `added` can't be on the form, those of what was `removed` still are. `before` are the items
    as the form remembers them, by id; empty where it has lost its memory.
    """

    faults: tuple[Fault, ...] = ()
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    before: Mapping[str, IssuedItem] = field(default_factory=dict)


UNCHANGED = SinceIssue()


def since_issue(form: Form, issued: Issued | None) -> SinceIssue:
    """Name each change of points, rules and targets; nothing where the form's digest is still the catalog's."""
    if issued is None:
        return UNCHANGED
    if issued.digest in {"", form.digest}:
        return SinceIssue(before=issued.items)
    changes = list(_changes(form, issued)) or [(None, _OTHERWISE)]
    faults = tuple(Fault(FaultKind.CHANGED_RULES, item=item, detail=detail) for item, detail in changes)
    now, before = _rows_now(form), _rows_before(issued)
    return SinceIssue(faults, now - before if before else frozenset(), before - now, issued.items)


def _rows_now(form: Form) -> frozenset[str]:
    measures = {f"{entry.item.id}/{one.measure.id}" for entry in form.items for one in entry.measures}
    return frozenset(form.by_id) | measures


def _rows_before(issued: Issued) -> frozenset[str]:
    measures = {f"{item}/{measure}" for item, one in issued.items.items() for measure in one.measures}
    return frozenset(issued.items) | measures


def _changes(form: Form, issued: Issued) -> Iterator[tuple[str | None, Text]]:
    if not issued.items:
        return
    for gone in issued.items:
        if gone not in form.by_id:
            yield None, Text(f"第{gone}项已取消", f"item {gone} is gone")
    for entry in form.items:
        before = issued.items.get(entry.item.id)
        if before is None:
            yield entry.item.id, Text("为新增项", "is new")
        else:
            for change in (*_changed_rule(entry, before), *_changed_goals(entry, before)):
                yield entry.item.id, change


def _changed_rule(entry: FormItem, before: IssuedItem) -> Iterator[Text]:
    points = plain(entry.item.points)
    if before.points != points:
        yield Text(f"分值由{before.points}改为{points}", f"points {before.points} → {points}")
    elif before.rule != entry.item.rule.signature():
        yield Text("计分规则有变动", "the scoring rule has changed")


def _changed_goals(entry: FormItem, before: IssuedItem) -> Iterator[Text]:
    now = {one.measure.id: one for one in entry.measures}
    for gone in before.measures:
        if gone not in now:
            yield Text("少了一个量化指标", "a measure is gone")
    for measure, asked in now.items():
        name, goal = asked.measure.name, goal_signature(asked.goal)
        old = before.measures.get(measure)
        if old is None:
            yield Text(f"新增指标“{name}”", f"the measure “{name}” is new")
        elif old != goal:
            was, is_ = (said.partition(":")[2] or "—" for said in (old, goal))
            yield Text(f"“{name}”目标由{was}改为{is_}", f"target of “{name}” {was} → {is_}")
