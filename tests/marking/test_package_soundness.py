"""Only a workbook of the size of a form, and whole, is edited."""

from __future__ import annotations

import pytest

from returned import good
from scoresheet.marking.soundness import TooLargeError, check_package, check_size
from scoresheet.parts.cells import Package
from scoresheet.parts.relations import CONTENT_TYPES


def test_form_is_sound() -> None:
    """A form as it comes back is of a usual size and whole."""
    package = Package(good())
    check_size(package)
    check_package(package.parts)


def test_what_no_program_looks_at_may_be_anything() -> None:
    """Parts that were taken out, other programs' own data and what is no XML at all are passed over."""
    more = {"xl/calcChain.xml": None, "customXml/item1.xml": b"\xff\xfe<", "xl/media/a.jpg": b"\x00"}
    check_package({**Package(good()).parts, **more})


@pytest.mark.parametrize(
    ("part", "size"),
    [
        ("xl/worksheets/sheet1.xml", 20_000_001),
        ("xl/comments1.xml", 3_000_001),
        ("xl/drawings/vmlDrawing1.vml", 3_000_001),
        ("xl/styles.xml", 10_000_001),
    ],
)
def test_part_larger_than_any_form_has(part: str, size: int) -> None:
    """The part is named with its size; one byte less is no matter."""
    package = Package(good())
    package.parts[part] = b"x" * (size - 1)
    check_size(package)
    package.parts[part] = b"x" * size
    with pytest.raises(TooLargeError, match=f"{part}: {size} bytes"):
        check_size(package)


def test_more_sheets_than_any_form_has() -> None:
    """Each would be looked at."""
    package = Package(good())
    package.sheets |= {f"表{number}": "xl/worksheets/sheet1.xml" for number in range(200)}
    with pytest.raises(TooLargeError, match="sheets"):
        check_size(package)


@pytest.mark.parametrize(
    ("part", "data"),
    [
        (CONTENT_TYPES, b"<a/>"),
        (CONTENT_TYPES, b"<Types/>"),
        (CONTENT_TYPES, b""),
        ("xl/theme/theme1.xml", b"<a>"),
        ("xl/_rels/workbook.xml.rels", b"<a></b>"),
    ],
    ids=["another root", "no types", "empty", "cut", "crossed"],
)
def test_damage_is_seen(part: str, data: bytes) -> None:
    """A part that no parser reads, or a package without the workbook's type, is no workbook."""
    parts = Package(good()).parts | {part: data}
    with pytest.raises(ValueError):  # noqa: PT011 - the words are the parser's
        check_package(parts)
