"""The words in a paragraph of Word: what is printed, and what its file holds besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoresheet.language import Text
from scoresheet.notice.page import joined_lines

WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DELETED = frozenset({f"{WORDS}{name}" for name in ("del", "moveFrom")})
_APART = frozenset({f"{WORDS}{name}" for name in ("txbxContent", "tbl", "rt")})
"""What isn't part of the line: boxes and tables are read by themselves, and rt is how a character is pronounced."""
_SIGNS = {
    f"{WORDS}tab": "\t",
    f"{WORDS}br": "\n",
    f"{WORDS}cr": "\n",
    f"{WORDS}noBreakHyphen": "-",
}
_ASIDE = ("}Fallback", "}pPr", "}rPr")


class Runs:
    """Reads paragraphs as they are printed once all tracked changes are accepted; it remembers what it left out."""

    def __init__(self) -> None:
        self._changed = self._hidden = False

    def text(self, element: Any) -> str:
        """Give the words of a paragraph."""
        return "".join(self._pieces(element))

    def text_of(self, element: Any, *, deep: bool = True) -> str:
        """Give the words of all paragraphs inside an element, without those of inner tables unless `deep`."""
        return joined_lines(self.text(one) for one in paragraphs(element, deep=deep))

    def is_deleted(self, row: Any) -> bool:
        """Tell whether a row of a table was taken out."""
        mark = row.find(f"{WORDS}trPr/{WORDS}del")
        self._changed |= mark is not None
        return mark is not None

    def cited(self, row: Any) -> Iterator[tuple[str, str]]:
        """Walk the footnotes and endnotes that a row refers to, each as its kind and id."""
        for kind in ("footnote", "endnote"):
            for reference in row.iter(f"{WORDS}{kind}Reference"):
                yield kind, reference.get(f"{WORDS}id", "")

    def remarks(self) -> Iterator[Text]:
        """Say what was left out so far."""
        if self._changed:
            yield _CHANGED
        if self._hidden:
            yield _HIDDEN

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            if child.tag in _DELETED:
                self._changed = True
            elif child.tag in _APART or str(child.tag).endswith(_ASIDE):
                continue
            elif child.tag == f"{WORDS}r" and _is_hidden(child):
                self._hidden |= bool(child.findtext(f"{WORDS}t"))
            elif child.tag in {f"{WORDS}t", _FORMULA}:
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            else:
                yield from self._pieces(child)


_CHANGED = Text(
    "通知带有修订标记，已按接受全部修订后的文字起草。请核对修订是不是都算数。",
    "The notice has tracked changes; the draft follows its text with all of them accepted. Check that they all stand.",
)
_HIDDEN = Text(
    "通知里有隐藏文字，没有读。要用的，请在 Word 或 WPS 里取消隐藏后重新起草。",
    "The notice has hidden text, which wasn't read. To use it, show it in Word or WPS and draft again.",
)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{WORDS}rPr/{WORDS}vanish")
    return mark is not None and mark.get(f"{WORDS}val", "true") not in {"0", "false", "off"}


def paragraphs(element: Any, *, deep: bool = True) -> Iterator[Any]:
    """Walk the paragraphs inside an element in order, those of boxes behind the one that holds them.

    Those of inner tables are left out unless `deep`.
    """
    for child in element:
        if child.tag == f"{WORDS}p":
            yield child
            for box in boxes(child):
                yield from paragraphs(box, deep=deep)
        elif (deep or child.tag != f"{WORDS}tbl") and child.tag not in _DELETED:
            yield from paragraphs(child, deep=deep)


def boxes(element: Any) -> Iterator[Any]:
    """Walk the text boxes inside a paragraph, each once: the second copy for older programs is left out."""
    for child in element:
        if child.tag == f"{WORDS}txbxContent":
            yield child
        elif not str(child.tag).endswith(_ASIDE):
            yield from boxes(child)


def inside(control: Any) -> Any:
    """Give what stands in a content control or another wrapper."""
    found = control.find(f"{WORDS}sdtContent")
    return control if found is None else found
