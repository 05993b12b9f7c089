"""`ntfp demo`: the main job on a system made for the purpose.

What of such a system is on record and what is made up is said in the first
lines; the files themselves are `ntfp.testing`'s to make.
"""

import contextlib
from pathlib import Path

import click
import msgspec

from ntfp import database
from ntfp.cli.data import data_of
from ntfp.cli.helping import Command
from ntfp.cli.output import say, system_words
from ntfp.cli.scan import report
from ntfp.facts.build import Branch, Flavour, Known, KnownBuild, pack_title
from ntfp.facts.platform import Platform

PACKS = ("3", "4", "5", "6", "6a")
_SERVER, _WORKSTATION, _TERMINAL_SERVER = "server", "workstation", "tse"
_PRODUCTS = {_WORKSTATION: "WinNT", _SERVER: "ServerNT", _TERMINAL_SERVER: "ServerNT"}
_EDITIONS = {
    _WORKSTATION: "NT 4.0 Workstation",
    _SERVER: "NT 4.0 Server",
    _TERMINAL_SERVER: "NT 4.0 Server, Terminal Server Edition",
}


@click.command(
    cls=Command,
    short_help="Show the main job on a made-up NT 4.0 system.",
    codes={0: "Done; what the made-up system lacks is nobody's concern."},
    examples={
        "ntfp demo": "A server with the last service pack for NT 4.0, and the fixes it has and lacks.",
        "ntfp demo --pack 3 --platform alpha": "The same with SP3, for another processor.",
        "ntfp demo --keep disk": "Leaves the system in a new folder, to try the other commands on.",
    },
)
@click.option(
    "--keep", metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Make the system in DIR, a new or empty folder, and leave it there.",
)  # fmt: skip
@click.option("--pack", type=click.Choice(PACKS), help="Its service pack.  [default: the last there was]")
@click.option(
    "--platform", type=click.Choice(("i386", "alpha")), default="i386", show_default=True, help="Its processor."
)
@click.option("--edition", type=click.Choice(tuple(_EDITIONS)), default=_SERVER, show_default=True, help="Its edition.")
def demo(keep: Path | None, pack: str | None, platform: str, edition: str) -> int:
    """Make a synthetic Windows NT 4.0 system and say which fixes it has.

    It is a whole one: a multiprocessor kernel and its HAL, drivers and the other
    files of its service pack, registry hives, old copies. Every file in it is
    made here from bare headers and version resources; none is Microsoft's, none
    runs. The first lines, on standard error, say how much of it is on record and
    what is made up; the rest is what 'ntfp scan' says of it.
    """
    data = database.shipped()
    known = data.known
    chosen = _Chosen(_branch(edition), _pack(pack, edition, known), Platform(platform), edition)
    with contextlib.ExitStack() as stack:
        try:
            made_up = _make(chosen, data, keep, stack)
        except OSError as error:
            place = error.filename or keep or "the folder for temporary files"
            problem = f"{place}: cannot be made: {system_words(error)}"
            raise click.ClickException(f"{problem}; name a folder that can be written, with --keep") from error
        say(f"made a synthetic Windows {chosen.title}: {made_up}")
        say(f"this is a scan of it; {f'it stays in {keep}' if keep else '--keep DIR keeps the system'}")
        report(".", "table", data_of(()))
        return 0  # what is unfixed in a made-up system is nobody's concern


class _Chosen(msgspec.Struct, frozen=True):
    """Which system to make."""

    branch: Branch
    pack: str
    platform: Platform
    edition: str

    @property
    def title(self) -> str:
        return f"{_EDITIONS[self.edition]} with {pack_title(self.pack)} for {self.platform}"


def _branch(edition: str) -> Branch:
    return Branch.NT4_TSE if edition == _TERMINAL_SERVER else Branch.NT4


def _pack(pack: str | None, edition: str, known: Known) -> str:
    """The pack that was asked for, or the last one, of those that edition ever had."""
    line = known.line(_branch(edition))
    there = [one for one in PACKS if line and one in line.packs]
    if pack is None:
        return there[-1]
    if pack not in there:
        *others, last = map(pack_title, there)
        problem = f"there was no {pack_title(pack)} for Terminal Server; it had {', '.join(others)} and {last}"
        raise click.BadParameter(problem, param_hint="'--pack'")
    return pack


def _make(chosen: _Chosen, data: database.DataSet, keep: Path | None, stack: contextlib.ExitStack) -> str:
    """Make the system, and go where it is, until the stack is closed; says what of it is made up."""
    import tempfile  # lazily: it costs every other command's start 10 ms

    from ntfp.testing import Registry, make_release, system_tree

    if keep is None:
        keep = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ntfp-demo-")))
    elif keep.exists() and any(keep.iterdir()):
        raise click.BadParameter(f"{keep}: the folder is not empty", param_hint="'--keep'")
    known = data.known
    release = make_release(
        known,
        chosen.branch,
        chosen.pack,
        platform=chosen.platform,
        flavour=Flavour.MP,
        signatures=data.signatures,
    )
    line = known.line(chosen.branch)
    by = line.by_hotfix.get(chosen.pack) if line else None
    registry = Registry(
        pack=int(by.base if by else chosen.pack),
        hotfixes=(by.kb,) if by else (),
        product=_PRODUCTS[chosen.edition],
        suites=("Terminal Server",) if chosen.edition == _TERMINAL_SERVER else (),
    )
    system_tree(
        keep,
        kernel=release.kernel,
        modules=release.modules,
        stamp=release.stamp,
        registry=registry,
        kept=_kept(chosen, known),
    )
    stack.enter_context(contextlib.chdir(keep))
    return release.made_up


def _kept(chosen: _Chosen, known: Known) -> dict[str, tuple[KnownBuild, ...]]:
    """The files there were before the pack, where any are on record: the pack's setup keeps them."""
    from ntfp.testing import make_release

    if chosen.branch is not Branch.NT4 or chosen.platform is not Platform.I386:
        return {}
    before = make_release(known, chosen.branch, "0", flavour=Flavour.MP, whole=False)
    return {"$NtServicePackUninstall$": (before.kernel, *before.modules)}
