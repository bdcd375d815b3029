"""The left side of the window: the sample picture and what is asked about it."""

from collections.abc import Callable
from pathlib import Path

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import problem_text
from app.background import Background
from app.elided_label import ElidedLabel
from app.facet_control import FacetControl
from app.picture_box import Face, PictureBox
from app.preview import Preview, preview_of_bytes, preview_of_file
from app.sample import Sample
from app.scope_button import ScopeButton
from app.wording import file_size, number
from index.records import Corners
from models.problems import Problem

PREVIEW_EDGE = 1200


class QueryPane(QFrame):
    """Shows the sample picture large, with its name and size, and the facet and folders to compare by.

    Args:
        background: where pictures are read and decoded.
        thumbnail: gives the thumbnail of an item whose file cannot be read.

    Attributes:
        facets, scope: the controls; connect to their `chosen`.

    Signals:
        open_wanted(), paste_wanted(): the user asks for another sample picture.
        whole_chosen(): all of the picture is to be compared, or again only what it is a photo of.
    """

    open_wanted = pyqtSignal()
    paste_wanted = pyqtSignal()
    whole_chosen = pyqtSignal()

    def __init__(
        self,
        background: Background,
        thumbnail: Callable[[int], bytes | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("queryPane")
        self._background = background
        self._thumbnail = thumbnail
        self._sample: Sample | None = None
        self._preview = Preview()
        self._problem: Problem | None = None
        self._box = PictureBox(self)
        self._name = ElidedLabel(Qt.TextElideMode.ElideMiddle, self)
        self._name.setObjectName("sampleName")
        self._name.setProperty("role", "heading")
        self._facts = ElidedLabel(Qt.TextElideMode.ElideRight, self)
        self._facts.setObjectName("sampleFacts")
        self._facts.setProperty("role", "quiet")
        self._whole = QCheckBox(self)
        self._whole.setObjectName("wholePicture")
        policy = self._whole.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._whole.setSizePolicy(policy)
        self._whole.hide()
        self._open = QPushButton(self)
        self._open.setObjectName("openPicture")
        self._paste = QPushButton(self)
        self._paste.setObjectName("pastePicture")
        self._facet_caption = self._caption()
        self.facets = FacetControl(self)
        self._scope_caption = self._caption()
        self.scope = ScopeButton(self)
        self._box.clicked.connect(self.open_wanted)
        self._whole.clicked.connect(self.whole_chosen)
        self._open.clicked.connect(self.open_wanted)
        self._paste.clicked.connect(self.paste_wanted)
        self._lay_out()
        self.retranslate_ui()

    def sample(self) -> Sample | None:
        """The sample picture in hand."""
        return self._sample

    def show_sample(self, sample: Sample) -> None:
        """Show another sample picture; it is read beside the window's thread."""
        self._sample = sample
        self._preview = Preview()
        self._problem = None
        self._whole.setChecked(False)
        self._whole.hide()
        self._box.show_place(None)
        if self._box.face() is not Face.PICTURE:
            self._box.show_face(Face.LOADING)
        self._tell()
        self._background.run(
            lambda: _preview(sample, self._thumbnail), lambda preview: self._show_preview(sample, preview)
        )

    def show_problem(self, problem: Problem) -> None:
        """Say why the sample picture cannot be used."""
        self._problem = problem
        self._tell()

    def is_whole_wanted(self) -> bool:
        """Whether all of the picture is to be compared, whatever it is a photo of."""
        return self._whole.isChecked()

    def show_place(self, place: Corners | None) -> None:
        """Show what of the sample picture was compared; None for all of it."""
        self._box.show_place(place)
        self._whole.setVisible(place is not None or self._whole.isChecked())

    def set_dragged_over(self, over: bool) -> None:
        """Show that a drop would be taken."""
        self._box.set_dragged_over(over)

    def sample_name(self) -> str:
        """The sample picture's name in the language of now."""
        if self._sample is None:
            return ""
        return self._sample.path.name if self._sample.path else self.tr("Pasted picture")

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(self.tr("Sample picture"))
        self._open.setText(self.tr("Open…"))
        self._open.setToolTip(self.tr("Open a sample picture (Ctrl+O)"))
        self._paste.setText(self.tr("Paste"))
        self._paste.setToolTip(self.tr("Paste a picture, a copied file or a path (Ctrl+V)"))
        self._whole.setText(self.tr("Compare the whole picture"))
        self._whole.setToolTip(
            self.tr(
                "Only what lies inside the outline is compared, straightened. Tick this where it is wrong."
            )
        )
        self._facet_caption.setText(self.tr("Compare by"))
        self._scope_caption.setText(self.tr("Look in"))
        self._tell()

    def _caption(self) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", "caption")
        return label

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open, 1)
        buttons.addWidget(self._paste, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 16)
        layout.setSpacing(0)
        layout.addWidget(self._box, 1)
        layout.addSpacing(10)
        layout.addWidget(self._name)
        layout.addSpacing(2)
        layout.addWidget(self._facts)
        layout.addSpacing(4)
        layout.addWidget(self._whole)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.addSpacing(20)
        layout.addWidget(self._facet_caption)
        layout.addSpacing(6)
        layout.addWidget(self.facets)
        layout.addSpacing(16)
        layout.addWidget(self._scope_caption)
        layout.addSpacing(6)
        layout.addWidget(self.scope)

    def _show_preview(self, sample: Sample, preview: Preview) -> None:
        if sample is self._sample:
            self._preview = preview
            if preview.problem is not None and self._problem is None:
                self._problem = preview.problem
            self._tell()

    def _tell(self) -> None:
        preview = self._preview
        self._name.set_line(self.sample_name())
        self._facts.set_line(self._fact_line())
        self._name.setVisible(self._sample is not None)
        self._facts.setVisible(self._sample is not None)
        if self._problem is not None:
            self._box.show_problem(problem_text.title(self._problem), problem_text.sentence(self._problem))
        elif preview.image is not None:
            self._box.show_picture(preview.image)
        elif preview.bytes:
            self._box.show_face(Face.NO_PREVIEW)

    def _fact_line(self) -> str:
        facts = []
        if self._preview.size is not None:
            size = self._preview.size
            facts.append(f"{number(size.width())} × {number(size.height())}")
        if self._preview.bytes and self._sample is not None and self._sample.path is not None:
            facts.append(file_size(self._preview.bytes))
        return " · ".join(facts) if facts else " "

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()


def _preview(sample: Sample, thumbnail: Callable[[int], bytes | None]) -> Preview:
    if isinstance(sample.picture, bytes):
        return preview_of_bytes(sample.picture, PREVIEW_EDGE)
    item_id = sample.item_id
    path = sample.path if sample.path is not None else Path()
    return preview_of_file(path, PREVIEW_EDGE, (lambda: thumbnail(item_id)) if item_id is not None else None)
