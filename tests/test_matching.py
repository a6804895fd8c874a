"""A changed text is matched with the one it was meant to be, or with none."""

import pytest

from returned import CATALOG, form
from scoresheet.matching import are_unlike, best_match, normalised

ITEMS = {entry.item.id: entry.text for entry in form().items}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展活动，不少于３次 ", "开展活动,不少于3次"),
        ("按期\n换届\u3000。", "按期换届。"),
        ("（推定）", "(推定)"),
        ("", ""),
    ],
)
def test_full_width_forms_and_white_space_make_no_difference(text: str, expected: str) -> None:
    """Programs and people change these without meaning anything."""
    assert normalised(text) == expected


def test_what_could_be_several_or_none_is_matched_with_none() -> None:
    """Equal texts, much alike ones, blanks and strange texts give no match."""
    assert best_match("按期换届。", {"a": "按期换届。", "b": "按期 换届。"}) is None
    assert best_match("培训团干部40人次。", {"a": "培训团干部50人次。", "b": "培训团干部60人次。"}) is None
    assert best_match("", ITEMS) is None
    assert best_match(" ", {"a": ""}) is None
    assert best_match("获得省级表彰", ITEMS) is None
    assert best_match("按期换届。", {}) is None


def test_every_item_is_matched_with_itself() -> None:
    """No two items of the shipped catalog are so much alike that one could be taken for the other."""
    assert {item: best_match(text, ITEMS) for item, text in ITEMS.items()} == {item: item for item in ITEMS}


@pytest.mark.parametrize("item", [entry.item.id for entry in form().items if len(entry.text) > 30])
def test_a_small_change_still_tells_which_item_it_was(item: str) -> None:
    """Two letters lost at the end and one in the middle leave no doubt in a text of 30 letters."""
    text = ITEMS[item]
    half = len(text) // 2

    assert best_match(text[:half] + text[half + 1 : -2], ITEMS) == item


def test_half_a_text_is_too_little() -> None:
    """What is lost could have made it another item."""
    text = ITEMS["21"]

    assert best_match(text[: len(text) // 2], ITEMS) is None
    assert CATALOG.items[20].id == "21"


@pytest.mark.parametrize(
    ("one", "unlike"),
    [
        ("开展活动不少于2次。", False),
        ("开展活动", False),
        ("每季度开展青年志愿服务活动", False),
        ("另一部门的工作第5条，完全不同的内容要求完成", True),
    ],
)
def test_a_text_of_other_work_shares_nothing(one: str, unlike: bool) -> None:
    """What was reworded, shortened or added to is still like its text; other work is not."""
    assert are_unlike(one, "每季度开展活动不少于3次。") is unlike
