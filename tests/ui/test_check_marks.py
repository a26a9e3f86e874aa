"""What the checks found, beneath the words of an answer: where it stands, and what it offers."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QPixmap, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from console.domain.checks import Check, Finding, Severity
from console.domain.limits import LIMITS_140
from console.text.split import split
from ui import check_places, check_strokes, part_places
from ui.answer_edit import AnswerEdit
from ui.answer_menu import Act
from ui.check_marks import COLOURS
from ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
DRAFT = "Calm down, please. We are on it. DM us your order number, or call."
HOSTILE = (
    "",
    " ",
    "\f\f",
    "a\x00b\x07c",
    "\u202eDM us\u202c",
    "D\u200bM us",
    "４１１１ １１１１",
    unicodedata.normalize("NFD", "Entschuldigung für die Störung"),
    "👩‍👩‍👧‍👦" * 50,
    "م" * 400,
    "x" * 5000,
)


def found(
    text: str, words: str, severity: Severity = Severity.WARNING, why: str = "Why.", at: int = 0
) -> Finding:
    """Return a finding over these words of a text."""
    start = text.index(words, at)
    return Finding(
        Check.DISMISSIVE, "wording", start, start + len(words), severity, why, words=words
    )


@pytest.fixture
def edit(qtbot: QtBot, theme: Theme) -> Iterator[AnswerEdit]:
    made = AnswerEdit(theme)
    qtbot.addWidget(made)
    made.resize(360, 200)
    made.show()
    made.setFocus()
    yield made
    QToolTip.hideText()


def show(edit: AnswerEdit, text: str, *findings: Finding) -> None:
    edit.setPlainText(text)
    edit.show_findings(findings)


def marked(edit: AnswerEdit) -> list[str]:
    """Return the words that are marked."""
    units = edit.document().toRawText().encode("utf-16-le")
    return [units[2 * spot.start : 2 * spot.end].decode("utf-16-le") for spot in edit.found.spots]


def pixels(edit: AnswerEdit, colour: str, theme: Theme) -> int:
    """Return how many dots of the text are drawn in a colour of the theme."""
    image = edit.viewport().grab().toImage()
    wanted = QColor(theme.colour(colour)).rgb()
    return sum(
        image.pixelColor(x, y).rgb() == wanted
        for y in range(image.height())
        for x in range(image.width())
    )


def type_at(qtbot: QtBot, edit: AnswerEdit, place: int, text: str) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(place)
    edit.setTextCursor(cursor)
    qtbot.keyClicks(edit, text)


def hover(edit: AnswerEdit, at: QPoint) -> str:
    """Return what is said where the pointer rests."""
    view = edit.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, event)
    return QToolTip.text()


def middle(edit: AnswerEdit, words: str) -> QPoint:
    """Return the place on the screen of the middle of some words."""
    text = edit.toPlainText()
    cursor = QTextCursor(edit.document())
    place = text.index(words) + len(words) // 2
    cursor.setPosition(part_places.units(text, place))
    return edit.cursorRect(cursor).center()


def menu_at(qtbot: QtBot, edit: AnswerEdit, at: QPoint) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, edit.viewport().mapToGlobal(at))
    QApplication.sendEvent(edit.viewport(), event)
    menus = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
    assert len(menus) == 1
    return menus[0]


def test_words_are_marked_and_no_others(edit: AnswerEdit) -> None:
    show(edit, DRAFT, found(DRAFT, "Calm down"), found(DRAFT, "DM us"))
    assert marked(edit) == ["Calm down", "DM us"]


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("scheme", ["light", "dark", "high-contrast", "high-contrast-dark"])
def test_each_severity_is_drawn_in_each_scheme(
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    severity: Severity,
) -> None:
    monkeypatch.setenv("CANARY_DESK_THEME", scheme)
    theme = Theme(qapp)
    theme.apply()
    edit = AnswerEdit(theme)
    qtbot.addWidget(edit)
    edit.resize(360, 100)
    edit.show()
    show(edit, DRAFT)
    colour = COLOURS[severity][0]
    before = pixels(edit, colour, theme)
    edit.show_findings([found(DRAFT, "Calm down", severity)])
    assert pixels(edit, colour, theme) > before


def test_strokes_differ_not_by_colour_alone(edit: AnswerEdit) -> None:
    def shape(severity: Severity) -> frozenset[tuple[int, int]]:
        """Return the places that a mark changes."""
        show(edit, DRAFT)
        plain = edit.viewport().grab().toImage()
        edit.show_findings([found(DRAFT, "Calm down", severity)])
        image = edit.viewport().grab().toImage()
        return frozenset(
            (x, y)
            for y in range(image.height())
            for x in range(image.width())
            if image.pixel(x, y) != plain.pixel(x, y)
        )

    shapes = {shape(each) for each in (Severity.STOP, Severity.WARNING, Severity.ADVICE)}
    assert len(shapes) == 3


@pytest.mark.parametrize("check", sorted(check_places.OF_THE_FORM))
def test_what_is_about_the_form_has_no_mark(qtbot: QtBot, edit: AnswerEdit, check: Check) -> None:
    form = Finding(check, "parts", 5, len(DRAFT), Severity.ADVICE, "Why.")
    show(edit, DRAFT, form, found(DRAFT, "DM us"))
    assert marked(edit) == ["DM us"]
    type_at(qtbot, edit, DRAFT.index("We are"), "x")
    assert marked(edit) == ["DM us"]


@pytest.mark.parametrize(
    ("check", "severity"), [(Check.PRIVACY, Severity.STOP), (Check.DISMISSIVE, Severity.WARNING)]
)
def test_words_that_are_the_whole_text_are_marked(
    edit: AnswerEdit, check: Check, severity: Severity
) -> None:
    card = "4111 1111 1111 1111"
    show(edit, card, Finding(check, "card", 0, len(card), severity, "Why."))
    assert marked(edit) == [card]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 4), (-3, 4), (0, 10_000), (70, 80)])
def test_span_that_is_none_is_not_marked(edit: AnswerEdit, start: int, end: int) -> None:
    show(edit, DRAFT, Finding(Check.PROMISE, "parts", start, end, Severity.ADVICE, "Why."))
    assert edit.found.spots == ()


def test_marks_go_along_with_what_is_typed_before_them(qtbot: QtBot, edit: AnswerEdit) -> None:
    show(edit, DRAFT, found(DRAFT, "Calm down"), found(DRAFT, "DM us"))
    type_at(qtbot, edit, DRAFT.index("We are"), "Sorry! ")
    assert marked(edit) == ["Calm down", "DM us"]
    edit.undo()
    assert marked(edit) == ["Calm down", "DM us"]


def test_mark_goes_where_its_words_are_edited(qtbot: QtBot, edit: AnswerEdit) -> None:
    show(edit, DRAFT, found(DRAFT, "Calm down"), found(DRAFT, "DM us"))
    type_at(qtbot, edit, DRAFT.index("DM us") + 2, "x")
    assert marked(edit) == ["Calm down"]


def test_mark_stays_where_one_types_right_beside_it(qtbot: QtBot, edit: AnswerEdit) -> None:
    show(edit, DRAFT, found(DRAFT, "DM us"))
    type_at(qtbot, edit, DRAFT.index("DM us") + len("DM us"), " now")
    assert marked(edit) == ["DM us"]
    type_at(qtbot, edit, DRAFT.index("DM us"), "or ")
    assert marked(edit) == ["DM us"]


def test_deleting_over_the_edge_of_words_unmarks_them(qtbot: QtBot, edit: AnswerEdit) -> None:
    show(edit, DRAFT, found(DRAFT, "DM us"))
    cursor = edit.textCursor()
    cursor.setPosition(DRAFT.index("DM us") - 3)
    cursor.setPosition(DRAFT.index("DM us") + 1, cursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert marked(edit) == []


def test_text_that_is_replaced_has_no_marks(edit: AnswerEdit) -> None:
    show(edit, DRAFT, found(DRAFT, "DM us"))
    edit.put_text("Hello")
    assert marked(edit) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("🫖🫖 calm down 🫖", "calm down"),
        ("👨‍👩‍👧 für Sie: beruhigen Sie sich", "beruhigen Sie sich"),
        ("one\ftwo calm down\fthree", "calm down"),
        ("one\n\n\ncalm down\n", "calm down"),
        (unicodedata.normalize("NFD", "für später: beruhigen Sie sich"), "beruhigen"),
        ("السلام عليكم calm down شكرا", "calm down"),
        ("Hello شكرا جزيلا again", "شكرا"),
    ],
)
def test_mark_lies_on_the_words_in_any_script(edit: AnswerEdit, text: str, words: str) -> None:
    show(edit, text, found(text, words))
    assert marked(edit) == [words]
    assert edit.found.at(middle(edit, words).toPointF())[0]
    edit.viewport().grab()


def test_words_of_the_other_direction_are_marked_where_they_are_seen(edit: AnswerEdit) -> None:
    text = "Hello شكرا جزيلا and calm down again"
    show(edit, text, found(text, "شكرا"))
    (area,) = [drawn.area for drawn in edit.found.in_sight()]

    def x_within(words: str) -> list[int]:
        cursor = QTextCursor(edit.document())
        start = text.index(words)
        xs = []
        for place in range(start + 1, start + len(words) - 1):  # not the edges: two places each
            cursor.setPosition(place)
            xs.append(edit.cursorRect(cursor).center().x())
        return xs

    assert all(area.left() <= x <= area.right() for x in x_within("شكرا"))
    assert not any(area.left() <= x <= area.right() for x in x_within("جزيلا"))


def test_span_over_two_directions_is_drawn_in_pieces(edit: AnswerEdit) -> None:
    text = "again شكرا جزيلا calm"
    show(edit, text, found(text, "again شكرا"))
    assert len([drawn.area for drawn in edit.found.in_sight()]) == 2


def test_words_that_wrap_are_marked_on_both_lines(edit: AnswerEdit) -> None:
    text = "We are so very sorry for all of this and we hope that you calm down again very soon"
    show(edit, text, found(text, text[10:70]))
    tops = {drawn.area.top() for drawn in edit.found.in_sight()}
    assert len(tops) >= 2


def test_only_what_is_in_sight_is_computed(edit: AnswerEdit) -> None:
    text = "calm down. " * 2000
    places = range(0, len(text) - 10, 11)
    findings = [
        Finding(Check.DISMISSIVE, "w", place, place + 9, Severity.WARNING, "Why.")
        for place in places
    ]
    show(edit, text, *findings)
    in_sight = list(edit.found.in_sight())
    assert 0 < len(in_sight) < 100
    edit.verticalScrollBar().setValue(edit.verticalScrollBar().maximum())
    last = list(edit.found.in_sight())
    assert last[-1].finding == findings[-1]
    assert all(-30 <= drawn.area.top() <= edit.viewport().height() for drawn in last)


def test_only_lines_that_are_drawn_anew_are_computed(edit: AnswerEdit) -> None:
    show(edit, "\n".join([DRAFT] * 4), *(found(DRAFT, word) for word in ("Calm", "or call")))
    first = next(edit.found.in_sight()).area.toAlignedRect()
    assert [each.finding.words for each in edit.found.in_sight(first)] == ["Calm"]
    below = first.translated(0, 6 * first.height())
    assert not list(edit.found.in_sight(below))


def test_stroke_is_copied_not_drawn_at_each_key(
    qtbot: QtBot, edit: AnswerEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []
    draw = check_strokes._drawn

    def counted(colour: QColor, scale: float, *, is_wave: bool) -> QPixmap:
        made.append(is_wave)
        return draw(colour, scale, is_wave=is_wave)

    monkeypatch.setattr(check_strokes, "_drawn", counted)
    findings = (found(DRAFT, "Calm down"), found(DRAFT, "DM us", Severity.ADVICE))
    show(edit, DRAFT, *findings, found(DRAFT, "call", Severity.OFFER))
    edit.viewport().grab()
    for _key in range(5):
        type_at(qtbot, edit, len(edit.text), "e")
        edit.viewport().grab()
    assert sorted(made) == [False, True]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_drawn(edit: AnswerEdit, text: str) -> None:
    findings = [
        Finding(Check.PRIVACY, "x", start, end, Severity.STOP, "Why.")
        for start in range(0, len(text), 97)
        for end in (start + 1, start + 3)
    ]
    show(edit, text, *findings)
    edit.show_breaks(split(text, LIMITS_140))
    edit.viewport().grab()
    assert all(spot.end <= edit.document().characterCount() for spot in edit.found.spots)


def test_current_words_stand_on_a_ground(edit: AnswerEdit, theme: Theme) -> None:
    finding = found(DRAFT, "Calm down")
    show(edit, DRAFT, finding)
    assert not pixels(edit, "warn_ground", theme)
    edit.show_current(finding)
    assert pixels(edit, "warn_ground", theme)
    edit.show_current(None)
    assert not pixels(edit, "warn_ground", theme)


def test_hovering_says_why_as_plain_text(qtbot: QtBot, edit: AnswerEdit) -> None:
    show(edit, DRAFT, found(DRAFT, "Calm down", why="Readers see <b>this</b>."))
    assert "Readers see &lt;b&gt;this&lt;/b&gt;." in hover(edit, middle(edit, "Calm down"))
    hover(edit, middle(edit, "We are"))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_menu_on_marked_words_offers_what_can_be_done(qtbot: QtBot, edit: AnswerEdit) -> None:
    done: list[str] = []
    edit.acts_on = lambda finding: (
        Act("Show Tom & Anna's call", "", lambda: done.append(finding.words)),
    )
    show(edit, DRAFT, found(DRAFT, "DM us"))
    menu = menu_at(qtbot, edit, middle(edit, "DM us"))
    first = menu.actions()[0]
    assert first.text() == "Show Tom && Anna's call"
    assert menu.actions()[1].isSeparator()
    first.trigger()
    menu.close()
    assert done == ["DM us"]


def test_menu_elsewhere_offers_nothing_of_it(qtbot: QtBot, edit: AnswerEdit) -> None:
    edit.acts_on = lambda _finding: (Act("Ignore", "", lambda: None),)
    show(edit, DRAFT, found(DRAFT, "DM us"))
    menu = menu_at(qtbot, edit, middle(edit, "We are"))
    assert "Ignore" not in [action.text() for action in menu.actions()]
    menu.close()


def test_parts_are_told_in_code_points() -> None:
    for text in ("plain words here", "🫖 für 🫖🫖 Sie", unicodedata.normalize("NFD", "für später")):
        places = [(0, 1), (2, len(text))]
        units = part_places.all_units(text, [edge for place in places for edge in place])
        pairs = tuple(zip(units[::2], units[1::2], strict=True))
        assert check_places.parts(text, pairs) == tuple(places)
    assert check_places.parts("", ()) == ()
