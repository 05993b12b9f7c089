"""Builds in words: whose a kernel is, where among the releases it stands, and which articles list it."""

from ntfp.facts.build import Build, Confidence, KnownBuild, pack_title
from ntfp.reports.page import Page

_LONGEST_OWNER = 40  # what a file says of itself can be of any length
_MOST_ARTICLES = 3  # as many as one takes in


def who(build: Build, machine: str, page: Page) -> list[str]:
    """Whose it is, and for which machine, in words."""
    owner = f"{page.shortened(build.foreign, _LONGEST_OWNER)}, no Windows" if build.foreign else ""
    owner = owner or page.shortened(_branch(build), _LONGEST_OWNER)
    words = [owner, machine]
    if build.flavour:
        words.append(build.flavour.words)
    elif not build.foreign:
        words.append("uni- or multiprocessor unknown")
    if build.checked is not None:
        words.append("checked" if build.checked else "free")
    words.append(build.language or "language unknown")
    return words


def _branch(build: Build) -> str:
    if build.title:
        return build.title
    return "no Windows known here" if build.version else "no Windows that can be told"


def place(build: Build) -> str:
    """Which release a kernel is, or the packs it can be on."""
    if build.release:
        sure = build.confidence_in("release") is Confidence.CERTAIN
        others = ", ".join(pack_title(pack) for pack in build.packs if pack not in build.release.packs)
        unrecorded = f"; nobody recorded that of {others}" if others else ""
        return f"{'this is' if sure else 'likely'} the kernel of {build.release.title}{unrecorded}"
    if not build.packs:
        return "no pack can be told"
    neighbours = _neighbours(build)
    return f"likely on {_range(build.packs)}{': ' if neighbours else ''}{neighbours}"


def listed(build: Build) -> str:
    """Which articles list a kernel, or between whose kernels it was linked; nothing where none is near."""
    if build.listed:
        sure = build.confidence_in("listed") is Confidence.CERTAIN
        return f"{'this is' if sure else 'likely'} the kernel of {articles_in_words(build.listed.articles)}"
    sides = (("after", build.listed_after), ("before", build.listed_before))
    words: list[str] = []
    for side, kernel in sides:
        if kernel:
            sure = build.confidence_in(f"listed_{side}") is Confidence.CERTAIN
            whose = f"{articles_in_words(kernel.articles)}'s{'' if words else ' kernel'}"
            words.append(f"{'' if sure else 'likely '}{'' if words else 'linked '}{side} {whose}")
    return ", ".join(words)


def articles_in_words(articles: tuple[str, ...]) -> str:
    """All of them, or the first few; JSON has the rest."""
    named, others = articles[:_MOST_ARTICLES], len(articles[_MOST_ARTICLES:])
    return "/".join(named) + (f" and {others} more" if others else "")


def _neighbours(build: Build) -> str:
    after, before = build.after, build.before
    if after and before and after.version != build.version:
        return f"between {_known(after)} and {_known(before)}"
    words = [f"before {_known(before)}"] if before else []
    if after and after.version != build.version:
        words.insert(0, f"after {_known(after)}")
    elif after:
        words.insert(0, f"the version of {after.title}" if after.packs else f"a version known from {after.source}")
    return ", ".join(words)


def _known(known: KnownBuild) -> str:
    if not known.packs or not known.version:
        return known.title
    return f"{known.title} ({known.version})".replace(") (", ", ")  # the title may end in one, too


def _range(packs: tuple[str, ...]) -> str:
    first, last = pack_title(packs[0]), pack_title(packs[-1])
    if len(packs) == 1:
        return first
    return f"{first} or {last}" if len(packs) == 2 else f"one of {first} to {last}"
