"""Every row of every shipped record: the file it describes, varied one way at a time, and what an engineer would say.

The expectations are written by hand, for each kind of row, from what the articles say and what is known of NT's files.
F is fixed, U unfixed, ? unknown, - not applicable. Where one letter stands, only that answer is right; where two stand,
both are honest; what does not stand there is wrong. A dot: no such file can be made.
"""

from collections import Counter
from dataclasses import replace as varied
from datetime import datetime
from fnmatch import fnmatch
from functools import partial
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch, Confidence, Flavour
from ntfp.facts.platform import Platform
from ntfp.facts.report import Identified
from ntfp.facts.signature import Relation
from ntfp.facts.system import System
from ntfp.facts.verdict import Finding, Reason, Verdict
from ntfp.judging import judge
from tests.judging import variations as v
from tests.judging.systems import KNOWN, history, signatures
from tests.judging.variations import Subject, Variation, subjects

WORDS = {"F": Verdict.FIXED, "U": Verdict.UNFIXED, "?": Verdict.UNKNOWN, "-": Verdict.NOT_APPLICABLE}

KINDS = {  # how many rows there are of each kind
    "plain": 114,  # a platform, a size, a date
    "versioned": 2,  # and a version
    "in KB": 3,  # a version, but the size is a number of KB
    "mended KB": 1,  # the same, and the number was wrong: it is taken away
    "sizeless": 1,  # the size was a misprint and is taken away, and there is no version
    "bare": 2,  # no platform, no version
    "bare versioned": 6,  # no platform
    "far east": 10,  # of a table for one language
    "doubtful": 2,  # the date can be read in two ways
    "loose": 14,  # the table does not say "or later"
}


def kind_of(subject: Subject) -> str:
    row = subject.row
    if row.date_doubt:
        return "doubtful"
    if subject.table.language not in (None, "en"):
        return "far east"
    if subject.table.relation is Relation.PLAIN:
        return "loose"
    if row.platform is None:
        return "bare versioned" if row.version else "bare"
    if row.size_kb:
        return "in KB"
    if row.size is None:
        return "mended KB" if row.version else "sizeless"
    return "versioned" if row.version else "plain"


class Case(NamedTuple):
    """One variation: what is right for each kind of row, and for plain rows by which word and how surely."""

    says: str
    cases: int
    name: str
    vary: Variation
    reason: Reason | None = None
    confidence: Confidence | None = None


SURE, LIKELY = Confidence.CERTAIN, Confidence.LIKELY
before, after = partial(v.neighbour, after=False), partial(v.neighbour, after=True)

# The columns are the kinds above, in their order. A size that was taken away leaves no very file; a row without a
# platform can only say something about versions, or about a file that is its own to the byte.
CASES = [
    Case("F F F ?F ? ?F ?F F F F",    286, "the very file", v.very, Reason.VERY_FILE, SURE),
    Case("F F F ?F ? ?F ?F F F F",    286, "7 hours later", v.shifted(hours=7), Reason.VERY_FILE, SURE),
    Case("F F F ?F ? ?F ?F F F F",    286, "8 hours later", v.shifted(hours=8), Reason.VERY_FILE, SURE),
    Case("F F F ?F ? ?F ?F F F F",    286, "dated as printed", v.dated(v.very), Reason.VERY_FILE, SURE),
    Case("F F F ?F . ?F ?F F F .",    208, "dated by the roll-up", v.rolled_up, Reason.VERY_FILE, SURE),
    Case("F F ?F ?F ? ?F ?F F F F",   286, "12 hours later", v.shifted(hours=12), Reason.VERY_FILE, SURE),
    Case("F F ?F ?F ? ?F ?F F F F",   286, "12 hours earlier", v.shifted(hours=-12), Reason.VERY_FILE, SURE),
    # Later than every reading of the printed time: a later build. Of another platform's row that proves nothing.
    Case("F F F F F ? ? F ? F",       286, "3 days later", v.shifted(days=3), Reason.LATER_LINK, LIKELY),
    # Files were dated up to 304 days after they were linked: an earlier link time alone says nothing.
    Case("? ? ? ? ? ? ? ? ? ?",       286, "3 days earlier", v.shifted(days=-3)),
    Case("F F ?F ?F ? ?F ?F F ?F F",  286, "3 days earlier, dated as printed", v.dated(v.shifted(days=-3))),
    Case("F? ?F ?F ?F ? ?F ?F ?F ?F ?F", 286, "200 days earlier, dated as printed", v.dated(v.long_linked)),
    Case("U U? ? ? ? ? ? U U U",      286,
         "4 days earlier and smaller", v.with_size(v.shifted(days=-4), -512), Reason.EARLIER_LINK, LIKELY),
    Case("U U . . . U? U . U .",      208, "the build before", partial(before, own_size=False)),
    Case("F . F F F F? F . F F",      208, "the build after", partial(after, own_size=False)),
    Case("U? U? . . . U? U . U? .",   208, "its size, the day of the build before", partial(before, own_size=True)),
    Case("F . F F F F? F . F F",      208, "its size, the day of the build after", partial(after, own_size=True)),
    Case(". U U U . . U . . .",        24,
         "one version older", v.other_version(-1, days=-20, bytes_more=-512), Reason.VERSION, SURE),
    Case(". U? U? U? . . U? . . .",    24, "only the version older", v.other_version(-1)),
    Case(". F F F . . F . . .",        24,
         "one version newer", v.other_version(1, days=20, bytes_more=512), Reason.VERSION, SURE),
    Case(". F? F? F? . . F? . . .",    24, "only the version newer", v.other_version(1)),
    Case(". ? ? ? . . ? . . .",        24,
         "the version and nothing else", v.version_and_nothing_else, Reason.SAME_VERSION),
    Case("U U F F U? U? U U U U",     286, "long before", v.long_before),
    Case("F F F F F F? F F F F",      286, "long after", v.long_after),
    # Numbers alone: above or below all that was about when the row was made.
    Case("F F F F ? F? F F F ?",      286, "a number of long after, no link time", v.number_of_long_after),
    Case("U U U U ?U ?U U ?U U ?",    286, "a number of long before, no link time", v.number_of_long_before),
    # No two platforms share a size, and only what is later by days on the other platform is later.
    Case("? ? ?F ?F ? ? ? ? ? -",     286, "other platform", v.other_platform),
    Case("- - - - - - - - - .",       248, "NT 3.51", v.of_branch(Branch.NT351), Reason.BRANCH),
    Case("- . . . ? . F . . U?",       78, "NT 4.0", v.of_branch(Branch.NT4), Reason.BRANCH),
    Case("- - - - . - U - ? U?",      250, "Terminal Server", v.of_branch(Branch.NT4_TSE), Reason.BRANCH),
    Case("- - - - - - ?F - - -",      282, "Windows 2000", v.of_branch(Branch.WIN2000), Reason.BRANCH),
    Case("- - - - . - ?U ? ? .",      208, "the bit of Terminal Server", v.tse_bit),
    # A very file that lost one of its numbers is still that file; what is left must say so by itself.
    Case("?F ?F ?F ?F ? ?F ?F ?F ?F ?F", 286, "version lost", v.version_lost),
    Case("? ? ? ? ? ? ? ? ? ?",       286, "link time lost", v.link_lost),
    Case("F F ?F ?F ? ?F ?F F ?F F",  286, "link time lost, dated as printed", v.dated(v.link_lost)),
    # An mtime alone never says fixed.
    Case("? ? ? ? ? ? ? ? ? ?",       286, "its size, only a later mtime", v.dated(v.link_lost, days=4)),
    Case("? ? ? ? ? ? ? ? ? ?",       286, "its size, only an earlier mtime", v.dated(v.link_lost, days=-4)),
    Case("U? U? ? ? ? ? ? U? U? U?",  286,
         "another size, only an earlier mtime", v.with_size(v.dated(v.link_lost, days=-4), -512)),
    Case("? ? ? ? ? ? ? ? ? ?",       286,
         "another size, only a later mtime", v.with_size(v.dated(v.link_lost, days=4), 512)),
    Case("? ? ? ? ? ? ? ? ? ?",       286, "wrong checksum", v.damaged),
    Case("? ? ? ? ? ? ? - ? ?",       286, "German", v.german, Reason.NO_ROW),
    Case("? ? ? ? ? ? ? . ? ?",       240, "checked build", v.checked),
    Case("? ? ?F ?F ? ? ? . ? ?",     240, "other flavour", v.other_flavour),
    Case(". . . . . . . . F .",         4, "at the other reading of its date", v.in_doubt(0)),
    Case(". . . . . . . . ? .",         4, "between the readings", v.in_doubt(-30)),
    Case(". . . . . . . . ? .",         4, "between the readings, of another size", v.in_doubt(-30, size=-512)),
    Case(". . . . . . . . F .",         4, "3 days after the other reading", v.in_doubt(3)),
    Case(". . . . . . . . F .",         4, "3 days after the other reading, of another size", v.in_doubt(3, size=512)),
]  # fmt: skip

# Where the articles themselves say something else: case, subject (article, branch, platform, file), answer.
_OTHER_BUILD = [  # three days earlier another article lists a file of this very size
    "Q244509 nt4 i386 *", "Q244509 nt4 alpha ntoskrnl.exe", "Q268835 nt4 i386 *", "Q268835 nt4 alpha ntoskrnl.exe",
    "Q244145 nt4 i386 *", "Q276525 nt4 i386 *",
]  # fmt: skip
EXCEPTIONS = [
    *(("3 days earlier", subject, "U") for subject in _OTHER_BUILD),
    *(("3 days earlier, dated as printed", subject, "U?") for subject in _OTHER_BUILD),
    # Two days before, another size: too near to be told, but for the file whose size is the same.
    ("the build before", "Q270420 nt4 i386 *", "U?"),
    ("the build before", "Q270420 nt4 alpha ntoskrnl.exe", "U?"),
    # The same version six days later, and a row that does not say of which platform.
    ("the build after", "Q266433 nt4 *", "?"),
    ("its size, the day of the build after", "Q266433 nt4 *", "?"),
    # Kernels of before 1998-08-17 do not have the problem; nor has SP5 the one that came with SP6.
    ("the build before", "Q244614 *", "-"),
    ("its size, the day of the build before", "Q244614 *", "-"),
    ("long before", "Q244614 *", "-"),
    ("long before", "Q264450 *", "-"),
    ("long before", "Q270420 *", "-"),
    ("a number of long before, no link time", "Q264450 *", "-"),
    ("a number of long before, no link time", "Q270420 *", "-"),
    # Terminal Server's numbers and Alpha's other files are too little known, and 3.51 never changed its number.
    *(
        (f"a number of long {when}, no link time", place, says)
        for when, says in {"before": "?U", "after": "?"}.items()
        for place in ("Q234557 *", "Q234606 *", "Q266762 nt4-tse *", "Q287634 *")
    ),
    *(
        (f"a number of long {when}, no link time", place, "?")
        for when in ("before", "after")
        for place in ("Q244614 *", "Q253518 *")
    ),
    ("a number of long before, no link time", "Q242472 nt4 alpha *", "?U"),
    ("a number of long before, no link time", "Q273662 nt4 alpha ntdll.dll", "?U"),
    # The platforms of one fix were built days or weeks apart.
    ("other platform", "Q247869 nt4 i386 *", "F"),
    ("other platform", "Q247869 nt4 alpha *", "U"),
    ("other platform", "Q234557 nt4-tse i386 ntdll.dll", "F"),
    ("other platform", "Q234557 nt4-tse alpha ntdll.dll", "U"),
    ("other platform", "Q234606 nt4-tse i386 nt*", "F"),
    ("other platform", "Q234606 nt4-tse alpha nt*", "U"),
    # Bullets, tables and claims for another branch than the row's. Inside a claim's range nothing is said.
    ("NT 4.0", "Q234557 *", "?"),
    ("NT 4.0", "Q266433 win2000 *", "?F"),  # the kernel .7080 of the day of .7080
    ("NT 4.0", "Q266762 nt4-tse *", "F"),
    ("Terminal Server", "Q244509 *", "?"),
    ("Terminal Server", "Q247869 *", "?U"),
    ("Terminal Server", "Q259773 *", "?"),
    ("Terminal Server", "Q266762 nt4 *", "U"),
    ("Windows 2000", "Q266762 *", "?"),
    ("Windows 2000", "Q268835 *", "F"),
    ("the bit of Terminal Server", "Q244509 *", "?"),
    ("the bit of Terminal Server", "Q247869 *", "?U"),
    ("the bit of Terminal Server", "Q259773 *", "?"),
    ("the bit of Terminal Server", "Q266762 *", "?U"),
    ("the bit of Terminal Server", "Q242472 *", "?"),  # no kernel: an intruder in a system that stays NT 4.0
    ("the bit of Terminal Server", "* ntdll.dll", "?"),
]


# Parts of these fixes are not in the system, and what is absent makes a fix only likely. Not so the two texts of
# Q247869: they belong to the package and are not installed.
INCOMPLETE = (
    "Q234557 nt4-tse * nt*.exe", "Q234606 *", "Q253518 nt351 i386 ntoskrnl.exe", "Q273662 nt4 * nt*.exe",
)  # fmt: skip


def place_of(subject: Subject) -> str:
    return f"{subject.kb} {subject.branch} {subject.platform} {subject.row.file}"


def expected(case: Case, subject: Subject) -> tuple[set[Verdict], bool]:
    """The honest answers, and whether they are those of the row's kind."""
    own = [says for name, place, says in EXCEPTIONS if name == case.name and fnmatch(place_of(subject), place)]
    assert len(own) <= 1
    letters = own[0] if own else dict(zip(KINDS, case.says.split(), strict=True))[kind_of(subject)]
    assert letters != ".", f"{case.name}: {subject.name} was said to give no file"
    return {WORDS[letter] for letter in letters}, not own


def told(finding: Finding) -> str:
    return f"{finding.verdict} {finding.reason} {finding.confidence}"


def wrong(case: Case, subject: Subject, finding: Finding) -> str | None:
    allowed, by_kind = expected(case, subject)
    if finding.verdict not in allowed:
        return f"expected {' or '.join(sorted(allowed))}, found {told(finding)}"
    if not by_kind or len(allowed) > 1 or kind_of(subject) not in {"plain", "versioned"}:
        return None
    confidence = case.confidence
    if confidence is SURE and finding.verdict is Verdict.FIXED and is_incomplete(subject):
        confidence = LIKELY
    if finding.reason is Reason.PACK_RANGE and case.reason is Reason.NO_ROW:
        return None  # a fix list names a pack as well, and the hives would settle it
    if case.reason and finding.reason is not case.reason:
        return f"expected {case.reason}, found {told(finding)}"
    if confidence and finding.confidence is not confidence:
        return f"expected {confidence}, found {told(finding)}"
    return None


def is_incomplete(subject: Subject) -> bool:
    return any(fnmatch(place_of(subject), where) for where in INCOMPLETE)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_every_row_gets_the_answer_an_engineer_would_give(case: Case) -> None:
    count, problems = 0, []
    for subject in subjects():
        recipe = case.vary(subject)
        if recipe is None:
            continue
        answers = set()
        for name, system in v.systems_of(subject, recipe):
            count += 1
            finding = judge(subject.alone, system, history())
            answers.add(f"{finding.verdict} {finding.reason}")  # a HAL that is not hal.dll is none that runs: less sure
            problem = wrong(case, subject, finding)
            if problem:
                problems.append(f"{subject.name} as {name}: {problem}")
        # Without its version a HAL has the disk's name alone.
        nameless_hal = case.vary is v.version_lost and subject.row.file.startswith("hal")
        if len(answers) > 1 and not nameless_hal:
            problems.append(f"{subject.name}: the name on disk decides: {', '.join(sorted(answers))}")
    assert not problems, "\n".join([f"{len(problems)} of {count}", *problems])
    assert count == case.cases


def test_no_row_is_left_out() -> None:
    assert len(subjects()) == 155
    assert Counter(map(kind_of, subjects())) == KINDS
    left_out = [row.file for one in signatures().values() for table in one.tables for row in table.rows]
    assert sorted(set(left_out) & v.NO_PE) == sorted(v.NO_PE)
    assert len(left_out) == 158


# A release's file against an article's rows: what the article claims about that pack decides, never a date. Of the
# packs of each branch, in their order.
_RELEASES = {
    Branch.NT351: ("0", "2", "4", "5"),
    Branch.NT4: ("0", "2", "3", "4", "5", "6"),
    Branch.WIN2000: ("0", "1", "3", "4"),
}
_NONE_HAS_IT = [
    # After the last pack, by a keyword.
    "Q240955", "Q242472", "Q243813", "Q244145", "Q244509", "Q246467", "Q247178", "Q247329", "Q247869", "Q247886",
    "Q252193", "Q259773", "Q265387", "Q265720", "Q266433", "Q266762", "Q271076", "Q273662", "Q283217", "Q288179",
    "Q291781", "Q294306", "Q294345",
    # No claim, but bullets that name the packs, or packs that are over a year older than the fix.
    "Q268835", "Q276525", "Q311380",
]  # fmt: skip
RELEASED = {
    **{(Branch.NT4, kb): "U U U U U U" for kb in _NONE_HAS_IT},
    # First corrected in SP5; "only occurs with Service Pack 3"; the fix's number is below SP4's.
    (Branch.NT4, "Q196389"): "U- U- U U? F F",
    (Branch.NT4, "Q264450"): "- - - - - U",  # the problem came with SP6
    (Branch.NT4, "Q270420"): "- - - - - U",
    (Branch.NT351, "Q163852"): "U U U U",  # no claim for 3.51: fifteen months after its last pack
    (Branch.NT351, "Q244614"): "- - - -",  # the problem came with the fix of Q163852
    (Branch.NT351, "Q253518"): "U U U U",  # "post-Service Pack 5"
    (Branch.WIN2000, "Q266433"): "U U F F",  # in SP2
}


def _claimed(branch: Branch, kb: str, pack: str) -> set[Verdict]:
    says = RELEASED[branch, kb].split()[_RELEASES[branch].index(pack)]
    return {WORDS[letter] for letter in says}


@pytest.mark.parametrize("language", ["English", "German"])
@pytest.mark.parametrize("branch", _RELEASES)
def test_a_release_s_kernel_is_judged_by_what_the_article_claims(branch: Branch, language: str) -> None:
    count, problems = 0, []
    articles = {subject.kb: subject for subject in subjects() if subject.branch is branch and subject.flavour}
    releases = [kernel for kernel in KNOWN.kernels if kernel.branch is branch and kernel.packs]
    for kb, subject in articles.items():
        for kernel in releases:
            pack, recipe = kernel.packs[0], v.released(kernel)
            allowed = _claimed(branch, kb, pack)
            if pack == "1" and kernel.flavour in (Flavour.PAE_UP, Flavour.PAE_MP):
                allowed = allowed | {Verdict.UNKNOWN}  # no row for it, and SP2's kernel is on no record: a gap widens
            if language == "German":
                recipe = varied(recipe, language=v.GERMAN, size=recipe.size + 1_536)
                allowed = allowed | {Verdict.UNKNOWN}  # the tables are not for it
            for name, system in v.systems_of(subject, recipe):
                count += 1
                finding = judge(subject.signature, system, history())
                if finding.verdict in allowed:
                    continue
                problems.append(f"{kb}, {kernel.title} {kernel.flavour} as {name}: {told(finding)}")
    assert not problems, "\n".join(problems)
    assert count == {Branch.NT351: 48, Branch.NT4: 672, Branch.WIN2000: 32}[branch]


@pytest.mark.parametrize(("branch", "expected_count"), [(Branch.NT351, 47), (Branch.NT4, 11)])
def test_a_release_s_other_file_is_judged_by_what_the_article_claims(branch: Branch, expected_count: int) -> None:
    """Every one of them is older than the fix, or its article says "after the last pack"."""
    count, problems = 0, []
    for subject in subjects():
        if subject.branch is not branch or subject.flavour or subject.platform is not Platform.I386:
            continue
        for module in KNOWN.modules.get(subject.row.file, ()):
            if module.branch is not branch:
                continue
            for name, system in v.systems_of(subject, v.released(module)):
                count += 1
                finding = judge(subject.alone, system, history())
                if finding.verdict is not Verdict.UNFIXED:
                    problems.append(f"{subject.name}, {module.title} as {name}: {told(finding)}")
    assert not problems, "\n".join(problems)
    assert count == expected_count


# Nobody recorded the Alpha kernels of the packs, but their versions are those of i386. Days and sizes are made up.
_ALPHA = [
    ("0", 1, "1996-10-05"),
    ("2", 3, "1996-12-10"),
    ("3", 4, "1997-05-11"),
    ("4", 133, "1998-10-12"),
    ("5", 204, "1999-04-20"),
    ("6", 335, "1999-09-21"),
]


@pytest.mark.parametrize(("pack", "number", "day"), _ALPHA)
def test_an_alpha_kernel_with_a_release_s_number_is_not_fixed_by_its_date(pack: str, number: int, day: str) -> None:
    """SP6's was linked three weeks after a fix it lacks, and SP4's is of a later version than one it lacks."""
    count, problems = 0, []
    link = datetime.fromisoformat(f"{day}T20:00:00+00:00")
    for subject in subjects():
        if subject.branch is not Branch.NT4 or not subject.flavour or subject.platform is not Platform.ALPHA:
            continue
        version = replace(v.BEGINS[Branch.NT4], revision=number)
        recipe = varied(v.very(subject), version=version, link=link, size=1_381_000 + number)
        allowed = _claimed(Branch.NT4, subject.kb, pack)
        allowed |= {Verdict.UNKNOWN}  # a version alone makes no release certain
        for name, system in v.systems_of(subject, recipe):
            count += 1
            finding = judge(subject.signature, system, history())
            if finding.verdict not in allowed:
                problems.append(f"{subject.name} as {name}: {told(finding)}")
    assert not problems, "\n".join(problems)
    assert count == 84


# Files whose articles list kernels, too, in a system that has the fix's kernel: the hotfix was installed once.
BESIDE = {
    "the very file": (v.very, "F"),
    "3 days later": (v.shifted(days=3), "F"),
    "3 days earlier": (v.shifted(days=-3), "F"),  # it says nothing, and does not vote
    "4 days earlier and smaller": (v.with_size(v.shifted(days=-4), -512), "U"),
    "long before": (v.long_before, "U"),
    "link time lost": (v.link_lost, "F"),
    "wrong checksum": (v.damaged, "?F"),  # if fixed, then not for certain
    "absent": (None, "F"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_file_beside_the_fix_s_kernel_votes_or_keeps_silent(name: str) -> None:
    vary, says = BESIDE[name]
    count, problems = 0, []
    for subject in subjects():
        kernel = _kernel_of_the_fix(subject)
        if subject.flavour or kernel is None:
            continue
        recipe = vary(subject) if vary else None
        systems = v.systems_of(subject, recipe) if recipe else [("nothing", System(build=kernel.build, files=()))]
        for place, system in systems:
            count += 1
            files = [file for file in system.files if not file.build.kernel]
            finding = judge(subject.signature, System(build=kernel.build, files=(kernel, *files)), history())
            certain = finding.confidence is SURE and name in {"absent", "wrong checksum"}
            partly = finding.verdict is Verdict.UNFIXED and finding.reason is not Reason.PARTLY_INSTALLED
            if finding.verdict in {WORDS[letter] for letter in says} and not certain and not partly:
                continue
            problems.append(f"{subject.name} as {place}: {told(finding)}")
    assert not problems, "\n".join(problems)
    assert count == (23 if name == "absent" else 34)


def _kernel_of_the_fix(subject: Subject) -> Identified | None:
    kernels = [
        other
        for other in subjects()
        if (other.kb, other.branch, other.platform) == (subject.kb, subject.branch, subject.platform)
        and other.flavour
        and other.row.size  # one whose row says what it is
    ]
    return v.found(v.very(kernels[0]), "ntoskrnl.exe") if kernels else None
