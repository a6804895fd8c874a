"""The notes at a sheet's cells: ours put in, appended to what the county wrote, and taken out again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from scoresheet.parts.xml_edits import Change, Element, appended, attribute_value, elements, prefixed, spliced

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FONT = (
    '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr>'
)
LINE = "────────"
"""What parts the county's own words from ours."""


class Comments:
    """The notes of one sheet."""

    def __init__(self, xml: bytes) -> None:
        """Take the part apart. Raises ValueError where it is no list of notes."""
        self._xml = xml
        found = elements(xml)
        self._root = found[0]
        self._list = next((one for one in found if one.name == "commentList"), None)
        self._authors = next((one for one in found if one.name == "authors"), None)
        if self._list is None or self._authors is None:
            raise ValueError("the list of notes is incomplete")
        self._names = [xml[one.opened : one.closing] for one in found if one.name == "author"]
        self._notes = {one.get("ref"): one for one in found if one.name == "comment"}
        self._texts: dict[str, Element] = {}
        self._runs: dict[str, list[Element]] = {}
        for note, inside in _inside_notes(found):
            ref = note.get("ref")
            if self._notes[ref] is note:
                self._keep(ref, inside)

    def _keep(self, ref: str, inside: Element) -> None:
        text = self._texts.get(ref)
        if inside.name == "text":
            self._texts.setdefault(ref, inside)
        elif inside.name == "t" and text is not None and inside.within(text):
            self._runs.setdefault(ref, []).append(inside)

    @property
    def cells(self) -> Collection[str]:
        """The cells that have a note."""
        return self._notes.keys()

    def is_thread(self, ref: str) -> bool:
        """Tell whether a note only stands for a conversation that newer programs show in its place."""
        note = self._notes.get(ref)
        author = note.get("authorId") if note else ""
        listed = author.isdigit() and int(author) < len(self._names)
        return listed and self._names[int(author)].startswith(b"tc=")

    def text(self, ref: str) -> str:
        """Give the words of a note."""
        return "".join(self._words(run) for run in self._runs_of(ref))

    def with_notes(self, notes: Mapping[str, str], author: str) -> bytes:
        """Give the part with these notes by cell; where one stands already ours comes below a line."""
        changes: list[Change] = []
        new = [ref for ref in notes if ref not in self._notes]
        for ref in notes.keys() & self._notes.keys():
            changes += self._below(ref, notes[ref])
        if new:
            if escape(author).encode() not in self._names and self._authors:
                self._names.append(escape(author).encode())
                inside = prefixed(f"<author>{escape(author)}</author>", self._root.prefix)
                changes += appended(self._xml, self._authors, inside)
            number = self._names.index(escape(author).encode())
            made = (self._note(ref, notes[ref], number) for ref in new)
            changes += appended(self._xml, self._list, b"".join(made)) if self._list else []
        return spliced(self._xml, changes)

    def without(self, ours: Mapping[str, str | None], marker: Collection[str]) -> tuple[bytes, set[str]]:
        """Give the part without our words at these cells, and the cells whose note has gone altogether.

        `ours` is what we wrote by cell, None where that is not known: then all from a `marker` on is ours.
        """
        changes: list[Change] = []
        gone = set()
        for ref in ours.keys() & self._notes.keys():
            old = self.text(ref)
            kept = without_ours(old, ours[ref], marker)
            if not kept.strip():
                note = self._notes[ref]
                changes.append((note.start, note.end, b""))
                gone.add(ref)
            elif kept != old:
                changes += self._shortened(ref, old, kept)
        return spliced(self._xml, changes), gone

    def _runs_of(self, ref: str) -> list[Element]:
        return self._runs.get(ref, [])

    def _words(self, run: Element) -> str:
        raw = self._xml[run.opened : run.closing].decode()
        words = re.sub(r"&(lt|gt|quot|apos|amp|#\d+|#x[0-9A-Fa-f]+);", _unescaped, raw)
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), words).replace(
            "\r\n", "\n"
        )

    def _note(self, ref: str, words: str, author: int) -> bytes:
        run = f"<r>{_FONT}{_t(words)}</r>"
        note = f'<comment ref="{attribute_value(ref)}" authorId="{author}"><text>{run}</text></comment>'
        return prefixed(note, self._root.prefix)

    def _below(self, ref: str, words: str) -> Iterable[Change]:
        text = self._texts.get(ref)
        if text is None:
            return []
        run = prefixed(f"<r>{_FONT}{_t(chr(10) + LINE + chr(10) + words)}</r>", text.prefix)
        return [*self._in_runs(ref, text), *appended(self._xml, text, run)]

    def _in_runs(self, ref: str, text: Element) -> Iterable[Change]:
        """Make a run of a plain text: Excel mixes no plain text with runs."""
        p = text.prefix.encode()
        for run in self._runs_of(ref)[:1]:
            if self._xml[text.opened : run.start].strip() == b"":
                yield run.start, run.start, b"<" + p + b"r>"
                yield run.end, run.end, b"</" + p + b"r>"

    def _shortened(self, ref: str, old: str, kept: str) -> Iterable[Change]:
        """Take out of the runs, from behind, what is no longer wanted; other runs stay as they are."""
        start = _common_start(old, kept)
        end = len(old) - (len(kept) - start)
        at = 0
        for run in self._runs_of(ref):
            words = self._words(run)
            first, last = max(start - at, 0), max(min(end - at, len(words)), 0)
            if first < last:
                left = words[:first] + words[last:]
                yield run.start, run.end, prefixed(_t(left), run.prefix)
            at += len(words)


def _inside_notes(found: Iterable[Element]) -> Iterator[tuple[Element, Element]]:
    """Walk what stands inside the notes, each with its note, in one pass."""
    note: Element | None = None
    for one in found:
        if one.name == "comment":
            note = one
        elif note is not None and one.within(note):
            yield note, one


def _t(words: str) -> str:
    kept = _LOOKS_ESCAPED.sub("_x005F_", _CONTROL.sub("", words))
    return f'<t xml:space="preserve">{escape(kept)}</t>'


_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}


def _unescaped(found: re.Match[str]) -> str:
    name = found[1]
    if not name.startswith("#"):
        return _ENTITIES[name]
    return chr(int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:]))


def without_ours(text: str, ours: str | None, marker: Collection[str]) -> str:
    """Give a text without our words in it and the line above them.

    `ours` is what we wrote, None where that is not known: then all from the first `marker` on is ours. What is said to
    be ours and bears no marker is not believed.
    """
    if ours is not None and any(word in ours for word in marker):
        return _without_words(text, ours)
    starts = [text.find(word) for word in marker if word in text]
    return text[: min(starts)].rstrip().removesuffix(LINE).rstrip() if starts else text


def _without_words(text: str, ours: str) -> str:
    """Take out our words and the line above them; programs write line ends as they like: blanks aren't compared."""
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    bare, wanted = "".join(text[at] for at in places), "".join(ours.split())
    first = bare.find(wanted)
    if first < 0:
        return text
    last = places[first + len(wanted) - 1]
    first -= len(LINE) if bare.endswith(LINE, 0, first) else 0
    return text[: places[first - 1] + 1 if first else 0] + text[last + 1 :]


def _common_start(old: str, kept: str) -> int:
    pairs = zip(old, kept, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(old), len(kept)))
