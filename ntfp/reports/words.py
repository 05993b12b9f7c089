"""Words for verdicts: what people read in the place of the names programs rely on."""

from ntfp.facts.verdict import Finding, Reason, Step, Verdict

_WORDS = {
    Reason.RELEASE: "this release lacks it",
    Reason.VERSION: "an older version",
    Reason.VERY_FILE: "the very file of the fix",
    Reason.CERTAINLY_LATER: "certainly a later build",
    Reason.CERTAINLY_EARLIER: "certainly an earlier build",
    Reason.LATER_LINK: "linked after the fix",
    Reason.OTHER_BUILD: "an earlier known build",
    Reason.EARLIER_LINK: "linked before the fix",
    Reason.PARTLY_INSTALLED: "installed in part",
    Reason.PACK: "its pack has it",
    Reason.PACK_TOO_OLD: "its pack lacks it",
    Reason.CONTENTS: "not all of it is here",
    Reason.INSTALLED: "said to be installed",
    Reason.BRANCH: "not about this Windows",
    Reason.PLATFORM: "not about this processor",
    Reason.WINDOW: "only others have the problem",
    Reason.LANGUAGE: "not about this language",
    Reason.BRANCH_UNKNOWN: "which Windows is unknown",
    Reason.NO_ROW: "no file listed for this one",
    Reason.FILE_ABSENT: "no file of it to read here",
    Reason.FILE_DAMAGED: "its file is damaged",
    Reason.RELEASE_WITHOUT_CLAIM: "no word about this release",
    Reason.SAME_VERSION: "same version, no more known",
    Reason.SAME_SIZE_OTHER_DATE: "same size, another date",
    Reason.DATE_IN_DOUBT: "the printed date is in doubt",
    Reason.NO_COMMON_ATTRIBUTE: "nothing to compare",
    Reason.UNRECORDED_RELEASE: "may be a pack's own file",
    Reason.NUMBERS_CROSS: "version and date disagree",
    Reason.EVIDENCE_DISAGREES: "the file contradicts itself",
    Reason.OTHER_BRANCH: "a file of another Windows",
    Reason.FLAVOUR_UNKNOWN: "uni- or multiprocessor?",
    Reason.VARIANT_UNKNOWN: "which variant is unknown",
    Reason.PACK_RANGE: "which pack is unknown",
    Reason.PACK_UNNUMBERED: "in a pack without a number",
    Reason.NO_CLAIM: "no file, no pack named",
    Reason.CLAIMS_DISAGREE: "two statements disagree",
    Reason.HOTFIX_ONLY: "only a hotfix has it",
    Reason.ROLLUP_UNLISTED: "a roll-up does not list it",
    Reason.REGISTRY_DISAGREES: "the registry disagrees",
}
# Two verdicts share these names.
_WORDS_IF_FIXED = {
    Reason.RELEASE: "this release has it",
    Reason.VERSION: "a newer version",
    Reason.OTHER_BUILD: "a later known build",
}

QUESTIONS = {
    Step.APPLIES: "does it apply?",
    Step.RELEASE: "is it a release's file?",
    Step.VERSION: "is its version newer or older?",
    Step.VERY_FILE: "is it the very file?",
    Step.CERTAINLY_LATER: "is it certainly later?",
    Step.CERTAINLY_EARLIER: "is it certainly earlier?",
    Step.LATER_LINK: "was it linked later?",
    Step.OTHER_BUILD: "is it another known build?",
    Step.EARLIER_LINK: "was it linked earlier?",
    Step.UNDECIDED: "what is left",
    Step.PACK: "what does its pack say?",
    Step.RANGE: "what do the packs it can be on say?",
    Step.REGISTRY: "what does the registry say?",
    Step.CONTENTS: "what of the fixes it contains?",
}


def reason_in_words(finding: Finding) -> str:
    """Why, in a few words that hold for this verdict."""
    if finding.verdict is Verdict.FIXED and finding.reason in _WORDS_IF_FIXED:
        return _WORDS_IF_FIXED[finding.reason]
    return _WORDS[finding.reason]


def verdict_in_words(verdict: Verdict) -> str:
    return verdict.replace("-", " ")
