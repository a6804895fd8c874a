"""The zip around a workbook is opened as long as it is what a spreadsheet program writes."""

import io
import os
import struct
import warnings
import zipfile

import pytest

from handmade import SHEET_PART, parts, workbook, zipped
from scoresheet.formats.package import Package, resolved, shown
from scoresheet.grid import Trouble, Unreadable

XML = b"<r>" + b"x" * 100 + b"</r>"


def contents(data: bytes, part: str) -> bytes:
    """Inflate one part of a package."""
    with Package(data) as package:
        return b"".join(package.chunks(part))


def trouble(data: bytes, part: str = "a.xml") -> Unreadable:
    """Give the refusal of a package, or of a part in it."""
    with pytest.raises(Unreadable) as raised:
        contents(data, part)
    return raised.value


def with_entries(*entries: tuple[str, bytes]) -> bytes:
    """Give a zip whose entries may repeat a name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


HONEST = [
    zipped({"a.xml": XML}),
    zipped({"a.xml": XML}, zipfile.ZIP_STORED),
    zipped({"A.XML": XML}),
    zipped({"a.xml": XML, "folder/": "", "xl/media/image1.emf": bytes(60_000_000)}),
    zipped({"a.xml": XML, "b.xml": b" " * 1_000_000}),
    zipped({"a.xml": XML, **{f"b{number}.xml": "" for number in range(999)}}),
    zipped({"a.xml": XML, "xl/a..b.xml": ""}),
    b"MZ" + zipped({"a.xml": XML}),
]


@pytest.mark.parametrize("data", HONEST, ids=range(len(HONEST)))
def test_honest_package_is_opened(data: bytes) -> None:
    """Case of names, folders, large pictures, small blanks and a thousand entries are no trouble."""
    assert contents(data, "a.xml") == XML


def test_part_under_a_folder_is_found_whatever_the_slash() -> None:
    """Some programs write a backslash between folder and name."""
    with Package(with_entries(("xl\\b.xml", XML))) as package:
        assert "xl/b.xml" in package
        assert b"".join(package.chunks("XL/b.xml")) == XML


UNSAFE = [
    zipped({"a.xml": XML, **{f"b{number}.xml": "" for number in range(1_000)}}),
    with_entries(("a.xml", XML), ("a.xml", XML)),
    with_entries(("a.xml", XML), ("A.xml", XML)),
    with_entries(("a.xml", XML), ("/b.xml", XML)),
    with_entries(("a.xml", XML), ("../b.xml", XML)),
    with_entries(("a.xml", XML), ("xl/../../b.xml", XML)),
    with_entries(("a.xml", XML), ("xl\\..\\b.xml", XML)),
    with_entries(("a.xml", XML), ("C:/b.xml", XML)),
    with_entries(("a.xml", XML), ("xl/..", XML)),
    zipped({"a.xml": b" " * 1_100_000}),
    zipped({"a.xml": XML, "b.xml": b" " * 2_000_000}),
    zipped({"a.xml": os.urandom(26_300_000), "b.xml": os.urandom(26_300_000)}, zipfile.ZIP_STORED),
    zipped({"a.xml": b"<a/>\n\t" * 4_000_001}, zipfile.ZIP_STORED),
]


@pytest.mark.parametrize("data", UNSAFE, ids=range(len(UNSAFE)))
def test_package_that_no_program_writes_is_refused(data: bytes) -> None:
    """Too many entries, a name twice, names that point out of the archive and bombs are refused."""
    refused = trouble(data)
    assert refused.trouble is Trouble.UNSAFE
    assert all(refused.place)


def with_flag(data: bytes, flag: int) -> bytes:
    """Set a flag on all entries of a zip, in both places where a zip keeps it."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            changed[place + offset] |= flag
            place = data.find(signature, place + 1)
    return bytes(changed)


def test_encrypted_entries_are_told() -> None:
    """A zip with a password is encrypted, not damaged."""
    assert trouble(with_flag(zipped({"a.xml": XML}), 1)).trouble is Trouble.ENCRYPTED


def declaring(data: bytes, size: int) -> bytes:
    """Declare another size for the first entry of a zip."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, data.find(b"PK\x01\x02") + 24, size)
    return bytes(changed)


BROKEN = [
    zipped({"a.xml": XML})[:-30],
    zipped({"a.xml": XML}).replace(XML[:50], b"y" * 50),
    zipped({"a.xml": XML}, zipfile.ZIP_STORED).replace(b"xxx</r>", b"yyy</r>"),
    declaring(zipped({"a.xml": XML}), 50),
    zipped({"a.xml": XML}, zipfile.ZIP_STORED).replace(b"a.xml", b"b.xml", 1),
    zipped({"b.xml": XML}),
    b"PK\x03\x04",
]


@pytest.mark.parametrize("data", [BROKEN[0], *BROKEN[2:]], ids=range(len(BROKEN) - 1))
def test_broken_package_is_damaged(data: bytes) -> None:
    """A cut-off archive, a wrong checksum, a wrong size, a missing part: the file is damaged."""
    assert trouble(data).trouble is Trouble.DAMAGED


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(method: int) -> None:
    """Workbooks are deflated; other methods may ask for memory that no limit of ours sees."""
    assert trouble(zipped({"a.xml": XML}, method)).trouble is Trouble.UNSAFE


def test_declared_size_that_is_too_small_inflates_no_more() -> None:
    """A bomb that declares itself harmless is cut off at what it declares."""
    bomb = declaring(zipped({"a.xml": b" " * 30_000_000}), 500)
    assert trouble(bomb).trouble is Trouble.DAMAGED


def test_same_part_asked_for_again_counts_again() -> None:
    """What is inflated counts, however often it is the same entry."""
    with Package(zipped({"a.xml": os.urandom(20_000_000)}, zipfile.ZIP_STORED)) as package:
        for _ in range(2):
            assert sum(map(len, package.chunks("a.xml"))) == 20_000_000
        with pytest.raises(Unreadable) as raised:
            list(package.chunks("a.xml"))
    assert raised.value.trouble is Trouble.UNSAFE


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Trouble.EMPTY),
        (b"%PDF-1.4", Trouble.NOT_A_WORKBOOK),
        (b"<html></html>", Trouble.NOT_A_WORKBOOK),
        (workbook()[:200], Trouble.DAMAGED),
    ],
)
def test_what_is_no_zip_is_told_apart(data: bytes, expected: Trouble) -> None:
    """Nothing, another kind of file and a cut-off workbook are different troubles."""
    assert trouble(data).trouble is expected


def test_refusal_names_the_part_in_printable_words() -> None:
    """A name made to spoil a terminal is shown without its control characters, and cut."""
    name = "\x1b[31m" + "x" * 500
    words = trouble(with_entries((name, XML), (name, XML))).place
    assert "�[31mxxx" in words.zh
    assert all(sentence.isprintable() and len(sentence) < 200 for sentence in words)
    assert shown("\u202ea") == "�a"


@pytest.mark.parametrize(
    ("base", "target", "expected"),
    [
        ("", "xl/workbook.xml", "xl/workbook.xml"),
        ("", "/xl/workbook.xml", "xl/workbook.xml"),
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "./styles.xml", "xl/styles.xml"),
        ("xl/workbook.xml", "../docProps/core.xml", "docProps/core.xml"),
    ],
)
def test_target_is_resolved(base: str, target: str, expected: str) -> None:
    """The target of a relationship is absolute or relative to the part that has it."""
    assert resolved(base, target) == expected


def test_bomb_in_a_sheet_is_refused() -> None:
    """A worksheet that unpacks to a hundred times an honest one is not unpacked."""
    bomb = zipped({**parts(), SHEET_PART: b" " * 40_000_000})
    assert trouble(bomb, SHEET_PART).trouble is Trouble.UNSAFE
