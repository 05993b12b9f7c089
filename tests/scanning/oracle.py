"""An oracle: which verdicts on a system of known making cannot be right, from the records alone.

It shares no code with the judge, asks no file and knows no ladder: only what an article claims about packs, when its
files are dated, whom its bullets name, and of which pack and roll-ups the system was made. It is blunt on purpose: a
verdict it objects to is wrong, or the record is, or the article contradicts itself. Which of these, somebody has to
read; the tests hold every objection with the reason it is none.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AFTER_LAST, By, Signature
from ntfp.facts.verdict import Finding, Verdict

_A_FORTNIGHT = timedelta(days=14)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What a system was made of."""

    branch: Branch
    order: tuple[str, ...]  # the branch's packs
    pack: str
    platform: Platform
    last_file: date  # the day by which all files of its pack were linked
    installed: frozenset[str] = frozenset()  # articles: hotfixes and roll-ups put on after the pack
    replaced: frozenset[str] = frozenset()  # files that came with those


def objections(made: Made, records: Iterable[Signature], findings: Iterable[Finding]) -> dict[str, str]:
    """Every article whose verdict cannot be right, and why."""
    by_kb = {record.kb: record for record in records}
    brought = made.installed | {kb for rollup in made.installed & by_kb.keys() for kb in by_kb[rollup].includes}
    ask = {Verdict.FIXED: _wrongly_fixed, Verdict.UNFIXED: _wrongly_unfixed, Verdict.NOT_APPLICABLE: _wrongly_excluded}
    found: dict[str, str] = {}
    for finding in findings:
        if finding.verdict in ask:
            for problem in ask[finding.verdict](made, by_kb[finding.kb], finding.kb in brought):
                found.setdefault(finding.kb, f"{finding.verdict}: {problem}")
    return found


def _wrongly_fixed(made: Made, record: Signature, brought: bool) -> Iterator[str]:
    """Everything its article says puts the fix after the pack, and nothing that came later brought it."""
    if brought or not made.replaced.isdisjoint(record.files):
        return
    claimed = _claimed(made, record)
    place = made.order.index(made.pack)
    if claimed and min(claimed) > place:
        yield f"claimed for {', '.join(sorted({_title(made, one) for one in claimed}))} alone"
    dates = _dates(made, record)
    if not claimed and dates and min(dates) > made.last_file:
        if min(dates) > made.last_file + _A_FORTNIGHT:
            yield f"all its files are dated {min(dates)} or later"
        for bullet in record.applies_to:
            later = [pack for pack in bullet.packs if pack in made.order[place:]]
            if bullet.branch is made.branch and later:
                yield f"line {bullet.line} names the pack, and all its files are later"


def _wrongly_unfixed(made: Made, record: Signature, brought: bool) -> Iterator[str]:
    """Everything its article says puts the fix into the pack or before, or something that came later brought it."""
    claimed = _claimed(made, record)
    if claimed and max(claimed) <= made.order.index(made.pack) and not record.claims_doubted:
        yield f"claimed for {', '.join(sorted({_title(made, one) for one in claimed}))}"
    elif brought:
        yield "installed, or part of a roll-up that is"


def _wrongly_excluded(made: Made, record: Signature, _: bool) -> Iterator[str]:
    """A bullet names branch and pack, and nothing the article says limits the problem to others."""
    limited = record.languages or (record.hardware and made.platform not in record.hardware)
    windows = [window for window in record.affects if window.branch is made.branch and window.reviewed]
    if limited or windows:
        return
    for bullet in record.applies_to:
        if bullet.branch is made.branch and made.pack in bullet.packs:
            yield f"line {bullet.line} names the pack"


def _claimed(made: Made, record: Signature) -> list[int]:
    """Where in the order the fix is claimed to have arrived; behind all of it: after the last pack.

    That a roll-up has it, too, is told of fixes of packs as of others.
    """
    told = [claim for claim in record.fixed_in if claim.branch is made.branch]
    told = [claim for claim in told if claim.pack in (*made.order, AFTER_LAST)]
    told = [claim for claim in told if claim.by is not By.ROLLUP] or told
    return [len(made.order) if claim.pack == AFTER_LAST else made.order.index(claim.pack) for claim in told]


def _dates(made: Made, record: Signature) -> list[date]:
    """When the files were made that it lists for this branch and platform; none where any of them is open."""
    rows = [
        row
        for table in record.tables
        for row in table.rows
        if (row.branch or table.branch) in (None, made.branch) and row.platform in (None, made.platform)
    ]
    dates = [min(row.date, row.date_doubt or row.date) for row in rows if row.date]
    return dates if len(dates) == len(rows) else []


def _title(made: Made, place: int) -> str:
    return f"SP{made.order[place]}" if place < len(made.order) else "after the last pack"
