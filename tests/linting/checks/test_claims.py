"""Checks of claims: an example of each flaw, in the words it is told in; and what only looks like one."""

from datetime import date

import pytest
from msgspec.structs import replace

from ntfp.facts.signature import AFTER_LAST, By, Requires, Signature, Window
from tests.judging.records import NT4, TSE, bullet, claim, known, released, row, table
from tests.linting.subjects import flaws, record, subject

KNOWN = known(
    released("5", name="ntoskrnl.exe", link="1999-04-20"), released("6", name="ntoskrnl.exe", link="1999-09-21")
)
NEEDS_SP5 = Requires(branch=NT4, pack="5")

EXAMPLES = [
    pytest.param(
        "claim-twice",
        record(claims=(claim("5"), claim("5"))),
        [("fixed_in[1]", "expected it once, found SP5 (line 75) again")],
        id="one claim twice",
    ),
    pytest.param(
        "claim-sentences",
        record(claims=(claim("5"), claim("6"))),
        [("fixed_in.nt4", "expected one pack of nt4, found SP5, SP6 (lines 75, 76)")],
        id="two sentences",
    ),
    pytest.param(
        "claim-keywords",
        record(claims=(claim("5", by=By.KEYWORD, line=80), claim("6", by=By.KEYWORD, line=80))),
        [("fixed_in.nt4", "expected one pack of nt4, found SP5, SP6 (line 80)")],
        id="two keywords",
    ),
    pytest.param(
        "claim-lists",
        record(claims=(claim("5", by=By.LIST, article="Q1", line=7), claim("6", by=By.LIST, article="Q2", line=8))),
        [("fixed_in.nt4", "expected one pack of nt4, found SP5, SP6 (lines Q1 7, Q2 8)")],
        id="two lists",
    ),
    pytest.param(
        "claim-keyword",
        record(claims=(claim("5"), claim(AFTER_LAST, by=By.KEYWORD, line=80))),
        [
            (
                "fixed_in.nt4",
                "expected SP5 (line 75) of nt4 as in the sentence, found the keyword of after-6a (line 80)",
            )
        ],
        id="sentence and keyword",
    ),
    pytest.param(
        "claim-list",
        record(claims=(claim("6"), claim("5", by=By.LIST, article="Q100009", line=84))),
        [("fixed_in.nt4", "expected SP6 (line 76) of nt4 as in its own words, found the list's SP5 (line Q100009 84)")],
        id="sentence and list",
    ),
    pytest.param(
        "claim-early",
        record(claims=(claim("6"),), revised=date(1999, 5, 1)),
        [("fixed_in[0].pack", "expected a pack of 1999-05-01 or before, found SP6, whose kernel is of 1999-09-21")],
        id="a pack that was not there",
    ),
    pytest.param(
        "bullet-early",
        record(bullets=(bullet("5", "6"),), revised=date(1999, 5, 1)),
        [("applies_to[0].packs", "expected packs of 1999-05-01 or before, found SP6 of 1999-09-21")],
        id="a bullet with a pack that was not there",
    ),
    pytest.param(
        "requires-claim",
        record(table(row(), requires=NEEDS_SP5), claims=(claim("4"),)),
        [("tables[0].requires.pack", "expected a pack after SP5, which the fix requires, found SP4 (line 74)")],
        id="it requires SP5 and is in SP4",
    ),
    pytest.param(
        "requires-branch",
        record(table(row(), branch=TSE, requires=NEEDS_SP5)),
        [("tables[0].requires.branch", "expected a pack of nt4-tse, found one of nt4")],
        id="it requires a pack of another branch",
    ),
    pytest.param(
        "claim-row",
        record(table(row(dated="2000-01-11")), claims=(claim("6"),)),
        [("fixed_in.nt4", "expected files from before SP6 (1999-10-01), found none before 2000-01-11")],
        id="files made after the pack",
    ),
    pytest.param(
        "claim-bullet",
        record(bullets=(bullet("5", "6"),), claims=(claim("6"),)),
        [("fixed_in.nt4", "expected packs before SP6, which has the fix, found SP6")],
        id="who has the fix is affected",
    ),
    pytest.param(
        "claim-bullet",
        record(
            bullets=(bullet("0", "1", "2", "3", "4"),),
            claims=(claim("5"), claim("4", by=By.KEYWORD, line=82), claim("5", by=By.KEYWORD, line=82)),
        ),
        [("fixed_in.nt4", "expected no pack that the bullets name beside SP5, found SP4 (line 82)")],
        id="the lower of two claims is on a pack that the bullets name",
    ),
    pytest.param(
        "claim-bullet",
        record(bullets=(bullet("6"),), claims=(claim("6"), claim(AFTER_LAST, by=By.KEYWORD))),
        [("fixed_in.nt4", "expected no pack that the bullets name beside after-6a, found SP6 (line 76)")],
        id="what is later than the last pack is a higher claim, too",
    ),
    pytest.param(
        "affects-claim",
        record(affects=(Window(branch=NT4, first="4", last="6"),), claims=(claim("6"),)),
        [("affects[0].to", "expected a pack before SP6, which has the fix, found SP6")],
        id="a window over the fix",
    ),
    pytest.param(
        "rollup-itself",
        record(includes=("Q100001",), claims=(claim(AFTER_LAST, by=By.ROLLUP, article="Q100001", line=9),)),
        [
            ("includes[0]", "expected other articles, found its own number"),
            ("fixed_in[0].article", "expected another article, found its own number"),
        ],
        id="a roll-up of itself",
    ),
]


@pytest.mark.parametrize(("check", "wrong", "told"), EXAMPLES)
def test_a_flaw_is_told(check: str, wrong: Signature, told: list[tuple[str, str]]) -> None:
    assert flaws(check, subject(wrong, known=KNOWN)) == told


def planned(pack: str) -> Signature:
    one = replace(claim(pack, by=By.KEYWORD), says=f"kbWinNT400PreSP{pack}Fix")
    return record(claims=(one,), revised=date(1999, 5, 1))


NONE = [
    pytest.param("claim-sentences", record(claims=(claim("5"), claim("5", branch=TSE))), id="one pack of each branch"),
    pytest.param("claim-keyword", record(claims=(claim("5"), claim("5", by=By.KEYWORD))), id="they agree"),
    pytest.param(
        "claim-list",
        record(claims=(claim("6"), claim("latest", by=By.LIST, article="Q100009"))),
        id="the latest pack has no number to disagree with",
    ),
    pytest.param("claim-early", planned("6"), id="a keyword may plan a pack"),
    pytest.param(
        "requires-claim", record(table(row(), requires=NEEDS_SP5), claims=(claim("6"),)), id="SP6 is after SP5"
    ),
    pytest.param(
        "claim-row", record(table(row(dated="1999-11-20")), claims=(claim("6"),)), id="packed again soon after"
    ),
    pytest.param(
        "claim-bullet",
        record(bullets=(bullet("6"),), claims=(claim(AFTER_LAST), claim(AFTER_LAST, by=By.KEYWORD))),
        id="made after the last pack",
    ),
    pytest.param(
        "claim-bullet",
        record(bullets=(bullet("4"),), claims=(claim("5"), claim("6", by=By.KEYWORD))),
        id="two claims, and the bullets name neither pack",
    ),
    pytest.param("affects-claim", record(affects=(Window(branch=NT4, last="5"),), claims=(claim("6"),)), id="up to it"),
]


@pytest.mark.parametrize(("check", "right"), NONE)
def test_what_only_looks_like_a_flaw_is_none(check: str, right: Signature) -> None:
    assert flaws(check, subject(right, known=KNOWN)) == []


PACKS_LACKING = known(lines=tuple(replace(line, packs=("0", "1")) for line in known().lines))


@pytest.mark.parametrize(
    ("check", "wrong"),
    [
        pytest.param(
            "requires-claim", record(table(row(), requires=NEEDS_SP5), claims=(claim("1"),)), id="a pack it requires"
        ),
        pytest.param(
            "claim-bullet", record(bullets=(bullet("5"),), claims=(claim("1"),)), id="a bullet without a known pack"
        ),
        pytest.param(
            "affects-claim",
            record(affects=(Window(branch=NT4, first="4", last="6"),), claims=(claim("1"),)),
            id="a window of packs nobody knows",
        ),
    ],
)
def test_a_pack_that_the_branch_lacks_stands_nowhere(check: str, wrong: Signature) -> None:
    assert flaws(check, subject(wrong, known=PACKS_LACKING)) == []


ROLLUP = record(kb="Q100009", includes=("Q100001",))


def test_a_roll_up_that_does_not_know_its_part() -> None:
    part = record(claims=(claim(AFTER_LAST, by=By.ROLLUP, article="Q100009", line=9),))
    assert flaws("rollup-claim", subject(part, record(kb="Q100009"))) == [
        ("fixed_in[0].article", "expected Q100009 to include Q100001, found no such entry in its record")
    ]
    assert flaws("rollup-claim", subject(part, ROLLUP)) == []
    assert flaws("rollup-claim", subject(part)) == [], "without a record of the roll-up nobody can say"


def test_a_part_that_does_not_know_its_roll_up() -> None:
    told = [("includes[0]", "expected a claim of this roll-up in Q100001, found none")]
    assert flaws("rollup-claim", subject(record(), ROLLUP)) == told
    assert flaws("rollup-claim", subject(ROLLUP, beneath=(record(),))) == told
    assert flaws("rollup-claim", subject(ROLLUP)) == []
