"""Shapes: the measures of the two pictures, one for a desk and one for a hand.

All are in units of the drawing; a unit is a pixel where the picture is shown at
its own width. What stands where is worked out elsewhere.
"""

import msgspec

FLAG = 4.0  # from a pole to its name


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """How wide a picture is, and whether its lanes share one axis of time."""

    name: str
    width: float
    left: float  # where the plot of a lane begins
    right: float  # what is left free behind it, at least
    shared: bool  # one axis for all lanes, and their titles beside them; else each has its own
    text: float = 12.0  # the size of letters
    line: float = 15.0  # from one line of text to the next
    release: float = 5.2  # the radius of a release's dot
    hotfix: float = 3.2  # and of a hotfix's
    tip: float = 400.0  # the widest that what is said of a dot may be
    margin: float = 8.0  # of the whole picture


WIDE = Shape(name="wide", width=1100, left=196, right=26, shared=True)
NARROW = Shape(name="narrow", width=340, left=24, right=24, shared=False, hotfix=3.0, tip=316, margin=6)
