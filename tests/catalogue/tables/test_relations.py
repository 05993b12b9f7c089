"""All data as tables: each thing an article says is a row, with whose it is, and nothing is lost or made up."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.catalogue.tables.relations import relations
from ntfp.catalogue.tables.schema import HEADINGS, NAMES
from ntfp.catalogue.tables.trees import article_tree
from ntfp.database.mending import Correction, Review, mended
from ntfp.facts.build import (
    Branch,
    Flavour,
    Known,
    KnownBuild,
    Line,
    ListedKernel,
    Mixed,
    PackByHotfix,
    PackList,
    Stamp,
)
from ntfp.facts.platform import Platform
from ntfp.facts.relation import Heading, Kind, Reference, Relation, Value
from ntfp.facts.signature import (
    AppliesTo,
    By,
    Doubt,
    FixedIn,
    Origin,
    Relation as Says,
    Requires,
    Row,
    Signature,
    Table,
    Window,
)
from ntfp.facts.version import FileVersion
from ntfp.scanning.data import shipped_data

HASH = "0123456789abcdef" * 4
NT4, TSE = Branch.NT4, Branch.NT4_TSE
I386, ALPHA = Platform.I386, Platform.ALPHA
DAY, CLOCK = dt.date(1999, 10, 28), dt.time(19, 12)
VERSION = FileVersion(4, 0, 1381, 7030)
ROW = Row(file="srv.sys", size=100, date=DAY, time=CLOCK, version=VERSION, line=60)
TABLE = Table(line=55, branch=NT4, language="en", relation=Says.OR_LATER, rows=(ROW,))
ARTICLE = Signature(
    kb="Q100001", title="A leak", tables=(TABLE,), source=Origin(archive="archive", path="a path", sha256=HASH)
)
LINE = Line(
    NT4,
    "Windows NT 4.0",
    (4, 0),
    (1381, 1381),
    ("0", "6", "6a"),
    (dt.date(1996, 6, 1), dt.date(2008, 12, 31)),
    1371,
    mixed=(Mixed((134, 203), ("6", "6a")),),
    rising_from=7001,
    there={"6": dt.date(1999, 10, 27)},
    by_hotfix={"6a": PackByHotfix("6", "Q100001")},
)
NOTHING = Known((), (), {})
KINDS: dict[Kind, type[object]] = {
    Kind.TEXT: str,
    Kind.WHOLE: int,
    Kind.NUMBER: float,
    Kind.TRUTH: bool,
    Kind.DATE: dt.date,
    Kind.TIME: dt.time,
    Kind.LOCAL: dt.datetime,
    Kind.UTC: dt.datetime,
}


def tables(*articles: Signature, known: Known = NOTHING, **beside: Any) -> dict[str, Relation]:
    return relations(articles, known, **{"about": {}, **beside})


def rows(name: str, *articles: Signature, known: Known = NOTHING, **beside: Any) -> list[tuple[Value, ...]]:
    return list(tables(*articles, known=known, **beside)[name].rows)


def told(name: str, *articles: Signature, of: Iterable[str]) -> list[tuple[Value, ...]]:
    """Some columns of a table."""
    relation = tables(*articles)[name]
    places = [relation.heading.names.index(column) for column in of]
    return [tuple(row[place] for place in places) for row in relation.rows]


def test_an_article_is_a_row_of_every_thing_it_says() -> None:
    article = replace(
        ARTICLE,
        kb="Q94069",
        revised=DAY,
        hardware=(ALPHA, I386),
        component=("cluster",),
        languages=("ja",),
        applies_to=(AppliesTo(branch=NT4, edition="server", packs=("0", "6a"), line=13),),
        affects=(Window(branch=NT4, first="6", last="6a", reviewed=True),),
        fixed_in=(
            FixedIn(branch=NT4, pack="latest", by=By.PROSE, says="the latest", line=70),
            FixedIn(branch=TSE, pack="6", by=By.LIST, says="SP6", line=9, article="Q244690"),
        ),
        includes=("Q100000",),
        carriers=("ndis.sys",),
        doubts=(Doubt(about="claim-unread", line=15),),
        tables=(replace(TABLE, requires=Requires(branch=NT4, pack="6a"), utc=True, variant="128-bit"),),
    )
    found = {name: list(relation.rows) for name, relation in tables(article).items() if relation.rows}
    assert found.pop("columns")
    assert found.pop("meta")
    assert [row[0] for row in found.pop("branches")] == ["nt4", "nt4-tse"]
    assert found == {
        "articles": [("Q94069", 94069, "A leak", DAY, "archive", "a path", HASH, None)],
        "hardware": [("Q94069", "alpha"), ("Q94069", "i386")],
        "components": [("Q94069", "cluster")],
        "languages": [("Q94069", "ja")],
        "bullets": [("Q94069", 0, "nt4", "server", 13)],
        "bullet_packs": [("Q94069", 0, "0", "nt4"), ("Q94069", 0, "6a", "nt4")],
        "claims": [
            ("Q94069", 0, "nt4", "latest", "prose", "the latest", 70, None),
            ("Q94069", 1, "nt4-tse", "6", "list", "SP6", 9, "Q244690"),
        ],
        "windows": [("Q94069", 0, "nt4", "6", "6a", None, True)],
        "includes": [("Q94069", "Q100000")],
        "carriers": [("Q94069", "ndis.sys")],
        "doubts": [("Q94069", 0, "claim-unread", 15)],
        "tables": [("Q94069", 0, 55, "nt4", "en", "128-bit", "or-later", "nt4", "6a", True)],
        "rows": [
            (
                *("Q94069", 0, 0, 60, "srv.sys", None, "nt4", "en", "128-bit", 100, None, DAY, None, CLOCK, True),
                *("4.0.1381.7030", "00004.00000.01381.07030", None, None, False, None),
            )
        ],
    }


@pytest.mark.parametrize(
    ("article", "branch", "platform", "doubted"),
    [
        pytest.param(ARTICLE, "nt4", None, False, id="its table's branch; no platform is said"),
        pytest.param(
            replace(ARTICLE, tables=(replace(TABLE, rows=(replace(ROW, branch=TSE, version=None),)),)),
            "nt4-tse",
            None,
            False,
            id="its own branch before its table's",
        ),
        pytest.param(replace(ARTICLE, hardware=(ALPHA,)), "nt4", "alpha", False, id="the only platform there is"),
        pytest.param(replace(ARTICLE, hardware=(ALPHA, I386)), "nt4", None, False, id="either of two platforms"),
        pytest.param(
            replace(ARTICLE, applies_to=(AppliesTo(branch=NT4, line=13),), tables=(replace(TABLE, branch=None),)),
            "nt4",
            None,
            False,
            id="the only branch it can be",
        ),
        pytest.param(
            replace(
                ARTICLE,
                applies_to=(AppliesTo(branch=NT4, line=13),),
                tables=(replace(TABLE, branch=None),),
                doubts=(Doubt(about="branch-unsure", line=55),),
            ),
            None,
            None,
            True,
            id="not even that where it is in doubt",
        ),
        pytest.param(
            replace(ARTICLE, tables=(replace(TABLE, branch=TSE),)), None, None, False, id="a version of another branch"
        ),
        pytest.param(
            replace(ARTICLE, doubts=(Doubt(about="table-language", line=55),)),
            "nt4",
            None,
            True,
            id="nobody knows whose language",
        ),
        pytest.param(
            replace(ARTICLE, doubts=(Doubt(about="claim-unread", line=60),)),
            "nt4",
            None,
            False,
            id="a claim in doubt",
        ),
    ],
)
def test_a_row_says_whose_file_it_is_as_the_judge_would(
    article: Signature, branch: str | None, platform: str | None, doubted: bool
) -> None:
    assert told("rows", article, of=("branch", "platform", "doubted")) == [(branch, platform, doubted)]


def test_what_the_row_itself_says_stands_beside_it() -> None:
    said = replace(ARTICLE, tables=(replace(TABLE, rows=(replace(ROW, branch=NT4, platform=ALPHA),)),))
    assert told("rows", replace(ARTICLE, hardware=(I386,)), of=("row_branch", "row_platform")) == [(None, None)]
    assert told("rows", said, of=("row_branch", "row_platform")) == [("nt4", "alpha")]


def test_a_mended_row_says_what_was_mended_and_a_correction_what_is_printed() -> None:
    corrections = (
        Correction(kb="Q100001", line=60, key="size", printed=100, meant=1000, because="a zero too few"),
        Correction(kb="Q100001", line=60, key="version", printed="4.0.1381.7030", because="of no file"),
    )
    reviews = (Review(kb="Q100001", sha256="0" * 64, confirms=("affects",), because="line 20"),)
    (meant,) = mended([ARTICLE], corrections, ())
    assert told("rows", meant, of=("size", "version", "mended")) == [(1000, None, "size version")]
    assert rows("corrections", meant, corrections=corrections) == [
        (0, "Q100001", 60, "size", "100", "1000", "a zero too few"),
        (1, "Q100001", 60, "version", "4.0.1381.7030", None, "of no file"),
    ]
    assert rows("reviews", meant, reviews=reviews) == [(0, "Q100001", "0" * 64, "affects", "line 20")]


def test_what_an_own_record_says_twice_is_one_row() -> None:
    twice = replace(
        ARTICLE,
        component=("cluster", "cluster"),
        languages=("ja", "ja"),
        applies_to=(AppliesTo(branch=NT4, packs=("6", "6"), line=13),),
        own="here",
    )
    for name in ("components", "languages", "bullet_packs"):
        assert len(rows(name, twice)) == 1


def test_the_name_of_a_folder_is_as_it_is() -> None:
    assert told("articles", replace(ARTICLE, own="a\x1b[2J\udcff"), of=("own",)) == [("a\x1b[2J\udcff",)]


def test_builds_are_rows() -> None:
    zone = dt.timezone(dt.timedelta(hours=2))
    kernel = KnownBuild(
        "ntoskrnl.exe",
        NT4,
        I386,
        "who says so",
        packs=("6", "6a"),
        version=VERSION,
        flavour=Flavour.UP,
        link=dt.datetime(1999, 9, 21, 22, tzinfo=zone),
        size=9,
    )
    module = KnownBuild("hal.dll", NT4, ALPHA, "another", version=VERSION)
    known = Known(
        (LINE,),
        (kernel,),
        {"hal.dll": (module,)},
        packs=(
            PackList(
                branch=NT4,
                pack="6",
                platform=I386,
                stamp=dt.datetime(1999, 1, 2),  # noqa: DTZ001 - local, zone unsaid
                files={"b.sys": 2, "a.sys": 1},
                source="a list",
            ),
        ),
        stamps=(Stamp(branch=NT4, packs=(), day=DAY, source="a roll-up"),),
        listed=(
            ListedKernel(
                file="ntkrnlmp.exe", branch=NT4, platform=I386, size=8, date=DAY, articles=("Q99002", "Q100001")
            ),
        ),
    )
    key = "00004.00000.01381.07030"
    found = {name: list(relation.rows) for name, relation in tables(known=known).items() if relation.rows}
    assert found.pop("columns")
    assert found.pop("meta")
    assert found == {
        "branches": [("nt4", "Windows NT 4.0", "4.0", 1381, 1381, *LINE.lived, True, 7001)],
        "packs": [
            ("nt4", "0", 0, "RTM", None, None, None),
            ("nt4", "6", 1, "SP6", dt.date(1999, 10, 27), None, None),
            ("nt4", "6a", 2, "SP6a", None, "6", "Q100001"),
        ],
        "mixed_numbers": [("nt4", 0, "6", 134, 203), ("nt4", 0, "6a", 134, 203)],
        "builds": [
            (
                *(0, True, "ntoskrnl.exe", "nt4", "i386", "up", "SP6/SP6a", None, "4.0.1381.7030", key),
                *(dt.datetime(1999, 9, 21, 20, tzinfo=dt.UTC), 9, None, "who says so"),
            ),
            (
                *(1, False, "hal.dll", "nt4", "alpha", None, "4.0.1381.7030", None, "4.0.1381.7030", key),
                *(None, None, None, "another"),
            ),
        ],
        "build_packs": [(0, "6", "nt4"), (0, "6a", "nt4")],
        "pack_lists": [(0, "nt4", "6", "i386", dt.datetime(1999, 1, 2), "a list")],  # noqa: DTZ001 - as above
        "pack_files": [(0, "a.sys", 1, "nt4", "6", "i386"), (0, "b.sys", 2, "nt4", "6", "i386")],
        "stamps": [(0, "nt4", DAY, None, "a roll-up")],
        "kernels": [(0, "ntkrnlmp.exe", "mp", "nt4", "i386", 8, DAY, None, False, None, None, False)],
        "kernel_articles": [(0, "Q99002"), (0, "Q100001")],
    }


def test_a_branch_of_which_nothing_is_known_is_there_by_name() -> None:
    article = replace(
        ARTICLE, tables=(replace(TABLE, branch=None, requires=Requires(branch=Branch.WIN2000, pack="2")),)
    )
    known = replace(NOTHING, lines=(LINE,))
    assert [row[:2] for row in rows("branches", article, known=known)] == [
        ("nt4", "Windows NT 4.0"),
        ("win2000", None),
    ]


def test_the_data_say_which_they_are_and_how_many() -> None:
    first, second, *counts = rows("meta", ARTICLE, about={"data": "shipped"})
    assert (first, second) == (("schema", "1"), ("data", "shipped"))
    assert [name for name, _ in counts] == [f"rows of {name}" for name in NAMES if name != "meta"]
    assert {("rows of articles", "1"), ("rows of claims", "0")} < set(counts)


def test_versions_stand_in_the_order_of_their_keys() -> None:
    versions = [FileVersion(4, 0, 1381, 7), FileVersion(4, 0, 1381, 319), FileVersion(5, 0, 2195, 1)]
    article = replace(ARTICLE, tables=(replace(TABLE, rows=tuple(replace(ROW, version=one) for one in versions)),))
    found = told("rows", article, of=("version_key", "version"))
    assert found == sorted(found)
    assert [version for _, version in sorted(found)] == list(map(str, versions))


# The schema


@pytest.fixture(scope="module")
def shipped() -> dict[str, Relation]:
    data = shipped_data()
    corrections, reviews = data.base.corrections, data.base.reviews
    return relations(data.signatures, data.base.known, corrections=corrections, reviews=reviews, about={})


def test_names_and_keys_are_told_once() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for heading in HEADINGS:
        assert len(set(heading.names)) == len(heading.names)
        assert not any(column.optional for column in heading.columns[: heading.key])


@pytest.mark.parametrize("heading", HEADINGS, ids=NAMES)
def test_every_value_that_ships_is_of_its_columns_kind(shipped: dict[str, Relation], heading: Heading) -> None:
    for row in shipped[heading.name].rows:
        for column, value in zip(heading.columns, row, strict=True):
            if value is None:
                assert column.optional, f"{heading.name}.{column.name}"
            else:
                assert type(value) is KINDS[column.kind], f"{heading.name}.{column.name}: {value!r}"
                assert getattr(value, "tzinfo", None) == (dt.UTC if column.kind is Kind.UTC else None)
                assert value != ""


@pytest.mark.parametrize("heading", HEADINGS, ids=NAMES)
def test_a_key_tells_each_row_from_all_others(shipped: dict[str, Relation], heading: Heading) -> None:
    keys = [row[: heading.key] for row in shipped[heading.name].rows]
    assert keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("heading", "reference"),
    [pytest.param(one, each, id=f"{one.name} to {each.relation}") for one in HEADINGS for each in one.references],
)
def test_what_a_row_refers_to_is_there(shipped: dict[str, Relation], heading: Heading, reference: Reference) -> None:
    target = shipped[reference.relation]
    assert len(reference.columns) == target.heading.key
    keys = {row[: target.heading.key] for row in target.rows}
    places = [heading.names.index(column) for column in reference.columns]
    found = {tuple(row[place] for place in places) for row in shipped[heading.name].rows}
    assert {key for key in found if None not in key} <= keys


def test_every_row_and_claim_that_ships_is_there(shipped: dict[str, Relation]) -> None:
    signatures = shipped_data().signatures
    lines = [(one.kb, row.line) for one in signatures for table in one.tables for row in table.rows]
    assert [(row[0], row[3]) for row in shipped["rows"].rows] == lines
    claims = [(one.kb, claim.pack, claim.line) for one in signatures for claim in one.fixed_in]
    assert [(row[0], row[3], row[6]) for row in shipped["claims"].rows] == claims


# Trees


def test_a_tree_has_the_keys_of_a_record_and_what_was_found_out() -> None:
    article = replace(
        ARTICLE,
        languages=("ja",),
        affects=(Window(branch=NT4, first="6"), Window(branch=NT4, last="6", reviewed=True)),
        tables=(replace(TABLE, rows=(replace(ROW, mended=("size",)), ROW)),),
        own="mine",
    )
    row = {"file": "srv.sys", "size": 100, "date": DAY, "time": CLOCK, "version": "4.0.1381.7030", "line": 60}
    assert article_tree(article) == {
        "kb": "Q100001",
        "title": "A leak",
        "affects": [
            {"branch": "nt4", "from": "6", "reviewed": False},
            {"branch": "nt4", "to": "6", "reviewed": True},
        ],
        "limits": {"languages": ["ja"]},
        "tables": [
            {
                "line": 55,
                "covers": {"branch": "nt4", "language": "en"},
                "relation": "or-later",
                "rows": [{**row, "mended": ["size"]}, row],
            }
        ],
        "source": {"archive": "archive", "path": "a path", "sha256": HASH},
        "own": "mine",
    }


def test_a_tree_of_little_is_small() -> None:
    assert article_tree(replace(ARTICLE, tables=())) == {
        "kb": "Q100001",
        "title": "A leak",
        "source": {"archive": "archive", "path": "a path", "sha256": HASH},
    }
