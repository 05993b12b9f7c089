"""Systems: one installation as the judge sees it, its kernel, its files, what its registry claims.

The registry *claims*, the file *is*. No claims at all means that no hive was
read, which is not the same as a hive that says nothing.
"""

from collections import defaultdict
from functools import cached_property

import msgspec

from ntfp.facts.build import HAL, KERNEL_NAMES, Build, is_hal
from ntfp.facts.report import Identified


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What the registry and setup's own folders say was installed."""

    pack: str | None = None  # of the branch's own: "6a" is a 6 with the hotfix that makes it one, "0" is none at all
    hotfixes: frozenset[str] = frozenset()  # keys, as articles are called here: a Q and their number
    uninstalls: frozenset[str] = frozenset()  # articles whose uninstall folder is there
    pack_sure: bool = True  # no file that is known speaks against the pack, and the kernel is sound
    complete: bool = True  # all hotfix keys could be read: what has none was not installed by setup
    edition: str | None = None  # "Workstation", "Server", "Server, domain controller"
    suites: tuple[str, ...] = ()  # as written: "Terminal Server", "Enterprise"
    pack_text: str | None = None  # as written, where it says more than the pack: "Service Pack 6, RC 1.3"
    hives: tuple[str, ...] = ()  # the paths of those that were gone by
    remarks: tuple[str, ...] = ()  # what is odd about them, in words

    @property
    def installed(self) -> frozenset[str]:
        """Every article that either speaks for."""
        return self.hotfixes | self.uninstalls


class System(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One installation: what its booting kernel is, and its files, that kernel among them."""

    build: Build
    files: tuple[Identified, ...]
    claims: Claims | None = None
    hal: str = HAL  # the name under which its HAL lies: boot.ini may name another

    @property
    def knows_hotfixes(self) -> bool:
        """Could all hotfix keys be read, so that what has none was not installed by setup?"""
        return self.claims is not None and self.claims.complete

    def on(self, pack: str) -> "System":
        """The same system, if a sound registry named that pack and no hotfix."""
        supposed = self._supposed.get(pack)
        if supposed is None:
            supposed = msgspec.structs.replace(self, claims=Claims(pack=pack))
            supposed.__dict__.update(self.__dict__)  # what is worked out from the files alone holds for it, too
            self._supposed[pack] = supposed
        return supposed

    @cached_property
    def _supposed(self) -> dict[str, "System"]:
        return {}

    @cached_property
    def kernels(self) -> tuple[Identified, ...]:
        """The kernel that boots. Others may lie beside it, left there by setup or by hand."""
        return tuple(file for file in self.files if file.build.kernel and file.build == self.build)

    @cached_property
    def running(self) -> tuple[Identified, ...]:
        """The files that run, by their paths: no kernel that does not boot, no HAL beside the one in use."""

        def runs(file: Identified) -> bool:
            if file.build.kernel:
                return file in self.kernels
            return not self.has_hal or file.facts.plain_name == self.hal or not is_hal(file.facts.plain_name)

        return tuple(sorted(filter(runs, self.files), key=lambda file: file.facts.path))

    @cached_property
    def has_hal(self) -> bool:
        """Is the one HAL it has among its files?"""
        return any(file.facts.plain_name == self.hal for file in self.files)

    def named(self, name: str) -> tuple[Identified, ...]:
        """The running files that go by a name, as far as names can be believed.

        A kernel goes by every kernel's name, since setup renames it, and by no other; the HAL goes by the name inside,
        and one that gives itself none could be any.
        """
        return tuple(self._by_name.get(name, ()))

    @cached_property
    def _by_name(self) -> dict[str, list[Identified]]:
        found: defaultdict[str, list[Identified]] = defaultdict(list)
        for file in self.running:
            own = file.facts.plain_name
            names = {*file.facts.names_inside} if own == self.hal else {own}
            for name in KERNEL_NAMES if file.build.kernel else names - KERNEL_NAMES.keys():
                found[name].append(file)
        return found
