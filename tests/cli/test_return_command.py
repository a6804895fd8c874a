"""The command `return`: what goes back to each unit, and what is left alone."""

from __future__ import annotations

import hashlib
import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from assessments import HOSTILE
from commands import Ended, command
from demonstrated import demonstrated
from returned import typed
from scoresheet.cli import outgoing
from scoresheet.inbox.ours import is_output
from scoresheet.letters import word_template
from scoresheet.shipped import shipped

pytestmark = pytest.mark.slow

INBOX, SENT = "2回收", "3退改"
MEMORY = ".scoresheet-return.json"
FORM = "510821_旺苍县/510821_旺苍县_自查评分表_退改1.xlsx"
ALL = {
    "510802_利州区/510802_利州区_自查评分表_退改1.xlsx",
    "510802_利州区/短信.txt",
    "510802_利州区/退改通知.docx",
    "510812_朝天区/短信.txt",
    FORM,
    "510821_旺苍县/短信.txt",
    "510821_旺苍县/退改通知.docx",
    "510823_剑阁县/510823_剑阁县_自查评分表_退改1.xlsx",
    "510823_剑阁县/短信.txt",
    "510823_剑阁县/退改通知.docx",
    "催报.txt",
    "催报名单.xlsx",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of a demonstration: 8 units, some with mistakes, one with two versions, one missing."""
    folder = demonstrated(tmp_path_factory, tmp_path_factory.mktemp("return"))
    # What the demonstration sent back itself would be in the way.
    shutil.rmtree(folder / SENT)
    return folder


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """Give a copy of it."""
    return Path(shutil.copytree(made, tmp_path / "d"))


@pytest.fixture(scope="module")
def answered(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the command on it once."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("answered") / "d"))
    assert sent(folder).code == 1
    return folder


@pytest.fixture
def once(answered: Path, tmp_path: Path) -> Path:
    """Give a copy of the demonstration on which the command was run once."""
    return Path(shutil.copytree(answered, tmp_path / "d"))


def sent(folder: Path, *options: str) -> Ended:
    """Run the command on the inbox."""
    return command(folder, "return", INBOX, "-o", SENT, *options)


def names(folder: Path, top: str = SENT) -> set[str]:
    """Give the names of all files below the folder that goes out."""
    return {path.relative_to(folder / top).as_posix() for path in (folder / top).rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of each file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def text(path: Path) -> str:
    """Give a text as an editor shows it."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def alone(demo: Path, unit: str = "苍溪县") -> Path:
    """Leave in the inbox only the form of one unit, and that unit alone in the catalog; give the inbox."""
    for path in (demo / INBOX).iterdir():
        if path.name != f"{unit}自查评分表.xlsx":
            path.unlink()
    catalog = (demo / "indicators.yaml").read_text("utf-8")
    second, after = catalog.index('  - id: "510821"'), catalog.index("\ncategories:")
    (demo / "indicators.yaml").write_text(catalog[:second] + catalog[after:], "utf-8")
    targets = (demo / "targets.csv").read_text("utf-8").splitlines()
    (demo / "targets.csv").write_text("\n".join(targets[:2]), "utf-8")
    return demo / INBOX


def test_a_round_in_which_all_is_well_sends_nothing(demo: Path) -> None:
    """Exit code 0, and no letter to anybody."""
    alone(demo)

    ended = sent(demo)

    assert (ended.code, ended.out) == (0, "没有需要退改或催报的单位。\n"), ended.err
    assert names(demo) == {MEMORY}


def test_each_unit_gets_its_own_folder(demo: Path) -> None:
    """Marked copy, letter and message for those that must correct; a question for the conflict; a reminder."""
    ended = sent(demo, "--by", "2014-12-05", "--as-of", "2014-12-01")

    assert ended.code == 1
    assert ended.err == ""
    assert names(demo) == ALL | {MEMORY}
    first, *rest = ended.out.splitlines()
    assert first == "已写入 3退改：3个单位需更正，1个单位需确认版本，1个单位需催报。"
    assert "旺苍县、剑阁县、利州区" in rest[0]
    assert "2回收/新建 XLSX 工作表.xlsx" in rest[3]
    assert rest[-1].startswith("下一步：")


def test_originals_are_left_as_they_are(demo: Path) -> None:
    """Nothing in the inbox, the catalog or the templates changes."""
    before = contents(demo)
    sent(demo)
    after = contents(demo)
    assert {name: after[name] for name in before} == before


def test_letters_name_the_unit_the_day_and_the_office(demo: Path) -> None:
    """As it signs its form; the date of the letter is the day that was named."""
    sent(demo, "--by", "2014年12月5日", "--as-of", "2014/12/01")

    letter = Document(io.BytesIO((demo / SENT / "510821_旺苍县/退改通知.docx").read_bytes()))
    lines = [one.text for one in letter.paragraphs]
    assert "旺苍县团委：" in lines
    assert lines[-2:] == ["共青团广元市委", "2014年12月1日"]
    assert any("请于2014年12月5日前发回。" in line for line in lines)
    rows = [[cell.text for cell in row.cells] for row in letter.tables[0].rows]
    assert rows[1] == ["1", "自查评分表 D6", "〔须更正〕第2项填3.5分，本项最高3分。", "0至3之间的数", "请改为0至3之间的数。"]  # fmt: skip
    message = text(demo / SENT / "510821_旺苍县/短信.txt")
    assert "1. 第2项填3.5分，本项最高3分。" in message
    assert "“510821_旺苍县_自查评分表_退改1.xlsx”" in message
    listed = load_workbook(demo / SENT / FORM)["需更正事项"]
    assert "2014年12月5日" in str(listed["A3"].value)
    assert "已逾期3天" in text(demo / SENT / "催报.txt")


def test_a_second_run_writes_the_same(once: Path) -> None:
    """Same input, same bytes; nothing is refused, nothing left over."""
    before = contents(once / SENT)

    ended = sent(once)

    assert ended.code == 1, ended.err
    assert contents(once / SENT) == before


def test_what_is_no_longer_needed_goes_away(once: Path) -> None:
    """A stale letter would be sent by mistake; a folder that is empty then goes, too."""
    (once / INBOX / "旺苍县自查评分表.xlsx").unlink()

    ended = sent(once)

    assert "现在已不需要的3个文件已清除" in ended.out
    assert not (once / SENT / "510821_旺苍县").exists()
    assert "旺苍县团委" in text(once / SENT / "催报.txt")


@pytest.mark.parametrize("name", [FORM, "510821_旺苍县/短信.txt", "催报.txt"])
def test_what_somebody_changed_is_never_replaced(once: Path, name: str) -> None:
    """The county's answer may be saved under the very name of our copy; a clerk may have reworded a message."""
    (once / SENT / name).write_bytes(b"changed")
    before = contents(once)

    ended = sent(once, "--by", "2014-12-05")

    assert ended.code == 2
    assert f"3退改/{name}" in ended.err
    assert "没有写入任何文件" in ended.err
    assert contents(once) == before


def test_what_somebody_changed_and_is_not_wanted_any_more_stays(once: Path) -> None:
    """Only what is still as it was written is taken away."""
    (once / SENT / FORM).write_bytes(b"the county's answer")
    (once / INBOX / "旺苍县自查评分表.xlsx").unlink()

    assert sent(once).code == 1
    assert (once / SENT / FORM).read_bytes() == b"the county's answer"


def test_files_of_others_are_never_replaced(demo: Path) -> None:
    """A folder may hold whatever it holds; only what bears the name of an output is in the way."""
    (demo / SENT).mkdir()
    (demo / SENT / "笔记.txt").write_text("我的", "utf-8")
    assert sent(demo).code == 1
    assert (demo / SENT / "笔记.txt").read_text("utf-8") == "我的"

    shutil.rmtree(demo / SENT)
    (demo / SENT).mkdir()
    (demo / SENT / "催报.txt").write_text("我的", "utf-8")
    assert sent(demo).code == 2
    assert names(demo) == {"催报.txt"}


@pytest.mark.parametrize(
    "name", ["510821_旺苍县/../../targets.csv", "510821_旺苍县\\\\..\\\\..\\\\targets.csv"]
)
def test_a_memory_that_was_tampered_with_leads_nowhere(once: Path, name: str) -> None:
    """No name in it leads out of the folder, so nothing outside is taken away or replaced."""
    before = (once / "targets.csv").read_bytes()
    memory = once / SENT / MEMORY
    entry = f'"files": {{"{name}": "{hashlib.sha256(before).hexdigest()}",'
    memory.write_text(memory.read_text("utf-8").replace('"files": {', entry), "utf-8")

    assert "清除" not in sent(once).out
    assert (once / "targets.csv").read_bytes() == before


@pytest.mark.parametrize(
    "memory", [b"", b"{", b"[]", b'{"schema": "scoresheet-return/1", "files": 3}', b"\xff"]
)
def test_without_its_memory_nothing_is_known_as_its_own(once: Path, memory: bytes) -> None:
    """What would be written the same is no harm; anything else is refused."""
    (once / SENT / MEMORY).write_bytes(memory)

    assert sent(once).code == 1
    (once / SENT / MEMORY).write_bytes(memory)
    assert sent(once, "--by", "2014-12-05").code == 2


@pytest.mark.parametrize("folder", [INBOX, f"{INBOX}/退改", f"./{INBOX}/../{INBOX}/x"])
def test_it_never_writes_among_what_came_back(demo: Path, folder: str) -> None:
    """Marked copies would be taken for returns."""
    before = contents(demo)

    ended = command(demo, "return", INBOX, "-o", folder)

    assert ended.code == 2
    assert "请用 -o 指定别的文件夹" in ended.err
    assert contents(demo) == before


def test_outgoing_files_are_no_returns(demo: Path) -> None:
    """Read by mistake, together with the inbox, they change no unit's verdict."""
    before = command(demo, "validate", INBOX, "-q").out
    sent(demo)

    assert command(demo, "validate", INBOX, SENT, "-q").out == before


def test_some_units_only(once: Path) -> None:
    """By any name that the catalog knows; what lies there for others stays, and so does the reminder."""
    kept = contents(once / SENT)

    ended = sent(once, "--unit", "旺苍", "--unit", "510823", "--by", "2014-12-05")

    assert ended.code == 1
    assert ended.out.startswith("已写入 3退改：2个单位需更正，0个单位需确认版本，0个单位需催报。")
    changed = {
        name.split("/")[0] for name, digest in contents(once / SENT).items() if kept.get(name) != digest
    }
    assert changed == {"510821_旺苍县", "510823_剑阁县", MEMORY}


@pytest.mark.parametrize("path", [f"{INBOX}/旺苍县自查评分表.xlsx", f"{INBOX}/旺苍*", f"{INBOX}/旺苍县"])
def test_single_files_touch_only_their_own_units(once: Path, path: str) -> None:
    """A file, a pattern or one unit's folder tells nothing about the others: what lies there for them stays."""
    kept = contents(once / SENT)
    if path.endswith("县"):
        (once / path).mkdir()
        shutil.move(once / f"{path}自查评分表.xlsx", once / path)

    ended = command(once, "return", path, "-o", SENT, "--by", "2014-12-05")

    assert ended.code == 1
    assert "1个单位需更正，0个单位需确认版本，0个单位需催报" in ended.out
    assert "只看了所给的文件（旺苍县）" in ended.out
    assert "清除" not in ended.out
    now = contents(once / SENT)
    assert kept.keys() == now.keys()
    changed = {name.split("/")[0] for name in kept if kept[name] != now[name]}
    assert changed == {"510821_旺苍县", MEMORY}
    assert sent(once).code == 1
    assert contents(once / SENT) == kept


def test_a_unit_in_single_files_that_is_right_now_loses_its_letter(once: Path) -> None:
    """What lies there for the unit itself is brought up to date as ever."""
    right = (once / INBOX / "苍溪县自查评分表.xlsx").name
    (once / SENT / "510824_苍溪县").mkdir()
    (once / SENT / "510824_苍溪县/短信.txt").write_text("x", "utf-8")
    digest = hashlib.sha256(b"x").hexdigest()
    memory = once / SENT / MEMORY
    said = memory.read_text("utf-8").replace(
        '"files": {', f'"files": {{"510824_苍溪县/短信.txt": "{digest}",'
    )
    memory.write_text(said, "utf-8")

    ended = command(once, "return", f"{INBOX}/{right}", "-o", SENT)

    assert ended.out.startswith("所给的文件里没有需要退改的。")
    assert "现在已不需要的1个文件已清除" in ended.out
    assert names(once) == ALL | {MEMORY}


def test_what_a_unit_answered_is_told(once: Path) -> None:
    """Words that a county wrote beside a line of its list reach the clerk, and stand in the next marked copy."""
    returned = once / INBOX / "旺苍县更正.xlsx"
    book = load_workbook(once / SENT / FORM)
    book["需更正事项"]["H8"] = "这一项没有开展，请市里核实"
    book.save(returned)

    ended = sent(once)

    said = ended.out.replace("\n", "")
    assert "旺苍县在上次的标注表里写了答复" in said
    assert "这一项没有开展，请市里核实" in said


def test_one_unit_that_sent_nothing_doesn_t_shorten_the_reminder(demo: Path) -> None:
    """The reminder is one for all: a run for one unit that is missing leaves it as it is, and says so."""
    (demo / INBOX / "旺苍县自查评分表.xlsx").unlink()
    sent(demo)
    before = text(demo / SENT / "催报.txt")

    ended = sent(demo, "--unit", "旺苍县")

    assert "未报送：旺苍县（催报发给全部未报送单位" in ended.out
    assert text(demo / SENT / "催报.txt") == before


def test_strict_counts_what_is_to_be_verified(demo: Path) -> None:
    """As in the other commands: a round with warnings alone is not clean then."""
    inbox = alone(demo)
    (inbox / "苍溪县自查评分表.xlsx").write_bytes(typed({"E6": None}))

    assert sent(demo).code == 0
    assert sent(demo, "--strict").code == 1


def test_the_audit_is_written_and_compared(demo: Path) -> None:
    """`--manifest` records the run and tells the next time what changed, as in the other commands."""
    assert sent(demo, "--manifest", "审计.json").code == 1
    recorded = (demo / "审计.json").read_bytes()
    (demo / INBOX / "旺苍县自查评分表.xlsx").unlink()

    ended = sent(demo, "--manifest", "审计.json")

    assert "旺苍县" in ended.out.split("下一步")[1]
    assert (demo / "审计.json").read_bytes() != recorded
    assert sent(demo, "--manifest", "审计.txt").code == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "明天"), "--by 的日期 明天 写得不对。请写成“年-月-日”，如 2014-11-30。"),
        (("--by", "2014-02-30"), "--by 的日期 2014-02-30 写得不对"),
        (("--as-of", "14-11-2"), "--as-of 的日期 14-11-2 写得不对"),
        (("--by", "2014-11-01", "--as-of", "2014-11-02"), "--by 2014-11-01 比 --as-of 2014-11-02 还早"),
        (("--unit", "南充市"), "目录里没有单位“南充市”"),
        (("--prefer", "oldest"), "--prefer 只能是 newest"),
    ],
)
def test_wrong_options_write_nothing(demo: Path, options: tuple[str, ...], said: str) -> None:
    """Exit code 2, and a sentence that says how to write it."""
    ended = sent(demo, *options)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert not (demo / SENT).exists()


def test_a_file_in_the_place_of_the_folder(demo: Path) -> None:
    """It is told, and kept."""
    (demo / SENT).write_text("x", "utf-8")

    ended = sent(demo)

    assert ended.code == 2
    assert "是一个文件，不是文件夹" in ended.err


def test_the_office_s_own_words_win(demo: Path) -> None:
    """A template beside the catalog takes the place of the shipped one; the others stay as they are."""
    own = "\ufeff{{ 单位 }}：请更正{{ 须更正数 }}处。\r\n{% for 行 in 要点 %}\r\n- {{ 行.问题 }}\r\n{% endfor %}\r\n"
    (demo / "templates/return_message.txt").write_bytes(own.encode())

    assert sent(demo).code == 1
    assert text(demo / SENT / "510821_旺苍县/短信.txt").splitlines()[:2] == [
        "旺苍县团委：请更正2处。",
        "- 第2项填3.5分，本项最高3分。",
    ]


@pytest.mark.parametrize(
    ("name", "template", "said"),
    [
        ("return_message.txt", "甲\n{{ 单位名 }}".encode(), "templates/return_message.txt 第2行用了“单位名”"),
        ("reminder.txt", "{% if 份数 %}".encode(), "templates/reminder.txt 第1行的模板记号写错了"),
        ("version_message.txt", b"{{ 1 / 0 }}", "templates/version_message.txt 第1行无法填写"),
        ("return_letter.docx", b"PK", "Word 模板 templates/return_letter.docx 不能用：不是 Word 文档"),
    ],
)
def test_a_mistake_in_a_template_writes_nothing(demo: Path, name: str, template: bytes, said: str) -> None:
    """File, line and remedy are told; the units' files are left for the next run."""
    (demo / "templates" / name).write_bytes(template)

    ended = sent(demo)

    assert ended.code == 2
    assert said in ended.err
    assert not (demo / SENT).exists()


def test_without_the_extra_letters_are_text(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the clerk is told how to get Word documents."""
    monkeypatch.setattr(word_template, "find_spec", lambda _: None)

    ended = sent(demo)

    assert ended.code == 1
    assert names(demo) == {name.replace(".docx", ".txt") for name in ALL} | {MEMORY}
    assert 'pip install "scoresheet[word]"' in ended.err
    assert text(demo / SENT / "510821_旺苍县/退改通知.txt").startswith("关于更正《共青团2014年度")


def test_messages_that_no_template_leaves_room_for_are_told(demo: Path) -> None:
    """The clerk shortens the template."""
    (demo / "templates/return_message.txt").write_text("长" * 501, "utf-8")

    assert "短信超过500字：旺苍县、剑阁县、利州区" in sent(demo).out


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_a_county_typed_stays_in_its_cell(demo: Path, words: str) -> None:
    """No name of a file, no letter and no message is steered by it."""
    inbox = alone(demo)
    told = (
        words.replace("\ud800", "")
        .replace("\x00", "")
        .replace("\ufffe", "")
        .replace("\x1b", "")
        .replace("\x07", "")
    )
    (inbox / "苍溪县自查评分表.xlsx").write_bytes(typed({"D6": told[:30_000]}))

    ended = sent(demo)

    assert ended.code == 1, ended.err
    assert names(demo) == {
        "510824_苍溪县/510824_苍溪县_自查评分表_退改1.xlsx",
        "510824_苍溪县/短信.txt",
        "510824_苍溪县/退改通知.docx",
        MEMORY,
    }
    assert len(text(demo / SENT / "510824_苍溪县/短信.txt")) <= 500


def test_a_member_of_an_archive_is_marked_like_any_file(demo: Path) -> None:
    """Returns often come in a zip; its members are read once more for their bytes."""
    inbox = alone(demo)
    (inbox / "苍溪县自查评分表.xlsx").write_bytes(typed({"D6": Decimal(9)}))
    assert sent(demo).code == 1
    shutil.make_archive(str(demo / "收到"), "zip", inbox)

    ended = command(demo, "return", "收到.zip", "-o", "另存")

    name = "510824_苍溪县/510824_苍溪县_自查评分表_退改1.xlsx"
    assert ended.code == 1
    assert (demo / "另存" / name).read_bytes() == (demo / SENT / name).read_bytes()


def test_a_file_that_changes_meanwhile_is_not_marked(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its findings would stand at the wrong places; nothing is written."""
    inbox = alone(demo)
    (inbox / "苍溪县自查评分表.xlsx").write_bytes(typed({"D6": Decimal(9)}))
    monkeypatch.setattr(outgoing, "open_inbox", lambda *_: iter(()))

    ended = sent(demo)

    assert ended.code == 2
    assert "2回收/苍溪县自查评分表.xlsx 在处理过程中有变动" in ended.err
    assert not (demo / SENT).exists()


def test_the_list_is_known_as_an_output(once: Path) -> None:
    """It is no return, wherever it lies."""
    assert is_output((once / SENT / "催报名单.xlsx").read_bytes())
    assert is_output((once / SENT / "510821_旺苍县/退改通知.docx").read_bytes())
    assert is_output((once / SENT / MEMORY).read_bytes())
    assert not is_output((once / SENT / FORM).read_bytes())


def test_the_shipped_templates_are_all_there() -> None:
    """Each in both languages."""
    for name in ("reminder", "return_letter", "return_message", "version_message"):
        for ending in ("", ".en"):
            assert shipped(f"templates/{name}{ending}.txt").exists()
    for name in ("bulletin", "return_letter"):
        for ending in ("", ".en"):
            assert shipped(f"templates/{name}{ending}.docx").exists()
