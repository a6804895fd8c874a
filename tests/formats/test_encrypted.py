"""A workbook with a password is opened with the silent one or with those given, and told where none fits."""

from __future__ import annotations

import io

import olefile
import pytest

import handmade
from old_workbook import OldSheet, container, encrypted, padded, protected, record, stream
from scoresheet.formats.contained import Limits, call
from scoresheet.formats.encrypted import SILENT, decrypted
from scoresheet.formats.xls import read_xls
from scoresheet.grid import Trouble, Unreadable

TYPES = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
}
PLAIN = handmade.zipped({**TYPES, **handmade.parts('<row r="1"><c r="A1"><v>3</v></c></row>')})
SHEETS = [OldSheet("自查评分表", [["得分", 3]]), OldSheet("隐藏", [[1]], 1)]
PASSWORD = "密码 1"  # noqa: S105 - no secret


def refused(data: bytes, *passwords: str) -> Unreadable:
    """Give the refusal of a file."""
    with pytest.raises(Unreadable) as caught:
        decrypted(data, passwords)
    return caught.value


@pytest.mark.parametrize("given", [(), ("别的",), (PASSWORD,)])
def test_what_is_merely_protected_opens_without_asking(given: tuple[str, ...]) -> None:
    """The silent password is tried first, whatever others are given."""
    assert decrypted(encrypted(PLAIN, SILENT), given) == padded(PLAIN)


@pytest.mark.parametrize("given", [(PASSWORD,), ("别的", PASSWORD), ("", PASSWORD, "别的")])
def test_each_password_given_is_tried(given: tuple[str, ...]) -> None:
    """The one that fits may stand anywhere among them."""
    assert decrypted(encrypted(PLAIN, PASSWORD), given) == padded(PLAIN)


@pytest.mark.parametrize("given", [(PASSWORD,), ("别的", PASSWORD), ("一个长得多的密码" * 8, PASSWORD)])
def test_an_old_workbook_opens_as_well(given: tuple[str, ...]) -> None:
    """An .xls that was encrypted reads as before."""
    opened = read_xls(decrypted(protected(SHEETS, PASSWORD), given))

    assert opened.sheets == read_xls(stream(SHEETS)).sheets


def test_an_old_workbook_that_is_merely_protected_opens_without_asking() -> None:
    """Old Excel encrypts a workbook with a protected structure silently too."""
    assert read_xls(decrypted(protected(SHEETS, SILENT), ())).sheets == read_xls(stream(SHEETS)).sheets


@pytest.mark.parametrize(
    "data", [encrypted(PLAIN, PASSWORD), protected(SHEETS, PASSWORD)], ids=["new", "old"]
)
@pytest.mark.parametrize(
    ("given", "place"),
    [((), ""), (("",), ""), (("别的",), "给出的密码打不开"), (("别的", "还有"), "给出的密码打不开")],
)
def test_where_no_password_fits_it_is_told_whether_any_was_tried(
    data: bytes, given: tuple[str, ...], place: str
) -> None:
    """A clerk who gave passwords is told that they don't open this file."""
    reason = refused(data, *given)

    assert (reason.trouble, reason.place.zh) == (Trouble.ENCRYPTED, place)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        container(b"nothing", "EncryptionInfo"),
        container(b"\x03\x00\x03\x00" + bytes(60), "EncryptionInfo"),
        container(b"\x09\x00\x04\x00", "Other"),
        record(0x0809, bytes(16)) + record(0x002F, bytes(6)),
    ],
    ids=["nothing", "no info", "extensible", "no workbook", "a bare stream"],
)
def test_an_unknown_kind_of_encryption_is_told(data: bytes) -> None:
    """Where no password would help the sentence says so."""
    reason = refused(data, PASSWORD)

    assert reason.trouble is Trouble.ENCRYPTED
    assert reason.place.zh == "加密方式不常见，有密码也打不开"


def test_what_is_broken_behind_the_password_is_damaged() -> None:
    """A file whose password fits but whose content was cut off is told as damaged."""
    whole = encrypted(PLAIN, PASSWORD)
    with olefile.OleFileIO(io.BytesIO(whole)) as file:
        content = file.openstream("EncryptedPackage").read()
    broken = whole.replace(content, content[:8] + bytes(len(content) - 8))

    assert broken != whole
    assert refused(broken, PASSWORD).trouble is Trouble.DAMAGED


def test_a_password_that_is_stirred_for_ever_stalls_its_reader_alone() -> None:
    """How often a password is hashed stands in the file; the reader of such a file is ended."""
    call(decrypted, encrypted(PLAIN, SILENT), ())
    hostile = encrypted(PLAIN, PASSWORD).replace(b'spinCount="100000"', b'spinCount="999999"')
    with pytest.raises(Unreadable) as caught:
        call(decrypted, hostile, (PASSWORD,), limits=Limits(seconds=1))

    assert caught.value.trouble is Trouble.STALLED
