"""About the program: version, network, licences."""

from PyQt5.QtCore import PYQT_VERSION_STR, QEvent, Qt, qVersion
from PyQt5.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.geometry import size_at
from app.version import PROGRAM, VERSION

ICON_EDGE = 72
WIDTH = 580


class AboutDialog(QDialog):
    """Name, version, network id and the licences of what the program is made of."""

    def __init__(self, model_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model_id = model_id
        picture = QLabel(self)
        picture.setPixmap(QApplication.windowIcon().pixmap(ICON_EDGE, ICON_EDGE))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._name = QLabel(self)
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        self._name.setFont(font)
        self._version = QLabel(self)
        self._version.setObjectName("aboutVersion")
        self._version.setProperty("role", "quiet")
        self._version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._licences = QLabel(self)
        self._licences.setObjectName("aboutLicences")
        self._licences.setProperty("role", "quiet")
        self._licences.setWordWrap(True)
        self._close = QPushButton(self)
        self._close.setObjectName("closeAbout")
        self._close.setDefault(True)
        self._close.clicked.connect(self.close)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._name)
        words.addWidget(self._version)
        words.addSpacing(8)
        words.addWidget(self._text)
        words.addSpacing(8)
        words.addWidget(self._licences)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(picture)
        top.addLayout(words, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 18)
        layout.setSpacing(20)
        layout.addLayout(top)
        layout.addLayout(bottom)
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("About"))
        self._name.setText(self.tr("Swimwear Finder"))
        lines = [self.tr("Version {version}").format(version=VERSION)]
        if self._model_id:
            lines.append(self.tr("Recognition model {model}").format(model=self._model_id))
        self._version.setText("\n".join(lines))
        self._text.setText(
            self.tr(
                "Finds the designs of your catalogue that look like a sample picture: in all, by cut or by print."
            )
        )
        self._licences.setText(
            self.tr("Made with {parts}.").format(
                parts=f"Qt {qVersion()} (LGPL 3), PyQt {PYQT_VERSION_STR} (GPL 3), ONNX Runtime (MIT), "
                "USearch (Apache 2.0), NumPy (BSD), Pillow (MIT-CMU), EfficientNet-Lite (Apache 2.0)"
            )
        )
        self._close.setText(self.tr("Close"))
        self.setAccessibleName(f"{PROGRAM} {VERSION}")
        self.resize(size_at(self, WIDTH))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
