"""Checks of what lies beside the records: what people wrote about them, and what is made from them.

What does not fit together there does nothing, and whoever wrote it believes it does.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ntfp.database.contradictions import Contradiction
from ntfp.database.dataset import BUILDS, CONTRADICTIONS, CORRECTIONS, PACKS, REVIEWS
from ntfp.database.listed import LISTED
from ntfp.database.mending import stale_reviews
from ntfp.facts.build import Branch, KnownBuild, ListedKernel
from ntfp.facts.flaw import Flaw
from ntfp.facts.signature import number_of
from ntfp.linting.check import Check
from ntfp.linting.subject import Subject


class StaleCorrection(Check):
    """A correction finds in the record what it says is printed there."""

    name = "correction-stale"
    advice = "Look at the record's line again and mend the entry, or take it out where the record is right now."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        for fault in subject.faults:
            if fault.kind == "correction":
                yield self.beside(fault.place, fault.key, fault.problem, fault.kb)


class CorrectionOrder(Check):
    """Corrections stand in the order of articles and lines."""

    name = "correction-order"
    advice = "Keep the entries by article and line, so that two of one line meet."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        places = [(number_of(entry.kb), entry.line) for entry in subject.corrections]
        for number, (before, after) in enumerate(pairwise(places), 1):
            if after < before:
                kb = subject.corrections[number].kb
                problem = f"expected it before Q{before[0]} line {before[1]}, found it behind"
                yield self.beside(CORRECTIONS, f"corrections[{number}]", problem, kb)


class StaleReview(Check):
    """A review is of the text the record is made from."""

    name = "review-stale"
    advice = "Read the new text: where it still says so put its hash here, else take the review out."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        for error in stale_reviews(subject.printed, subject.reviews):
            number = int(error.key.partition("[")[2].partition("]")[0])
            yield self.beside(REVIEWS, error.key, error.problem, subject.reviews[number].kb)


class ReviewTwice(Check):
    """An article has one review."""

    name = "review-twice"
    advice = "Keep one review of an article."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        seen = Counter(review.kb for review in subject.reviews)
        for number, review in enumerate(subject.reviews):
            if seen[review.kb] > 1:
                seen[review.kb] = 0
                yield self.beside(
                    REVIEWS, f"reviews[{number}].kb", f"expected one review of {review.kb}, found several", review.kb
                )


class ListedKernels(Check):
    """The listed kernels are those of the records."""

    name = "listed-kernels"
    advice = "Run 'ntfp kb compile' again: it makes kernels.toml anew from all records of the folder."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        if not subject.whole:
            return
        written, meant = subject.known.listed, subject.listed
        for kernel in meant:
            if kernel not in written:
                yield self._flaw(kernel, "is missing, and the records list it", None)
        for number, kernel in enumerate(written):
            if kernel not in meant:
                yield self._flaw(kernel, "is there, and no record lists it so", number)

    def _flaw(self, kernel: ListedKernel, problem: str, number: int | None) -> Flaw:
        what = f"{kernel.file} of {kernel.branch}, {kernel.platform}, {kernel.size:,} bytes, {kernel.printed}"
        key = "kernels" if number is None else f"kernels[{number}]"
        return self.beside(LISTED, key, f"{what} {problem}", kernel.articles[0])


class StaleContradiction(Check):
    """A known contradiction is still found."""

    name = "contradiction-stale"
    advice = "Take the entry out: what it speaks of is not found any more, mended, read otherwise, or never there."

    def flaws(self, _: Subject) -> Iterator[Flaw]:
        """Which ones are stale is only known when all checks have run: `ntfp.linting.settling` tells."""
        yield from ()

    def of(self, number: int, entry: Contradiction) -> Flaw:
        where = f"line {entry.line}" if entry.line else entry.key
        problem = f"expected a flaw of {entry.check} at {where}, found none"
        return self.beside(CONTRADICTIONS, f"contradictions[{number}]", problem, entry.kb)


class RecordedBuild(Check):
    """A recorded build has a day and a version of its branch."""

    name = "recorded-build"
    advice = "Compare the entry with its source: no file of the branch has such a version or was linked on such a day."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        for key, build in _recorded(subject):
            line = subject.lines.get(build.branch)
            if line is None:
                continue
            day = build.link.date() if build.link else build.printed
            if day and not line.lived[0] <= day <= line.lived[1]:
                problem = (
                    f"expected {build.file} of {line.title} to be of {line.lived[0]} to {line.lived[1]}, found {day}"
                )
                yield self.beside(BUILDS, key, problem)
            kernel = build in subject.known.kernels
            version = build.version
            if kernel and version:
                fits = (version.major, version.minor) == line.version and line.builds[
                    0
                ] <= version.build <= line.builds[1]
                if not fits:
                    major, minor = line.version
                    found = f"found {version} of {build.file}"
                    yield self.beside(
                        BUILDS,
                        key,
                        f"expected {major}.{minor} and a build of {line.builds[0]} to {line.builds[1]}, {found}",
                    )


class BuildTwice(Check):
    """A recorded build is there once."""

    name = "build-twice"
    advice = "Keep one entry of a file, with all packs it shipped in."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        seen: dict[tuple[object, ...], str] = {}
        for key, build in _recorded(subject):
            same = (
                build.file,
                build.branch,
                build.platform,
                build.flavour,
                build.version,
                build.link,
                build.size,
                build.printed,
            )
            if same in seen:
                yield self.beside(
                    BUILDS, key, f"expected {build.file} {build.title} once, found it at {seen[same]}, too"
                )
            seen.setdefault(same, key)


class PackOrder(Check):
    """A later pack's kernel was linked later."""

    name = "pack-order"
    advice = "Compare link times and packs: a kernel of a later pack was linked later."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        last: dict[tuple[Branch, object, object], KnownBuild] = {}
        for key, build in _recorded(subject):
            line = subject.lines.get(build.branch)
            if build not in subject.known.kernels or not build.packs or build.link is None or line is None:
                continue
            group = build.branch, build.platform, build.flavour
            before = last.get(group)
            places = line.places(build.packs)
            earlier = before is not None and max(line.places(before.packs), default=0) < min(places, default=0)
            if before and before.link and earlier and build.link <= before.link:
                after = f"expected {build.title} to be linked after {before.title}, {before.link:%Y-%m-%d}"
                problem = f"{after}, found {build.link:%Y-%m-%d}"
                yield self.beside(BUILDS, key, problem)
            last[group] = build


class PackStamp(Check):
    """A pack's list has the time its release gives all files, and that is of the branch's years."""

    name = "pack-stamp"
    advice = "Give a pack's list the stamp of its release, or add the release to stamps: one of the two is wrong."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        stamps = {(stamp.branch, pack): stamp for stamp in subject.known.stamps for pack in stamp.packs}
        for number, listed in enumerate(subject.known.packs):
            stamp = stamps.get((listed.branch, listed.pack))
            if (
                stamp is None
                or stamp.day != listed.stamp.date()
                or (stamp.clock and stamp.clock != listed.stamp.time())
            ):
                found = f"found {listed.stamp} for SP{listed.pack}"
                yield self.beside(
                    PACKS, f"packs[{number}].stamp", f"expected the time that stamps give this release, {found}"
                )
        for number, stamp in enumerate(subject.known.stamps):
            line = subject.lines.get(stamp.branch)
            if line and not line.lived[0] <= stamp.day <= line.lived[1]:
                problem = f"expected a day of {line.title}, found {stamp.day}"
                yield self.beside(PACKS, f"stamps[{number}].day", problem)


class PackFile(Check):
    """A recorded file has the size that its pack's list gives it."""

    name = "pack-file"
    advice = "Compare size and pack: a file on record as of that pack has another size in the pack's own list."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        for number, listed in enumerate(subject.known.packs):
            for _, build in _recorded(subject):
                size = listed.files.get(build.file)
                same = (build.branch, build.platform) == (
                    listed.branch,
                    listed.platform,
                ) and listed.pack in build.packs[:1]
                if same and size and build.size and size != build.size:
                    problem = f"expected {build.size:,} bytes of {build.file} as in builds.toml, found {size:,}"
                    yield self.beside(PACKS, f"packs[{number}].files", problem)


def _recorded(subject: Subject) -> Iterator[tuple[str, KnownBuild]]:
    """Every build of a whole data set, and where it stands, as far as that can be told."""
    if not subject.whole:
        return
    numbers = Counter({"kernels": 0, "points": 0})
    for build in subject.known.kernels:
        table = "kernels" if build.packs else "points"
        yield f"{table}.rows[{numbers[table]}]", build
        numbers[table] += 1
    for builds in subject.known.modules.values():
        for build in builds:
            yield f"modules.rows: {build.file} {build.title}", build


BESIDE_CHECKS = (
    StaleCorrection(),
    CorrectionOrder(),
    StaleReview(),
    ReviewTwice(),
    ListedKernels(),
    RecordedBuild(),
    BuildTwice(),
    PackOrder(),
    PackStamp(),
    PackFile(),
    StaleContradiction(),
)
