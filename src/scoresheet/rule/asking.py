"""What the rules that ask questions of their own, instead of taking measures, have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scoresheet.language import Text
from scoresheet.rule.model import Asked
from scoresheet.rule.parameters import refusal


def check_questions(names: Sequence[str], measures: Sequence[Asked], most: int) -> None:
    """Refuse what a rule can't ask.

    Raises a `refusal` where the item has `measures`, which nothing would be computed from, where there are more than
    `most` questions, or where two of the same name couldn't be told apart on the form.
    """
    if measures:
        raise refusal(_unused_measures([asked.name for asked in measures]))
    if len(names) > most:
        raise refusal(_too_many(len(names), most))
    for name, number in Counter(names).items():
        if number > 1:
            raise refusal(_same_name(name))


def _unused_measures(names: Sequence[str]) -> Text:
    zh, en = "、".join(f"“{name}”" for name in names), ", ".join(f"“{name}”" for name in names)
    return Text(
        f"这种计分规则只看自己列出的内容，measures 里的{zh}用不上。请删去 measures，或改用别的计分规则。",
        f"This kind of rule goes by what it lists itself and has no use for the measures {en}. "
        "Remove them, or choose another kind of rule.",
    )


def _too_many(found: int, most: int) -> Text:
    return Text(
        f"这里列了{found}条，最多{most}条，再多表格里的公式就放不下。请合并，或分成几项考核内容。",
        f"There are {found} entries; a formula on the form holds {most} at most. Join some, or make several items.",
    )


def _same_name(name: str) -> Text:
    return Text(
        f"有两条都叫“{name}”，填表时会分不清。请改用不同的名称。",
        f"Two entries are called “{name}” and couldn't be told apart on the form. Give each its own name.",
    )
