"""What programs and systems leave among people's files, known by its name alone."""

from __future__ import annotations

from scoresheet.inbox.attachments import ARCHIVE_SUFFIXES, SPREADSHEET_SUFFIXES
from scoresheet.inbox.ours import is_temporary_name
from scoresheet.language import Text

_LOCK = Text("表格软件的临时文件，未读取", "a temporary file of a spreadsheet program, not read")
_SYSTEM = Text("系统文件，未读取", "a file of the operating system, not read")
_DELETED = Text("回收站里已删除的文件，未读取", "a deleted file in a recycle bin, not read")
_HIDDEN = Text("隐藏的文件，未读取", "a hidden file, not read")
_OWN = Text("中断时没有写完的结果，未读取", "a result left unfinished by an interruption, not read")

_SYSTEM_NAMES = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized", "icon\r", "folder.htt"}
)
_SYSTEM_FOLDERS = frozenset(
    {"__macosx", "@eadir", ".spotlight-v100", ".fseventsd", ".temporaryitems", "system volume information"}
)
_BINS = frozenset({"$recycle.bin", "recycler", "recycled", "#recycle", "@recycle", ".trashes", ".trash"})
_UNFINISHED = (
    *(".crdownload", ".part", ".partial", ".tmp", ".temp", ".download", ".downloading"),
    *(".opdownload", ".filepart", ".td", ".xltd", ".aria2", ".bc!", ".!ut"),
)


def leftover(place: str) -> Text | None:
    """Say what a file is that no sender meant to send, None for any other.

    `place` is its name with the folders above it, with forward slashes, an archive counting as a folder.
    """
    *folders, name = place.replace("!/", "/").casefold().split("/")
    if not _BINS.isdisjoint(folders):
        return _DELETED
    if not _SYSTEM_FOLDERS.isdisjoint(folders) or name in _SYSTEM_NAMES or name.startswith("._"):
        return _SYSTEM
    if is_temporary_name(name):
        return _OWN
    is_lock = name.startswith(("~$", ".~")) or (name.startswith("~") and name.endswith(".tmp"))
    return _LOCK if is_lock else None


def hidden(below: str) -> Text | None:
    """Say that a file is hidden, or lies in a hidden folder, as programs hide theirs (.git); None for any other.

    `below` is its path below what the user named, with forward slashes. What is named like a form was hidden by
    mistake, if it doesn't lie in a hidden folder.
    """
    *folders, name = below.split("/")
    if any(folder.startswith(".") and folder.strip(".") for folder in folders):
        return _HIDDEN
    as_form = name.casefold().endswith(tuple(SPREADSHEET_SUFFIXES | ARCHIVE_SUFFIXES))
    return _HIDDEN if name.startswith(".") and not as_form else None


def is_unfinished(name: str) -> bool:
    """Tell whether a file is named as browsers and other programs name what they have not written to its end."""
    return name.casefold().endswith(_UNFINISHED)
