"""Applying: does the article concern this system at all?

Editions and components are shown and never gate: a kernel fix made for
clusters is in the kernel, cluster or not.
"""

from datetime import UTC, datetime, time, timedelta

from ntfp.facts.build import Confidence, pack_title
from ntfp.facts.signature import Signature, Window
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Reason, Step, Verdict
from ntfp.judging.history import History, rows_by_branch
from ntfp.judging.registry import denies_kernel, packs_of

_DAY = timedelta(days=1)


def does_not_apply(signature: Signature, system: System, history: History) -> tuple[Evidence, Reason] | None:
    """The first reason why it does not, with how sure that is."""
    for ask in (_branch, _platform, _window, _language):
        found = ask(signature, system, history)
        if found:
            return found
    return None


def _branch(signature: Signature, system: System, _: History) -> tuple[Evidence, Reason] | None:
    """A branch that no bullet, table or claim of the article names."""
    branch = system.build.branch
    if branch in signature.branches:
        return None
    wanted = ", ".join(sorted(signature.branches))
    sure = system.build.confidence_in("branch")
    because = f"no bullet, table or statement of the article is about {branch}"
    return _evidence(signature, because, sure, wanted=wanted, found=str(branch)), Reason.BRANCH


def _platform(signature: Signature, system: System, _: History) -> tuple[Evidence, Reason] | None:
    """A platform that its hardware line leaves out, and no row is for."""
    platform, branch = system.build.platform, system.build.branch
    if platform is None or not signature.hardware or platform in signature.hardware:
        return None
    if any(row.platform is platform and of is branch for _, row, of in rows_by_branch(signature)):
        return None
    wanted = ", ".join(signature.hardware)
    because = f"its hardware line names {wanted} alone, and no row is for {platform}"
    return _evidence(signature, because, Confidence.LIKELY, wanted=wanted, found=str(platform)), Reason.PLATFORM


def _window(signature: Signature, system: System, history: History) -> tuple[Evidence, Reason] | None:
    """A reviewed window of packs or of kernel dates that the system lies outside of."""
    windows = [window for window in signature.affects if window.branch is system.build.branch and window.reviewed]
    outside = [_outside(window, system, history) for window in windows]
    said = [answer for answer in outside if answer]
    if not windows or len(said) < len(windows):
        return None
    because, sure, found = min(said, key=lambda one: (one[1] is not Confidence.CERTAIN, one))  # in whatever order
    wanted = "; ".join(map(_window_words, windows))
    return _evidence(signature, because, sure, wanted=wanted, found=found), Reason.WINDOW


def _outside(window: Window, system: System, history: History) -> tuple[str, Confidence, str] | None:
    """Is the system certainly outside of it? A range that touches it is not."""
    if denies_kernel(system, history):
        return None
    packs, sure = packs_of(system, history)
    line = history.lines.get(window.branch)
    places = line.places(packs) if line else []
    if line and places:
        first = min(line.places((window.first,)), default=0)
        last = max(line.places((window.last,)), default=len(line.packs) - 1)
        found = "/".join(map(pack_title, packs))
        if max(places) < first or min(places) > last:
            return f"the problem is in {_window_words(window)} alone", sure, found
    if window.kernel_from is None:
        return None
    from_ = datetime.combine(window.kernel_from, time(), UTC) - _DAY
    links = [history.link_of(kernel.facts, window.branch) for kernel in system.kernels]
    if links and all(link is not None and link < from_ for link in links):
        return f"the problem is in {_window_words(window)} alone", Confidence.LIKELY, f"linked {links[0]:%Y-%m-%d}"
    return None


def _window_words(window: Window) -> str:
    if window.kernel_from:
        return f"kernels of {window.kernel_from} or later"
    first, last = (pack_title(pack) if pack else "" for pack in (window.first, window.last))
    return f"{first} to {last}" if first and last else f"{first} and later" if first else f"{last} and earlier"


def _language(signature: Signature, system: System, _: History) -> tuple[Evidence, Reason] | None:
    """A problem of some languages, on a system that is known to be in others."""
    if not signature.languages:
        return None
    found = {file.build.language for file in system.files if file.build.language and not file.build.foreign}
    if system.build.language:
        found.add(system.build.language)
    if not found or found & set(signature.languages):
        return None
    wanted, spoken = ", ".join(signature.languages), ", ".join(sorted(found))
    because = f"only systems in {wanted} have the problem, and the files here are in {spoken}"
    return _evidence(signature, because, Confidence.LIKELY, wanted=wanted, found=spoken), Reason.LANGUAGE


def _evidence(signature: Signature, because: str, sure: Confidence, *, wanted: str, found: str) -> Evidence:
    return Evidence(
        step=Step.APPLIES,
        because=because,
        wanted=wanted,
        found=found,
        vote=Verdict.NOT_APPLICABLE,
        confidence=sure,
        kb=signature.kb,
        line=signature.applies_to[0].line if signature.applies_to else None,
    )
