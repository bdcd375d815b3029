import io
import warnings
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib import _pylab_helpers
from PIL import Image

from index.evaluation.charts import DARK, LIGHT, Colours, ImageFormat, contact_sheet, drawn, precision_recall
from index.evaluation.results import Relevance
from index.evaluation.words import ReportLanguage, method_name, words_of
from tests.index.evaluation.samples import sample_evaluation


@pytest.mark.parametrize("language", ReportLanguage)
def test_figure_8_is_a_valid_png_without_missing_glyphs(language: ReportLanguage) -> None:
    figure = precision_recall(sample_evaluation(), Relevance.CUT, language)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = drawn(figure, ImageFormat.PNG)
    image = Image.open(io.BytesIO(data))
    image.verify()
    assert image.format == "PNG"
    assert image.width > 1200


def test_figure_8_is_a_valid_svg() -> None:
    root = ElementTree.fromstring(
        drawn(precision_recall(sample_evaluation(), Relevance.PRINT, ReportLanguage.CHINESE), ImageFormat.SVG)
    )
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_there_is_a_line_for_each_method_and_the_programs_stands_out() -> None:
    evaluation = sample_evaluation()
    figure = precision_recall(evaluation, Relevance.CUT, ReportLanguage.ENGLISH)
    lines = figure.axes[0].get_lines()
    scored = [each for each in evaluation.methods if each.scores]
    assert len(lines) == len(scored)
    words = words_of(ReportLanguage.ENGLISH)
    own = next(line for line in lines if str(line.get_label()).startswith(method_name(words, "program")))
    others = [line for line in lines if line is not own]
    assert all(own.get_linewidth() > 1.5 * line.get_linewidth() for line in others)
    assert all(own.get_zorder() > line.get_zorder() for line in others)
    assert tuple(np.asarray(own.get_ydata())) == scored[0].scores[Relevance.CUT].precision


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_no_two_methods_are_drawn_alike(colours: Colours) -> None:
    figure = precision_recall(sample_evaluation(), Relevance.CUT, ReportLanguage.ENGLISH, colours)
    looks = [
        (line.get_color(), str(line._dash_pattern), line.get_marker())  # type: ignore[attr-defined]
        for line in figure.axes[0].get_lines()
    ]
    assert len(set(looks)) == len(looks)


def test_drawing_leaves_nothing_with_pyplot() -> None:
    drawn(precision_recall(sample_evaluation(), Relevance.CUT, ReportLanguage.ENGLISH), ImageFormat.PNG)
    assert _pylab_helpers.Gcf.get_all_fig_managers() == []


def test_a_contact_sheet_marks_what_is_right_by_more_than_colour() -> None:
    sheets = sample_evaluation().methods[0].sheets
    figure = contact_sheet(sheets, ReportLanguage.ENGLISH)
    titles = [axes.get_title() for axes in figure.axes]
    assert titles[:4] == ["Query", "✓ 0.900", "✓ 0.850", "✓ 0.800"]
    assert titles[4] == "✗ 0.750"
    Image.open(io.BytesIO(drawn(figure, ImageFormat.PNG))).verify()
