"""A workbook with a password to open it → the workbook inside, by msoffcrypto.

How often a password is stirred before it is tried stands in the file, and takes as long as the file likes: it
belongs into a process of its own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

from scoresheet.grid import NOWHERE, Trouble, Unreadable
from scoresheet.language import Text

SILENT = "VelvetSweatshop"
"""With this Excel encrypts what is merely protected, and opens it without asking ([MS-OFFCRYPTO] 2.4.2.3)."""


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes:
    """Give the bytes of the workbook inside; the silent password is tried first, then the others in order.

    Raises Unreadable where no password fits, where the kind of encryption is not known, and where what was encrypted
    is damaged. Time is not limited here.
    """
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(Trouble.ENCRYPTED, _UNKNOWN) from error
    given = [password for password in passwords if password]
    for password in (SILENT, *given):
        if _fits(file, password):
            return _opened(file)
    raise Unreadable(Trouble.ENCRYPTED, _NONE_FITS if given else NOWHERE)


_UNKNOWN = Text("加密方式不常见，有密码也打不开", "in a way that is not known, so that no password helps")
_NONE_FITS = Text("给出的密码打不开", "none of the passwords given opens it")


def _fits(file: Any, password: str) -> bool:
    # A wrong password shows only later in some files unless it is verified; others always verify.
    verify = {"verify_password": True} if file.format == "ooxml" else {}
    try:
        file.load_key(password=password, **verify)
    except InvalidKeyError:
        return False
    except DecryptionError as error:
        raise Unreadable(Trouble.ENCRYPTED, _UNKNOWN) from error
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a password that the kind of encryption can't take is a wrong one
        return False
    return True


def _opened(file: Any) -> bytes:
    made = io.BytesIO()
    try:
        file.decrypt(made)
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(Trouble.DAMAGED) from error
    return made.getvalue()
