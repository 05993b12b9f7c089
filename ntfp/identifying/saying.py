"""What is said while a file is identified: grounds and remarks, in the order they came up."""

from ntfp.facts.build import Confidence, Ground
from ntfp.facts.remark import Oddity, Remark


class Saying:
    """Collects; decides nothing."""

    def __init__(self) -> None:
        self.grounds: list[Ground] = []
        self.remarks: list[Remark] = []

    def certain(self, statement: str, because: str) -> None:
        self.grounds.append(Ground(statement, because))

    def likely(self, statement: str, because: str) -> None:
        self.grounds.append(Ground(statement, because, Confidence.LIKELY))

    def remark(self, oddity: Oddity, detail: str) -> None:
        self.remarks.append(Remark(oddity, detail))
