"""Dodging: how dots and names make room for one another.

Pure geometry: circles that stand on a line, and names that hang from poles like
flags. Whose they are is not known here.
"""

import bisect
import math
from collections.abc import Sequence

AIR = 1.0  # between two dots, and between a dot and the line
BESIDE = 4.0  # between a name and what is beside or below it


def heights(dots: Sequence[tuple[float, float]]) -> list[float]:
    """How high above the line the middle of each dot has to be, given where it is and its radius.

    Each is as low as those before it in the list leave it room.
    """
    placed: list[tuple[float, float, float]] = []  # where, how high, radius: by where
    widest = max((radius for _, radius in dots), default=0.0)
    found = []
    for x, radius in dots:
        reach = radius + widest + AIR
        near = placed[bisect.bisect(placed, (x - reach,)) : bisect.bisect(placed, (x + reach, math.inf))]
        taken = []
        for other, height, size in near:
            apart, aside = radius + size + AIR, abs(other - x)
            if aside < apart:
                off = math.sqrt(apart**2 - aside**2)
                taken.append((height - off, height + off))
        height = lowest(radius + AIR, taken)
        bisect.insort(placed, (x, height, radius))
        found.append(height)
    return found


def lowest(floor: float, taken: Sequence[tuple[float, float]]) -> float:
    """The lowest height from the floor on that is in none of the intervals."""
    height = floor
    for low, high in sorted(taken):
        if height <= low:
            break
        height = max(height, high)
    return height


def flown(
    flags: Sequence[tuple[float, float]],
    dots: Sequence[tuple[float, float, float]],
    line: float,
    posts: Sequence[tuple[float, float]] = (),
) -> list[float]:
    """How high above the line each name is flown, given where its pole stands and how wide it is.

    A name begins at its pole, and is as high as a line. It flies above the dots (where, how high, radius) that are
    below it, above the posts (where, how high) that stand beside its own pole, and above all names whose poles stand
    below it: so neither pole nor post goes through a name, and no name meets another or a dot.
    """
    found = [0.0] * len(flags)
    order = sorted(range(len(flags)), key=lambda number: flags[number][0])
    for place in range(len(order) - 1, -1, -1):
        x, width = flags[order[place]]
        end = x + width + BESIDE
        under = [high + radius + BESIDE for at, high, radius in dots if at + radius > x - AIR and at - radius < end]
        under += [high + BESIDE for at, high in posts if x + AIR < at < end]
        for other in order[place + 1 :]:
            if flags[other][0] >= end:
                break
            under.append(found[other] + line)
        found[order[place]] = max(under, default=BESIDE)
    return found
