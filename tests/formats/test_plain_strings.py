"""Shared strings read in pieces that may be known already are what the reader of whole parts makes of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoresheet.formats import plain_strings, texts
from scoresheet.formats.texts import Characters
from scoresheet.grid import Unreadable

PART = "xl/sharedStrings.xml"


def read(reader: Any, data: bytes) -> object:
    """Give the strings in their order, or why they are refused."""
    try:
        cells = reader.shared_strings([data], PART, Characters())
    except Unreadable as reason:
        return reason.trouble, reason.place
    return list(cells.items())


def table(
    strings: str, begin: str = '<?xml version="1.0" encoding="UTF-8"?><sst count="9">', end: str = "</sst>"
) -> bytes:
    """Give a table of shared strings."""
    return f"{begin}{strings}{end}".encode()  # fmt: skip


TABLES = [
    table(""),
    table("<si><t>甲</t></si>"),
    table("<si><t>甲</t></si><si><t/></si><si><t>甲</t></si><si><t>a&lt;b</t></si>"),
    table("<si><r><t>甲</t></r><r><rPr/><t xml:space='preserve'> 乙</t></r><rPh><t>jia</t></rPh></si><si><t>丙</t></si>"),
    table("<si><t>甲</t></si>\n<si><t>乙</t></si>\n"),
    table("<si/><si><t>甲</t></si>"),
    table("<si><t>甲</t></si ><si><t>乙</t></si>"),
    table("<si><t>甲</t></si><si/>"),
    table("<si><t>甲</t></si><si><t>乙</t>"),
    table("<si><b><t>甲</t></si><si></b><t>乙</t></si>"),
    table("<si><t>甲</t></si></x><x><si><t>乙</t></si>"),
    table("<si><si><t>甲</t></si><si><t>乙</t></si></si>"),
    table("<si><t><!-- </si> -->甲</t></si>"),
    table("<si><t><![CDATA[</si>]]></t></si>"),
    table("<si><t>甲</t></si>", begin="<sst><x>", end="</x></sst>"),
    table("<si><t>甲</t></si>", begin="<sst><x>"),
    table("<si><t>甲</t></si>", end="<extLst><ext/></extLst></sst>"),
    table("<x:si><x:t>甲</x:t></x:si>", begin="<x:sst>", end="</x:sst>"),
    table("<si><t>a_x000D_b</t></si>"),
    table("<t>甲</t><si><t>乙</t></si>"),
    table("<rPh><si><t>甲</t></si></rPh>"),
    table("&amp<si><t>甲</t></si>;"),
    table("<si><t>甲</t></si><t>乙</t>"),
    table("<si><t>甲</t></si>") + b"x",
    b'<sst x="<si><t>1</t></si>"/>',
    b"",
]  # fmt: skip


@pytest.mark.parametrize("data", TABLES)
def test_strings_are_those_of_the_whole(data: bytes) -> None:
    """Each table gives the same strings, or the same refusal, at the first and the second reading."""
    expected = read(texts, data)
    assert read(plain_strings, data) == expected
    assert read(plain_strings, data) == expected


SCRAPS = [
    "<si>",
    "</si>",
    "</si >",
    "<si/>",
    "<t>",
    "</t>",
    "甲",
    "<x>",
    "</x>",
    "<rPh>",
    "</rPh>",
    "<!-- -->",
    " ",
]
STRING = st.sampled_from(["<si><t>甲</t></si>", "<si><t/></si>", "<si><r><t>乙</t></r><r><t>丙</t></r></si>"])


@given(st.lists(STRING | STRING | st.sampled_from(SCRAPS), max_size=6).map("".join))
def test_pieces_never_say_what_the_whole_does_not(strings: str) -> None:
    """Whatever stands in a table, reading it in pieces gives what reading it whole gives."""
    assert read(plain_strings, table(strings)) == read(texts, table(strings))


def test_strings_are_limited_however_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook whose strings hold too much text is refused, though all of them are known."""
    data = table("<si><t>甲乙</t></si><si><t>丙</t></si>")
    for most, is_refused in ((3, False), (2, True)):
        monkeypatch.setattr(texts, "MOST_CHARACTERS", most)
        assert isinstance(read(plain_strings, data), tuple) is is_refused
