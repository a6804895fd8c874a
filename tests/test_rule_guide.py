"""The guide to the scoring rules says what the rules do: its page is up to date, and every example on it is run."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

import make_rules
from scoresheet.rules import kinds
from scoresheet.scoring import rounded

EACH_KIND = pytest.mark.parametrize("kind", sorted(kinds()))


def test_the_page_is_what_the_rules_say() -> None:
    """A rule that was changed changes the page: `make docs` writes it."""
    assert make_rules.PAGE.read_text(encoding="utf-8") == make_rules.page()


@EACH_KIND
def test_each_example_comes_out_as_it_says(kind: str) -> None:
    """The score of an example is what follows from what is entered."""
    example = kinds()[kind].example
    item = make_rules.example_item(example)
    rule = item.item.rule
    assert rule.kind == kind
    if example.score is None:
        assert not rule.computes
        return
    limit = rule.limit(make_rules.example_entries(item, example.entered))
    assert limit is not None
    assert rounded(limit, 2) == Decimal(example.score)


@EACH_KIND
def test_each_kind_speaks_both_languages(kind: str) -> None:
    """The English sentence holds no Chinese beyond the names that the catalog gives."""
    rule = kinds()[kind]
    made = make_rules.example_item(rule.example).item.rule
    names = [asked.name for asked in make_rules.example_item(rule.example).item.measures]
    names += [kind.name for kind in made.event_kinds.values()]
    english = f"{rule.wording.en} {re.sub('“[^”]*”', '', made.sentence().en)}"
    assert rule.wording.zh
    assert not [char for char in english if "\u4e00" <= char <= "\u9fff" and char not in "".join(names)]
