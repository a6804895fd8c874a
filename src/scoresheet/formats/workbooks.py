"""The one door of all formats: whatever kind of workbook a file is → the same grid."""

from __future__ import annotations

from collections.abc import Sequence

from scoresheet.formats.ods import read_ods
from scoresheet.formats.xlsb import read_xlsb
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import NOWHERE, Grid, Trouble, Unreadable
from scoresheet.inbox.detect import FileType, detect

_AT_ARMS_LENGTH = frozenset({FileType.OLE_XLS, FileType.OLE_ENCRYPTED})
_OTHER_FORMATS = frozenset(
    {
        FileType.SPREADSHEET_XML,
        FileType.FLAT_ODS,
        FileType.OLD_XLS,
        FileType.UOF,
        FileType.NUMBERS,
        FileType.WORKS,
    }
)


def read_workbook(data: bytes, kind: FileType, passwords: Sequence[str] = ()) -> Grid:
    """Read a workbook of any kind; `passwords` are tried in order where it needs one to be opened.

    Raises Unreadable, and nothing else whatever the bytes are. What our own bounded readers read is read in this
    process, everything else in one of its own, within limits of time and memory.
    """
    if not is_foreign(kind):
        return _read(data, kind)
    # Not imported before such a file turns up: most inboxes hold none.
    from scoresheet.formats.contained import call

    grid = call(read_foreign, data, kind, tuple(passwords))
    assert isinstance(grid, Grid)  # noqa: S101 - what the function called gives
    return grid


def is_foreign(kind: FileType) -> bool:
    """Tell whether other people's readers read this kind, in a process of its own within limits of time and memory."""
    return kind in _AT_ARMS_LENGTH


def read_foreign(data: bytes, kind: FileType, passwords: Sequence[str]) -> Grid:
    """Read a workbook of a kind that other people's readers read; it may take any time, and end the process.

    Raises Unreadable, and whatever else those readers raise.
    """
    if kind is FileType.OLE_ENCRYPTED:
        return _decrypted(data, passwords)
    try:
        return _read(data, kind)
    except Unreadable as reason:
        if kind is FileType.OLE_XLS and reason.trouble is Trouble.ENCRYPTED:
            return _decrypted(data, passwords)
        raise


def _decrypted(data: bytes, passwords: Sequence[str]) -> Grid:
    from scoresheet.formats.encrypted import decrypted

    inside = decrypted(data, passwords)
    return _read(inside, detect(inside))


def _read(data: bytes, kind: FileType) -> Grid:
    match kind:
        case FileType.XLSX | FileType.XLSM:
            return read_xlsx(data)
        case FileType.ODS:
            return read_ods(data)
        case FileType.OLE_XLS:
            from scoresheet.formats.xls import read_xls

            return read_xls(data)
        case FileType.XLSB:
            return read_xlsb(data)
        case FileType.EMPTY:
            raise Unreadable(Trouble.EMPTY)
        case FileType.OLE_ENCRYPTED:
            raise Unreadable(Trouble.ENCRYPTED)
        case FileType.OLE_BROKEN:
            raise Unreadable(Trouble.DAMAGED)
    trouble = Trouble.OTHER_FORMAT if kind in _OTHER_FORMATS else Trouble.NOT_A_WORKBOOK
    raise Unreadable(trouble, NOWHERE if kind is FileType.UNKNOWN else kind.word)
