"""A message to paste: never more than 500 characters as long as the template leaves room."""

from __future__ import annotations

import pytest

from scoresheet.language import Locale, Text
from scoresheet.letters.text_template import TextTemplate
from scoresheet.letters.wording import KINDS, POINTS, Values
from scoresheet.reports.message import LONGEST, render

LINE = "{% for 行 in 要点 %}\n{{ 行.问题 }}\n{% endfor %}\n其余{{ 其余数 }}"


def made(lengths: list[int], around: int = 0) -> str:
    """Give a message about problems of these lengths; `around` is how long the template's own words are."""
    template = TextTemplate(("甲" * around + LINE).encode(), "短信", ["要点", "其余数"], Locale.ZH)
    points = [{Text("问题", "problem"): "乙" * length} for length in lengths]
    values: Values = {POINTS: points, KINDS: len(points)}
    return render(template, values)


@pytest.mark.parametrize(
    ("lengths", "around", "shown", "rest"),
    [
        ([], 0, 0, 0),
        ([10] * 5, 0, 5, 0),
        ([10] * 6, 0, 5, 1),
        ([90] * 5, 0, 5, 0),
        ([90] * 5, 60, 4, 1),
        ([90] * 40, 300, 2, 38),
        ([400, 400], 300, 0, 2),
    ],
)
def test_as_many_lines_as_have_room(lengths: list[int], around: int, shown: int, rest: int) -> None:
    """At most five, the rest is counted."""
    text = made(lengths, around)
    assert (text.count("\n") - 1, text.rsplit("其余", 1)[1].strip()) == (shown, str(rest))
    assert len(text) <= LONGEST


def test_a_template_without_room_is_filled_all_the_same() -> None:
    """Whoever calls tells the clerk that it is too long."""
    assert len(made([10] * 5, 600)) > LONGEST
