"""Texts of a workbook are joined and decoded as Excel shows them."""

import pytest

from handmade import MAIN, strings
from scoresheet.formats.texts import MOST_STRINGS, Characters, shared_strings, unescaped
from scoresheet.grid import Trouble, Unreadable

ESCAPES = [
    ("plain", "plain"),
    ("_x_", "_x_"),
    ("_x00D_", "_x00D_"),
    ("_x00G0_", "_x00G0_"),
    ("_X000D_", "_X000D_"),
    ("file_x000D_name", "file\rname"),
    ("_x000d_", "\r"),
    ("_x005F_x000D_", "_x000D_"),
    ("_x4E2D_", "中"),
    ("_xD83D__xDE00_", "😀"),
    ("_xD83D_", "�"),
    ("_xDE00_a", "�a"),
]


@pytest.mark.parametrize(("written", "expected"), ESCAPES)
def test_escapes_are_decoded(written: str, expected: str) -> None:
    """_xHHHH_ is a character, a lone surrogate never gets through, and what only resembles an escape stays."""
    assert unescaped(written) == expected


ITEMS = [
    ("<t>a</t>", "a"),
    ("<t/>", ""),
    ("", ""),
    ('<t xml:space="preserve"> a\n</t>', " a\n"),
    ("<r><t>甲</t></r>\n <r><rPr><sz val='9'/></rPr><t>乙</t></r>", "甲乙"),
    ("\n <t>a</t>\n ", "a"),
    ("<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>", "東京"),
    ("<t>a&amp;b&#x4E2D;</t>", "a&b中"),
    ("<t><![CDATA[<b>]]></t>", "<b>"),
    (f"<t>{'长' * 40_000}</t>", "长" * 40_000),
]


@pytest.mark.parametrize(("item", "expected"), ITEMS)
def test_string_is_its_text(item: str, expected: str) -> None:
    """Runs are joined, blanks between elements and pronunciation are left out, blanks inside are kept."""
    cells = shared_strings([strings("<t>first</t>", item).encode()], "xl/sharedStrings.xml", Characters())
    assert cells["1"].text == expected


def test_string_may_arrive_in_pieces() -> None:
    """Where a part is cut into chunks makes no difference."""
    part = strings("<r><t>甲乙</t></r>", "<t>丙</t>").encode()
    cells = shared_strings([part[place : place + 1] for place in range(len(part))], "p", Characters())
    assert [cell.text for cell in cells.values()] == ["甲乙", "丙"]


@pytest.mark.parametrize(
    "items", ["<si/>" * 1_001, f"<si>{'<t>0123456789</t>' * 501}</si>"], ids=["strings", "text"]
)
def test_too_many_strings_are_refused(items: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of strings larger than any form can use is refused."""
    assert MOST_STRINGS == 500_000
    monkeypatch.setattr("scoresheet.formats.texts.MOST_STRINGS", 1_000)
    monkeypatch.setattr("scoresheet.formats.texts.MOST_CHARACTERS", 5_000)
    with pytest.raises(Unreadable) as raised:
        shared_strings([f'<sst xmlns="{MAIN}">{items}</sst>'.encode()], "xl/sharedStrings.xml", Characters())
    assert raised.value.trouble is Trouble.UNSAFE
    assert "xl/sharedStrings.xml" in raised.value.place.en
