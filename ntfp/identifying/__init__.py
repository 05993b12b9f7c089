"""Identifying: facts and known builds in, a `Build` with its evidence out.

Each module answers one question, and each answer brings its ground: what was
seen, and whether that is certain or likely. Where grounds disagree the
stronger one is taken and the disagreement becomes a remark; where there is
none, nothing is said.

No file is opened here and no verdict is given: this is *which NT is it*, and
what is fixed in it is `ntfp.judging`'s question.
"""

from ntfp.facts.build import Branch, Build, Known
from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity
from ntfp.identifying.branch import find_branch
from ntfp.identifying.contradictions import contradicts_itself, remark_on_versions
from ntfp.identifying.flavour import find_checked, find_flavour, remark_on_name
from ntfp.identifying.language import find_language
from ntfp.identifying.listed import Listed, find_listed
from ntfp.identifying.owner import find_owner, is_kernel
from ntfp.identifying.place import Place, find_place
from ntfp.identifying.saying import Saying


def identify(facts: FileFacts, known: Known) -> Build:
    """Which build the file is of, as far as it can be told from the file alone."""
    unsound = facts.has(Oddity.CHECKSUM_WRONG, Oddity.TOO_LARGE, Oddity.TRUNCATED)
    saying = Saying(in_doubt=unsound or contradicts_itself(facts))
    kernel = is_kernel(facts, saying)
    foreign = find_owner(facts, known, kernel, saying)
    branch, place = Branch.OTHER, Place()
    if not foreign:
        branch = find_branch(facts, known, kernel, saying)
        place = find_place(facts, known, branch, kernel, saying)
    flavour = checked = None
    if kernel and not foreign:
        flavour = find_flavour(facts, place, saying)
        checked = find_checked(facts, saying)
        remark_on_name(facts, flavour, saying)
        remark_on_versions(facts, saying)
    line, language = known.line(branch), find_language(facts, saying)
    listed = Listed()
    if kernel and not foreign and not place.release:  # a release's neighbours may hold fixes it lacks
        listed = find_listed(facts, known, branch, flavour, language, saying)
    return Build(
        kernel=kernel,
        branch=branch,
        title=line.title if line else None,
        version=facts.version,
        platform=facts.platform,
        flavour=flavour,
        checked=checked,
        language=language,
        foreign=foreign,
        packs=place.packs,
        release=place.release,
        after=place.after,
        before=place.before,
        scale=place.scale,
        listed=listed.kernel,
        listed_after=listed.after,
        listed_before=listed.before,
        evidence=tuple(saying.grounds),
        remarks=tuple(dict.fromkeys((*facts.remarks, *saying.remarks))),
    )
