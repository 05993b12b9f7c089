"""Systems: one installation as the judge sees it, its kernel, its files, what its registry claims.

The registry *claims*, the file *is*. No claims at all means that no hive was
read, which is not the same as a hive that says nothing.
"""

from functools import cached_property

import msgspec

from ntfp.facts.build import HAL, Build, is_hal
from ntfp.facts.report import Identified


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What the registry and setup's own folders say was installed."""

    pack: str | None = None  # of the branch's own: "6a" is a 6 with the hotfix that makes it one, "0" is none at all
    hotfixes: frozenset[str] = frozenset()  # keys, as articles are called here: a Q and six digits
    uninstalls: frozenset[str] = frozenset()  # articles whose uninstall folder is there

    @property
    def installed(self) -> frozenset[str]:
        """Every article that either speaks for."""
        return self.hotfixes | self.uninstalls


class System(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One installation: what its booting kernel is, and its files, that kernel among them."""

    build: Build
    files: tuple[Identified, ...]
    claims: Claims | None = None

    @cached_property
    def kernels(self) -> tuple[Identified, ...]:
        """The kernel that boots. Others may lie beside it, left there by setup or by hand."""
        return tuple(file for file in self.files if file.build.kernel and file.build == self.build)

    @cached_property
    def running(self) -> tuple[Identified, ...]:
        """The files that run, by their paths: no kernel that does not boot, no HAL beside the one in use."""
        has_hal = any(file.facts.plain_name == HAL for file in self.files)

        def runs(file: Identified) -> bool:
            if file.build.kernel:
                return file in self.kernels
            return not has_hal or file.facts.plain_name == HAL or not is_hal(file.facts.plain_name)

        return tuple(sorted(filter(runs, self.files), key=lambda file: file.facts.path))
