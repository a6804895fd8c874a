"""What comes along with a form and is no form: letters, scans, photos, recordings."""

from __future__ import annotations

from scoresheet.inbox.detect import FileType

SPREADSHEET_SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xls", ".xlt", ".et", ".ett", ".ods", ".xlsb", ".csv"}
)
"""Whatever is named like this was sent as a form."""
ARCHIVE_SUFFIXES = frozenset({".zip", ".rar", ".7z", ".tar", ".tgz", ".gz", ".cab"})
"""In whatever is named like this a form may lie."""

_DOCUMENTS = frozenset(
    {
        FileType.DOCX,
        FileType.PPTX,
        FileType.ODT,
        FileType.OFD,
        FileType.PDF,
        FileType.IMAGE,
        FileType.OLE_OTHER,
        FileType.OLE_BROKEN,
    }
)
_NOTHING_KNOWN = frozenset({FileType.TEXT, FileType.XML, FileType.UNKNOWN})
_MAILS = frozenset({".eml", ".msg"})
_OTHER_MATERIAL = frozenset(
    {
        *(".txt", ".md", ".rtf"),
        *(".mp3", ".m4a", ".wav", ".amr", ".mp4", ".mov", ".avi", ".wmv", ".mkv", ".3gp"),
    }
)

_PROGRAM = frozenset(
    {
        *(".py", ".pyc", ".ipynb", ".js", ".ts", ".css", ".sh", ".bat", ".cmd", ".ps1", ".vbs", ".sql"),
        *(".json", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".reg", ".log", ".lock"),
        *(".c", ".h", ".cpp", ".java", ".class", ".go", ".rs"),
    }
)


def is_program(kind: FileType, suffix: str) -> bool:
    """Tell whether a file is one that programs use, by its suffix where its content says nothing."""
    return kind in _NOTHING_KNOWN and suffix in _PROGRAM


def is_attachment(kind: FileType, suffix: str) -> bool:
    """Tell whether a file comes along with a form, by what it is; by its suffix only where that says nothing.

    `suffix` is in small letters. A scan under a spreadsheet's suffix was sent in place of the form, and is none.
    """
    if kind in _DOCUMENTS:
        return suffix not in SPREADSHEET_SUFFIXES
    # Whoever writes a README gives it no suffix; no spreadsheet program saves a form as a text without one.
    words = kind is FileType.TEXT and not suffix
    return words or is_mail(suffix) or (kind in _NOTHING_KNOWN and suffix in _OTHER_MATERIAL)


def is_mail(suffix: str) -> bool:
    """Tell whether a file is named as e-mail programs name what they save."""
    return suffix in _MAILS
