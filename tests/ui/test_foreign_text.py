"""The code itself: no door through which words of others become markup, a page or a command.

Each way in Qt that reads markup, or opens something, is looked for in the sources; what uses
one stands here with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

import console
import ui

FOLDERS = (Path(ui.__file__).parent, Path(console.__file__).parent)

OPENS = frozenset((
    "QDesktopServices", "webbrowser", "startDetached", "QProcess", "subprocess", "os.system",
    "os.popen", "Popen", "os.startfile", "QWebEngineView",
))  # fmt: skip
MAY_OPEN = {
    "ui/browser.py": "the one door",
    "console/cli/signing.py": "pages of X alone, by their host",
    "ui/new_start.py": "starts this program again as it was started, its arguments a list",
    "ui/review_opening.py": "starts this program again, its arguments a list",
    "console/store/location.py": "asks `mount`, with nothing of ours or others",
    "ui/login_windows.py": "joins words as Windows parts them; starts nothing",
}
MARKUP = frozenset((
    "setHtml", "insertHtml", "appendHtml", "toHtml", "QTextBrowser", "QErrorMessage",
    "setOpenExternalLinks", "setMarkdown", "insertMarkdown", "RichText", "AutoText",
    "MarkdownText", "setWhatsThis", "setStatusTip", "QWhatsThis", "QSystemTrayIcon",
    "QSvgRenderer", "QSvgWidget", "drawStaticText", "QStaticText", "QTextEdit", "setResource",
    "loadResource", "convertFromPlainText",
))  # fmt: skip
MAY_HOLD_MARKUP = {
    ("ui/tray.py", "QSystemTrayIcon"): "a body without brackets; else numbers of ours",
    ("ui/tray_icon.py", "QSvgRenderer"): "a drawing of ours",
    ("ui/svg.py", "QSvgRenderer"): "drawings of ours",
    ("ui/icons.py", "QSvgRenderer"): "drawings of ours",
    ("ui/demo.py", "QSvgRenderer"): "drawings of ours",
    ("ui/check_marks.py", "QTextEdit"): "only QTextEdit.ExtraSelection",
    ("ui/break_marks.py", "QTextEdit"): "only QTextEdit.ExtraSelection",
    ("ui/composer_holes.py", "QTextEdit"): "only QTextEdit.ExtraSelection",
    ("ui/query_edit.py", "QTextEdit"): "only QTextEdit.ExtraSelection",
    ("ui/help_browser.py", "QTextBrowser"): "pages of ours; loads nothing, opens nothing",
    ("ui/help_browser.py", "QTextEdit"): "only QTextEdit.ExtraSelection",
    ("ui/help_browser.py", "setMarkdown"): "pages of ours, and no HTML in them",
    ("ui/help_browser.py", "loadResource"): "overridden to load nothing",
}
RUNS = frozenset(("eval", "exec", "compile", "__import__"))
MAY_SET_TIPS = {
    "ui/plain.py": "the one that escapes",
    "ui/composer_voice.py": "a key and words of ours",
    "ui/fact_row.py": "words of ours, given as constants",
    "ui/tray.py": "numbers in words of ours",
    "ui/composer_frame.py": "the name of a network's limits",
    "ui/picture_bar.py": "words of ours, given as constants",
    "ui/pending_head.py": "words of ours for an act",
    "ui/account_dialog.py": "one of two constants",
    "ui/call_clock_bar.py": "a constant",
    "ui/call_number_field.py": "one of two constants",
}
MAY_SHOW_TIPS = {
    "ui/check_tip.py": "what `set_tip` made",
    "ui/insight_chart.py": "what `set_tip` made",
    "ui/timeline_view.py": "what `plain.tip` made",
    "ui/case_delegate.py": "durations and counts alone",
    "ui/views_delegate.py": "our own titles and counts, by `plain.tip`",
}
MAY_PRINT = {
    "console/cli/plain.py": "makes it safe",
    "console/cli/__init__.py": "errors, through `safe`",
    "console/cli/insight.py": "the progress of a computation, our words",
    "console/cli/backups.py": "the progress of a backup, our words",
    "console/cli/imports.py": "counts alone",
    "console/cli/signing.py": "the address of a page through `safe`, our words",
    "console/cli/splitting.py": "what a split costs, our words",
    "console/cli/cases.py": "a count of findings",
}
MAY_NAME_FILES = {
    "ui/export_dialog.py": ("suggested_name", "by `exports.file_name`, which asks the one rule"),
    "ui/picture_dialog.py": ("file_name", "asks the one rule below"),
    "ui/forget_receipt.py": ("code", "a code that the desk made"),
}
"""What a dialog offers as a file's name though no call of `safe` stands there: its name, why."""
MAY_COPY = {
    "ui/copied_text.py": "what a person marked, made by `copied`",
    "ui/parts_view.py": "our own parts, to the sign what is posted",
    "ui/pending_acts.py": "our own part, to the sign what the desk stored as posted",
    "ui/pending_side.py": "our own parts, to the sign what is posted",
    "ui/picture_dialog.py": "what the caption made by `unnamed`",
    "ui/insight_table.py": "its model leaves nothing of a word that is not printable",
    "ui/reading_dialog.py": "what the reader made by `unnamed`",
    "ui/connect_steps.py": "an address of ours",
    "ui/connect_page.py": "the address of a page, checked to be ASCII before",
    "ui/hand_off_form.py": "the address of a page, checked before",
    "ui/doctor_dialog.py": "a report of ours, without words of others",
    "ui/fault_dialog.py": "a report of ours, without words of others",
    "ui/key_sheet_export.py": "names of our acts and of keys",
    "ui/forget_receipt.py": "the receipt as it is saved and shown",
}
"""Where a text goes to the clipboard without `hidden_signs.copied`, and why it may."""
MAY_CLEAN_NAMES = {
    "console/domain/file_names.py": "the one rule",
    "console/exchange/review_log.py": "a reviewer's key, told apart by a hash; ASCII for good",
    "ui/licence_texts.py": "the name of a package, as PyPI compares it",
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for name, source in SOURCES.items():
        yield name, ast.parse(source, name)


SOURCES = {
    path.relative_to(folder.parent).as_posix(): path.read_text("utf-8")
    for folder in FOLDERS
    for path in sorted(folder.rglob("*.py"))
}


@cache
def named(tree: ast.Module) -> tuple[tuple[str, int], ...]:
    return tuple(uses(tree))


def uses(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yields each name that is read or called, or imported, and its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
            if getattr(node.value, "id", "") == "os":
                yield f"os.{node.attr}", node.lineno
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2], node.lineno


def calls(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if getattr(function, "attr", getattr(function, "id", "")) == name:
                yield node


def calls_by_function(tree: ast.Module, name: str) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    """Yields calls, each with the function around it."""
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef):
            for call in calls(ast.Module(scope.body, []), name):
                yield scope, call


def values_of(scope: ast.FunctionDef, given: ast.expr) -> list[ast.expr]:
    """What an argument may be: itself, or all that the function assigns to that name."""
    if not isinstance(given, ast.Name) or given.id.isupper():
        return [given]
    values: list[ast.expr] = []
    for each in ast.walk(scope):
        if not isinstance(each, ast.Assign):
            continue
        for target in each.targets:
            pairs = [(target, each.value)]
            if isinstance(target, ast.Tuple) and isinstance(each.value, ast.Tuple):
                pairs = list(zip(target.elts, each.value.elts, strict=True))
            values += [value for one, value in pairs if getattr(one, "id", "") == given.id]
    return values


def is_said_by_us(node: ast.expr) -> bool:
    """Whether a text stands in the code, as it is shown or to be translated."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "tr_in"):
        return all(isinstance(each, ast.Constant) for each in node.args)
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.Name) and node.id.lstrip("_").isupper()
    )


def is_safe(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("safe", "dumps")


TREES = tuple(trees())


def test_all_sources_are_looked_at() -> None:
    names = {name for name, _ in TREES}
    assert {"ui/plain.py", "ui/browser.py", "console/cli/plain.py"} <= names
    listed = {*MAY_OPEN, *MAY_SET_TIPS, *MAY_SHOW_TIPS, *MAY_PRINT}
    listed |= {name for name, _ in MAY_HOLD_MARKUP}
    assert not listed - names


def test_only_one_door_opens_anything() -> None:
    found = [
        f"{name}:{line} {used}"
        for name, tree in TREES
        if name not in MAY_OPEN
        for used, line in named(tree)
        if used in OPENS
    ]
    assert not found


def test_nothing_reads_markup() -> None:
    found = [
        f"{name}:{line} {used}"
        for name, tree in TREES
        for used, line in named(tree)
        if used in MARKUP and (name, used) not in MAY_HOLD_MARKUP
    ]
    assert not found


def test_nothing_runs_a_text() -> None:
    found = [
        f"{name}:{call.lineno} {run}"
        for name, tree in TREES
        for run in RUNS
        for call in calls(tree, run)
        if isinstance(call.func, ast.Name)
    ]
    assert not found


def test_every_label_and_question_shows_plain_text() -> None:
    """Whatever makes one tells it so in the same function or class."""
    found = []
    for name, tree in TREES:
        if not re.search("QLabel[()]|QMessageBox", SOURCES[name]):
            continue
        for scope in ast.walk(tree):
            if not isinstance(scope, ast.FunctionDef | ast.ClassDef):
                continue
            made = [*calls_of_scope(scope)]
            if made and "setTextFormat" not in ast.unparse(scope):
                found.append(f"{name}:{made[0]} {scope.name}")
    assert not found


def calls_of_scope(scope: ast.FunctionDef | ast.ClassDef) -> Iterator[int]:
    """Yields where a function makes a label or a question, or that a class is one."""
    kinds = ("QLabel", "QMessageBox")
    if isinstance(scope, ast.ClassDef):
        bases = {getattr(base, "id", "") for base in scope.bases}
        yield from [scope.lineno] if bases & set(kinds) else []
        return
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds:
            yield node.lineno
        # The short forms, as `QMessageBox.warning`, take no format.
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            whose = getattr(node.func.value, "id", "")
            asks = ("warning", "critical", "information", "question", "about")
            if whose == "QMessageBox" and node.func.attr in asks:
                yield node.lineno


def test_tooltip_with_words_of_others_is_escaped() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, tree in TREES
        if name not in MAY_SET_TIPS
        for call in calls(tree, "setToolTip")
        if not is_said_by_us(call.args[0])
    ]
    found += [
        f"{name}:{call.lineno}"
        for name, tree in TREES
        if name not in MAY_SHOW_TIPS
        for call in calls(tree, "showText")
        if getattr(getattr(call.func, "value", None), "id", "") == "QToolTip"
    ]
    assert not found


def test_model_gives_no_tooltip_but_an_escaped_one() -> None:
    """What a model returns for `ToolTipRole` is `plain.tip` of it, in each branch."""
    given = [
        (f"{name}:{node.body[0].lineno}", unescaped(node))
        for name, tree in TREES
        for node in ast.walk(tree)
        if is_of_tips(node)
    ]
    assert sum("ToolTipRole" in source for source in SOURCES.values()) <= len(given)
    assert not [place for place, wrong in given if wrong]


@pytest.mark.parametrize(
    ("branch", "is_wrong"),
    [
        ("if role == Qt.ItemDataRole.ToolTipRole:\n return plain.tip(name)", False),
        ("if role == Qt.ItemDataRole.ToolTipRole:\n return name", True),
        ("if role == Qt.ItemDataRole.ToolTipRole:\n return plain.tip(a) + name", True),
        ("match role:\n case Qt.ItemDataRole.ToolTipRole:\n  return name", True),
        ("match role:\n case Qt.ItemDataRole.ToolTipRole:\n  pass", True),
    ],
)
def test_a_tooltip_of_a_model_that_is_not_escaped_is_found(branch: str, *, is_wrong: bool) -> None:
    (found,) = [unescaped(node) for node in ast.walk(ast.parse(branch)) if is_of_tips(node)]
    assert found is is_wrong


def is_of_tips(node: ast.AST) -> TypeGuard[ast.If | ast.match_case]:
    """Whether it is the branch of a model in which tooltips are asked for."""
    if isinstance(node, ast.If):
        return "ToolTipRole" in ast.unparse(node.test)
    return isinstance(node, ast.match_case) and "ToolTipRole" in ast.unparse(node.pattern)


def unescaped(branch: ast.If | ast.match_case) -> bool:
    """Whether a branch returns anything else, or nothing by itself."""
    body = ast.Module(branch.body, [])
    returned = [node.value for node in ast.walk(body) if isinstance(node, ast.Return)]
    made = [ast.unparse(value.func) for value in returned if isinstance(value, ast.Call)]
    return not returned or made != ["plain.tip"] * len(returned)


def test_rows_of_forms_are_named_by_us() -> None:
    """`addRow` makes a label of a text, which takes markup: it stands in the code, or none does."""
    found = [
        f"{name}:{call.lineno} {ast.unparse(call.args[0])}"
        for name, tree in TREES
        for call in calls(tree, "addRow")
        if not is_said_by_us(call.args[0]) and not is_widget(call.args[0], SOURCES[name])
    ]
    assert not found


def is_widget(node: ast.expr, source: str) -> bool:
    """Whether it is a label of ours or holds widgets, made where it is given or before."""
    made = r"(plain\.label|_label|_field_label|WrappingRow|\w+Layout)\("
    given = ast.unparse(node)
    return bool(re.match(made, given) or re.search(rf"\b{re.escape(given)} = {made}", source))


def test_terminal_is_told_nothing_unsafe() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, tree in TREES
        if name.startswith("console/cli/") and name not in MAY_PRINT
        for call in calls(tree, "print")
        if isinstance(call.func, ast.Name)
        and not all(is_said_by_us(arg) or is_safe(arg) or is_progress(arg) for arg in call.args)
    ]
    assert not found


def is_progress(node: ast.expr) -> bool:
    """Whether it is a text of which each piece is ours or made safe."""
    if not isinstance(node, ast.JoinedStr):
        return False
    given = [each.value for each in node.values if isinstance(each, ast.FormattedValue)]
    return all(is_safe(each) or getattr(each, "id", "") == "share" for each in given)


def test_clipboard_gets_plain_text_alone() -> None:
    rich = ("setHtml", "setUrls", "setColorData")
    found = [name for name, tree in TREES for used, _ in named(tree) if used in rich]
    assert not found


def test_offered_file_names_come_from_the_one_rule() -> None:
    asking = {name for name, tree in TREES for _ in calls(tree, "selectFile")}
    assert asking == {"ui/file_question.py"}
    found, asked = [], 0
    for name, tree in TREES:
        allowed = MAY_NAME_FILES.get(name, ("file_names.safe(", ""))[0]
        for scope, call in calls_by_function(tree, "ask_to_write"):
            asked += 1
            offered = values_of(scope, call.args[3])
            if not offered or not all(
                is_said_by_us(each) or allowed in ast.unparse(each) for each in offered
            ):
                found.append(f"{name}:{call.lineno} {ast.unparse(call.args[3])}")
    assert asked > 6, "or this test looks for what is called otherwise by now"
    assert not found
    for module, (used, _) in MAY_NAME_FILES.items():
        assert used in SOURCES[module]


def test_no_other_module_cleans_words_for_a_file_name() -> None:
    """What leaves of a text nothing but letters, digits and hyphens is such a rule."""
    shape = re.compile(
        r"""re\.(?:sub|compile)\(\s*r?f?["']\[\^?[^]]*[-_.][^]]*\]\+?["'].*["']-?["']"""
    )
    found = [name for name, source in SOURCES.items() if shape.search(source)]
    assert set(found) <= set(MAY_CLEAN_NAMES)
    cleaned = {name for name, source in SOURCES.items() if "_NOT_TAKEN" in source}
    assert cleaned == {"console/domain/file_names.py"}


def test_words_of_others_are_copied_by_one_rule() -> None:
    found = {
        name
        for name, tree in TREES
        for call in calls(tree, "setText")
        if "clipboard()" in ast.unparse(call.func) and "copied(" not in ast.unparse(call.args[0])
    }
    assert found <= set(MAY_COPY)
