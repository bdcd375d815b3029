from dataclasses import replace

from index.evaluation.results import MethodResult
from index.evaluation.summary import summary
from index.evaluation.words import ReportLanguage, words_of
from tests.index.evaluation.samples import sample_evaluation, with_program_ahead

ENGLISH = words_of(ReportLanguage.ENGLISH)


def test_it_says_who_is_best_and_where_the_program_stands() -> None:
    said = summary(sample_evaluation(), ENGLISH)
    assert (
        "Same cut: Exact search orders the catalogue best (mAP 0.840); the program takes place 2 of 13 (mAP 0.820),"
        " and its first match is right for 82.0 % of the queries."
    ) in said.sentences


def test_a_method_that_does_better_is_named_with_where_and_whether_that_may_be_chance() -> None:
    evaluation = sample_evaluation()
    said = summary(evaluation, ENGLISH)
    assert said.verdict == "These methods do better than the program somewhere:"
    (line,) = said.better
    assert line.startswith(
        "Exact search – Same cut: R@1 84.0 % (program 82.0 %, may be chance), R@10 91.7 % ("
    )
    far = [each for each in evaluation.methods if each.method not in {"exact", "program"}]
    weaker = replace(
        evaluation.methods[0], scores=next(each.scores for each in far if each.method == "codes")
    )
    line = summary(replace(evaluation, methods=(weaker, evaluation.methods[-1])), ENGLISH).better[0]
    assert "may be chance" not in line


def test_it_says_so_when_nothing_does_better() -> None:
    said = summary(with_program_ahead(sample_evaluation()), ENGLISH)
    assert said.verdict == "No method does better than the program in any of these measures."
    assert said.better == ()
    assert any("Next comes Codes alone (mAP 0.740)." in each for each in said.sentences)


def test_an_equal_is_not_called_second() -> None:
    evaluation = with_program_ahead(sample_evaluation())
    own, codes, *others = evaluation.methods
    equal = replace(evaluation, methods=(replace(codes, scores=own.scores), own, *others))
    said = summary(equal, ENGLISH)
    assert (
        "Same cut: the program orders the catalogue best (mAP 0.820), as well as Codes alone."
        " Its first match is right for 82.0 % of the queries."
    ) in said.sentences
    assert said.better == ()


def test_a_program_alone_is_compared_with_nothing() -> None:
    evaluation = sample_evaluation()
    said = summary(replace(evaluation, methods=evaluation.methods[:1]), ENGLISH)
    assert "Same cut: mAP 0.820. The first match is right for 82.0 % of the queries." in said.sentences


def test_the_time_of_a_query_stands_beside_the_papers() -> None:
    said = summary(sample_evaluation(), ENGLISH)
    (time,) = (each for each in said.sentences if each.startswith("A query takes"))
    assert time.startswith(
        "A query takes the program 38 ms in the median, 38 ms to describe the picture and 0.4"
    )
    assert "682 ms" in time
    assert "11 methods are faster than the program, first of all wHash (13 ms)" in " ".join(said.sentences)


def test_the_papers_own_comparison_is_judged_by_the_numbers() -> None:
    evaluation = sample_evaluation()
    closing = " ".join(summary(evaluation, ENGLISH).closing)
    assert "in order of mAP: Region aggregation [20] (0.660), The paper to the letter (0.600)" in closing
    assert "does not come first here, unlike in the paper" in closing
    assert (
        "The paper's table 2, repeated: Weak supervision [21] (29 ms), The paper to the letter (29 ms) and Region"
        " aggregation [20] (32 ms) a query. Its method to the letter is not the fastest of the three here"
    ) in closing
    fewer = tuple(each for each in evaluation.methods if each.method != "weak")
    assert "unlike in the paper" not in " ".join(summary(replace(evaluation, methods=fewer), ENGLISH).closing)


def test_a_method_without_a_result_is_named_with_its_reason() -> None:
    closing = summary(sample_evaluation(), ENGLISH).closing
    assert closing[-1] == "Without a result: SIFT with VLAD (No picture has anything to match.)."


def test_a_program_without_a_result_is_said_first_of_all() -> None:
    broken = replace(sample_evaluation(), methods=(MethodResult("program", failure="The disk is full."),))
    said = summary(broken, ENGLISH)
    assert said.sentences[-1] == "The program itself gave no result: The disk is full."
    assert (said.verdict, said.better, said.closing) == ("", (), ())


def test_a_sample_of_a_catalogue_is_called_one() -> None:
    said = summary(replace(sample_evaluation(), of_pictures=4922), ENGLISH)
    assert "The pictures are a sample: the catalogue has 4,922." in said.sentences
