"""Checks of claims: in which packs the fix is said to be, held against each other, against the packs, and the rows.

Two places that say different things both stay in a record, since both are printed;
what is wrong with that is for somebody who reads the article.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ntfp.facts.build import Branch, Line, pack_title
from ntfp.facts.signature import AFTER_LAST, AppliesTo, By, FixedIn, Signature
from ntfp.linting.check import Found, OfRecords
from ntfp.linting.subject import Subject, rows_of

_PLANNED = re.compile("PreSP", re.IGNORECASE)  # a keyword of a fix that waits for its pack
_IN_A_PACK = timedelta(days=60)  # rows are dated anew when a file is packed again


def numbered(signature: Signature, branch: Branch, subject: Subject, *by: By) -> tuple[FixedIn, ...]:
    """Its claims about a branch that name a pack of it, or that it was made after the last; a roll-up's are neither."""
    line = subject.lines.get(branch)
    packs = (*(line.packs if line else ()), AFTER_LAST)
    return tuple(
        claim
        for claim in signature.fixed_in
        if claim.branch is branch and claim.by in by and claim.pack in packs and not claim.of_rollup
    )


def said(claims: Iterable[FixedIn]) -> str:
    """Packs and where they are said: "SP4, SP6 (lines 60, 71)"."""
    claims = tuple(claims)
    packs = dict.fromkeys(claim.pack if claim.pack == AFTER_LAST else pack_title(claim.pack) for claim in claims)
    lines = dict.fromkeys(f"{claim.article} {claim.line}" if claim.article else str(claim.line) for claim in claims)
    return f"{', '.join(packs)} (line{'s' * (len(lines) > 1)} {', '.join(lines)})"


def branches_of(signature: Signature) -> list[Branch]:
    return sorted({claim.branch for claim in signature.fixed_in})


class ClaimTwice(OfRecords):
    """A claim is there once."""

    name = "claim-twice"
    advice = "Keep a claim once for each place that says it."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        for number, claim in enumerate(signature.fixed_in):
            if claim in signature.fixed_in[:number]:
                yield Found(f"expected it once, found {said((claim,))} again", f"fixed_in[{number}]", claim.line)


class ProseDisagrees(OfRecords):
    """The sentences of an article agree on one pack of a branch."""

    name = "claim-sentences"
    advice = "Read the sentences again: a fix comes in one pack of a branch, and the other one is of something else."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        yield from _disagreeing(signature, subject, By.PROSE)


class KeywordsDisagree(OfRecords):
    """The keywords of an article agree on one pack of a branch."""

    name = "claim-keywords"
    advice = "Look whether the keywords are of two branches; else say in contradictions.toml that the article has both."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        yield from _disagreeing(signature, subject, By.KEYWORD)


class ListsDisagree(OfRecords):
    """The fix lists agree on one pack of a branch."""

    name = "claim-lists"
    advice = (
        "Look whether one list is of more than one pack; else say in contradictions.toml that both name the article."
    )

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        yield from _disagreeing(signature, subject, By.LIST)


def _disagreeing(signature: Signature, subject: Subject, by: By) -> Iterator[Found]:
    for branch in branches_of(signature):
        claims = numbered(signature, branch, subject, by)
        if len({claim.pack for claim in claims}) > 1:
            yield Found(f"expected one pack of {branch}, found {said(claims)}", f"fixed_in.{branch}", claims[0].line)


class KeywordAgainstProse(OfRecords):
    """Sentence and keyword have a pack in common."""

    name = "claim-keyword"
    advice = "Read sentence and keyword again: keywords were put there later, and by other people."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for branch in branches_of(signature):
            prose = numbered(signature, branch, subject, By.PROSE)
            keywords = numbered(signature, branch, subject, By.KEYWORD)
            if prose and keywords and not {one.pack for one in prose} & {one.pack for one in keywords}:
                problem = (
                    f"expected {said(prose)} of {branch} as in the sentence, found the keyword of {said(keywords)}"
                )
                yield Found(problem, f"fixed_in.{branch}", keywords[0].line)


class ListAgainstWords(OfRecords):
    """Fix lists and the article's own words have a pack in common."""

    name = "claim-list"
    advice = "Read article and list again; where the article is right, a line of the list is a misprint."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for branch in branches_of(signature):
            own = numbered(signature, branch, subject, By.PROSE, By.KEYWORD)
            lists = numbered(signature, branch, subject, By.LIST)
            if own and lists and not {one.pack for one in own} & {one.pack for one in lists}:
                problem = f"expected {said(own)} of {branch} as in its own words, found the list's {said(lists)}"
                yield Found(problem, f"fixed_in.{branch}", own[0].line)


class TooEarly(OfRecords):
    """A pack that has the fix was finished when the article was last revised, but where a keyword plans it."""

    name = "claim-early"
    advice = "Read the pack again: on the day of the last revision that pack was not finished."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for number, claim in enumerate(signature.fixed_in):
            linked = _linked(subject, claim.branch, claim.pack)
            own = claim.by is By.PROSE or (claim.by is By.KEYWORD and not _PLANNED.search(claim.says))
            if own and signature.revised and linked and signature.revised < linked:
                title = pack_title(claim.pack)
                problem = (
                    f"expected a pack of {signature.revised} or before, found {title}, whose kernel is of {linked}"
                )
                yield Found(problem, f"fixed_in[{number}].pack", claim.line)


class AffectedEarly(OfRecords):
    """A pack of a bullet was finished when the article was last revised."""

    name = "bullet-early"
    advice = "Read the packs of the bullet again: on the day of the last revision that one was not finished."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for number, bullet in enumerate(signature.applies_to):
            for pack in bullet.packs:
                linked = _linked(subject, bullet.branch, pack)
                if signature.revised and linked and signature.revised < linked:
                    title = pack_title(pack)
                    problem = f"expected packs of {signature.revised} or before, found {title} of {linked}"
                    yield Found(problem, f"applies_to[{number}].packs", bullet.line)


class Requires(OfRecords):
    """A fix that has to be installed on a pack is in a later one."""

    name = "requires-claim"
    advice = "Read the note on what the fix requires, and the claim: a fix that needs a pack is in a later one."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for number, table in enumerate(signature.tables):
            requires = table.requires
            line = subject.lines.get(requires.branch) if requires else None
            if requires is None or line is None:
                continue
            needed = line.places((requires.pack,))
            lower = [
                claim
                for claim in numbered(signature, requires.branch, subject, *By)
                if needed and any(place <= needed[0] for place in line.places((claim.pack,)))
            ]
            if lower:
                problem = (
                    f"expected a pack after {pack_title(requires.pack)}, which the fix requires, found {said(lower)}"
                )
                yield Found(problem, f"tables[{number}].requires.pack", lower[0].line)


class RequiresBranch(OfRecords):
    """The pack that a fix requires is of the branch of its table."""

    name = "requires-branch"
    advice = "Read the note on what the fix requires: it is of another branch than the table."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        for number, table in enumerate(signature.tables):
            if table.requires and table.branch and table.requires.branch is not table.branch:
                problem = f"expected a pack of {table.branch}, found one of {table.requires.branch}"
                yield Found(problem, f"tables[{number}].requires.branch", table.line)


class RowAfterPack(OfRecords):
    """Some file of a fix is older than the pack that has the fix."""

    name = "claim-row"
    advice = "Read claim and dates again: a file made long after a pack cannot have been in it."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for branch in branches_of(signature):
            claims = [claim for claim in numbered(signature, branch, subject, *By) if claim.pack != AFTER_LAST]
            days = [placed.row.date for placed in rows_of(signature) if placed.branch is branch and placed.sure]
            line = subject.lines.get(branch)
            if not claims or not days or line is None:
                continue
            last = max(claims, key=lambda claim: line.packs.index(claim.pack))
            finished = subject.history.finished.get((branch, last.pack))
            first = min(day for day in days if day)
            if finished and first > finished + _IN_A_PACK:
                problem = f"expected files from before {pack_title(last.pack)} ({finished}), found none before {first}"
                yield Found(problem, f"fixed_in.{branch}", last.line)


class BulletPastClaim(OfRecords):
    """Who has the pack with the fix is not named as having the problem."""

    name = "claim-bullet"
    advice = "Read bullets and claims again: who has the pack that brings the fix is named as having the problem."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for branch in branches_of(signature):
            line = subject.lines.get(branch)
            claims = [one for one in numbered(signature, branch, subject, *By) if one.pack != AFTER_LAST]
            bullets = [bullet for bullet in signature.applies_to if bullet.branch is branch and bullet.packs]
            if line is None or not claims or not bullets:
                continue
            highest = max(line.places(claim.pack for claim in claims))
            for bullet in bullets:
                last = max(line.places(bullet.packs), default=0)
                if last >= highest > 0 and not _after_last(signature, branch):
                    before = f"expected packs before {pack_title(line.packs[highest])}, which has the fix"
                    yield Found(f"{before}, found {pack_title(line.packs[last])}", f"fixed_in.{branch}", bullet.line)
                    break
            yield from _named_too(claims, bullets, signature, line)


def _named_too(claims: list[FixedIn], bullets: list[AppliesTo], signature: Signature, line: Line) -> Iterator[Found]:
    """Claims that a higher one contradicts, on packs the bullets name: the judge believes neither there."""
    named = {pack for bullet in bullets for pack in bullet.packs}
    after = _after_last(signature, line.branch)
    highest = max(line.places(claim.pack for claim in claims))
    for place in sorted({*line.places(claim.pack for claim in claims)}):
        pack = line.packs[place]
        if place and pack in named and (place < highest or after):
            lower = [claim for claim in claims if claim.pack == pack]
            beside = AFTER_LAST if after else pack_title(line.packs[highest])
            problem = f"expected no pack that the bullets name beside {beside}, found {said(lower)}"
            yield Found(problem, f"fixed_in.{line.branch}", lower[0].line)


class WindowAgainstClaim(OfRecords):
    """Nobody is affected from the pack with the fix on."""

    name = "affects-claim"
    advice = "Read who is affected again: from the pack that brings the fix on nobody is."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for number, window in enumerate(signature.affects):
            line = subject.lines.get(window.branch)
            claims = numbered(signature, window.branch, subject, *By)
            if line is None or any(claim.pack == AFTER_LAST for claim in claims):
                continue
            fixed = max(line.places(claim.pack for claim in claims), default=None)
            for field, pack in (("from", window.first), ("to", window.last)):
                if fixed is not None and pack and any(place >= fixed for place in line.places((pack,))):
                    before = f"expected a pack before {pack_title(line.packs[fixed])}, which has the fix"
                    yield Found(f"{before}, found {pack_title(pack)}", f"affects[{number}].{field}")


class RollupClaims(OfRecords):
    """What a roll-up includes says so, and the other way round."""

    name = "rollup-claim"
    advice = "Compile both articles again, or take away what one of the two does not say: they answer for each other."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for number, claim in enumerate(signature.fixed_in):
            rollup = subject.everything.get(claim.article or "")
            if claim.by is By.ROLLUP and rollup is not None and signature.kb not in rollup.includes:
                problem = f"expected {claim.article} to include {signature.kb}, found no such entry in its record"
                yield Found(problem, f"fixed_in[{number}].article", claim.line)
        for number, kb in enumerate(signature.includes):
            part = subject.everything.get(kb)
            claims = {claim.article for claim in part.fixed_in if claim.by is By.ROLLUP} if part else {signature.kb}
            if signature.kb not in claims:
                yield Found(f"expected a claim of this roll-up in {kb}, found none", f"includes[{number}]")


class OwnRollup(OfRecords):
    """No article contains or lists itself."""

    name = "rollup-itself"
    advice = "Take the record's own number out: no article contains or lists itself."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        if signature.kb in signature.includes:
            yield Found(
                "expected other articles, found its own number", f"includes[{signature.includes.index(signature.kb)}]"
            )
        for number, claim in enumerate(signature.fixed_in):
            if claim.article == signature.kb:
                yield Found("expected another article, found its own number", f"fixed_in[{number}].article", claim.line)


def _linked(subject: Subject, branch: Branch, pack: str) -> date | None:
    """The day on which the pack's kernel was linked, where it is on record: the pack came out some days later."""
    days = [
        row.link.date()
        for row in subject.known.kernels
        if row.branch is branch and row.link and row.packs[:1] == (pack,)
    ]
    return min(days, default=None)


def _after_last(signature: Signature, branch: Branch) -> bool:
    return any(claim.pack == AFTER_LAST for claim in signature.fixed_in if claim.branch is branch)


CLAIM_CHECKS = (
    ClaimTwice(),
    ProseDisagrees(),
    KeywordsDisagree(),
    ListsDisagree(),
    KeywordAgainstProse(),
    ListAgainstWords(),
    TooEarly(),
    AffectedEarly(),
    Requires(),
    RequiresBranch(),
    RowAfterPack(),
    BulletPastClaim(),
    WindowAgainstClaim(),
    RollupClaims(),
    OwnRollup(),
)
