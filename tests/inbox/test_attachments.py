"""What comes along with a form is told by its content, and by its name only where that says nothing."""

from __future__ import annotations

import pytest

from scoresheet.inbox.attachments import ARCHIVE_SUFFIXES, SPREADSHEET_SUFFIXES, is_attachment, is_mail
from scoresheet.inbox.detect import FileType


@pytest.mark.parametrize("suffix", ["", ".pdf", ".jpg", ".txt", *sorted(SPREADSHEET_SUFFIXES)])
@pytest.mark.parametrize("kind", [FileType.XLSX, FileType.OLE_XLS, FileType.ODS, FileType.HTML, FileType.RAR])
def test_what_may_hold_a_form_is_none(kind: FileType, suffix: str) -> None:
    """Under whatever name it came."""
    assert not is_attachment(kind, suffix)


@pytest.mark.parametrize("kind", [FileType.PDF, FileType.IMAGE, FileType.DOCX, FileType.OLE_OTHER])
def test_a_scan_is_one_unless_it_was_sent_in_place_of_the_form(kind: FileType) -> None:
    """Under a spreadsheet's suffix somebody took it for the form."""
    assert all(is_attachment(kind, suffix) for suffix in ("", ".pdf", ".doc", ".jpg"))
    assert not any(is_attachment(kind, suffix) for suffix in SPREADSHEET_SUFFIXES)


@pytest.mark.parametrize(
    ("suffix", "expected"), [(".mp4", True), (".txt", True), (".eml", True), ("", False), (".dat", False)]
)
def test_what_nobody_knows_goes_by_its_suffix(suffix: str, expected: bool) -> None:
    """A recording, a note, a mail; without such a suffix it may have been a form."""
    assert is_attachment(FileType.UNKNOWN, suffix) is expected


def test_mails_and_archives_are_known_by_their_suffix() -> None:
    """So that the reason can say what to do with what lies in them."""
    assert is_mail(".msg")
    assert not is_mail(".txt")
    assert ARCHIVE_SUFFIXES.isdisjoint(SPREADSHEET_SUFFIXES)
