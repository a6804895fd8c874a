"""Everything that lies in an inbox is found once, opened to read only, and told with a reason where it is not read."""

from __future__ import annotations

import hashlib
import io
import os
import random
import stat
import struct
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from returned import blank
from scoresheet.grid import Trouble
from scoresheet.inbox import found_files, intake
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import File, InboxError, Role, collect
from test_archive import encrypted

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may open everything"
)


def found(*paths: Path | str) -> list[tuple[str, Role]]:
    """Give the names that are found, with their roles."""
    return [(file.path.rpartition("/")[2], file.role) for file in collect(map(str, paths))]


def names(*paths: Path | str) -> list[str]:
    """Give the names that are found."""
    return [name for name, _ in found(*paths)]


def only(path: Path) -> File:
    """Give the one file that is found."""
    (file,) = collect([str(path)])
    return file


def put(folder: Path, **files: bytes) -> Path:
    """Write files into a folder; their names are keywords with .xlsx behind."""
    for name, data in files.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    return folder


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give an archive with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def archive(folder: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write an archive into a folder."""
    path = folder / "全部.zip"
    path.write_bytes(zipped(members, method))
    return path


def test_a_file_is_given_as_it_is(tmp_path: Path) -> None:
    """Its bytes, their digest, its kind by content and its time."""
    path = put(tmp_path, a=b"a,b\n") / "a.xlsx"
    os.utime(path, (1416528000, 1416528000))

    file = only(path)

    assert (file.data, file.type, file.role, file.mtime) == (b"a,b\n", FileType.TEXT, Role.RETURN, 1416528000)
    assert file.sha256 == hashlib.sha256(b"a,b\n").hexdigest()
    assert file.on_disk == path


def test_a_folder_is_walked_to_its_depths_by_name(tmp_path: Path) -> None:
    """Folders within folders too, each file once, in the order of the names."""
    deep = tmp_path / "b" / "深" / "x"
    deep.mkdir(parents=True)
    put(tmp_path, a=b"1", c=b"2")
    put(deep, d=b"3")

    assert names(tmp_path) == ["a.xlsx", "d.xlsx", "c.xlsx"]
    assert names(tmp_path, tmp_path / "c.xlsx", tmp_path / "b" / ".." / "a.xlsx") == [
        "a.xlsx",
        "d.xlsx",
        "c.xlsx",
    ]


def test_a_very_deep_folder_is_no_obstacle(tmp_path: Path) -> None:
    """A few hundred folders in one another are walked like two."""
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(600):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.xlsx").write_bytes(b"1")
    finally:
        os.chdir(before)

    assert names(tmp_path) == ["a.xlsx"]


def test_patterns_are_expanded(tmp_path: Path) -> None:
    """The tool does it itself, as no shell does on Windows; ** goes into folders."""
    (tmp_path / "b").mkdir()
    put(tmp_path, a1=b"1", a2=b"2", c=b"3")
    put(tmp_path / "b", a3=b"4")

    assert names(tmp_path / "a*.xlsx") == ["a1.xlsx", "a2.xlsx"]
    assert names(tmp_path / "a[2-9].xlsx") == ["a2.xlsx"]
    assert names(tmp_path / "**" / "a?.xlsx") == ["a1.xlsx", "a2.xlsx", "a3.xlsx"]


def test_brackets_in_real_names_are_names(tmp_path: Path) -> None:
    """A file that WeChat has numbered [1] is found by its name, and in a folder of such a name by a pattern."""
    folder = tmp_path / "收到[1]"
    folder.mkdir()
    put(folder, **{"苍溪[2]": b"1", "苍溪": b"2"})

    assert names(folder / "苍溪[2].xlsx") == ["苍溪[2].xlsx"]
    assert names(folder / "苍溪[2]*.xlsx") == ["苍溪[2].xlsx"]
    assert names(folder / "*.xlsx") == ["苍溪.xlsx", "苍溪[2].xlsx"]


@pytest.mark.parametrize("path", ["没有", "没有*.xlsx", "没[有].xlsx", "没有/*/a.xlsx"])
def test_a_path_that_leads_nowhere_is_refused_at_once(path: str, tmp_path: Path) -> None:
    """Before anything is read, with the path in the sentence."""
    with pytest.raises(InboxError) as raised:
        collect([str(tmp_path), str(tmp_path / path)])

    assert path in raised.value.sentence.zh
    assert path in raised.value.sentence.en


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    """No file is no mistake."""
    assert names(tmp_path) == []


def test_a_link_among_the_files_is_not_followed_and_hides_nothing(tmp_path: Path) -> None:
    """It may lead anywhere; the file that it leads to is read where it lies."""
    put(tmp_path, b=b"1")
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "b.xlsx")
    (tmp_path / "c.xlsx").symlink_to(tmp_path / "gone")
    (tmp_path / "d").symlink_to(tmp_path)

    assert found(tmp_path) == [
        ("a.xlsx", Role.IGNORED),
        ("b.xlsx", Role.RETURN),
        ("c.xlsx", Role.IGNORED),
        ("d", Role.IGNORED),
    ]


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    """An inbox may be a link to a folder elsewhere; one that leads nowhere can't be opened."""
    real = tmp_path / "real"
    real.mkdir()
    put(real, a=b"1")
    (tmp_path / "inbox").symlink_to(real)
    (tmp_path / "one.xlsx").symlink_to(real / "a.xlsx")
    (tmp_path / "nowhere.xlsx").symlink_to(real / "gone")

    assert found(tmp_path / "inbox") == [("a.xlsx", Role.RETURN)]
    assert only(tmp_path / "one.xlsx").data == b"1"
    assert names(tmp_path / "one.xlsx", tmp_path / "inbox") == ["one.xlsx"]
    assert only(tmp_path / "nowhere.xlsx").trouble is Trouble.NO_ACCESS


def test_what_is_no_file_is_ignored_with_a_reason(tmp_path: Path) -> None:
    """A pipe would keep the program waiting for ever."""
    os.mkfifo(tmp_path / "a.xlsx")

    (file,) = collect([str(tmp_path)])

    assert (file.role, bool(file.reason.zh)) == (Role.IGNORED, True)


@needs_permissions
def test_what_may_not_be_opened_is_told_for_real(tmp_path: Path) -> None:
    """A file and a folder without permission are each told as not opened."""
    put(tmp_path, a=b"1")
    (tmp_path / "b").mkdir()
    (tmp_path / "a.xlsx").chmod(0)
    (tmp_path / "b").chmod(0)
    try:
        files = list(collect([str(tmp_path)]))
    finally:
        (tmp_path / "b").chmod(stat.S_IRWXU)

    assert [file.trouble for file in files] == [Trouble.NO_ACCESS, Trouble.NO_ACCESS]


def test_what_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program holds, a folder without permission: they can't be opened, and are not ignored."""
    put(tmp_path, a=b"1")
    (tmp_path / "b").mkdir()

    def refuse(path: Path, *_: object) -> int:
        raise PermissionError(13, "held", str(path))

    monkeypatch.setattr(os, "open", refuse)
    folder = Path.iterdir

    def entries(path: Path) -> object:
        return refuse(path) if path.name == "b" else folder(path)

    monkeypatch.setattr(Path, "iterdir", entries)

    files = list(collect([str(tmp_path)]))
    assert [(file.role, file.trouble) for file in files] == [(Role.RETURN, Trouble.NO_ACCESS)] * 2
    assert "正被别的程序使用" in files[0].reason.zh
    assert "文件夹" in files[1].reason.zh


@pytest.mark.parametrize(
    "name",
    ["~$苍溪县.xlsx", ".~苍溪县.xlsx", ".~lock.苍溪县.xlsx#", "Thumbs.db", ".DS_Store", "._苍溪县.xlsx"],
)
def test_what_programs_leave_behind_is_ignored(name: str, tmp_path: Path) -> None:
    """Lock files and system files are no returns, on disk and in archives."""
    (tmp_path / name).write_bytes(b"\x00" * 165)
    assert only(tmp_path / name).role is Role.IGNORED

    assert found(archive(tmp_path, {f"x/{name}": b"1"})) == [(name, Role.IGNORED)]


@pytest.mark.parametrize(
    ("name", "data", "role"),
    [
        ("盖章件.pdf", b"%PDF-1.4", Role.ATTACHMENT),
        ("现场.jpg", b"\xff\xd8\xff\xe0", Role.ATTACHMENT),
        ("总结.docx", zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), Role.ATTACHMENT),
        ("说明.txt", "请查收".encode(), Role.ATTACHMENT),
        ("录像.mp4", b"\x00\x00\x00\x18ftypmp42", Role.ATTACHMENT),
        ("苍溪县.xlsx", b"%PDF-1.4", Role.RETURN),
        ("苍溪县.xls", b"<html><table><tr><td>3</td></tr></table></html>", Role.RETURN),
        ("苍溪县.htm", b"<html><table><tr><td>3</td></tr></table></html>", Role.RETURN),
        ("苍溪县.xlsx.tmp", b"\x00\x01\x02", Role.RETURN),
        ("苍溪县", b"\x00\x01\x02", Role.RETURN),
        ("苍溪县.csv", b"1,2", Role.RETURN),
        ("苍溪县.txt", blank(), Role.RETURN),
        ("苍溪县.pdf", blank(), Role.RETURN),
    ],
    ids=range(13),
)
def test_attachments_are_told_from_returns(name: str, data: bytes, role: Role, tmp_path: Path) -> None:
    """By content: a form under any name is a return, and so is whatever is named like a form."""
    (tmp_path / name).write_bytes(data)

    assert only(tmp_path / name).role is role


def test_members_of_an_archive_are_files(tmp_path: Path) -> None:
    """Each with its path inside; the archive itself is none; folders inside are none."""
    path = archive(tmp_path, {"县/苍溪县.xlsx": b"1", "a.xlsx": b"2", "县/": b"", "__MACOSX/._a.xlsx": b""})

    files = list(collect([str(path)]))

    assert [(file.path, file.role) for file in files] == [
        (f"{path.as_posix()}!/__MACOSX/._a.xlsx", Role.IGNORED),
        (f"{path.as_posix()}!/a.xlsx", Role.RETURN),
        (f"{path.as_posix()}!/县/苍溪县.xlsx", Role.RETURN),
    ]
    assert {file.on_disk for file in files} == {path}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_in_archives_may_be_in_gbk(encoding: str, tmp_path: Path) -> None:
    """Chinese programs write names without saying in which encoding they are."""
    raw = "苍溪县自查评分表.xlsx".encode(encoding)
    placeholder = "x" * len(raw)
    data = zipped({placeholder: b"1"}).replace(placeholder.encode(), raw)
    (tmp_path / "a.zip").write_bytes(data)

    assert names(tmp_path / "a.zip") == ["苍溪县自查评分表.xlsx"]


def test_names_on_disk_may_be_in_gbk(tmp_path: Path) -> None:
    """What a program without UTF-8 has unpacked gets a name that can be written into a report."""
    raw = os.fsencode(tmp_path) + b"/" + "苍溪县.xlsx".encode("gb18030")
    try:
        descriptor = os.open(raw, os.O_CREAT | os.O_WRONLY)
    except OSError:
        pytest.skip("this file system takes no such names")
    os.write(descriptor, b"1")
    os.close(descriptor)

    (file,) = collect([str(tmp_path)])

    assert file.path.encode("utf-8").decode().endswith("苍溪县.xlsx")
    assert file.data == b"1"


def test_members_of_one_name_are_two_files(tmp_path: Path) -> None:
    """Each with a path of its own, so that a report can tell them apart."""
    name, other = "苍溪县.xlsx".encode(), "苍溪區.xlsx".encode()
    made = zipped({name.decode(): b"1", other.decode(): b"2"}).replace(other, name)
    (tmp_path / "a.zip").write_bytes(made)

    files = list(collect([str(tmp_path)]))

    assert [file.path.partition("!/")[2] for file in files] == ["苍溪县.xlsx", "苍溪县.xlsx#2"]
    assert [file.data for file in files] == [b"1", b"2"]


def test_names_on_disk_that_look_the_same_are_two_files(tmp_path: Path) -> None:
    """An archive that was unpacked twice, by programs that write names in different encodings."""
    try:
        for raw in ("苍溪县.xlsx".encode(), "苍溪县.xlsx".encode("gb18030")):
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_bytes(raw)
    except OSError:
        pytest.skip("this file system takes no such names")

    assert sorted(names(tmp_path)) == ["苍溪县.xlsx", "苍溪县.xlsx#2"]


def test_names_that_point_out_of_an_archive_are_for_display_only(tmp_path: Path) -> None:
    """Nothing is ever written by them; the file is read like any other."""
    path = archive(tmp_path, {"../../etc/苍溪县.xlsx": b"1", "/a.xlsx": b"2", "C:\\b.xlsx": b"3"})

    files = {file.path.partition("!/")[2]: file.data for file in collect([str(path)])}

    assert files == {"../../etc/苍溪县.xlsx": b"1", "/a.xlsx": b"2", "C:/b.xlsx": b"3"}
    assert [one.name for one in tmp_path.iterdir()] == ["全部.zip"]


def test_links_in_archives_are_not_followed(tmp_path: Path) -> None:
    """They are told like links on the disk."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as linked:
        for name, mode in (("a.xlsx", stat.S_IFLNK), ("b.xlsx", stat.S_IFIFO)):
            info = zipfile.ZipInfo(name)
            info.external_attr = (mode | 0o777) << 16
            linked.writestr(info, "/etc/passwd")
    (tmp_path / "a.zip").write_bytes(made.getvalue())

    files = list(collect([str(tmp_path)]))

    assert [(file.role, file.data) for file in files] == [(Role.IGNORED, b"")] * 2
    assert "链接" in files[0].reason.zh
    assert "不是普通文件" in files[1].reason.zh


@pytest.mark.parametrize(
    ("passwords", "says"),
    [((), "压缩包设了密码"), (("错",), "给出的密码都打不开"), (("错", "广元123"), "")],
)
def test_passwords_are_tried_on_archives(passwords: tuple[str, ...], says: str, tmp_path: Path) -> None:
    """The right one opens it; otherwise the reason says whether any was given."""
    (tmp_path / "a.zip").write_bytes(encrypted(b"1,2", "广元123".encode()))

    (file,) = collect([str(tmp_path)], passwords)

    assert (file.data, file.trouble) == ((b"", Trouble.ENCRYPTED) if says else (b"1,2", None))
    assert file.reason.zh.endswith(says)


def test_where_a_file_lies_is_told_from_what_the_user_named(tmp_path: Path) -> None:
    """Nothing above the inbox says whose a file is: the clerk's own folder may be called 利州区."""
    inbox_folder = tmp_path / "利州区" / "回收"
    (inbox_folder / "苍溪县").mkdir(parents=True)
    put(inbox_folder, a=b"1")
    put(inbox_folder / "苍溪县", b=b"2")
    archive(inbox_folder, {"旺苍县/c.xlsx": b"3"})

    def places(*paths: Path | str) -> set[str]:
        return {file.place for file in collect(map(str, paths))}

    everything = {"回收/a.xlsx", "回收/苍溪县/b.xlsx", "回收/全部.zip!/旺苍县/c.xlsx"}
    assert places(inbox_folder) == everything
    assert places(inbox_folder / "**" / "*.*") == everything
    assert places(inbox_folder / "苍溪县") == {"苍溪县/b.xlsx"}
    assert places(inbox_folder / "苍溪县" / "b.xlsx") == {"苍溪县/b.xlsx"}
    assert places(inbox_folder / "苍溪县" / "*.xlsx") == {"苍溪县/b.xlsx"}


def test_a_file_that_changes_while_it_is_read_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the old and half of the new version are nobody's return."""
    path = put(tmp_path, a=b"1" * 100) / "a.xlsx"
    real = os.fstat

    def written_to(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        with path.open("ab") as stream:
            stream.write(b"2")
        return status

    monkeypatch.setattr(os, "fstat", written_to)
    file = only(path)

    assert (file.trouble, file.data) == (Trouble.NO_ACCESS, b"")
    assert "正在被改动" in file.reason.zh


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    """It was there when the folder was read and is not when its turn comes."""
    put(tmp_path, a=b"1", b=b"2")
    walk = collect([str(tmp_path)])
    assert next(walk).data == b"1"
    (tmp_path / "b.xlsx").unlink()

    (file,) = walk
    assert file.trouble is Trouble.NO_ACCESS
    assert "移走或删除" in file.reason.zh


def test_a_pipe_put_in_place_of_a_file_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a file and its opening it may have become something else."""
    path = put(tmp_path, a=b"1") / "a.xlsx"
    real = os.open

    def after_exchange(name: Path, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(name, flags)

    monkeypatch.setattr(os, "open", after_exchange)

    assert only(path).trouble is Trouble.NO_ACCESS


def test_a_link_put_in_place_of_a_file_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing outside the inbox is read through it."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = put(folder, a=b"1") / "a.xlsx"
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    real = os.open

    def after_exchange(name: Path, flags: int) -> int:
        path.unlink()
        path.symlink_to(secret)
        return real(name, flags)

    monkeypatch.setattr(os, "open", after_exchange)
    (file,) = collect([str(folder)])

    assert (file.trouble, file.data) == (Trouble.NO_ACCESS, b"")


@pytest.mark.parametrize("suffix", [".crdownload", ".part", ".tmp", ".XLTD"])
def test_an_unfinished_download_is_told_as_such(suffix: str, tmp_path: Path) -> None:
    """Unless it is a whole workbook that only kept the name."""
    (tmp_path / f"苍溪县.xlsx{suffix}").write_bytes(blank()[:5000])
    (tmp_path / f"旺苍县.xlsx{suffix}").write_bytes(blank())

    cut, whole = sorted(collect([str(tmp_path)]), key=lambda file: file.size)

    assert (cut.role, cut.trouble, whole.trouble) == (Role.RETURN, Trouble.DAMAGED, None)
    assert "没有下载完" in cut.reason.zh
    assert whole.data == blank()


def test_a_mail_is_no_return_and_its_forms_are_asked_for(tmp_path: Path) -> None:
    """Whatever lies in it was not read, and the reason says so."""
    (tmp_path / "苍溪县.eml").write_bytes(b"MIME-Version: 1.0\r\nFrom: a@b.c\r\n")

    file = only(tmp_path / "苍溪县.eml")

    assert file.role is Role.ATTACHMENT
    assert "请另存出来" in file.reason.zh


def test_an_archive_of_many_photos_still_gives_its_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may hold a form is unpacked first; of the rest each file is told as not unpacked."""
    monkeypatch.setattr(found_files, "ARCHIVE_TOTAL", 1000)
    path = archive(tmp_path, {"1.jpg": b"1" * 600, "2.jpg": b"2" * 600, "苍溪县.xlsx": b"3" * 300})

    assert [(file.path[-5:], file.trouble, file.size) for file in collect([str(path)])] == [
        (".xlsx", None, 300),
        ("1.jpg", None, 600),
        ("2.jpg", Trouble.UNSAFE, 600),
    ]


def test_archives_in_an_archive_share_its_limits(tmp_path: Path) -> None:
    """A few kilobytes could otherwise hold millions of empty files."""
    inner = zipped({f"{number}.txt": b"" for number in range(2000)})
    path = archive(tmp_path, {f"{number}.zip": inner for number in range(4)})

    files = list(collect([str(path)]))

    assert len(files) == 2 * 2000 + 2
    assert [file.trouble for file in files if file.type is FileType.ZIP] == [Trouble.UNSAFE] * 2


def test_damaged_archives_never_end_the_walk(tmp_path: Path) -> None:
    """Of 300 archives with bytes changed each gives at least one file, and what was read is what was packed."""
    good = zipped(
        {"苍溪县.xlsx": blank()[:3000], "内.zip": zipped({"a.csv": b"1,2"}), "c/": b"", "d.txt": b"x"}
    )
    for seed in range(300):
        chance = random.Random(seed)  # noqa: S311 - damage that can be repeated, no secret
        changed = bytearray(good)
        for _ in range(chance.choice((1, 4, 20))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        (tmp_path / f"{seed:03}.zip").write_bytes(changed)

    files = list(collect([str(tmp_path)]))

    assert len({file.on_disk for file in files}) == 300
    for file in files:
        inside = "!/" in file.path
        assert not (inside and file.data) or file.data in {blank()[:3000], b"1,2", b"x"}


def test_what_shrinks_to_nothing_is_no_form(tmp_path: Path) -> None:
    """A bomb is told by its sizes alone and costs no time."""
    path = archive(tmp_path, {"a.xlsx": bytes(10_000_000)})

    assert only(path).trouble is Trouble.UNSAFE


def test_a_large_workbook_is_too_large_whatever_its_name(tmp_path: Path) -> None:
    """Only an ordinary archive is taken apart beyond that size; a scan is an attachment all the same."""
    parts = {"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/media/1.jpg": bytes(intake.LARGEST)}
    (tmp_path / "苍溪县.zip").write_bytes(zipped(parts, zipfile.ZIP_STORED))
    with (tmp_path / "扫描.pdf").open("wb") as stream:
        stream.write(b"%PDF-1.4")
        stream.truncate(intake.LARGEST + 1)

    scan, form = sorted(collect([str(tmp_path)]), key=lambda file: file.size)

    assert (form.trouble, form.role, form.type) == (Trouble.UNSAFE, Role.RETURN, FileType.XLSX)
    assert (scan.trouble, scan.role) == (None, Role.ATTACHMENT)


@pytest.mark.parametrize("folder", ["__MACOSX", "@eaDir", "$RECYCLE.BIN", "#recycle"])
def test_what_systems_keep_in_folders_of_their_own_is_ignored(folder: str, tmp_path: Path) -> None:
    """A return that was deleted is none any more."""
    (tmp_path / folder).mkdir()
    put(tmp_path / folder, a=b"1")

    (file,) = collect([str(tmp_path)])
    assert (file.role, file.data) == (Role.IGNORED, b"")


STRANGE = ["a\nb", "a\x1b[31mb", "a\u202eb", "<b>&amp;", "=1+1", "CON", "a\x7f", "\ufeff", "#", "a" * 240]


@pytest.mark.parametrize("name", STRANGE, ids=range(len(STRANGE)))
def test_strange_names_are_given_as_text(name: str, tmp_path: Path) -> None:
    """Whatever the file system or an archive allows can be encoded, and the file is found."""
    put(tmp_path, **{name: b"1"})
    archive(tmp_path, {f"{name}.xlsx": b"2"})

    files = list(collect([str(tmp_path)]))

    assert sorted(file.data for file in files) == [b"1", b"2"]
    assert all(file.path.encode() and file.place.encode() for file in files)


def test_bytes_that_are_no_name_in_any_encoding_are_given_as_text(tmp_path: Path) -> None:
    """On the disk such a name would otherwise end every output."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x81.xlsx")).write_bytes(b"1")
    except OSError:
        pytest.skip("this file system takes no such names")

    (file,) = collect([str(tmp_path)])

    assert (file.data, file.path.encode().decode()) == (b"1", file.path)


def test_ten_thousand_files_are_walked_in_seconds(tmp_path: Path) -> None:
    """The time grows with their number and no faster."""
    for number in range(10_000):
        (tmp_path / f"{number}.xlsx").write_bytes(b"")
    begun = time.monotonic()

    assert len(list(collect([str(tmp_path)]))) == 10_000
    assert time.monotonic() - begun < 20


def test_a_folder_within_itself_is_walked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mount or a Windows junction may lead back up."""
    (tmp_path / "b").mkdir()
    put(tmp_path, a=b"1")
    folder = Path.iterdir

    def entries(path: Path) -> Iterator[Path]:
        return folder(tmp_path) if path.name == "b" else folder(path)

    status = Path.lstat
    monkeypatch.setattr(Path, "iterdir", entries)
    monkeypatch.setattr(Path, "lstat", lambda path: status(tmp_path if path.name == "b" else path))

    assert names(tmp_path) == ["a.xlsx"]


def test_an_archive_in_an_archive_is_opened_once(tmp_path: Path) -> None:
    """A forwarded archive of archives is read; one level further it is told as what it is."""
    inner = zipped({"苍溪县.xlsx": b"1"})
    path = archive(tmp_path, {"一.zip": inner, "二.zip": zipped({"三.zip": inner})})

    files = list(collect([str(path)]))

    assert [(file.path.partition("!/")[2], file.type) for file in files] == [
        ("一.zip!/苍溪县.xlsx", FileType.TEXT),
        ("二.zip!/三.zip", FileType.ZIP),
    ]


def _encrypted(data: bytes) -> bytes:
    """Give an archive whose first entry says that it is encrypted."""
    at = data.index(b"PK\x01\x02") + 8
    flags = struct.pack("<H", 1)
    return data[:6] + flags + data[8:at] + flags + data[at + 2 :]


BAD_ARCHIVES = [
    ("an encrypted member", _encrypted(zipped({"a.xlsx": b"1"})), Trouble.ENCRYPTED),
    ("cut off", zipped({"a.xlsx": b"1"})[:-30], Trouble.DAMAGED),
    ("a damaged member", zipped({"a.xlsx": b"1" * 99}, zipfile.ZIP_STORED).replace(b"1" * 9, b"2" * 9, 1), Trouble.DAMAGED),
    ("nothing inside", zipped({}), Trouble.EMPTY),
    ("folders only", zipped({"a/": b""}), Trouble.EMPTY),
    ("an unusual method", zipped({"a.xlsx": b"1"}, zipfile.ZIP_LZMA), Trouble.DAMAGED),
    ("too large a member", zipped({"a.xlsx": bytes(intake.LARGEST + 1)}), Trouble.UNSAFE),
    ("too many members", zipped({f"{number}.xlsx": b"" for number in range(5001)}), Trouble.UNSAFE),
]  # fmt: skip


@pytest.mark.parametrize(("data", "trouble"), [c[1:] for c in BAD_ARCHIVES], ids=[c[0] for c in BAD_ARCHIVES])
def test_archives_that_can_t_be_read_are_told(data: bytes, trouble: Trouble, tmp_path: Path) -> None:
    """Each gives one file with its trouble, and none is lost in silence."""
    (tmp_path / "a.zip").write_bytes(data)

    file = only(tmp_path / "a.zip")

    assert (file.trouble, file.role) == (trouble, Role.RETURN)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one archive may unpack to, with the archives inside it, is limited."""
    monkeypatch.setattr(found_files, "ARCHIVE_TOTAL", 1000)
    path = archive(tmp_path, {"a.xlsx": bytes(1001)})
    assert only(path).trouble is Trouble.UNSAFE

    inner = zipped({"a.xlsx": bytes(700)})
    path = archive(tmp_path, {"一.zip": inner, "二.zip": inner})
    assert [file.trouble for file in collect([str(path)])] == [None, Trouble.UNSAFE]


def test_a_large_archive_is_read_all_the_same(tmp_path: Path) -> None:
    """A folder with photos, sent as one archive, is soon over 20 MB; what lies in it is not."""
    path = archive(tmp_path, {"a.xlsx": b"1", "b.jpg": bytes(intake.LARGEST)}, zipfile.ZIP_STORED)
    assert path.stat().st_size > intake.LARGEST

    files = list(collect([str(path)]))
    assert [(file.path.rpartition("/")[2], file.trouble) for file in files] == [
        ("a.xlsx", None),
        ("b.jpg", None),
    ]
    assert files[0].data == b"1"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("a.xlsx", Role.RETURN),
        ("a.rar", Role.RETURN),
        ("a.mp4", Role.ATTACHMENT),
        ("a.iso", Role.IGNORED),
    ],
)
def test_a_file_that_is_too_large_is_not_read(name: str, role: Role, tmp_path: Path) -> None:
    """What may hold a form is told as not read, other material is put aside."""
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(intake.LARGEST + 1)

    file = only(tmp_path / name)

    assert (file.role, file.data, file.size) == (role, b"", intake.LARGEST + 1)
    assert "文件有20.1MB，超过20MB，未读取" in file.reason.zh
    assert (file.trouble is Trouble.UNSAFE) == (role is not Role.ATTACHMENT)


def test_names_that_look_different_keep_their_own(tmp_path: Path) -> None:
    """No number is added where everybody sees which file is meant."""
    listed = ("青川.xlsx", "青川1.xlsx", "青 川.xlsx", "青川.XLSX")
    (tmp_path / "收.zip").write_bytes(zipped(dict.fromkeys(listed, b"a")))

    assert sorted(names(tmp_path / "收.zip")) == sorted(listed)


def test_names_that_look_the_same_are_numbered(tmp_path: Path) -> None:
    """Characters that nobody sees make no name another one; the path is shown without them."""
    listed = ("青川.xlsx", "青\u200b川.xlsx", "青川\u202e.xlsx", "青川\x07.xlsx", "青川\ue000.xlsx")
    (tmp_path / "收.zip").write_bytes(zipped(dict.fromkeys(listed, b"a")))
    seen = names(tmp_path / "收.zip")

    assert sorted(name.replace("\ue000", "") for name in seen) == [
        "青川.xlsx", "青川.xlsx#2", "青川.xlsx#3", "青川.xlsx#4", "青川.xlsx#5",
    ]  # fmt: skip


def test_what_programs_hide_is_passed_over(tmp_path: Path) -> None:
    """A folder of a version control, a placeholder, a README, a configuration: none of them was sent as a form."""
    for place in (".git/HEAD", ".git/objects/ab/cd", "README", ".gitkeep", "a.json", "__pycache__/a.pyc"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"ref: refs/heads/main\n")

    roles = dict(found(tmp_path))

    assert Role.RETURN not in roles.values()
    assert roles["README"] is Role.ATTACHMENT


def test_what_may_be_a_form_is_not_passed_over(tmp_path: Path) -> None:
    """A dot before its name, a lost suffix, a hidden folder that the user named, and the present folder."""
    folder = tmp_path / ".收到"
    folder.mkdir()
    for name in (".苍溪县.xlsx", "旺苍县"):
        (folder / name).write_bytes(blank())

    assert {role for _, role in found(folder)} == {Role.RETURN}
    assert len(found(folder)) == 2
