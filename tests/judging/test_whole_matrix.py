"""Every row of the full data: the file it describes, varied one way at a time, and what an engineer would say.

Each is judged twice: by the row's own voice, as if its article held that row and said nothing of packs; and by the
whole article, which may say more where the row is silent and may not say the contrary. The letters, written by hand for
each kind of row, are for the row's voice: F is fixed, U unfixed, ? unknown, - not applicable; two letters are both
honest. A dot: no such file can be made. What `never` names no row may say, whatever is odd about its article.
"""

from collections import Counter
from datetime import timedelta
from fnmatch import fnmatch
from functools import partial
from typing import NamedTuple

import pytest

from ntfp.facts.build import Branch, Confidence, KnownBuild
from ntfp.facts.signature import Relation
from ntfp.facts.system import System
from ntfp.facts.verdict import Finding, Reason, Verdict
from ntfp.judging import judge
from tests.judging import variations as v
from tests.judging.matrix import varying as w
from tests.judging.matrix.exceptions import EXCEPTIONS
from tests.judging.matrix.files import system_of
from tests.judging.matrix.rows import KINDS, NO_PE, Printed, ending_of, every_row, left_out
from tests.judging.systems import KNOWN, history
from tests.judging.variations import Variation

LETTERS = {
    Verdict.FIXED: "F",
    Verdict.UNFIXED: "U",
    Verdict.UNKNOWN: "?",
    Verdict.NOT_APPLICABLE: "-",
}


class Case(NamedTuple):
    """One variation: how many rows it can be made of, what is right for each kind, what never."""

    says: str
    rows: int
    name: str
    vary: Variation
    never: str = ""
    sure: Confidence | None = None  # of rows that say all and leave nothing open


SURE, LIKELY = Confidence.CERTAIN, Confidence.LIKELY
before, after = partial(w.neighbour, after=False), partial(w.neighbour, after=True)

# The columns are the kinds, in their order:
# plain, numbered, in KB, numbered in KB, sizeless, bare, bare numbered, 2000, 2000 numbered, 2000 bare,
# 2000 bare numbered, foreign, doubtful, undated, undated numbered, mute.
CASES = [
    Case("F F F F ? F F F F F F F F ? F ?", 1933, "the very file", v.very, "U", SURE),
    Case("F F F F ? F F F F F F F F ? F ?", 1933, "8 hours later", v.shifted(hours=8), "U", SURE),
    Case("F F F F ? F F F F F F F F ? F ?", 1933, "12 hours earlier", v.shifted(hours=-12), "U", SURE),
    Case("F F F F ? F F F F F F F F ? F ?", 1933, "dated as printed", v.dated(v.very), "U", SURE),
    # Later than every reading of the printed time: a later build, if it is of the row's platform.
    Case("F F F F F ? ? F F ? ? F . . . ?", 1886, "3 days later", w.shifted(days=3), "U", LIKELY),
    Case("F F F F F ? ? F F ? ? F . . . ?", 1886,
         "4 days later and larger", w.shifted(days=4, bytes_more=4_096), "U", LIKELY),
    # Files were dated weeks after they were linked: of the row's size and number it is the file, of its size alone not.
    Case("? F ? ? ? ? F ? F ? F ? . . . ?", 1886, "3 days earlier", w.shifted(days=-3)),
    Case("F F F F ? F F F F F F F . . . ?", 1886, "3 days earlier, dated as printed", w.shifted(days=-3, dated=True)),
    Case("F F F F ? F F F F F F F . . . ?", 1886,
         "200 days earlier, dated as printed", w.of_a_day(v.dated(v.long_linked))),
    Case("? ? ? ? ? ? ? ? ? ? ? ? . . . ?", 1803, "400 days earlier", w.long_linked, "FU"),
    Case("U ? U ? ? ? ? U ? ? ? U . . . ?", 1886,
         "4 days earlier and smaller", w.shifted(days=-4, bytes_more=-20_480), "F", LIKELY),
    # The builds that other articles list.
    Case("U U U . ? ? U U U . U ? U . . ?", 556, "the build before", before, "F"),
    Case("F F F F F F? F F F . F ? F . . ?", 546, "the build after", after, "U"),
    # Numbers.
    Case(". U . U . . U . U . U . U . U ?", 641,
         "one version older", w.other_version(-1, days=-20, bytes_more=-512), "F", SURE),
    Case(". U . U . . U . U . U . U . U ?", 641, "only the version older", w.other_version(-1), "F", SURE),
    Case(". U . U . . U . U . U . U . U ?", 641, "a version older, no link time", w.version_without_link(-1), "F"),
    Case(". F . F . . F . F . F . F . F ?", 641,
         "one version newer", w.other_version(1, days=20, bytes_more=512), "U", SURE),
    Case(". F . F . . F . F . F . F . F ?", 641, "only the version newer", w.other_version(1), "U", SURE),
    Case(". F . F . . F . F . F . F . F ?", 641, "a version newer, no link time", w.version_without_link(1), "U"),
    Case(". ? . ? . . ? . ? . ? . ? . ?F ?", 647,
         "the version and nothing else", v.version_and_nothing_else, "U"),
    # Over a year before and after; of a number alone only what is recorded of the file and its Windows can tell.
    Case("U U U U ? ? U U U ? U U U . . ?", 1911, "long before", w.long_before, "F"),
    Case("F F F F F F? F F F F F F F . . ?", 1917, "long after", w.long_after, "U"),
    Case("U? . U? . U? ? . U? . ? . U? U? . . ?", 1276,
         "a number of long before, no link time", w.number_alone(after=False), "F"),
    Case("F? . F? . F? F? . F . F . F F? . . ?", 1276,
         "a number of long after, no link time", w.number_alone(after=True), "U"),
    Case("U . U . U ? . U . ? . U U . . ?", 103, "below a pack's number, no link time", w.below_a_pack, "F"),
    # What has nothing but numbers in common.
    Case("?- ?- ?- ?- ?- . . ?- ?- . . ?- ?- ? ?- ?-", 1708, "other platform", w.other_platform, "FU"),
    *(
        Case("-? -? -? -? -? -? -? -? -? -? -? -? -? -? -? -?", rows,
             f"as a file of {branch}", w.of_branch(branch), "FU")
        for branch, rows in ((Branch.NT351, 1831), (Branch.NT4, 710), (Branch.NT4_TSE, 1726), (Branch.WIN2000, 1543))
    ),
    *(
        Case("? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ?", rows, f"of {branch}, in its system", w.intruding(branch), "FU")
        for branch, rows in ((Branch.NT351, 1718), (Branch.NT4, 687), (Branch.NT4_TSE, 1620), (Branch.WIN2000, 1425))
    ),
    Case("? ? ? ? ? ? ? . ? . ? ? ? ? ? ?", 120, "other flavour", v.other_flavour, "FU"),
    Case("? ? ? ? ? ? ? . . . ? . ? . . .", 120, "checked build", v.checked, "FU"),
    Case("? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ?", 1933, "wrong checksum", v.damaged, "FU"),
    # A file that lost one of its numbers is still that file; what is left must say so by itself.
    Case("F F F F ? F F F F F F ? F ? ? ?", 1813, "version lost", w.version_lost(kernel=False), "U"),
    Case("? ? . ? ? ? ? . . . ? . ? . . .", 120, "version lost by a kernel", w.version_lost(kernel=True), "FU"),
    Case("? ? ? ? ? ? ? ? ? ? ? ? ? ? F ?", 1933, "link time lost", v.link_lost),
    Case("F F F F ? F F F F F F F . . . ?", 1886, "link time lost, dated as printed", w.link_lost()),
    # An mtime alone never says fixed.
    Case("? ? ? ? ? ? ? ? ? ? ? ? . . . ?", 1886, "its size, only a later mtime", w.link_lost(days=4), "F"),
    Case("? ? ? ? ? ? ? ? ? ? ? ? . . . ?", 1886, "its size, only an earlier mtime", w.link_lost(days=-4), "F"),
    Case("U ? U ? ? ? ? U ? ? ? U . . . ?", 1886,
         "another size, only an earlier mtime", w.link_lost(days=-4, bytes_more=-20_480), "F"),
    Case("? ? ? ? ? ? ? ? ? ? ? ? . . . ?", 1886,
         "another size, only a later mtime", w.link_lost(days=4, bytes_more=20_480), "F"),
    # Localised files keep their version and their link time; the size is another.
    Case("? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ?", 1791, "German, of a table for English", w.german(any_language=False), "FU"),
    Case("? F . . ? ? . . F . . . . . . ?", 140, "German, of a table for any", w.german(any_language=True), "U"),
    # Dates that can be read in two ways.
    Case(". . . . . . . . . . . . F . . .", 31, "at the other reading of its date", v.in_doubt(0), "U"),
    Case(". . . . . . . . . . . . ? . . .", 31, "before both readings", w.around_doubt("before")),
    Case(". . . . . . . . . . . . U . . .", 31,
         "before both readings and smaller", w.around_doubt("before", bytes_more=-20_480), "F"),
    Case(". . . . . . . . . . . . ? . . .", 31, "between the readings", w.around_doubt("between"), "U"),
    Case(". . . . . . . . . . . . ? . . .", 31,
         "between the readings, of another size", w.around_doubt("between", bytes_more=4_096), "FU"),
    Case(". . . . . . . . . . . . F . . .", 31, "behind both readings", w.around_doubt("behind"), "U"),
]  # fmt: skip

# What a row cannot say and its article can.
_BY_PACKS = frozenset({Reason.PACK, Reason.PACK_TOO_OLD, Reason.RELEASE})
# Why an article may say less than one of its rows: another row or a statement about packs speaks against it.
_HELD_BACK = frozenset({Reason.UNRECORDED_RELEASE, Reason.VARIANT_UNKNOWN})
_NOT_CONCERNED = frozenset({Reason.WINDOW, Reason.LANGUAGE})
# A time alone is a likely ground at most.
_BY_TIME = frozenset({Reason.LATER_LINK, Reason.EARLIER_LINK, Reason.OTHER_BUILD})


def is_of(printed: Printed, place: str) -> bool:
    """Is it one of those rows? A place names an article, or one line of it."""
    rest = f"{printed.branch} {printed.platform} {printed.row.file} {printed.kind}"
    return any(fnmatch(f"{whose} {rest}", place) for whose in (printed.kb, f"{printed.kb}:{printed.row.line}"))


def expected(case: Case, printed: Printed) -> str:
    """The letters of an odd article, else those of its kind."""
    own = [odd.says for odd in EXCEPTIONS.get(case.name, ()) if any(is_of(printed, at) for at in odd.places)]
    assert len(own) <= 1, f"{case.name}: {printed.name} is excepted twice"
    letters = own[0] if own else dict(zip(KINDS, case.says.split(), strict=True))[printed.kind]
    assert letters != ".", f"{case.name}: {printed.name} was said to give no file"
    assert not set(letters) & set(case.never), f"{case.name}: {printed.name} may never be {case.never}"
    return letters


def told(finding: Finding) -> str:
    return f"{LETTERS[finding.verdict]} {finding.reason} {finding.confidence or ''}".rstrip()


def overstated(printed: Printed, finding: Finding) -> str | None:
    """Is it said to be certain where the table, the row or the ground leaves something open?"""
    if finding.confidence is not SURE or finding.verdict not in (Verdict.FIXED, Verdict.UNFIXED):
        return None
    if finding.reason in _BY_TIME:
        return f"certain by a time alone: {told(finding)}"
    if printed.signature.doubts_row(printed.table, printed.row):
        return f"certain, and the row could not be read surely: {told(finding)}"
    loose = printed.table.relation is Relation.PLAIN and finding.verdict is Verdict.FIXED
    if loose and finding.reason is not Reason.VERY_FILE:
        return f"certain, and the table does not say 'or later': {told(finding)}"
    return None


def too_timid(case: Case, printed: Printed, finding: Finding) -> str | None:
    """Is a row that says all, and leaves nothing open, less sure than it can be?"""
    whole = {"plain", "numbered", "2000", "2000 numbered"}
    open_ = printed.signature.doubts_row(printed.table, printed.row) or printed.table.relation is Relation.PLAIN
    if case.sure is None or printed.kind not in whole or finding.verdict is Verdict.UNKNOWN:
        return None
    if case.sure is SURE and (open_ or finding.confidence is SURE):
        return None
    return None if finding.confidence is case.sure else f"expected {case.sure}, found {told(finding)}"


def contrary(printed: Printed, own: Finding, whole: Finding, system: System) -> str | None:
    """Does the article say something that no row of it says, and no pack? Does it say the contrary of the row?"""
    if whole.verdict is own.verdict:
        return None
    what = f"the row says {told(own)}, its article {told(whole)}"
    voices = {judge(voice, system, history()).verdict for voice in printed.voices}
    if whole.verdict is Verdict.UNKNOWN:
        held = own.verdict is Verdict.NOT_APPLICABLE or whole.reason in _HELD_BACK
        return None if held else what
    if whole.verdict is Verdict.NOT_APPLICABLE:
        return None if whole.reason in _NOT_CONCERNED else what
    if {own.verdict, whole.verdict} == {Verdict.FIXED, Verdict.UNFIXED}:  # then it is the very file of another row
        return None if whole.reason is Reason.VERY_FILE else what
    return None if whole.verdict in voices or whole.reason in _BY_PACKS else what


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_every_row_gets_the_answer_an_engineer_would_give(case: Case) -> None:
    count, problems = 0, []
    for printed in every_row():
        recipe = case.vary(printed)
        if recipe is None:
            continue
        count += 1
        system = system_of(printed, recipe)
        own, whole = judge(printed.voice, system, history()), judge(printed.alone, system, history())
        letters = expected(case, printed)
        wrong = None if LETTERS[own.verdict] in letters else f"expected {letters}, found {told(own)}"
        problem = (
            wrong or overstated(printed, own) or too_timid(case, printed, own) or contrary(printed, own, whole, system)
        )
        if problem:
            problems.append(f"{printed.name}, {printed.kind}: {problem}")
    assert not problems, "\n".join([f"{len(problems)} of {count}", *problems])
    assert count == case.rows


def test_no_row_is_left_out() -> None:
    assert Counter(one.kind for one in every_row()) == KINDS
    assert Counter(map(ending_of, left_out())) == NO_PE
    assert (len(every_row()), len(left_out())) == (1933, 55)


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_every_exception_is_of_a_case_and_of_a_row(name: str) -> None:
    case = next(case for case in CASES if case.name == name)
    rows = [printed for printed in every_row() if case.vary(printed)]
    for odd in EXCEPTIONS[name]:
        assert odd.because
        for place in odd.places:
            assert any(is_of(printed, place) for printed in rows), f"{name}: there is no {place}"


_TOGETHER = timedelta(days=30)  # after any of a pack's files its kernel was there, and the next pack's was not


def releases_of(printed: Printed) -> list[KnownBuild]:
    """The file of that name in every pack of the row's branch that is recorded, in their order."""
    named = KNOWN.kernels if printed.flavour else KNOWN.modules.get(printed.row.file, ())
    same = (printed.branch, printed.platform, printed.flavour)
    ours = [one for one in named if (one.branch, one.platform, one.flavour) == same and one.packs and one.link]
    return sorted(ours, key=lambda one: history().lines[printed.branch].places(one.packs))


def test_a_release_s_own_file_has_a_fix_by_the_article_s_word_alone() -> None:
    """Not by its date and not by its number: SP6 was linked three weeks after a fix that it lacks."""
    count, problems = 0, []
    for printed in every_row():
        verdicts = []
        for known in releases_of(printed):
            count += 1
            assert known.link
            system = system_of(printed, v.released(known), known.link + _TOGETHER)
            own, whole = judge(printed.voice, system, history()), judge(printed.alone, system, history())
            verdicts.append(whole.verdict)
            if own.verdict is Verdict.FIXED and own.reason is not Reason.VERY_FILE:
                problems.append(f"{printed.name}, {known.title}: the row says {told(own)}")
            if whole.verdict is Verdict.FIXED and whole.reason not in {*_BY_PACKS, Reason.VERY_FILE}:
                problems.append(f"{printed.name}, {known.title}: the article says {told(whole)}")
        if Verdict.FIXED in verdicts and Verdict.UNFIXED in verdicts[verdicts.index(Verdict.FIXED) :]:
            problems.append(f"{printed.name}: fixed in a pack and not in a later one: {', '.join(verdicts)}")
    assert not problems, "\n".join([f"{len(problems)} of {count}", *problems])
    assert count == 586
