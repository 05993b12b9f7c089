"""For all tests alike: how long an example takes is no finding; and what is tested is what `signatures/` says now."""

import contextlib

import pytest
from hypothesis import HealthCheck, settings

from ntfp.database import shipped_folder
from ntfp.database.packing import write_beside
from ntfp.database.shipped import find_shipped, packed_file
from ntfp.errors import NtfpError

settings.register_profile("untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Where an editable install left packed data that are behind the records, every command would say so."""
    if hasattr(config, "workerinput"):  # of several processes the first does it
        return
    with contextlib.suppress(NtfpError):  # records that are wrong are told by the tests about them
        if packed_file().exists() and find_shipped(packed_file().parent).notice:
            write_beside(shipped_folder(), packed_file())
