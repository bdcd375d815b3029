"""What a diagnosis of the index may say, in sentences with places for its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """A kind of finding; its value names it, its sentence has places for numbers."""

    NOTHING = "nothing"
    TOO_FEW_PICTURES = "too-few-pictures"
    EVEN = "even"
    UNEVEN = "uneven"
    INDEPENDENT = "independent"
    DEPENDENT = "dependent"
    SPREAD = "spread"
    CROWDED = "crowded"
    TOO_FEW_NEIGHBOURS = "too-few-neighbours"
    AS_EXPECTED = "as-expected"
    LESS_THAN_EXPECTED = "less-than-expected"
    ON_CODES = "on-codes"

    @property
    def sentence(self) -> str:
        """What it means, in English, with places for the numbers of a `Remark`."""
        return _SENTENCES[self]


@dataclass(frozen=True)
class Remark:
    """A finding with the numbers that belong into its sentence, by the names of their places."""

    finding: Finding
    numbers: Mapping[str, int]

    @property
    def text(self) -> str:
        """The English sentence."""
        return self.finding.sentence.format(**self.numbers)


_SENTENCES = {
    Finding.NOTHING: "There is nothing to look at yet: that takes two different pictures at least.",
    Finding.ON_CODES: (
        "A search compares codes and does not depend on buckets: these find pictures only where the paper's way is"
        " asked for, and count in how many tables a match meets the query."
    ),
    Finding.TOO_FEW_PICTURES: (
        "With {pictures} different pictures, chance alone moves these numbers far."
        " From {needed} on they tell something."
    ),
    Finding.EVEN: (
        "Good: {even} of {bits} bits are set in 40 to 60 of 100 pictures,"
        " so most tell pictures apart as well as a bit can."
    ),
    Finding.UNEVEN: (
        "Could be better: {uneven} of {bits} bits are set in fewer than 40 or more than 60 of 100 pictures,"
        " and tell less than they could."
    ),
    Finding.INDEPENDENT: (
        "Good: in every block, pairs of bits are set together about as often as chance would have it,"
        " so hardly any bit repeats another."
    ),
    Finding.DEPENDENT: (
        "Could be better: in {beyond} of {blocks} blocks, pairs of bits are set together clearly more or less often"
        " than in the quarter of the pictures (m/4) that chance gives, so some bits repeat others. Good is a mean"
        " within {mean} % of m/4 and a deviation below {deviation} %."
    ),
    Finding.SPREAD: (
        "Good: a query's buckets hold {own} % of the catalogue, {opened} % with the neighbouring buckets opened"
        " as well. The fullest holds {largest} pictures; {empty} % are empty."
    ),
    Finding.CROWDED: (
        "Could be better: a query's buckets hold {own} % of the catalogue, {opened} % with the neighbouring buckets"
        " opened as well, so they save little. The fullest holds {largest} pictures; {empty} % are empty."
    ),
    Finding.TOO_FEW_NEIGHBOURS: (
        "Among the pictures looked at, only {pairs} pairs are at most {degrees}° apart: too few to tell."
    ),
    Finding.AS_EXPECTED: (
        "Good, as theory has it: a query's buckets hold {measured} % of the pictures at most {degrees}° from it; eq. 8"
        " expects {expected} %. With the neighbouring buckets it is {opened} %."
    ),
    Finding.LESS_THAN_EXPECTED: (
        "Could be better: a query's buckets hold {measured} % of the pictures at most {degrees}° from it; eq. 8 expects"
        " {expected} %. With the neighbouring buckets it is {opened} %."
    ),
}
