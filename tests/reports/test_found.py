import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.lookup import Match
from ntfp.facts.signature import By, FixedIn, Signature
from ntfp.reports import Screen
from ntfp.reports.found import systems_in_words
from ntfp.reports.lookups import FOUND
from tests.reports.answers import MATCHES
from tests.reports.entries import HOSTILE
from tests.reports.findings import SIGNATURE
from tests.reports.pages import assert_harmless

EARLY = Match(Signature(kb="Q99001", title="A title", source=SIGNATURE.source))


def found(*matches: Match, width: int = 100, records: int = 3272, unicode: bool = True) -> str:
    return "".join(FOUND["table"](matches or (EARLY, *MATCHES), records, Screen(width, unicode=unicode)))


def test_a_line_an_article() -> None:
    assert found() == (
        "article   revised     Windows and packs               title\n"
        "Q99001                                                A title\n"
        "Q244509   2002-05-08  nt4 SP6/in no pack, nt4-tse l…  Non-Paged Pool Memory Leak May Occur Reading…\n"
        "\n"
        "2 of 3,272 articles\n"
    )


def test_where_there_is_no_room_beside_it_the_title_has_a_line_of_its_own() -> None:
    assert found(width=60) == (
        "article   revised     Windows and packs\n"
        "Q99001\n"
        "          A title\n"
        "Q244509   2002-05-08  nt4 SP6/in no pack, nt4-tse latest…\n"
        "          Non-Paged Pool Memory Leak May Occur Reading Part…\n"
        "\n"
        "2 of 3,272 articles\n"
    )


def test_nothing_found_is_nothing_shown() -> None:
    assert list(FOUND["table"]((), 3272, Screen())) == []


def test_all_is_called_all() -> None:
    assert found(records=2).endswith("\n\nall 2 articles\n")


@pytest.mark.parametrize(
    ("packs", "words"),
    [
        pytest.param([], "nt351", id="only whom it concerns"),
        pytest.param(["latest", "5", "4", "5"], "nt351 SP4/SP5/latest pack", id="each once, numbers first"),
        pytest.param(["0"], "nt351 RTM", id="a release"),
        pytest.param(["after-6a"], "nt351 in no pack", id="after the last"),
    ],
)
def test_packs_stand_behind_their_branch(packs: list[str], words: str) -> None:
    branch = Branch.NT351
    claims = tuple(FixedIn(branch=branch, pack=pack, by=By.PROSE, says="x", line=9) for pack in packs)
    bullets = (replace(SIGNATURE.applies_to[0], branch=branch),)
    assert systems_in_words(replace(EARLY.signature, applies_to=bullets, fixed_in=claims)) == words


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [20, 60, 80, 120, 160])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_title_steers_the_terminal(name: str, width: int, unicode: bool) -> None:
    said = found(Match(replace(SIGNATURE, title=name, kb=name)), width=width, unicode=unicode)
    assert_harmless(said, max(60, width), unicode=unicode)
