"""What is kept of a defect of the program itself: a log for the maintainers, never a traceback on the screen."""

from __future__ import annotations

import contextlib
import tempfile
import traceback
from datetime import datetime
from pathlib import Path


def log(error: BaseException) -> Path:
    """Write where and how the program failed to a file in the system's folder for temporary files; give its path."""
    return keep("".join(traceback.format_exception(error)))


def keep(defect: str) -> Path:
    """Write the words of a defect to such a file; give its path."""
    path = Path(tempfile.gettempdir()) / f"scoresheet-{datetime.now().astimezone():%Y%m%d-%H%M%S}.log"
    with contextlib.suppress(OSError), path.open("a", encoding="utf-8", errors="replace") as file:
        file.write(defect)
    return path
