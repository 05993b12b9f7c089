"""Variations for the rows of the full data, where those of `variations` know only the branches of kernels.

What is long before or long after is so by the row's own day. None: there is nothing to vary.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from tests.judging import variations as v
from tests.judging.matrix.rows import Printed, next_to, rows_of
from tests.judging.systems import KNOWN
from tests.judging.variations import Recipe, Subject, Variation

_LONG, _CLEARLY = timedelta(days=400), timedelta(days=3)
_BORN = {line.branch: line.lived[0] for line in KNOWN.lines}


def of_a_day(vary: Variation) -> Variation:
    """Only of a row whose day is printed and can be read in one way."""

    def then(subject: Subject) -> Recipe | None:
        return vary(subject) if subject.row.date and subject.row.date_doubt is None else None

    return then


def shifted(*, bytes_more: int = 0, dated: bool = False, **shift: float) -> Variation:
    """Linked before or after the printed day, of the same size or another, with the printed file time or a copy's."""
    vary = v.with_size(v.shifted(**shift), bytes_more)
    return of_a_day(v.dated(vary) if dated else vary)


def link_lost(*, bytes_more: int = 0, **shift: float) -> Variation:
    """Without a link time, and of a file time before or after the printed one."""
    return of_a_day(v.dated(v.with_size(v.link_lost, bytes_more), **shift))


def other_version(step: int, *, days: float = 0, bytes_more: int = 0) -> Variation:
    """A version older or newer than printed, alone or with a day and a size to go with it."""

    def vary(subject: Subject) -> Recipe | None:
        if subject.row.version is None or not subject.row.version.words()[1]:
            return None  # 0.3.0.0 has no number before it that is of the same product
        recipe = v.very(subject)
        link = subject.moment() + timedelta(days=days)
        version = next_to(subject.row.version, step)
        return replace(recipe, version=version, link=link, size=recipe.size + bytes_more)

    return vary


def version_without_link(step: int) -> Variation:
    """A version older or newer than printed, and nothing else to go by."""

    def vary(subject: Subject) -> Recipe | None:
        if subject.row.version is None or not subject.row.version.words()[1]:
            return None
        recipe = v.very(subject)
        return replace(recipe, version=next_to(subject.row.version, step), link=None, size=recipe.size + 512)

    return vary


def neighbour(subject: Subject, *, after: bool) -> Recipe | None:
    """The build of another size that another article lists three days or more before or after, numbered alike."""
    version = subject.row.version
    if subject.row.date is None:
        return None
    days = [subject.moment(), subject.moment(subject.row.date_doubt)]
    least = 2_048 if subject.row.size_kb else 0  # a size in KB is no count of bytes
    others = [
        other
        for other in rows_of(subject.row.file, subject.branch, subject.platform, numbered=version is not None)
        if abs(other.size() - subject.size()) > least and _is_in_order(other.row.version, version, after=after)
    ]
    if after:
        chosen = [other for other in others if other.moment() > max(days) + _CLEARLY][:1]
    else:
        chosen = [other for other in others if other.moment() < min(days) - _CLEARLY][-1:]
    return v.very(chosen[0]) if chosen else None


def _is_in_order(theirs: FileVersion | None, mine: FileVersion | None, *, after: bool) -> bool:
    """Is it a number of the same product, above or below?"""
    if theirs is None or mine is None:
        return theirs is mine
    same = (theirs.major, theirs.minor, theirs.build) == (mine.major, mine.minor, mine.build)
    return same and (theirs > mine if after else theirs < mine)


def long_before(subject: Subject) -> Recipe | None:
    """Linked over a year before, or in the first days of its Windows, of another size and an older version."""
    born = datetime.combine(_BORN[subject.branch], time(12), UTC)
    link = max(subject.moment() - _LONG, born)
    printed = subject.row.version
    if subject.row.date is None or subject.moment() - link < timedelta(days=30):
        return None
    if printed and not printed.words()[1]:
        return None
    version = next_to(printed, -1) if printed else subject.number(link)
    recipe = v.very(subject)
    return replace(recipe, link=link, version=version, size=recipe.size - 20_480)


def long_after(subject: Subject) -> Recipe | None:
    """Linked over a year after, of another size and a newer version."""
    if subject.row.date is None:
        return None
    link = subject.moment() + _LONG
    printed = subject.row.version
    version = next_to(printed, 1) if printed else subject.number(link)
    recipe = v.very(subject)
    return replace(recipe, link=link, version=version, size=recipe.size + 20_480)


def long_linked(subject: Subject) -> Recipe | None:
    """Its size and its number, linked so long before that nobody waits to date a file; none before its Windows."""
    recipe = of_a_day(v.very)(subject)
    link = subject.moment() - _LONG
    return replace(recipe, link=link) if recipe and link.date() >= _BORN[subject.branch] else None


def number_alone(*, after: bool) -> Variation:
    """Without a link time, and of its number of long before or after; the row has no version."""

    def vary(subject: Subject) -> Recipe | None:
        recipe = (long_after if after else long_before)(subject)
        return replace(recipe, link=None) if recipe and subject.row.version is None else None

    return vary


def below_a_pack(subject: Subject) -> Recipe | None:
    """Without a link time, of a number below that which a pack gave the same file before the row's day."""
    if subject.row.version or subject.row.date is None:
        return None
    first = min(day for day in (subject.row.date, subject.row.date_doubt) if day)
    named = KNOWN.kernels if subject.flavour else KNOWN.modules.get(subject.row.file, ())
    numbers = [
        known.version
        for known in named
        if (known.branch, known.platform, known.flavour) == (subject.branch, subject.platform, subject.flavour)
        and known.packs
        and known.version
        and known.link
        and known.link.date() <= first
    ]
    recipe = v.very(subject)
    lower = next_to(max(numbers), -1) if numbers and max(numbers).revision else None
    return replace(recipe, version=lower, link=None, size=recipe.size - 20_480) if lower else None


def other_platform(subject: Subject) -> Recipe | None:
    """The same numbers in a file for another platform, where the row says for which it is."""
    assert isinstance(subject, Printed)
    if subject.told_platform is None:  # then it may be of any
        return None
    other = Platform.I386 if subject.platform is Platform.ALPHA else Platform.ALPHA
    return replace(v.very(subject), platform=other)


def of_branch(branch: Branch) -> Variation:
    """The row's file as it would be in another Windows: of its size, on its day, with that Windows' number."""

    def vary(subject: Subject) -> Recipe | None:
        if branch is subject.branch:
            return None
        link = max(subject.moment(), v.EARLIEST[branch])
        return replace(v.very(subject), branch=branch, link=link, version=v.number_of(branch, link))

    return vary


def intruding(branch: Branch) -> Variation:
    """Another Windows' file of the row's size and day, in the row's own system."""

    def vary(subject: Subject) -> Recipe | None:
        if branch is subject.branch or subject.flavour:
            return None
        return replace(v.very(subject), version=v.number_of(branch, max(subject.moment(), v.EARLIEST[branch])))

    return vary


def german(*, any_language: bool) -> Variation:
    """The same build in German, of a row whose table is for English files or does not say."""

    def vary(subject: Subject) -> Recipe | None:
        if (subject.table.language is None) is not any_language or subject.table.language == "de":
            return None
        return v.german(subject)

    return vary


def version_lost(*, kernel: bool) -> Variation:
    """Without a version resource, which only a kernel cannot do without."""

    def vary(subject: Subject) -> Recipe | None:
        return v.version_lost(subject) if (subject.flavour is not None) is kernel else None

    return vary


def around_doubt(place: str, *, bytes_more: int = 0) -> Variation:
    """Of a row whose date can be read in two ways: linked days before both, half way between, days behind both."""

    def vary(subject: Subject) -> Recipe | None:
        if subject.row.date_doubt is None:
            return None
        first, last = sorted([subject.moment(), subject.moment(subject.row.date_doubt)])
        links = {"before": first - _CLEARLY, "between": first + (last - first) / 2, "behind": last + _CLEARLY}
        recipe = v.very(subject)
        return replace(recipe, link=links[place], size=recipe.size + bytes_more)

    return vary
