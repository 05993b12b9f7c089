"""Copies: folders of an installation that hold files of it and are not the running system.

Setup, packs and hotfixes keep what they replaced. That such a folder is there
says something; what lies in it does not run, and is not judged.
"""

import re
from collections.abc import Iterator

from ntfp.facts.verdict import Aside
from ntfp.trees.listing import Listing

_UNDONE = "$nt"  # $NtServicePackUninstall$, $NtUninstall...$: what was there before
_KEPT = {
    "repair": "setup's repair data",
    "dllcache": "setup's cache of system files",
    "servicepackfiles": "what a service pack keeps for setup",
    "$hf_mig$": "what hotfixes keep for a later service pack",
}
_SETUP = "$win_nt$."  # $WIN_NT$.~BT and .~LS, in the root: what setup copied to start itself
# Nothing behind the number: $NtUninstall..._WMP9$ is of another product, and what else is there nobody knows.
_HOTFIX = re.compile(r"\$ntuninstall(?:q|kb)(0?[1-9][0-9]{4}|[1-9][0-9]{5})\$")


def is_copy(name: str) -> bool:
    """Is a folder of this name, without case, one that setup keeps?"""
    return name in _KEPT or name.startswith((_UNDONE, _SETUP))


def aside(*places: Listing) -> Iterator[Aside]:
    """The copies that lie directly in these folders, in order of name."""
    for place in places:
        for name in sorted(filter(is_copy, place.folders)):
            yield from (Aside(path, _because(name)) for path in place.folders[name])


def uninstalls(*places: Listing) -> Iterator[str]:
    """The articles whose uninstall folder is there, each once, in order.

    Whatever is in it: people empty these folders to save room, and evidence is often collected without them. The
    folder was made when the hotfix was installed, and what takes the hotfix away takes the folder away.
    """
    names = (name for place in places for name in place.folders)
    numbers = {int(hotfix[1]) for name in names if (hotfix := _HOTFIX.fullmatch(name))}
    return (f"Q{number}" for number in sorted(numbers))


def _because(name: str) -> str:
    if hotfix := _HOTFIX.fullmatch(name):
        return f"what the hotfix Q{int(hotfix[1])} replaced"
    if name.startswith("$ntservicepackuninstall"):
        return "what a service pack replaced"
    return _KEPT.get(name, "what setup replaced" if name.startswith(_UNDONE) else "what setup started from")
