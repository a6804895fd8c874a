"""Stretches of XML are found by a parser and replaced; every other byte stays."""

from __future__ import annotations

import pytest

from scoresheet.parts.xml_edits import (
    appended,
    attribute_text,
    elements,
    prefixed,
    retagged,
    spliced,
    with_attributes,
)

ODD = b"""<?xml version='1.0'?><x:a  q='>' ><!-- <b/> --><x:b r:id = "1"/><x:c ><x:b>t</x:b></x:c ></x:a>"""


def test_nothing_changed_changes_nothing() -> None:
    """Without changes a part stays byte for byte."""
    assert spliced(ODD, []) == ODD


def test_elements_are_found_where_they_stand() -> None:
    """Comments and odd quoting don't mislead; an empty tag and one with an inside are both found."""
    first, second = elements(ODD, {"b"})
    assert ODD[first.start : first.end] == b'<x:b r:id = "1"/>'
    assert (first.is_empty, first.get("id"), first.prefix, first.depth) == (True, "1", "x:", 1)
    assert ODD[second.opened : second.closing] == b"t"
    assert second.within(elements(ODD, {"c"})[0])
    assert not first.within(elements(ODD, {"c"})[0])


def test_depth_can_be_limited() -> None:
    """Only the children of the root are found where no more is asked for."""
    assert [one.name for one in elements(ODD, deepest=1)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "xml",
    [
        b"<a><b></a>",
        b"no xml",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"),
        b"<?xml version='1.0' encoding='gbk'?><a/>",
    ],
    ids=["not closed", "no XML", "document type", "UTF-16", "GBK"],
)
def test_what_cannot_be_edited_is_refused(xml: bytes) -> None:
    """What isn't plain XML in UTF-8 is never edited."""
    with pytest.raises(ValueError, match=r"."):
        elements(xml)


@pytest.mark.parametrize(
    ("tag", "changes", "expected"),
    [
        (b'<c r="A1"/>', {"s": "3"}, b'<c r="A1" s="3"/>'),
        (b"<c s = '1'  r=\"A1\">", {"s": "3"}, b'<c s="3"  r="A1">'),
        (b'<c r="A1" s="1">', {"s": None}, b'<c r="A1">'),
        (b"<c r=' s=\"9\"'>", {"s": "3"}, b"<c r=' s=\"9\"' s=\"3\">"),
        (b'<c r="A1"/>', {"t": 'a"<&'}, b'<c r="A1" t="a&quot;&lt;&amp;"/>'),
        (b"<c/>", {}, b"<c/>"),
    ],
    ids=["new", "replaced", "taken out", "within another", "escaped", "none"],
)  # fmt: skip
def test_attributes_are_set_one_by_one(tag: bytes, changes: dict[str, str | None], expected: bytes) -> None:
    """Only the named attributes change, whatever the others look like."""
    assert with_attributes(tag, changes) == expected


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (b"<a><b>1</b></a>", b"<a><b>12</b></a>"),
        (b"<a><b/></a>", b"<a><b>2</b></a>"),
        (b"<x:a><x:b c='d' /></x:a>", b"<x:a><x:b c='d'>2</x:b></x:a>"),
    ],
)
def test_something_is_put_in_at_the_end(xml: bytes, expected: bytes) -> None:
    """An empty tag is opened for it."""
    (element,) = elements(xml, {"b"})
    assert spliced(xml, appended(xml, element, b"2")) == expected


def test_tag_of_an_element_is_changed_in_place() -> None:
    """What stands inside an element is untouched when its tag changes."""
    xml = b'<a n="1"><b/></a>'
    assert spliced(xml, [retagged(xml, elements(xml)[0], {"n": "2"})]) == b'<a n="2"><b/></a>'


def test_our_own_elements_take_the_prefix_of_the_part() -> None:
    """Only names of elements get the prefix, not what they hold."""
    assert prefixed('<a b="c">1 < 2</a>', "x:") == b'<x:a b="c">1 < 2</x:a>'
    assert attribute_text("a", "b\nc") == b' a="b&#10;c"'
