"""Packs: what is left to go by where no file can tell.

With a registry the pack it names is held against the claims; without one, the
packs the kernel can belong to, and then all is only likely. A fix made after
the last pack is in no pack: only a hotfix carries it, and the registry would
know of that.
"""

from ntfp.facts.build import KERNEL_NAMES, Confidence, pack_title
from ntfp.facts.report import Identified
from ntfp.facts.signature import Signature
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Reason, Step, Verdict
from ntfp.judging.case import Answer
from ntfp.judging.claims import Claimed, pack_titles
from ntfp.judging.history import History, rows_by_branch
from ntfp.judging.printed import days
from ntfp.judging.registry import denies_kernel, installed, named_pack, other_rollups, packs_of
from ntfp.judging.weighing import SUSPECT, Weighed

LIKELY = Confidence.LIKELY
# No file was compared. Of one that was and did not tell, a pack may say that it is fixed, never that it is not.
_NOT_COMPARED = frozenset({Reason.NO_ROW, Reason.NO_CLAIM, Reason.FILE_ABSENT})
# Compared, and no pack's own file: where it does not tell, a hotfix key may.
_OPEN = frozenset(
    {
        Reason.SAME_VERSION,
        Reason.SAME_SIZE_OTHER_DATE,
        Reason.DATE_IN_DOUBT,
        Reason.NO_COMMON_ATTRIBUTE,
    }
)
_WHY = {
    Reason.PACK_RANGE: "the kernel belongs to packs with the fix and to packs without it",
    Reason.PACK_UNNUMBERED: "the fix is in the latest service pack, and the article does not say which that was",
    Reason.CLAIMS_DISAGREE: "one statement says that this pack has it, another that it does not",
}


def weigh_packs(signature: Signature, system: System, history: History, files: Weighed) -> Weighed:
    """The verdict of the packs, or the files' own reason to say nothing."""
    asked = _Packs(signature, system, history, files)
    answer = asked.answer
    if isinstance(answer, Answer) and answer.vote is Verdict.FIXED:
        return asked.fixed(answer)
    # A file that is in several packs says no more than a registry that names one of them.
    by_pack = files.reason in _NOT_COMPARED or (files.reason is Reason.PACK_RANGE and asked.step is Step.PACK)
    told = asked.by_registry(answer) if by_pack or files.reason in _OPEN else None
    if told:
        return told
    if answer is None or not by_pack:
        return files
    if isinstance(answer, Reason):
        return asked.said(answer, asked.step, _WHY[answer])
    if asked.claimed.after_last and not asked.claimed.numbered:
        silent = asked.only_a_hotfix()
        if silent:
            return silent
    if asked.may_be_a_hotfix:
        return files
    return asked.said(Reason.PACK_TOO_OLD, asked.step, answer.because, Verdict.UNFIXED, LIKELY)


class _Packs:
    """One article, and the packs one system can be on."""

    def __init__(self, signature: Signature, system: System, history: History, files: Weighed) -> None:
        self.signature, self.system, self.history, self.files = signature, system, history, files
        self.claimed = Claimed(signature, system.build.branch, history)
        self.step = Step.PACK if named_pack(system, history) else Step.RANGE
        self.packs, self.sure = packs_of(system, history)
        self.rows = tuple(row for _, row, branch in rows_by_branch(signature) if branch is system.build.branch)

    @property
    def answer(self) -> Answer | Reason | None:
        """What the claims say of its packs; where registry and kernel name different ones, what they say of both."""
        answer = self.claimed.about(self.packs)
        if not denies_kernel(self.system, self.history):
            return answer
        kernels = self.claimed.about(self.system.build.packs)
        if isinstance(answer, Answer) and isinstance(kernels, Answer) and answer.vote is kernels.vote:
            return Answer(answer.vote, LIKELY, answer.because)
        return answer if answer is kernels else Reason.REGISTRY_DISAGREES

    def by_registry(self, answer: Answer | Reason | None) -> Weighed | None:
        """What the registry says of the fix itself; one that denies the kernel is another system's, or was changed."""
        key = installed(self.signature.kb, self.system, self.history)
        if not self.files.silent <= _NOT_COMPARED | _OPEN:
            key = None  # one of the files is a pack's own, or told by half: a pack put on again takes fixes back
        if answer is Reason.REGISTRY_DISAGREES or (key and denies_kernel(self.system, self.history)):
            kernels = pack_titles(self.system.build.packs)
            because = f"the registry says {pack_titles(self.packs)}, the kernel is of {kernels}"
            return self.said(Reason.REGISTRY_DISAGREES, Step.REGISTRY, because)
        return self.said(Reason.INSTALLED, Step.REGISTRY, key, Verdict.FIXED, LIKELY) if key else None

    def fixed(self, answer: Answer) -> Weighed:
        """A pack says fixed; so it is, unless a file speaks against it, or the kernel whose packs these are."""
        if self.files.silent & SUSPECT:
            return self.files
        damaged = [kernel.facts.damage for kernel in self.system.kernels if kernel.facts.damage]
        if self.step is Step.RANGE and damaged:
            return self.said(Reason.FILE_DAMAGED, Step.RANGE, f"{answer.because}; but of the kernel: {damaged[0]}")
        whole_branch = {claim.pack for claim in self.claimed.numbered} == {"0"}
        if self.claimed.is_younger_than_its_packs and not whole_branch:
            because = f"{answer.because}; but its files are dated after that pack was finished"
            return self.said(Reason.CLAIMS_DISAGREE, self.step, because)
        by_registry = answer.confidence.at_most(self.sure) if self.step is Step.PACK else LIKELY
        sure = answer.confidence if whole_branch else by_registry
        sure = sure.at_most(self.system.build.confidence_in("branch"))
        if any(piece.wanted for piece in self.files.evidence) or self._has_an_older_file:
            sure = LIKELY  # the files it lists are not here, or did not tell, or are of before
        reason = Reason.RELEASE if whole_branch else Reason.PACK
        return self.said(reason, self.step, answer.because, Verdict.FIXED, sure)

    @property
    def _has_an_older_file(self) -> bool:
        """Was a file that it is about linked before the pack before the one with the fix was finished?"""
        branch, order = self.system.build.branch, self.claimed.order
        first = min((order.index(claim.pack) for claim in self.claimed.numbered), default=0)
        finished = [day for pack in order[:first] if (day := self.history.finished.get((branch, pack)))]
        if not finished:
            return False
        names = self.signature.files.union(self.signature.carriers)
        links = (self.history.link_of(file.facts, branch) for name in names for file in self.system.named(name))
        return any(link is not None and link.date() < finished[-1] for link in links)

    def only_a_hotfix(self) -> Weighed | None:
        """Why the pack cannot say that a fix made after the last one is missing, or `None` where it can."""
        if not self.system.knows_hotfixes and self._lists_kernels and self._is_a_packs_kernel:
            return None  # the fix is a kernel, and this one is a pack's own
        if self.files.reason is Reason.FILE_ABSENT:
            return self.files  # its files are named and not here: what lacks them may not have the problem either
        if not self.system.knows_hotfixes:
            if self.signature.tables:
                return self.files
            because = "no pack carries it, and without a sound registry a hotfix cannot be seen"
            return self.said(Reason.HOTFIX_ONLY, Step.RANGE, because)
        rollups = other_rollups(self.signature.kb, self.system, self.history)
        if rollups and not self._is_younger_than_roll_ups:
            because = f"{', '.join(rollups)} is installed and does not list it, but its files may have it all the same"
            return self.said(Reason.ROLLUP_UNLISTED, Step.REGISTRY, because)
        return None

    @property
    def _is_younger_than_roll_ups(self) -> bool:
        """Was every file of the fix, for whichever Windows, dated after all roll-ups of the branch had their stamp?"""
        branch = self.system.build.branch
        stamps = [stamp.day for stamp in self.history.stamps if stamp.branch is branch and not stamp.packs]
        rows = [row for table in self.signature.tables for row in table.rows]
        return bool(rows and stamps) and all(row.date and min(days(row)) > max(stamps) for row in rows)

    @property
    def may_be_a_hotfix(self) -> bool:
        """Is there a file of its name in another form than its rows', as a language, and no pack's own?

        Then it may be the very fix, and the packs the kernel can belong to say nothing about that.
        """
        if self.files.reason is not Reason.NO_ROW:
            return False
        if self._lists_kernels and not self._is_a_packs_kernel:
            return True
        paths = {piece.path for piece in self.files.evidence}
        return any(
            file.facts.path in paths and not file.build.kernel and not self._is_of_the_pack(file)
            for file in self.system.files
        )

    def _is_of_the_pack(self, file: Identified) -> bool:
        """By its day, on a system whose registry knows of no hotfix that may have brought it, nor of a roll-up.

        The key of one that makes the pack is none.
        """
        claims, branch = self.system.claims, self.system.build.branch
        if claims is None or not claims.complete or self.step is not Step.PACK:
            return False
        pack = self.packs[0]
        by = self.history.lines[branch].by_hotfix.get(pack)
        makes = {by.kb} if by else set()
        if any(self.history.may_bring(kb, file.facts.plain_name) for kb in claims.installed - makes):
            return False
        if by and file.facts.plain_name not in self.history.changed.get(branch, ()):
            pack = by.base  # the file is that one's
        link, finished = self.history.link_of(file.facts, branch), self.history.finished.get((branch, pack))
        return bool(link and finished and link.date() <= finished)

    @property
    def _lists_kernels(self) -> bool:
        return any(row.file in KERNEL_NAMES for row in self.rows)

    @property
    def _is_a_packs_kernel(self) -> bool:
        build = self.system.build
        name = next((name for name, flavour in KERNEL_NAMES.items() if flavour is build.flavour), "")
        links = [self.history.link_of(kernel.facts, build.branch) for kernel in self.system.kernels]
        return bool(
            (build.release and build.release.packs)
            or self.history.packs_by_number(
                build.branch, name, build.platform, build.version, links[0] if links else None
            )
        )

    def said(
        self,
        reason: Reason,
        step: Step,
        because: str,
        vote: Verdict | None = None,
        sure: Confidence | None = None,
    ) -> Weighed:
        """All of it as one result, behind what the files said."""
        claim = self.claimed.first
        who = "the kernel is of" if step is Step.RANGE else "the registry says"
        piece = Evidence(
            step=step,
            because=because,
            wanted=claim.title if claim else None,
            found=f"{who} {' or '.join(map(pack_title, self.packs))}" if self.packs else None,
            vote=vote,
            confidence=sure,
            kb=(claim.article if claim else None) or self.signature.kb,
            line=claim.line if claim else None,
        )
        return Weighed(vote, reason, sure, (*self.files.evidence, piece))
