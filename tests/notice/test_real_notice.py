"""The notice that the shipped catalog was made from: the draft agrees with the careful reading but for its decisions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from notices import drafted, word
from scoresheet.catalog.form import form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog, Item
from scoresheet.language import Locale
from scoresheet.notice.drafting import Draft, Topic, draft
from scoresheet.notice.text import in_parts
from scoresheet.rule.model import Comparison

ROOT = Path(__file__).parents[2]
NOTICE = (ROOT / "tests" / "fixtures" / "notice-2014.txt").read_bytes()
CAREFUL = load_catalog(ROOT / "indicators.yaml")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, Catalog]:
    """Draft the notice and load the catalog that it makes."""
    return drafted(NOTICE, tmp_path_factory.mktemp("draft"))


def _asked(item: Item) -> list[tuple[Comparison, Decimal | None, str]]:
    return [(one.goal.comparison, one.goal.target, one.unit) for one in item.measures if not one.is_question]


def test_there_are_34_items_and_135_points(both: tuple[Draft, Catalog]) -> None:
    """Every item is there with the points that are printed."""
    made, catalog = both

    assert (made.counts.items, made.counts.points, catalog.total) == (34, Decimal(135), Decimal(135))
    assert [(item.id, item.points) for item in catalog.items] == [
        (item.id, item.points) for item in CAREFUL.items
    ]


def test_the_forms_text_is_the_notices(both: tuple[Draft, Catalog]) -> None:
    """With the targets filled in, each text reads as the notice (and the shipped catalog) prints it."""
    _, catalog = both
    example = CAREFUL.unit("510824")
    assert example is not None

    own = [item.text for item in form_for(catalog, catalog.units[0]).items]

    assert own == [item.text for item in form_for(CAREFUL, example).items]
    assert all(text in NOTICE.decode() for text in own)


def test_measures_differ_only_where_a_person_decided(both: tuple[Draft, Catalog]) -> None:
    """The same targets, units and comparisons, but where the shipped catalog goes beyond the printed words."""
    made, catalog = both
    pairs = zip(catalog.items, CAREFUL.items, strict=True)

    other = {
        mine.id: (_asked(mine), _asked(careful)) for mine, careful in pairs if _asked(mine) != _asked(careful)
    }

    assert set(other) == {"8", "21", "27"}
    for mine, careful in other.values():
        assert all(one in careful for one in mine)
    for topic, items in ((Topic.UNNUMBERED, ("8", "21")), (Topic.JOINT, ("27",))):
        assert [one.items for one in made.decisions if one.topic is topic] == [items]


def test_rules_are_those_that_are_printed(both: tuple[Draft, Catalog]) -> None:
    """Items 18 and 34 print a rule, which scores as the careful one does; all others are judged."""
    _, catalog = both
    rules = {item.id: item.rule for item in catalog.items if item.rule.kind != "judged"}
    careful = {item.id: item.rule for item in CAREFUL.items}

    assert set(rules) == {item for item, rule in careful.items() if rule.kind != "judged"} == {"18", "34"}
    assert {item: rule.signature() for item, rule in rules.items()} == {
        "18": careful["18"].signature().replace("ordinary", "e1").replace("severe", "e2"),
        "34": careful["34"].signature(),
    }


def test_what_stands_around_the_table_is_read(both: tuple[Draft, Catalog]) -> None:
    """Title, issuer, round, deadline and contacts are those of the shipped catalog."""
    _, catalog = both

    assert (catalog.title, catalog.issuer, catalog.round) == (CAREFUL.title, CAREFUL.issuer, CAREFUL.round)
    assert catalog.contacts == CAREFUL.contacts


def test_decisions_are_listed_once_each(both: tuple[Draft, Catalog]) -> None:
    """What is left to a person is exactly this, each with its line."""
    made, _ = both
    lines = made.yaml.split("\n")

    assert [one.topic for one in made.decisions] == [
        Topic.UNITS,
        Topic.EXAMPLE,
        Topic.CATEGORIES,
        Topic.BARE,
        Topic.SHARED,
        Topic.JOINT,
        Topic.RATE,
        Topic.NO_NUMBER,
        Topic.PERIODICAL,
        Topic.WRITTEN,
        Topic.UNNUMBERED,
        Topic.RULE,
        Topic.PRESUMED,
        Topic.PRESUMED,
        Topic.UNPRINTED_RULE,
    ]
    for one in made.decisions:
        assert f"\n# {one.number}. " in made.yaml
        assert "需要定" in lines[one.line - 1]
        assert str(one.number) in lines[one.line - 1]


def test_the_draft_is_stable(both: tuple[Draft, Catalog]) -> None:
    """The same notice gives the same bytes."""
    made, _ = both

    assert draft(NOTICE, "通知.docx") == made


def test_every_piece_carries_its_words(both: tuple[Draft, Catalog]) -> None:
    """Behind each measure and each rule stands what it was recognised from, as the notice prints it."""
    made, _ = both
    pieces = [
        line
        for line in made.yaml.split("\n")
        if line.lstrip().startswith(("m1:", "m2:", "m3:", "m4:", "m5:", "rule:"))
    ]

    assert len(pieces) == made.counts.measures + made.counts.rules
    for line in pieces:
        words = line.partition("# 原文：“")[2].removesuffix("”").lstrip("…")
        assert words
        assert words in NOTICE.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_make_the_same_draft(encoding: str, both: tuple[Draft, Catalog]) -> None:
    """A text saved by Notepad or WPS in another encoding, with Windows line ends, reads the same."""
    made, _ = both

    assert draft(NOTICE.decode().replace("\n", "\r\n").encode(encoding), "通知.docx") == made


def test_the_same_table_in_word_makes_the_same_items(both: tuple[Draft, Catalog], tmp_path: Path) -> None:
    """The notice as a Word file, its lost category column empty, gives the same items."""
    _, catalog = both
    lines = in_parts(NOTICE.decode().splitlines())
    (table,) = lines.tables
    data = word([line.text for line in lines.lines], [row.texts for row in table.rows])

    _, other = drafted(data, tmp_path)

    assert other.items == catalog.items
    assert (other.title, other.issuer, other.round) == (catalog.title, catalog.issuer, catalog.round)


def test_an_english_draft_of_a_chinese_notice(tmp_path: Path) -> None:
    """With another locale the remarks are in that language, the items as they are printed."""
    made = draft(NOTICE, "notice.txt", Locale.EN)
    (tmp_path / "indicators.yaml").write_text(made.yaml, encoding="utf-8")
    (tmp_path / "targets.csv").write_text(made.targets_csv, encoding="utf-8")

    assert "To be decided by a person (15)" in made.yaml
    assert load_catalog(tmp_path / "indicators.yaml").locale is Locale.EN
