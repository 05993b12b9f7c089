"""The ladder: nine steps that hold one file against one row, and the first that can answer wins.

Each step answers with a vote, or says in a few words why it cannot. What they
rest on is told in docs/verdicts.md, step by step, with the cases that taught it.
"""

from collections.abc import Callable
from datetime import date

from ntfp.facts.build import Confidence
from ntfp.facts.platform import Platform
from ntfp.facts.verdict import Reason, Step
from ntfp.judging.case import Answer, Case, fixed, unfixed
from ntfp.judging.history import Sighting
from ntfp.judging.printed import clearly_earlier, clearly_later, days, long_before, near
from ntfp.judging.releases import may_be_of_a_pack_lacking_it, release

LIKELY, CERTAIN = Confidence.LIKELY, Confidence.CERTAIN
_NO_LINK = "the file has no link time that can be believed"
_NO_DATE = "the row has no date"
_DOUBT = "the two ways to read the row's date do not agree"
_ENGLISH = "en"
_DAMAGED_SIZE = "of a damaged file the size says nothing"
_CHECKED = "it is a checked build, and tables are for free ones"


def version(case: Case) -> Answer | Reason | str:
    """Of one file the higher version is the later one; with equal ones the other steps have to confirm."""
    if case.versions is None:
        return "file and row have no version in common"
    if not case.numbers_order:
        return "versions do not order the builds of this branch"
    mine, theirs = case.versions
    if mine == theirs:
        return f"both have version {mine}"
    sure = case.sure_of_order if case.alike or (case.recorded_here and not case.other_language) else LIKELY
    if mine < theirs:
        if case.link and clearly_later(case.link, case.row, case.table):
            return case.at_odds
        return unfixed(f"version {mine} is older than {theirs}", sure)
    return _newer(case, f"version {mine} is newer than {theirs}", sure)


def _newer(case: Case, because: str, sure: Confidence) -> Answer | Reason | str:
    """A higher number is a later build; whether it is a later *fix* some other things have a say in."""
    # Kernels were listed in the days they were built; other files at times much later.
    if (case.crossing or case.is_kernel) and case.link and clearly_earlier(case.link, case.row, case.table):
        return case.at_odds
    if case.other_language:
        return f"{because}, but {case.unlike}"
    if may_be_of_a_pack_lacking_it(case, on_record=True):
        return Reason.UNRECORDED_RELEASE
    return fixed(because, sure)


def very_file(case: Case) -> Answer | str:
    """The size and the time of the row, or its version with one of them: the file it lists."""
    if case.checked:
        return _CHECKED
    if case.other_language or (case.platform is None and case.facts.platform is not Platform.I386):
        return f"{case.unlike}, and sizes differ"
    if case.versions and not case.same_version:
        return "it has another version"
    if case.row.size is not None and not case.same_size:
        return _localised(case)
    if not case.same_version and not case.same_size:
        return "it has another size" if case.same_size is False else "the row gives no size"
    if days(case.row):
        return _by_time(case, "size" if case.row.size is not None else "version" if case.same_version else "size in KB")
    if case.same_version and case.same_size is not False:
        return fixed("it has the row's version" + (" and size" if case.same_size else ""), _plainly(case))
    return _NO_DATE


def certainly_later(case: Case) -> Answer | str:
    """Above every version that was about two months after the row. Numbers are all files' and all platforms'."""
    mine, line = case.facts.version, case.line
    if reason := _version_says_no_date(case, case.unlike if case.other_language else None):
        return reason
    assert mine is not None
    assert line is not None
    rises = line.rising_from is not None and mine.revision >= line.rising_from
    if (
        not rises or not line.builds[0] <= mine.build <= line.builds[1]
    ):  # parts of other products have builds of their own
        return "its version is not of the kind that rises with time"
    above = case.history.later_than(case.branch, max(days(case.row)))
    if above is None:
        return "no version is on record that was new two months after the row"
    if mine <= above:
        return f"it is not above {above}, the first new high number two months after the row or later"
    if case.crossing and case.link and clearly_earlier(case.link, case.row, case.table):
        return "its link time says otherwise"
    because = f"version {mine} is above {above}, the first new high number two months after the row or later"
    return fixed(because, case.sure_of_order if case.alike else LIKELY)


def certainly_earlier(case: Case) -> Answer | Reason | str:
    """Below a version that the same file had already when the row was made."""
    mine = case.facts.version
    if reason := _version_says_no_date(case, None if case.other_language else case.unlike):
        return reason
    assert mine is not None
    if not case.numbers_order:
        return "versions do not order the builds of this branch"
    before = [
        seen
        for seen in case.history.sightings_of(case.branch, case.row.file, case.platform)
        if seen.day <= min(days(case.row)) and mine < seen.version and (seen.released or _orders(case, seen))
    ]
    if not before:
        return "no higher version of the file is on record from before the row"
    if case.link and clearly_later(case.link, case.row, case.table):
        return case.at_odds
    seen = before[0]
    sure = LIKELY if case.other_language else case.sure_of_order
    return unfixed(f"version {mine} is older than {seen.version}, which {seen.told} had on {seen.day}", sure)


def later_link(case: Case) -> Answer | Reason | str:
    """Linked more than a day after the row's file was dated: a later build."""
    if reason := _dates_do_not_count(case):
        return reason
    assert case.link is not None
    later = clearly_later(case.link, case.row, case.table)
    if later is None:
        return _DOUBT
    if not later:
        return "it was not linked after the row's date"
    if may_be_of_a_pack_lacking_it(case, on_record=False):
        return Reason.UNRECORDED_RELEASE
    return fixed(f"it was linked on {case.link:%Y-%m-%d}, after the row's date", LIKELY)


def other_build(case: Case) -> Answer | str:
    """The size of the row, and the day of another row of that size: that other build."""
    if reason := _dates_do_not_count(case):
        return reason
    if not case.is_kernel or not case.same_size or case.row.size is None:
        return "it is no kernel of the row's size"
    if case.damage:
        return _DAMAGED_SIZE
    others = _others(case)
    if not others:
        return "no other build of that size is on record for its link time"
    mine = min(days(case.row))
    if any(day >= mine for day, _ in others):
        return "the other build of that size is not older"
    day, kb = others[0]
    return unfixed(f"it is the build of {day} that {kb} lists with the same size", LIKELY)


def earlier_link(case: Case) -> Answer | str:
    """Linked three days or more before the row, and of another size: an earlier build."""
    if reason := _incomparable(case):
        return reason
    if case.same_size is not False or case.same_version:
        return "its size or its version is the row's"
    if case.damage:
        return _DAMAGED_SIZE
    if case.link:
        earlier = clearly_earlier(case.link, case.row, case.table)
        if not earlier:
            return _DOUBT if earlier is None else "it was not linked three days before the row's date"
        return unfixed(f"it was linked on {case.link:%Y-%m-%d} and has another size", LIKELY)
    if case.modified is None:
        return f"{_NO_LINK}, and no file time that is its own"
    if not clearly_earlier(case.modified, case.row, case.table):
        return f"{_NO_LINK}, and its file time is not three days before the row's date"
    return unfixed(f"its file time is of {case.modified:%Y-%m-%d}, and it has another size", LIKELY)


LADDER: tuple[tuple[Step, Callable[[Case], Answer | Reason | str]], ...] = (
    (Step.RELEASE, release),
    (Step.VERSION, version),
    (Step.VERY_FILE, very_file),
    (Step.CERTAINLY_LATER, certainly_later),
    (Step.CERTAINLY_EARLIER, certainly_earlier),
    (Step.LATER_LINK, later_link),
    (Step.OTHER_BUILD, other_build),
    (Step.EARLIER_LINK, earlier_link),
)


def _localised(case: Case) -> Answer | str:
    """Version and link time are the same in every language; the size is not."""
    if case.build.language == _ENGLISH:
        return "it has another size"
    if case.same_version and case.link and near(case.link, case.row, case.table):
        return fixed("it has the row's version and, by its link time, its day; only its size is another", LIKELY)
    return "it has another size"


def _by_time(case: Case, what: str) -> Answer | str:
    """What agrees already, and the time: the link time, or the file's own where nothing speaks against it."""
    sure = LIKELY if what == "size in KB" else _plainly(case)
    if case.row.date_doubt and not case.same_version:
        sure = LIKELY  # a date that can be read in two ways is met twice as often
    link, modified = case.link, case.modified
    if link and near(link, case.row, case.table):
        return fixed(f"it has the row's {what} and, by its link time, its day", sure)
    if modified is None or case.packs or not near(modified, case.row, case.table):
        return _by_number_and_size(case) or "its time is not the row's"
    if link and (_others(case) or clearly_later(link, case.row, case.table)):
        return "its file time is the row's, but its link time is that of another build"
    if link and clearly_earlier(link, case.row, case.table):
        sure = LIKELY
    return fixed(f"it has the row's {what} and, by its file time, its day", sure)


def _by_number_and_size(case: Case) -> Answer | None:
    """Both are the row's, and it was not linked later: many were dated weeks after they were linked."""
    if case.is_kernel or not case.link or not (case.same_version and case.row.size and case.same_size):
        return None  # kernels were listed in the days they were built
    if clearly_later(case.link, case.row, case.table) is not False or long_before(case.link, case.row, case.table):
        return None
    return fixed("it has the row's version and size, and nothing speaks against its time", LIKELY)


def _plainly(case: Case) -> Confidence:
    """Certain where the row is for this platform, and gives more than a version."""
    more = case.same_size or days(case.row)
    return CERTAIN if (case.alike or case.recorded_here) and more else LIKELY


def _version_says_no_date(case: Case, unlike: str | None) -> str | None:
    """Why a version cannot stand in for a date the row does have."""
    mine, line = case.facts.version, case.line
    if case.row.version is not None:
        return "the row has a version of its own"
    if unlike:
        return unlike
    if mine is None or line is None or (mine.major, mine.minor) != line.version:
        return "the file has no version of this branch"
    return None if days(case.row) else _NO_DATE


def _incomparable(case: Case) -> str | None:
    """Why sizes and times of file and row cannot be compared."""
    if case.checked:
        return _CHECKED
    if case.unlike:
        return case.unlike
    return None if days(case.row) else _NO_DATE


def _dates_do_not_count(case: Case) -> str | None:
    """Why a link time cannot be held against the row's date."""
    return _incomparable(case) or (None if case.link else _NO_LINK)


def _others(case: Case) -> list[tuple[date, str]]:
    """Rows of the same size whose day is the file's, where this row's is not: unless version and all are the same."""
    if case.link is None or case.row.size is None or not case.platform:
        return []
    if near(case.link, case.row, case.table):
        return []
    key = (case.branch, case.row.file, case.platform, case.row.size)
    return sorted(
        (other.row.date, other.kb)
        for other in case.history.sizes.get(key, ())
        if other.row.date
        and near(case.link, other.row, other.table)
        and not (case.same_version and other.row.version == case.row.version)
    )


def _orders(case: Case, seen: Sighting) -> bool:
    """Does a number somebody saw put others in order? Not from while two trees gave them out, nor across packs."""
    line = case.line
    if case.crossing and case.link and case.link.date() > seen.day:
        return False  # a later pack's own, numbered below
    if line is None or not line.mixed or line.rising_from is None:
        return True
    return not min(mixed.revisions[0] for mixed in line.mixed) <= seen.version.revision < line.rising_from
