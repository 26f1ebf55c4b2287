"""A seal's picture as large as on paper, millimetres as people type them, and a picture's file as dots."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.errors import KnownError, Place
from models.sealimages import Picture
from ui import theme
from ui.widgets.pads import PadEdit, plain

USUAL_MM = 420
"""The size a new seal begins with, in tenths of a millimetre."""
SVG_SIDE = 2400
MOST_SVG = 4 * 2**20


class MmEdit(PadEdit):
    """Millimetres with one decimal; the value is whole tenths."""

    extra = (".", "-")

    def value(self) -> int | None:
        found = re.fullmatch(r"(-?)(\d{1,3})(?:\.(\d))?", plain(self.line.text()).replace("−", "-"))
        return (-1 if found[1] else 1) * (int(found[2]) * 10 + int(found[3] or 0)) if found else None

    def shown(self, value: object) -> str:
        return f"{int(str(value)) / 10:g}"


class SealPicture(QWidget):
    """The seal as large as on paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._size = (USUAL_MM, USUAL_MM)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: Picture | None, name: str = "") -> None:
        """This picture; None shows nothing."""
        self._image = None
        if picture is not None:
            mask = QImage.fromData(QByteArray(picture.mask)).convertToFormat(QImage.Format.Format_Grayscale8)
            self._image = QImage(mask.size(), QImage.Format.Format_ARGB32)
            self._image.fill(QColor(f"#{picture.colour}"))
            self._image.setAlphaChannel(mask)
            self._size = (picture.width, picture.height)
        self.setAccessibleName(name)
        self.setVisible(self._image is not None)
        self.updateGeometry()
        self.update()

    def shown(self) -> bool:
        return self._image is not None

    def sizeHint(self) -> QSize:
        return QSize(*(theme.mm(side / 10) + theme.mm(4) for side in self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        size = QSize(*(theme.mm(side / 10) for side in self._size)) * self.devicePixelRatio()
        scaled = self._image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(self.devicePixelRatio())
        painter.drawImage(theme.mm(2), theme.mm(2), scaled)


def picture_bytes(path: Path) -> bytes:
    """The file as PNG; drawn lines (SVG) become dots. Raises KnownError: file_not_found, seal_picture_unreadable."""
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise KnownError("file_not_found", where=Place(file=path.name), path=str(path)) from wrong
    if raw.startswith(b"\x89PNG") or path.suffix.lower() != ".svg":
        return raw
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtSvg import QSvgRenderer

    drawn = QSvgRenderer()
    if len(raw) > MOST_SVG or not drawn.load(QByteArray(raw)) or drawn.defaultSize().isEmpty():
        raise KnownError("seal_picture_unreadable")
    size = drawn.defaultSize().scaled(SVG_SIDE, SVG_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawn.render(painter)
    painter.end()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")  # type: ignore[call-overload]  # the stubs know only one of its forms
    return bytes(out.data().data())
