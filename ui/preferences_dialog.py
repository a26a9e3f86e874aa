"""The dialog for preferences: what each is, what it means as it is set now.

Each change holds at once and is told as whole `Settings`; keeping them is the
application's. So there is nothing to save and nothing to throw away: Esc closes.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.domain.limits import LIMITS_140, LIMITS_280
from console.settings import (
    HOLD_AFTER_H,
    LONGEST_NAME,
    SYNC_INTERVAL_S,
    UNDO_S,
    Settings,
)
from ui import plain, words
from ui.menus import LOOKS
from ui.override import override
from ui.theme import HALF, UNIT, Appearance, Theme

WIDTH = 76 * UNIT
FIELD_WIDTH = 20 * UNIT
LIMITS = (LIMITS_140, LIMITS_280)


class PreferencesDialog(QDialog):
    """Shows the preferences, and tells each change.

    Signals:
        changed(Settings): the person wants these from now on.
    """

    changed = Signal(object)

    def __init__(
        self, settings: Settings, user_name: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Take what is set, and the name that stands for an empty one."""
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self.setWindowTitle("Preferences")
        self.undo = _stepper(UNDO_S, settings.undo_s, 5, " s")
        self.undo.setSpecialValueText("At once")
        self.hold = _stepper(HOLD_AFTER_H, settings.hold_after_h, 1, " h")
        self.interval = _stepper(SYNC_INTERVAL_S, settings.sync_interval_s, 30, " s")
        self.name = QLineEdit(settings.agent_name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(user_name)
        self.look = QComboBox()
        for look, title in LOOKS.items():
            self.look.addItem(title, look)
        self.look.setCurrentIndex(self.look.findData(Appearance(settings.appearance)))
        self.limit = QButtonGroup(self)
        self.undo_help, self.hold_help, self.interval_help = (self._help() for _ in range(3))
        self._lay_out()
        self._explain()
        self.undo.valueChanged.connect(self._take)
        self.hold.valueChanged.connect(self._take)
        self.interval.valueChanged.connect(self._take)
        self.name.editingFinished.connect(self._take)
        self.look.currentIndexChanged.connect(self._take)
        self.limit.idClicked.connect(self._take)

    @override
    def done(self, result: int) -> None:
        """Take what is still being typed, and close: not every way to close leaves a field."""
        for stepper in (self.undo, self.hold, self.interval):
            stepper.interpretText()
        self._take()
        super().done(result)

    @Slot()
    def _take(self) -> None:
        """Tell what is set now, where it is something else."""
        settings = replace(
            self._settings,
            undo_s=self.undo.value(),
            hold_after_h=self.hold.value(),
            limit=LIMITS[self.limit.checkedId()].name,
            agent_name=self.name.text().strip(),
            sync_interval_s=self.interval.value(),
            appearance=Appearance(self.look.currentData()).value,
        )
        if settings != self._settings:
            self._settings = settings
            self._explain()
            self.changed.emit(settings)

    def _explain(self) -> None:
        """Say what the numbers mean as they are."""
        settings = self._settings
        seconds = words.several(settings.undo_s, "second")
        self.undo_help.setText(
            f"An answer goes out {seconds} after Send. Till then U takes it back,"
            " or Ctrl+Z in the empty composer."
            if settings.undo_s
            else "Answers go out at once. One that is public can only be deleted."
        )
        hours = words.several(settings.hold_after_h, "hour")
        self.hold_help.setText(f"An answer that could not go out for {hours} asks you first.")
        self.interval_help.setText(
            f"The desk looks for new posts {_every(settings.sync_interval_s)}; F5 looks now."
        )

    def _lay_out(self) -> None:
        self._page = page = QWidget()
        self._grid = grid = QGridLayout(page)
        grid.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        grid.setHorizontalSpacing(3 * UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(0, 1)
        self._head("Sending")
        self._add("Time to undo", self.undo, self.undo_help)
        self._add("Hold after", self.hold, self.hold_help)
        limits = self._help("What a new answer starts with; the composer can switch it.")
        self._add("Characters a part", self._limit_row(), limits)
        self._head("Desk")
        names = self._help("Stands on your call notes and answers, for your colleagues.")
        self._add("Your name", self.name, names)
        self._add("Time between syncs", self.interval, self.interval_help)
        self._head("Window")
        looks = self._help("Light or dark as the system has it, or always the same.")
        self._add("Appearance", self.look, looks)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        title = plain.label("Preferences", "title")
        title.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2 * UNIT, 0, 2 * UNIT)
        whole.setSpacing(UNIT)
        whole.addWidget(title)
        whole.addWidget(area, 1)
        whole.addSpacing(UNIT)
        whole.addLayout(self._foot())
        self.undo.setFocus()

    def _foot(self) -> QHBoxLayout:
        buttons = QDialogButtonBox()
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        foot.addWidget(plain.label("Changes hold at once.", "quiet", self._theme.small_font()), 1)
        foot.addWidget(buttons)
        return foot

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the size at which nothing scrolls, or what the screen has."""
        whole = self.layout()
        if whole is not None:
            around = whole.sizeHint().height() - self._area.sizeHint().height()
            height = around + self._page.heightForWidth(WIDTH)
            self.resize(QSize(WIDTH, height).boundedTo(self.screen().availableSize()))
        super().showEvent(event)

    def _head(self, text: str) -> None:
        heading = plain.label(text, "", self._theme.strong_font())
        row = self._grid.rowCount()
        heading.setContentsMargins(0, 2 * UNIT if row > 1 else UNIT, 0, 0)
        self._grid.addWidget(heading, row, 0, 1, 2)

    def _add(self, text: str, field: QWidget, explanation: QLabel) -> None:
        """Add a row: what it is and what it means at the left, its field at the right."""
        label = plain.label(text, "", self._theme.text_font())
        label.setBuddy(field)
        field.setFixedWidth(FIELD_WIDTH)
        field.setAccessibleName(text)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(label)
        said.addWidget(explanation)
        said.setContentsMargins(0, HALF, 0, UNIT)
        row = self._grid.rowCount()
        self._grid.addLayout(said, row, 0)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)

    def _help(self, text: str = "") -> QLabel:
        label = plain.label(text, "quiet", self._theme.small_font())
        label.setWordWrap(True)
        return label

    def _limit_row(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        chosen = QFont(self._theme.text_font())
        chosen.setBold(True)  # as the style sheet draws it; the other must not move then
        widest = max(QFontMetrics(chosen).horizontalAdvance(limits.name) for limits in LIMITS)
        for number, (limits, side) in enumerate(zip(LIMITS, ("Left", "Right"), strict=True)):
            button = QPushButton(limits.name)
            button.setObjectName(f"segment{side}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumWidth(widest + 3 * UNIT)
            button.setAccessibleName(f"{limits.name} characters a part")
            button.setChecked(limits.name == self._settings.limit)
            self.limit.addButton(button, number)
            row.addWidget(button, 1)
        return whole


def _stepper(bounds: tuple[int, int], value: int, step: int, unit: str) -> QSpinBox:
    stepper = QSpinBox()
    stepper.setRange(*bounds)
    stepper.setSingleStep(step)
    stepper.setSuffix(unit)
    stepper.setValue(value)
    stepper.setKeyboardTracking(False)  # what is typed holds once it is typed to its end
    return stepper


def _every(seconds: int) -> str:
    """Return how often that is: `every 2 minutes`, `every 90 seconds`."""
    if seconds % 60:
        return f"every {seconds} seconds"
    return "every minute" if seconds == 60 else f"every {words.several(seconds // 60, 'minute')}"
