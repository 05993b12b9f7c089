import pytest
from msgspec.structs import replace

from ntfp.facts.lookup import Inventory, Laid
from ntfp.reports import Screen, lookups
from tests.reports.answers import FIGURES, INVENTORY
from tests.reports.entries import HOSTILE
from tests.reports.pages import assert_harmless


def shown(inventory: Inventory = INVENTORY, *, width: int = 100, unicode: bool = True) -> str:
    return "".join(lookups.INVENTORY["table"](inventory, Screen(width, unicode=unicode)))


def test_which_data_these_are_and_what_they_hold() -> None:
    assert shown() == (
        "the data\n"
        "  set         shipped\n"
        f"  content     {'b9786d61' * 8}\n"
        "  your own    mine: 3 records, 1 of them in the place of others\n"
        "  your own    yours: 1 record\n"
        "\n"
        "articles\n"
        "  records                                3,272  revised 1998-11-10 to 2002-08-17\n"
        "  with a file table                        647\n"
        "  with a statement on a pack or release  3,104\n"
        "  with a doubt                             179\n"
        "\n"
        "what they say\n"
        "  tables                                   695\n"
        "  rows                                   1,990  dated 1996-09-24 to 2002-08-15\n"
        "  rows of kernels                          120\n"
        "  statements by a sentence               3,686\n"
        "  statements by a keyword                1,894\n"
        "  statements by a fix list               2,781\n"
        "  statements by a roll-up                  101\n"
        "  windows of who is affected                28\n"
        "  doubts                                   271\n"
        "\n"
        "beside them\n"
        "  corrections                               18\n"
        "  reviews                                    3\n"
        "  recorded builds of kernels                58\n"
        "  recorded builds of other files           236\n"
        "  kernels that articles list                97\n"
        "  files of nt4 SP3 on i386                 649\n"
        "  stamps of releases                        13\n"
        "\n"
        "rows by Windows and platform, as far as it is said\n"
        "             i386  ppc  not said    all\n"
        "  nt351             90               90\n"
        "  nt4       1,000            800  1,800\n"
        "  not said    100                   100\n"
    )


def test_data_without_rows_have_no_table_of_them() -> None:
    empty = replace(FIGURES, records=0, rows=0, rows_by_system={}, rows_dated=None, revised=None)
    said = shown(replace(INVENTORY, figures=empty))
    assert "rows by Windows" not in said
    assert "  records                                    0\n" in said


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_place_steers_the_terminal(name: str, width: int, unicode: bool) -> None:
    said = shown(replace(INVENTORY, label=name, own=(Laid(name, 1, 1),)), width=width, unicode=unicode)
    assert_harmless(said, max(width, 78), unicode=unicode)
