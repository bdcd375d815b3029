"""The window's words for what a diagnosis found."""

from PyQt5.QtCore import QObject

from app.wording import number
from index.remarks import Finding, Remark


class FindingWords(QObject):
    """The sentences of index/remarks.py in the language of now."""

    def sentence(self, remark: Remark) -> str:
        """What was found, with its numbers."""
        numbers = {name: number(value) for name, value in remark.numbers.items()}
        return self.template(remark.finding).format(**numbers)

    def template(self, finding: Finding) -> str:
        """The sentence with places for numbers; in English the very one that the commands print."""
        return {
            Finding.NOTHING: self.tr(
                "There is nothing to look at yet: that takes two different pictures at least."
            ),
            Finding.ON_CODES: self.tr(
                "A search compares codes and does not depend on buckets: these find pictures only where the paper's way"
                " is asked for, and count in how many tables a match meets the query."
            ),
            Finding.TOO_FEW_PICTURES: self.tr(
                "With {pictures} different pictures, chance alone moves these numbers far."
                " From {needed} on they tell something."
            ),
            Finding.EVEN: self.tr(
                "Good: {even} of {bits} bits are set in 40 to 60 of 100 pictures,"
                " so most tell pictures apart as well as a bit can."
            ),
            Finding.UNEVEN: self.tr(
                "Could be better: {uneven} of {bits} bits are set in fewer than 40 or more than 60 of 100 pictures,"
                " and tell less than they could."
            ),
            Finding.INDEPENDENT: self.tr(
                "Good: in every block, pairs of bits are set together about as often as chance would have it,"
                " so hardly any bit repeats another."
            ),
            Finding.DEPENDENT: self.tr(
                "Could be better: in {beyond} of {blocks} blocks, pairs of bits are set together clearly more or less"
                " often than in the quarter of the pictures (m/4) that chance gives, so some bits repeat others. Good"
                " is a mean within {mean} % of m/4 and a deviation below {deviation} %."
            ),
            Finding.SPREAD: self.tr(
                "Good: a query's buckets hold {own} % of the catalogue, {opened} % with the neighbouring buckets opened"
                " as well. The fullest holds {largest} pictures; {empty} % are empty."
            ),
            Finding.CROWDED: self.tr(
                "Could be better: a query's buckets hold {own} % of the catalogue, {opened} % with the neighbouring"
                " buckets opened as well, so they save little. The fullest holds {largest} pictures;"
                " {empty} % are empty."
            ),
            Finding.TOO_FEW_NEIGHBOURS: self.tr(
                "Among the pictures looked at, only {pairs} pairs are at most {degrees}° apart: too few to tell."
            ),
            Finding.AS_EXPECTED: self.tr(
                "Good, as theory has it: a query's buckets hold {measured} % of the pictures at most {degrees}° from"
                " it; eq. 8 expects {expected} %. With the neighbouring buckets it is {opened} %."
            ),
            Finding.LESS_THAN_EXPECTED: self.tr(
                "Could be better: a query's buckets hold {measured} % of the pictures at most {degrees}° from it; eq. 8"
                " expects {expected} %. With the neighbouring buckets it is {opened} %."
            ),
        }[finding]
