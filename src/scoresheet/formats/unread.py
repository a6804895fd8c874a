"""The parts of a package that no reader needs: tested all the same, because other programs will read them."""

from __future__ import annotations

from scoresheet.formats.markup import check_prolog
from scoresheet.formats.package import Package

_XML = (".xml", ".rels", ".vml", ".rdf")


def check_unread(package: Package) -> None:
    """Refuse a package one of whose parts is damaged or declares a document type, though nothing was taken from it.

    Pictures are left alone. Raises Unreadable with the name of the part.
    """
    for part in package.unread():
        chunks = package.chunks(part)
        if part.lower().endswith(_XML):
            check_prolog(chunks, part)
        for _ in chunks:
            # The checksum is tested when the last piece is out.
            pass
