"""XML is read as long as it is what a spreadsheet program writes."""

import pytest

from scoresheet.formats.markup import elements
from scoresheet.grid import Trouble, Unreadable

PART = "xl/workbook.xml"


def texts(data: bytes, size: int = 65_536) -> list[str]:
    """Give the texts of all <a> in a part that comes in chunks."""
    chunks = [data[place : place + size] for place in range(0, len(data), size)]
    return [element.text for element in elements(chunks, PART, frozenset({"a"}))]


HONEST = [
    b"<r><a> x </a></r>",
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<r><a>x</a></r>',
    b"\xef\xbb\xbf<r><!-- <!DOCTYPE r> --><a>x</a></r>",
    b"<r><a><![CDATA[x]]></a></r>",
    b"<p:r xmlns:p='n'><p:a>x</p:a></p:r>",
    '<?xml version="1.0" encoding="UTF-16"?><r><a>x</a></r>'.encode("utf-16"),
    b"<r>" + b"<b>" * 98 + b"<a>x</a>" + b"</b>" * 98 + b"</r>",
    b"<r b='" + b"y" * 1_000_000 + b"'><a>x</a></r>",
]


@pytest.mark.parametrize("data", HONEST, ids=range(len(HONEST)))
@pytest.mark.parametrize("size", [7, 65_536])
def test_honest_part_is_read(data: bytes, size: int) -> None:
    """Declarations, comments, prefixes, encodings, some depth and a long tag are no trouble."""
    if size < 100 < len(data) > 10_000:
        size = 10_000
    assert texts(data, size) == ["x"]


UNSAFE = [
    b"<!DOCTYPE r><r/>",
    b'<!DOCTYPE r SYSTEM "http://example.com/x.dtd"><r/>',
    b'<!DOCTYPE r [<!ENTITY a "x">]><r><a>&a;</a></r>',
    '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r><r/>'.encode("utf-16"),
    b"<!--" + b" " * 70_000 + b"--><!DOCTYPE r><r/>",
    b"<r>" + b"<b>" * 100 + b"</b>" * 100 + b"</r>",
    b"<b>" * 200_000,
    b"<r b='" + b"y" * 1_200_000 + b"'/>",
    b"<!--" + b"y" * 1_200_000 + b"--><r/>",
    b"<r>" + b"".join(b"<b%d/>" % number for number in range(20_000)) + b"</r>",
    b"<r>" + b"<a/>" * 100_001 + b"</r>",
    b"<r>" + b"<a>0123456789</a>" * 100_000 + b"<a>0</a></r>",
]


@pytest.mark.parametrize("data", UNSAFE, ids=range(len(UNSAFE)))
def test_attack_is_refused(data: bytes) -> None:
    """A document type, great depth, endless tags and endless names are refused, and the part is named."""
    with pytest.raises(Unreadable) as raised:
        texts(data)
    assert raised.value.trouble is Trouble.UNSAFE
    assert PART in raised.value.place.zh


DAMAGED = [
    b"",
    b"   ",
    b"<r>",
    b"<r></q>",
    b"<r/><r/>",
    b"<r>&nosuch;</r>",
    b"<r a='1' a='2'/>",
    b"<r>\xff\xfe</r>",
    b"<r>\x00</r>",
    b'<?xml version="1.0" encoding="gb2312"?><r/>',
    b'<?xml version="1.0" encoding="no-such-thing"?><r/>',
    b'<?xml version="1.0" encoding="rot13"?><r/>',
]


@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_broken_part_is_damaged(data: bytes) -> None:
    """What is not well-formed, or in an encoding that workbooks don't use, is damage."""
    with pytest.raises(Unreadable) as raised:
        texts(data)
    assert raised.value.trouble is Trouble.DAMAGED
    assert PART in raised.value.place.en
