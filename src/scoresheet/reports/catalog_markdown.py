"""The catalog as a page of Markdown: a table of items for each category."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoresheet.catalog.view import CatalogView, ShownCategory, ShownItem
from scoresheet.inert import one_line
from scoresheet.language import Text

_HEADS = (
    Text("编号", "ID"),
    Text("分值", "Points"),
    Text("考核内容", "Indicator"),
    Text("计分规则", "Rule"),
    Text("指标和目标", "Measures and targets"),
)
_ACTS = re.compile(r"([\\`*_{}\[\]<>|#~])")
MARK = "<!-- scoresheet-catalog -->"
"""What the page begins with: by it an earlier one is known again."""


def render(view: CatalogView) -> str:
    """Give the page in the catalog's language; what the catalog says can't act as markup."""
    parts = [MARK, f"# {_inert(view.title)}", "  \n".join(_inert(line) for line in view.about)]
    parts += ["\n".join(_category(view, category)) for category in view.categories]
    return "\n\n".join([*parts, f"**{_inert(view.total)}**"]) + "\n"


def _category(view: CatalogView, category: ShownCategory) -> Iterator[str]:
    yield f"## {_inert(category.name)}{Text('（{0}）', ' ({0})').of(view.locale).format(category.total)}"
    yield ""
    yield _row([head.of(view.locale) for head in _HEADS])
    yield _row(["---", "---:", "---", "---", "---"])
    for item in category.items:
        yield _row(_item(view, item))


def _item(view: CatalogView, item: ShownItem) -> list[str]:
    colon = Text("：", ": ").of(view.locale)
    measures = "<br>".join(_inert(f"{measure.name}{colon}{measure.asks}") for measure in item.measures)
    text = _inert(item.text) + (f"<br>**{_inert(item.remark)}**" if item.remark else "")
    return [_inert(item.id), _inert(item.points), text, _inert(item.rule), measures]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inert(text: str) -> str:
    return _ACTS.sub(r"\\\1", one_line(text))
