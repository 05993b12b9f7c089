"""The timeline: all known kernels, a lane for each branch on each platform, in the order of time.

What is known of a build and whether two are one is found out in
`ntfp.catalogue.history`. A build of which the day or the branch is not said is on
record and has no place here, so it is in no lane. How lanes look is not known
here either.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ntfp.catalogue.history import history
from ntfp.catalogue.merging import place_of_system
from ntfp.facts.build import KERNEL_NAMES, Branch, Known
from ntfp.facts.lookup import Appearance
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Signature
from ntfp.facts.timeline import Lane


def kernels_of(
    signatures: Sequence[Signature],
    known: Known,
    *,
    branch: Branch | None = None,
    platform: Platform | None = None,
) -> tuple[Appearance, ...]:
    """Every build of a kernel that is on record, under whichever of its names; with a day or without."""
    files = (history(file, signatures, known, branch=branch, platform=platform) for file in KERNEL_NAMES)
    return tuple(build for builds in files for build in builds)


def lanes_of(
    signatures: Sequence[Signature],
    known: Known,
    titles: Mapping[Branch, str],
    branch: Branch | None = None,
    platform: Platform | None = None,
) -> tuple[Lane, ...]:
    """Those that have a build with a day: branches in their order, of each the platforms in theirs.

    Builds of which the platform is not said have a lane of their own; it is there with each platform that their
    articles name.
    """
    return in_lanes(kernels_of(signatures, known, branch=branch, platform=platform), titles)


def in_lanes(builds: Iterable[Appearance], titles: Mapping[Branch, str]) -> tuple[Lane, ...]:
    """Builds by branch and platform, each lane in the order of time; builds of one day by what they are."""
    lanes: dict[tuple[Branch, Platform | None], list[tuple[dt.date, int, Appearance]]] = {}
    for build in builds:
        if build.branch and build.date:
            lane = lanes.setdefault((build.branch, build.platform), [])
            lane.append((build.date, list(KERNEL_NAMES).index(build.file), build))
    return tuple(
        Lane(
            branch=branch,
            title=titles.get(branch, str(branch)),
            platform=platform,
            builds=tuple(build for *_, build in sorted(lanes[branch, platform], key=lambda one: one[:2])),
        )
        for branch, platform in sorted(lanes, key=lambda lane: place_of_system(*lane))
    )
