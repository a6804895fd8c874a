"""Text from outside, made harmless: nothing in it can act on a terminal, a spreadsheet or a reader's eye."""

from __future__ import annotations

import re

from scoresheet.language import Locale, Text

CELL_LIMIT = 32767
"""How many UTF-16 units a cell of Excel holds."""

_COLOUR_CODES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
# Controls; marks that turn the direction of reading; what has no shape at all; what XML doesn't know.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\xad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    r"\ufdd0-\ufdef\ufffe\uffff]"
)
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")
_STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_CUT = Text("…（内容过长，以下从略，全文共{0}字）", "… (too long, cut here; {0} characters in all)")


def legible(text: str) -> str:
    """Give a text with only what can be seen in it, and line ends; a tab becomes a blank.

    Colour codes, controls, bidirectional marks and the like are left out, a lone surrogate becomes U+FFFD.
    """
    # What Unicode calls printable holds none of all that; most texts are so.
    if text.isprintable():
        return text
    lines = _LINE_ENDS.sub("\n", _COLOUR_CODES.sub("", text)).replace("\t", " ")
    return _LONE_SURROGATES.sub("\ufffd", _UNSEEN.sub("", lines))


def one_line(text: str) -> str:
    """Give a legible text on one line."""
    return " ".join(legible(text).split("\n"))


def cut(text: str, most: int, locale: Locale) -> str:
    """Give a text of at most `most` UTF-16 units; a note at its end tells what was cut."""
    if len(text) * 2 <= most:
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) <= most * 2:
        return text
    note = _CUT.of(locale).format(len(text))
    # Half of a character that takes two units is left out.
    return units[: (most - len(note)) * 2].decode("utf-16-le", "ignore") + note


def cell_text(text: str, locale: Locale) -> str:
    """Give a text as a cell of a workbook may hold it; the writer must write it as a string."""
    written = cut(legible(text), CELL_LIMIT, locale)
    # XlsxWriter takes what begins and ends so for rich text, and writes it into the workbook as it stands.
    is_rich = written.startswith("<r>") and written.endswith("</r>")
    return written[: CELL_LIMIT - 1] + " " if is_rich else written


def csv_field(text: str, locale: Locale) -> str:
    """Give a text that no spreadsheet program takes for a formula; a plain number stays as it is."""
    seen = legible(text)
    acts = _STARTS_FORMULA.match(seen) and not _NUMBER.fullmatch(seen)
    return cut(f"'{seen}" if acts else seen, CELL_LIMIT, locale)
