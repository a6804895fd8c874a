"""Files that the program writes: whole or not at all.

No lock keeps two runs apart. Each writes under names that nobody else has and then puts whole files in place, so the
worst that two at once can do is that the later one's result stands, as if they had run one after the other. A lock
would have to be cleared away by hand after a run that was killed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from scoresheet.inbox.ours import temporary_name
from scoresheet.language import Text


class OutputError(Exception):
    """A file could not be written; `sentence` says why and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that its path holds the old content or the new one, never half of it.

    Folders on the way are made. Raises OutputError where that can't be done; the old file then stays as it was and
    nothing else is left behind.
    """
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files, all or none; each path holds its old content or its new one at every moment.

    Raises OutputError as `write_atomically` does. Where one can't be put in place, because another program holds the
    old one open, those before it are put back as they were.
    """
    staged: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            if path.is_dir():
                raise OutputError(_is_folder(path))
            _make_folder(path.parent)
            # The name is short whatever the file's own: with an affix it could be longer than the disk allows.
            temporary = staged[path] = path.parent / temporary_name()
            _write(temporary, data, path)
        for path in list(files)[:-1]:
            # After the last one nothing is left that could go wrong.
            _keep(path, kept)
        _put_all_in_place(staged, kept)
    finally:
        for temporary in (*staged.values(), *kept.values()):
            # What can't be removed must not hide why writing failed.
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in {path.parent for path in files}:
        _settle_folder(folder)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(_parent_is_file(folder)) from error
    except OSError as error:
        raise OutputError(_refused(folder, error)) from error


def _write(temporary: Path, data: bytes, path: Path) -> None:
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(_refused(path, error)) from error


def _keep(path: Path, kept: dict[Path, Path]) -> None:
    """Keep what stands at a path under another name, so that it can be put back."""
    if not path.exists():
        return
    spare = kept[path] = path.parent / temporary_name()
    try:
        try:
            os.link(path, spare)
        except OSError:
            # Not every disk can give a file a second name.
            shutil.copy2(path, spare)
    except OSError as error:
        raise OutputError(
            _is_open(path) if isinstance(error, PermissionError) else _refused(path, error)
        ) from error


def _put_all_in_place(staged: Mapping[Path, Path], kept: Mapping[Path, Path]) -> None:
    done: list[Path] = []
    try:
        for path, temporary in staged.items():
            done.append(path)
            _put_in_place(temporary, path)
    except BaseException:
        for path in done[:-1]:
            _put_back(path, kept.get(path))
        raise


def _put_back(path: Path, spare: Path | None) -> None:
    # Whatever stands in the way now must not hide why writing failed.
    with contextlib.suppress(OSError):
        if spare is None:
            path.unlink()
        else:
            spare.replace(path)


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:
        # The folder took the temporary file, so it is the old file that is held: Windows does that while a program
        # has it open.
        raise OutputError(_is_open(path)) from error
    except OSError as error:
        raise OutputError(_refused(path, error)) from error


def _settle_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    # Some network drives can't do this; the file itself is already on the disk.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refused(path: Path, error: OSError) -> Text:
    shown = _shown(path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Text(
            f"无法写入 {shown}：没有该文件夹的写入权限。请换一个文件夹，或请管理员开通权限。",
            f"Can't write {shown}: this folder may not be written to. "
            "Please choose another folder or ask for permission.",
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Text(
            f"无法写入 {shown}：磁盘空间不足。请清理磁盘，或换一个磁盘再试。",
            f"Can't write {shown}: the disk is full. Please free some space or choose another disk.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Text(
            f"无法写入 {shown}：文件名太长。请换一个短一些的名称。",
            f"Can't write {shown}: the name is too long. Please choose a shorter one.",
        )
    return Text(
        f"无法写入 {shown}：系统不允许（错误编号{error.errno}）。请检查该位置能否使用，或换一个文件夹再试。",
        f"Can't write {shown}: the system refuses (error {error.errno}). "
        "Please check that place or choose another folder.",
    )


def _is_folder(path: Path) -> Text:
    return Text(
        f"无法写入 {_shown(path)}：已有同名的文件夹。请换一个文件名。",
        f"Can't write {_shown(path)}: there is a folder of that name. Please choose another file name.",
    )


def _parent_is_file(folder: Path) -> Text:
    return Text(
        f"无法写入文件夹 {_shown(folder)}：该路径上有一个同名的文件。请换一个文件夹。",
        f"Can't write into {_shown(folder)}: a file stands where a folder is needed. "
        "Please choose another folder.",
    )


def _is_open(path: Path) -> Text:
    return Text(
        f"无法写入 {_shown(path)}：文件可能正在 Excel 或 WPS 中打开。请关闭后再试；原文件没有改动。",
        f"Can't write {_shown(path)}: it may be open in Excel or WPS. "
        "Please close it and try again; the old file is unchanged.",
    )


def _shown(path: Path) -> str:
    # A name in another encoding can't be printed as it is.
    return str(path).encode("utf-8", "replace").decode("utf-8")
