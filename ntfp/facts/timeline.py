"""The timeline: the known kernels of each branch and platform, in the order of time.

Which builds these are is found out in `ntfp.catalogue.timeline`; how they are
drawn is `ntfp.reports`' business.
"""

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.lookup import Appearance
from ntfp.facts.platform import Platform


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One branch on one platform (`None`: not said), with every build of its kernels that has a day."""

    branch: Branch
    title: str  # what people call the branch
    platform: Platform | None
    builds: tuple[Appearance, ...]
