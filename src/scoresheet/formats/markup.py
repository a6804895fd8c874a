"""One XML part, streamed through expat; what only an attack would contain is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from scoresheet.formats.package import damaged, inside
from scoresheet.grid import Trouble, Unreadable
from scoresheet.language import Text

DEEPEST = 100
_MOST_ELEMENTS = 100_000
_MOST_CHARACTERS = 1_000_000
_MOST_NAMES = 10_000
_LONGEST_TOKEN = 1024 * 1024
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done with the elements of a part.

    `start` and `end` bracket an element; `text` takes what stands between tags, in one or several pieces; `check` is
    called now and then, to refuse what has become too much. The elements of `names` come without the prefix that the
    part gives to its own elements: x:row is row. Whoever takes the tags also minds how deep they lie.

    With `spaces` (prefix by namespace) the `names` carry these prefixes and come so, whatever the part calls its
    namespaces: table:table-row; every other name comes as namespace, a blank and the local name.
    """

    start: Callable[[str, dict[str, str]], None]
    end: Callable[[str], None]
    text: Callable[[str], object]
    check: Callable[[], None]
    names: frozenset[str]
    spaces: Mapping[str, str] | None = None


def parse(chunks: Iterable[bytes], part: str, handler: Handler) -> None:
    """Send a part through `handler`.

    Raises Unreadable where the part is not well-formed, declares a document type (and with it entities), or has
    names or tags of a size that only an attack has.
    """
    # Expat asks this table for each name that it has met: what the table gives is what the handlers get.
    names = _spelt(handler) if handler.spaces else {name: name for name in handler.names}
    parser = _parser(names, part, handler)
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            # Expat keeps every name for ever, and reads an unfinished tag from its start again with each chunk.
            if len(names) > _MOST_NAMES or fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise refused(part)
            handler.check()
        parser.Parse(b"", True)
        handler.check()
    except expat.ExpatError as error:
        raise damaged(part) from error


def _parser(names: dict[str, str], part: str, handler: Handler) -> expat.XMLParserType:
    def refuse_other_encodings(_: str, encoding: str | None, __: int) -> None:
        # Expat would ask Python for any other encoding, and Python may know none of that name.
        if encoding and encoding.lower() not in _ENCODINGS:
            raise damaged(part)

    def start_root(tag: str, attributes: dict[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        if prefix:
            names.update({f"{prefix}:{known}": known for known in handler.names})
        parser.StartElementHandler = handler.start
        handler.start(name, attributes)

    parser = expat.ParserCreate(namespace_separator=" " if handler.spaces else None, intern=names)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refusing_doctype(part)
    parser.XmlDeclHandler = refuse_other_encodings
    parser.StartElementHandler = handler.start if handler.spaces else start_root
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    return parser


def _spelt(handler: Handler) -> dict[str, str]:
    """Give the handler's names by the full names that expat gives them."""
    spaces = {prefix: space for space, prefix in (handler.spaces or {}).items()}
    split = ((name, *name.split(":")) for name in handler.names)
    return {f"{spaces[prefix]} {local}": name for name, prefix, local in split}


def check_prolog(chunks: Iterable[bytes], part: str) -> None:
    """Refuse a part that declares a document type; nothing behind the start of its first element is looked at."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refusing_doctype(part)
    parser.StartElementHandler = _enough
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
    except (_Enough, expat.ExpatError, LookupError, ValueError):
        # What is no XML declares nothing, and nobody is going to read it; an unknown encoding raises the other two.
        return


class _Enough(Exception):  # noqa: N818 - it ends the search, and is no error
    """The first element has begun."""


def _enough(*_: object) -> NoReturn:
    raise _Enough


def _refusing_doctype(part: str) -> Callable[..., NoReturn]:
    def refuse(*_: object) -> NoReturn:
        raise Unreadable(Trouble.UNSAFE, inside(part, Text("含有DOCTYPE声明", "declares a DOCTYPE")))

    return refuse


def refused(part: str) -> Unreadable:
    """Give the refusal of a part whose content goes beyond the limits."""
    return Unreadable(
        Trouble.UNSAFE, inside(part, Text("内容超出正常表格的范围", "holds more than an honest form"))
    )


@dataclass(frozen=True, slots=True)
class Element:
    """An element: the local names around it and its own, its attributes by local name, its text."""

    path: tuple[str, ...]
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The local name."""
        return self.path[-1]

    @property
    def text(self) -> str:
        """All text inside, without the blanks around it."""
        return "".join(self.pieces).strip()


def elements(chunks: Iterable[bytes], part: str, wanted: frozenset[str]) -> list[Element]:
    """Give the elements of a small part whose local names are `wanted`, in order of their start tags.

    Raises Unreadable as `parse` does, and where the elements or their text are too many.
    """
    collector = _Collector(part, wanted)
    parse(
        chunks,
        part,
        Handler(collector.start, collector.end, collector.text, collector.check, frozenset()),
    )
    return collector.found


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Collector:
    """Keeps the wanted elements; text belongs to the wanted element that was opened last and is still open."""

    def __init__(self, part: str, wanted: frozenset[str]) -> None:
        self.found: list[Element] = []
        self._part = part
        self._wanted = wanted
        self._path: list[str] = []
        self._open: list[Element] = []
        self._characters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise refused(self._part)
        if name in self._wanted:
            element = Element(tuple(self._path), {_local(key): value for key, value in attributes.items()})
            self.found.append(element)
            self._open.append(element)

    def end(self, _: str) -> None:
        if self._path.pop() in self._wanted:
            self._open.pop()

    def text(self, words: str) -> None:
        if self._open:
            self._characters += len(words)
            self._open[-1].pieces.append(words)

    def check(self) -> None:
        if len(self.found) > _MOST_ELEMENTS or self._characters > _MOST_CHARACTERS:
            raise refused(self._part)
