"""Letters as text: what the tool fills in is data, and a mistake in a template is told with its line."""

from __future__ import annotations

import pytest

from assessments import HOSTILE
from scoresheet.language import Locale
from scoresheet.letters.text_template import TemplateMistake, TextTemplate, notepad, tidied

KNOWN = ("单位", "数", "问题")


def template(text: str | bytes) -> TextTemplate:
    """Give a template of a project."""
    data = text.encode() if isinstance(text, str) else text
    return TextTemplate(data, "templates/催报.txt", KNOWN, Locale.ZH)


def mistake(text: str | bytes, **words: object) -> str:
    """Give what is said of a template that can't be used."""
    with pytest.raises(TemplateMistake) as caught:
        template(text).filled(words)
    return caught.value.sentence.zh


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("没有记号", "没有记号\n"),
        ("{{ 单位 }}：你好", "苍溪县：你好\n"),
        ("{% if 数 %}有{{ 数 }}处{% else %}没有{% endif %}", "有2处\n"),
        ("{% for 行 in 问题 %}\n{{ loop.index }}. {{ 行.位置 }}\n{% endfor %}\n完", "1. D6\n2. D7\n完\n"),
        ("{% set 称呼 = 单位 ~ '团委' %}{{ 称呼 }}", "苍溪县团委\n"),
        ("{# 说明 #}{{ 单位|default('各单位') }}", "苍溪县\n"),
        ("甲\n\n\n\n\n乙   \n\n", "甲\n\n乙\n"),
    ],
)
def test_templates_are_filled(text: str, made: str) -> None:
    """Words, conditions, lists and the office's own names all work, and no blank line is left too many."""
    words = {"单位": "苍溪县", "数": 2, "问题": [{"位置": "D6"}, {"位置": "D7"}]}
    assert template(text).filled(words) == made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_an_editor_saves_is_read(encoding: str, end: str) -> None:
    """Notepad has saved in four ways over the years, and always with CRLF."""
    data = f"各位同事：{end}{{{{ 单位 }}}}{end}".encode(encoding)
    assert template(data).filled({"单位": "苍溪县"}) == "各位同事：\n苍溪县\n"


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_is_filled_in_is_one_legible_line(words: str) -> None:
    """Whatever a county typed stays on its line, bounded, and steers nothing."""
    made = template("前 {{ 单位 }} 后").filled({"单位": words})
    assert made.startswith("前 ")
    assert made.endswith(" 后\n")
    assert made.count("\n") == 1
    assert len(made) < 700
    assert not {"\x1b", "\x00", "\u202e", "\ufffe"} & set(made)


@pytest.mark.parametrize("words", ["{{ 数 }}", "{% for x in y %}", "{# weg #}", "{{ 7*7 }}"])
def test_template_signs_in_a_value_are_words(words: str) -> None:
    """A cell that holds them shows up as it is."""
    assert template("{{ 单位 }}").filled({"单位": words, "数": 1}) == f"{words}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲\n{{ 单位名 }}", "templates/催报.txt 第2行用了“单位名”，没有这一项可填。可用的有：单位、数、问题。"),
        ("甲\n乙{% if 数 %}", "第2行的模板记号写错了：有 {% if %} 或 {% for %} 没有写结尾"),
        ("{% endif %}", "第1行的模板记号写错了：不认识“endif”，或者它多余"),
        ("\n\n{{ 单位|大写 }}", "第3行的模板记号写错了：没有“大写”这种处理"),
        ("{{ 单位 数 }}", "第1行的模板记号写错了：{{ }} 或 {% %} 没有成对，或里面多了字"),
        ("{{ 单位|safe }}", "第1行的模板记号写错了：没有“safe”这种处理"),
        ("{{ 单位", "第1行的模板记号写错了：{{ }} 或 {% %} 没有成对"),
        ("甲\n{{ }}", "第2行的模板记号写错了：{{ }} 或 {% %} 里缺了内容"),
        ("{% for 行 问题 %}{% endfor %}", "第1行的模板记号写错了：少了“in”"),
        ("{{ 单位。}}", "第1行的模板记号写错了：多了“。”"),
        ("{{ 单位 + 1 }}", "第1行无法填写：这样的写法填不出来"),
        ("{% include '/etc/passwd' %}", "第1行无法填写"),
        ("甲\n{% for 行 in 问题 %}\n{{ 行.位置 }}{{ 行.何处 }}\n{% endfor %}", "第3行无法填写：没有“何处”这一项可填"),
        ("甲\n{{ 数 / 0 }}", "第2行无法填写"),
        ("{{ 单位.__class__.__mro__ }}", "第1行无法填写"),
        (b"\xff\xff\xff", "templates/催报.txt 不是文本文件。请用记事本另存为 UTF-8 编码的文本"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_a_remedy(text: str | bytes, said: str) -> None:
    """The clerk sees which file, which line, what is wrong, and the way out."""
    words = mistake(text, 单位="苍溪县", 数=1, 问题=[{"位置": "D6"}])
    assert said in words
    assert "templates/催报.txt" in words
    assert words.endswith("随带的模板。")


def test_an_unknown_name_is_found_where_nothing_is_shown_today() -> None:
    """A template is looked through as a whole before anything is written."""
    assert "用了“漏”" in mistake("{% if 数 %}{{ 漏 }}{% endif %}", 数=0)


def test_endless_work_is_refused() -> None:
    """A template can't keep the program busy for ever with a range."""
    assert "无法填写" in mistake("{% for n in range(10**9) %}{% endfor %}")


def test_notepad_gets_its_line_ends() -> None:
    """A mark and CRLF: otherwise old editors show one long line of wrong characters."""
    assert notepad("甲\n乙\n") == b"\xef\xbb\xbf" + "甲\r\n乙\r\n".encode()


def test_tidying_takes_out_nothing_but_blank_lines() -> None:
    """Indented lines stay indented."""
    assert tidied("\n　　甲\n\n\n  乙\n") == "　　甲\n\n  乙\n"
