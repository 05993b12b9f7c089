import pytest
from msgspec.structs import replace

from ntfp.facts.lookup import Entry
from ntfp.reports import Screen, explain
from ntfp.reports.lookups import RECORD
from tests.reports.answers import BARE, ENTRY, REPLACED
from tests.reports.entries import HOSTILE
from tests.reports.findings import SIGNATURE, TITLES
from tests.reports.pages import assert_harmless


def shown(entry: Entry = ENTRY, *, width: int = 100, color: bool = False, unicode: bool = True) -> str:
    return "".join(RECORD["table"](entry, TITLES, Screen(width, color, unicode)))


def test_the_article_is_shown_as_it_is_explained() -> None:
    assert shown().startswith("".join(explain(SIGNATURE, [], TITLES, Screen(width=100))))


def test_what_people_found_out_stands_below_the_article() -> None:
    article = "".join(explain(SIGNATURE, [], TITLES, Screen(width=100)))
    assert shown().removeprefix(article) == (
        "\n"
        "what people found out\n"
        "  line 63     date: as printed 2001-11-05, meant 2001-05-11, because of its neighbours\n"
        "  line 64     size_kb: as printed 1,932, which is wrong, and nobody knows what is meant: larger than\n"
        "              the disk\n"
        "  line 80     covers.branch: not printed, meant nt4, because of its sizes\n"
        "  reviewed    affects (lines 27 to 29)\n"
        "  reviewed    affects: of another text than this record's, so it counts for nothing (line 5)\n"
        "\n"
        "contained in\n"
        "  Q299444     Post-Windows NT 4.0 Service Pack 6a Security Rollup Package (SRP)\n"
        "\n"
        "this record\n"
        "  made from   jeffpar/kbarchive txt/244/Q244509.TXT, of which the SHA-256 is\n"
        "              0000000000000000000000000000000000000000000000000000000000000000\n"
    )


def test_where_nobody_found_out_anything_nothing_is_said_of_it() -> None:
    said = shown(BARE)
    assert "what people found out" not in said
    assert "contained in" not in said


def test_of_a_record_of_ones_own_it_is_said_where_it_is_and_what_it_is_instead_of() -> None:
    own = replace(BARE, signature=replace(SIGNATURE, own="my/records"), replaces=(REPLACED,))
    assert (
        shown(own)
        .partition("this record\n")[2]
        .startswith(
            "  your own    my/records\n"
            "  instead of  that of shipped, revised 1999-01-01: What was there before\n"
            "  made from   jeffpar/kbarchive"
        )
    )


def test_toml_is_the_record_as_it_is_written() -> None:
    assert "".join(RECORD["toml"](ENTRY, TITLES, Screen())) == 'kb = "Q244509"\ntitle = "An arrow: →"\n'


def test_what_could_steer_a_terminal_is_an_escape_in_toml() -> None:
    hostile = replace(BARE, text='title = "\x9b2J \u2028 \u202e \U000e0041"\n')
    (said,) = RECORD["toml"](hostile, TITLES, Screen())
    assert said == 'title = "\\u009b2J \\u2028 \\u202e \\U000e0041"\n'


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_record_steers_the_terminal(name: str, width: int, unicode: bool) -> None:
    mends = tuple(replace(mend, printed=name, because=name) for mend in ENTRY.mends)
    entry = replace(
        ENTRY,
        signature=replace(SIGNATURE, title=name, own=name),
        mends=mends,
        rollups=(("Q299444", name),),
        replaces=(replace(REPLACED, place=name, title=name),),
    )
    said = shown(entry, width=width, unicode=unicode)
    assert_harmless(said, width, unicode=unicode)
