from __future__ import annotations

import json

from console.domain.checks import Check, CheckRules, Finding, PhraseEdit, Severity


def test_rules_come_back_as_they_were_stored() -> None:
    rules = CheckRules(
        off=frozenset({Check.FEED, Check.LENGTH}),
        own_points=("+44 20 7946 0000", "hilfe@größe.example"),
        order_shapes=("AB-####",),
        other_names=("Gmail",),
        dismissive=(PhraseEdit("de", "beruhigt euch"), PhraseEdit("en", "calm down", removed=True)),
    )
    assert CheckRules.of(rules.text()) == rules
    assert CheckRules.of(CheckRules().text()) == CheckRules()
    assert rules.text() == CheckRules.of(rules.text()).text()


def test_a_check_that_a_newer_program_knows_is_left_out() -> None:
    stored = json.loads(CheckRules(off=frozenset({Check.FEED})).text())
    stored["off"].append("mind_reading")
    assert CheckRules.of(json.dumps(stored)).off == {Check.FEED}
    assert CheckRules.of("{}") == CheckRules()


def test_a_finding_is_the_same_wherever_it_stands() -> None:
    one = Finding(Check.PRIVACY, "e-mail", 3, 9, Severity.WARNING, "why", words="a@b.example")
    other = Finding(Check.PRIVACY, "e-mail", 30, 36, Severity.WARNING, "else", words="a@b.example")
    assert one.key == other.key
