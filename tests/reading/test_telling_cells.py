"""The few cells that tell what form a sheet is are found whatever is written around them."""

from __future__ import annotations

import unicodedata

import pytest

from scoresheet.grid import Kind, RawCell, Sheet
from scoresheet.matching import normalised
from scoresheet.reading.telling_cells import TellingCells, telling_cells
from scoresheet.titles import FORM_CODE, TITLES, UNIT_LABEL


def telling(text: str, *, row: int = 1, kind: Kind = Kind.TEXT, formula: str | None = None) -> TellingCells:
    """Give what a sheet with this one cell tells."""
    return telling_cells(Sheet("a", cells={(row, 2): RawCell(kind, text, formula)}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "#REF!",
        "gy-youth-2014/2014-11/510824/1",
        "开展活动3次，完成情况见附件",
        "请填写填报单位：苍溪县",
        "表单编码：gy-youth-2014/2014-11",
        "完成情况" * 20,
        "考核内容和完成情况",
    ],
)
def test_other_words_tell_nothing(text: str) -> None:
    """Numbers, ids, sentences and half a code are neither title nor code nor label."""
    assert telling(text) == TellingCells()


@pytest.mark.parametrize("words", [words for title in TITLES.values() for words in title])
def test_every_title_is_found_however_it_is_spaced(words: str) -> None:
    """Blanks, capitals and full-width letters make no difference, in either language."""
    plain = normalised(words).casefold()
    for text in (words, f"  {words[0]} {words[1:]}\n", f"\u3000{words.upper()}\xa0", _wide(words)):
        assert telling(text).titles == [(1, 2, plain)]


def test_titles_are_constants_above_the_many_rows() -> None:
    """A formula's result is no title, nor are words far below, where text was pasted in."""
    assert telling("完成情况", formula='"完成情况"').titles == []
    assert len(telling("完成情况", row=2_000).titles) == 1
    assert telling("完成情况", row=2_001).titles == []


@pytest.mark.parametrize("label", FORM_CODE)
def test_codes_are_found_behind_their_label(label: str) -> None:
    """The code is split into catalog, round and unit; whatever kind its cell claims to be, it holds no formula."""
    pieces = ["gy-youth-2014", "2014-11", "510824"]

    assert telling(_wide(label) + "/".join(pieces)).codes == [(1, 2, pieces)]
    assert telling(label + "/".join(pieces), kind=Kind.NUMBER).codes == [(1, 2, pieces)]
    assert telling(label + "/".join(pieces), formula="A1").codes == []


@pytest.mark.parametrize("label", UNIT_LABEL)
@pytest.mark.parametrize("name", ["", "苍溪县", "苍溪县" * 300])
def test_names_are_found_behind_their_label(label: str, name: str) -> None:
    """However long the name is; also where a formula puts it together, but not in a number's cell."""
    found = [(1, 2, normalised(label + name))]

    assert telling(label + name).names == telling(f" {_wide(label)}{name}").names == found
    assert telling(label + name, formula="A1").names == found
    assert telling(label + name, kind=Kind.ERROR).names == []


def test_names_come_from_top_to_bottom() -> None:
    """The order in which a file lists its cells makes no difference."""
    places = [(3, 1), (1, 4), (1, 2)]
    cells = {place: RawCell(Kind.TEXT, UNIT_LABEL.zh) for place in places}

    found = [(row, column) for row, column, _ in telling_cells(Sheet("a", cells=cells)).names]

    assert found == sorted(places)


def _wide(words: str) -> str:
    """Give a text with full-width letters, as a Chinese keyboard types them."""
    made = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in words)
    assert unicodedata.normalize("NFKC", made) == unicodedata.normalize("NFKC", words)
    return made
