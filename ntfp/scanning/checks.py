"""Checks of data: all that is gone by as what each article asks of a live machine.

What is asked is decided in `ntfp.catalogue.checks`; how it is written is the
business of `ntfp.reports.exporting.oval`.
"""

from collections.abc import Collection

from ntfp.catalogue.checks import make_checks
from ntfp.facts.build import Branch
from ntfp.facts.check import Checks
from ntfp.scanning.data import Data


def checks_of(data: Data, branches: Collection[Branch] = ()) -> Checks:
    """Those of these branches, or of all; users' own records are laid over what ships."""
    return make_checks(data.signatures, data.base.known, data.history, branches)
