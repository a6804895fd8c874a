"""Letters as plain text, from templates that the office may reword: what the tool fills in is data and nothing else."""

from __future__ import annotations

import codecs
import re
import traceback
from collections.abc import Collection, Mapping

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scoresheet.inert import cut, legible, one_line
from scoresheet.language import Locale, Text, joined

LONGEST_WORDS = 600
"""UTF-16 units of one thing that is filled in; what is longer is cut with a note."""

Context = Mapping[str, object]
"""What a template may use: words, numbers, yes or no, and lists of such, by name."""


class TemplateMistake(Exception):  # noqa: N818 - it says what is wrong, and it is the office's template that is
    """A template can't be used; `sentence` says where and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class TextTemplate:
    """A template of plain text."""

    def __init__(self, data: bytes, shown: str, known: Collection[str], locale: Locale) -> None:
        """Take the bytes of a template; `shown` is its name in messages, `known` are the names it may use.

        Raises TemplateMistake for one that can't be understood or uses another name.
        """
        self._shown, self._known = shown, tuple(known)
        self._environment = sandbox(locale)
        source = _decoded(data, shown)
        try:
            tree = self._environment.parse(source, shown)
            self._refuse_unknown(tree)
            code = self._environment.compile(source, shown, shown)
        except TemplateSyntaxError as error:
            raise TemplateMistake(_wrong(shown, error.lineno, error.message or "")) from error
        names = self._environment.make_globals(None)
        self._template = Template.from_code(self._environment, code, names)

    def filled(self, context: Context) -> str:
        """Give the text, without a blank line too many, ending in a line end.

        Raises TemplateMistake where the template can't be filled with what there is.
        """
        try:
            made = self._template.render(context)
        except Exception as error:  # whatever a template does wrong is told as the template's mistake
            raise TemplateMistake(_failed(self._shown, error)) from error
        return tidied(made)

    def _refuse_unknown(self, tree: nodes.Template) -> None:
        known = {*self._known, *self._environment.globals, "loop"}
        known |= {one.name for one in tree.find_all(nodes.Name) if one.ctx in {"store", "param"}}
        for one in tree.find_all(nodes.Name):
            if one.ctx == "load" and one.name not in known:
                raise TemplateMistake(_unknown(self._shown, one.lineno, one.name, self._known))


def sandbox(locale: Locale, *, autoescape: bool = False) -> ImmutableSandboxedEnvironment:
    """Give the environment in which templates of the office are filled: they can do nothing but fill in."""

    def harmless(value: object) -> object:
        # Markup of the environment's own making is escaped already.
        return value if hasattr(value, "__html__") else cut(one_line(str(value)), LONGEST_WORDS, locale)

    made = ImmutableSandboxedEnvironment(
        autoescape=autoescape,
        finalize=harmless,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    for marks_as_safe in ("safe", "tojson", "urlize", "xmlattr"):
        del made.filters[marks_as_safe]
    return made


def tidied(text: str) -> str:
    """Give a text with at most one blank line in a row and none at its ends."""
    lines = "\n".join(line.rstrip() for line in legible(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n") + "\n"


_BLANK_LINES = re.compile(r"\n{3,}")


def notepad(text: str) -> bytes:
    """Give a text as the editor of every Windows opens it: UTF-8 with its mark, CRLF."""
    return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()


def _decoded(data: bytes, shown: str) -> str:
    """Read a template as editors save it: UTF-8 with or without a mark, UTF-16 with one, or the Chinese code page."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TemplateMistake(
        Text(
            f"{shown} 不是文本文件。请用记事本另存为 UTF-8 编码的文本，或删掉它，改用随带的模板。",
            f"{shown} is no text file. Please save it as UTF-8 text, or delete it to use the one that comes along.",
        )
    )


def _wrong(shown: str, line: int, why: str) -> Text:
    what = plainly(why)
    return Text(
        f"{shown} 第{line}行的模板记号写错了：{what.zh}。请对照随带的模板改正，或删掉这个文件，改用随带的模板。",
        f"{shown}:{line}: {what.en}. Please correct it as in the template that comes along, or delete the file.",
    )


def plainly(why: str) -> Text:
    """Say the likeliest mistakes in plain words; any other in English in the library's, which knows no Chinese."""
    for pattern, told in _MISTAKES:
        found = re.search(pattern, why)
        if found:
            return Text(*(words.format(*found.groups()) for words in told))
    return Text("这样的写法填不出来", one_line(why)[:_LONGEST_CAUSE].rstrip("."))


_LONGEST_CAUSE = 200
_UNCLOSED = Text(
    "有 {{% if %}} 或 {{% for %}} 没有写结尾（{{% endif %}}、{{% endfor %}}）",
    "an if or a for has no endif or endfor",
)
_MISTAKES = (
    (r"has no attribute '([^']*)'", Text("没有“{0}”这一项可填", "there is nothing called “{0}”")),
    (r"Unexpected end of template", _UNCLOSED),
    (r"Encountered unknown tag '(\w+)'", Text("不认识“{0}”，或者它多余", "“{0}” is unknown or one too many")),
    (r"No filter named '(\w+)'", Text("没有“{0}”这种处理", "there is no filter “{0}”")),
    (
        r"unexpected '[}/]'|expected token 'end of|expected 'end of|unexpected end of template",
        Text("{{{{ }}}} 或 {{% %}} 没有成对，或里面多了字", "{{{{ }}}} or {{% %}} are not in pairs, or hold too much"),
    ),
    (r"Expected an expression", Text("{{{{ }}}} 或 {{% %}} 里缺了内容", "something is missing in {{{{ }}}} or {{% %}}")),
    (r"expected token '([^']*)'", Text("少了“{0}”", "“{0}” is missing")),
    (r"unexpected (?:char )?'([^']*)'", Text("多了“{0}”", "“{0}” should not be there")),
)  # fmt: skip


def _unknown(shown: str, line: int, name: str, known: Collection[str]) -> Text:
    listed = joined(known)
    return Text(
        f"{shown} 第{line}行用了“{name}”，没有这一项可填。可用的有：{listed.zh}。请改正，或删掉这个文件，改用随带的模板。",
        f"{shown}:{line}: there is nothing called “{name}”. There are: {listed.en}. "
        "Please correct it, or delete the file to use the one that comes along.",
    )


def _failed(shown: str, error: Exception) -> Text:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == shown]
    at = lines[-1] if lines else 1
    what = plainly(str(error))
    return Text(
        f"{shown} 第{at}行无法填写：{what.zh}。请对照随带的模板改正，或删掉这个文件，改用随带的模板。",
        f"{shown}:{at}: {what.en}. Please correct it as in the template that comes along, or delete the file.",
    )
