"""Letters as Word documents: words are data, the same words give the same bytes, mistakes are told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers.expat import ParserCreate

import pytest
from docx import Document

import make_word_templates
from assessments import HOSTILE
from scoresheet.inbox.ours import is_output
from scoresheet.language import Locale
from scoresheet.letters import word_template
from scoresheet.letters.text_template import TemplateMistake
from scoresheet.letters.word_template import WordTemplate

KNOWN = ("单位", "问题")
ROOT = Path(__file__).parents[2]


def document(*lines: str, header: str = "") -> bytes:
    """Give a Word document with these paragraphs."""
    made: Any = Document()
    for line in lines:
        made.add_paragraph(line)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def filled(*lines: str, **words: object) -> bytes:
    """Give a template's document."""
    return WordTemplate(document(*lines), "templates/通知.docx", KNOWN, Locale.ZH).filled(words)


def texts(data: bytes) -> list[str]:
    """Give the paragraphs of a document."""
    return [one.text for one in Document(io.BytesIO(data)).paragraphs]


def mistake(data: bytes, **words: object) -> str:
    """Give what is said of a template that can't be used."""
    with pytest.raises(TemplateMistake) as caught:
        WordTemplate(data, "templates/通知.docx", KNOWN, Locale.ZH).filled(words)
    return caught.value.sentence.zh


def test_words_lists_and_conditions_are_filled_in() -> None:
    """As in text; a paragraph that only steers goes away."""
    lines = ("{{ 单位 }}：", "{%p for 行 in 问题 %}", "{{ 行.位置 }}", "{%p endfor %}")
    made = filled(*lines, 单位="苍溪县", 问题=[{"位置": "D6"}, {"位置": "D7"}])
    assert texts(made) == ["苍溪县：", "D6", "D7"]


def test_the_same_words_give_the_same_bytes_and_are_known_again() -> None:
    """Two runs can be compared, and the second may replace what the first one wrote."""
    one, other = (filled("{{ 单位 }}", 单位="苍溪县") for _ in range(2))
    assert one == other
    assert is_output(one)
    assert not is_output(document("{{ 单位 }}"))


@pytest.mark.parametrize(
    "words", [*HOSTILE.values(), "a & b < c > d \" '", "]]>", "{{ 问题 }}", "{% if %}", "<w:t>x</w:t>"]
)
def test_what_is_filled_in_is_data(words: str) -> None:
    """Markup, template signs and characters that XML doesn't know do no harm to the document."""
    made = filled("前{{ 单位 }}后", 单位=words)
    (line,) = texts(made)
    assert line.startswith("前")
    assert line.endswith("后")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ParserCreate().Parse(package.read(name), True)


def test_words_with_signs_of_markup_arrive_as_they_are() -> None:
    """Nothing is lost or doubled on the way."""
    assert texts(filled("{{ 单位 }}", 单位="A & <B> “C” {{ D }}")) == ["A & <B> “C” {{ D }}"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document("{{ 单位名 }}"), "用了“单位名”，没有这一项可填。可用的有：单位、问题。"),
        (document("{{ 单位 }}", header="{{ 编号 }}"), "用了“编号”"),
        (document("{%p if 单位 %}", "{{ 单位 }}"), "不能用"),
        (document("{%p for 行 in 问题 %}", "{{ 行.何处 }}", "{%p endfor %}"), "没有“何处”这一项可填"),
        (b"no document", "不是 Word 文档（.docx），或者已损坏"),
        (b"", "不是 Word 文档（.docx），或者已损坏"),
    ],
)
def test_a_mistake_is_told_with_a_remedy(data: bytes, said: str) -> None:
    """Which template, what is wrong, the way out."""
    words = mistake(data, 单位="苍溪县", 问题=[{"位置": "D6"}])
    assert said in words
    assert "templates/通知.docx" in words
    assert words.endswith("随带的模板。")


def test_a_mistake_is_found_by_the_words_around_it() -> None:
    """A document has no lines that its reader could count."""
    good = [f"第{number}段{{{{ 单位 }}}}" for number in range(9)]
    assert "（在“这里{{ 单位|大写 }}”附近）" in mistake(
        document(*good, "这里{{ 单位|大写 }}", *good), 单位="x"
    )


def test_without_the_extra_no_document_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked before anything is imported."""

    def nothing(_: str) -> None:
        return None

    assert word_template.hindrance() is None
    monkeypatch.setattr(word_template, "find_spec", nothing)
    assert "pip install" in str(word_template.hindrance())


def parts(data: bytes) -> dict[str, bytes]:
    """Give the parts of a document: how well they are packed differs between machines."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("make", [make_word_templates.letter, make_word_templates.bulletin])
@pytest.mark.parametrize("locale", list(Locale))
def test_the_shipped_templates_are_what_the_script_makes(
    make: Callable[[Locale], None], locale: Locale, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever changes the layout runs the script."""
    monkeypatch.setattr(make_word_templates, "TEMPLATES", tmp_path)
    make(locale)
    (made,) = tmp_path.iterdir()
    assert parts(made.read_bytes()) == parts((ROOT / "templates" / made.name).read_bytes())


def test_an_extra_that_is_there_but_broken_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its import raises, nothing falls over it: what is wrong is told, and how to install it again."""

    def broken(_: str) -> None:
        raise ImportError("DLL load failed")

    monkeypatch.setattr(word_template, "import_module", broken)
    told = word_template.hindrance()
    assert told is not None
    assert "已安装但用不了（DLL load failed）" in told.zh
    assert "--force-reinstall" in told.en


def test_lines_may_end_between_cells_that_are_listed() -> None:
    """Word programs take 2、3、4 for one word and tear it anywhere; a list of names needs no help."""
    made = word_template.marked(document("自查评分表 D6、D7、D10等33格，第2、3项，甲、乙"))
    assert texts(made) == ["自查评分表 D6、\u200bD7、\u200bD10等33格，第2、\u200b3项，甲、乙"]
