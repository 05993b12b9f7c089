"""What is said while a file is identified: grounds and remarks, in the order they came up."""

from ntfp.facts.build import Confidence, Ground
from ntfp.facts.remark import Oddity, Remark


class Saying:
    """Collects; decides nothing but this: of a file in doubt nothing is certain."""

    def __init__(self, *, in_doubt: bool = False) -> None:
        self.grounds: list[Ground] = []
        self.remarks: list[Remark] = []
        self._best = Confidence.LIKELY if in_doubt else Confidence.CERTAIN

    def say(self, statement: str, because: str, confidence: Confidence) -> None:
        self.grounds.append(Ground(statement, because, confidence.at_most(self._best)))

    def certain(self, statement: str, because: str) -> None:
        self.say(statement, because, Confidence.CERTAIN)

    def likely(self, statement: str, because: str) -> None:
        self.say(statement, because, Confidence.LIKELY)

    def remark(self, oddity: Oddity, detail: str) -> None:
        self.remarks.append(Remark(oddity, detail))
