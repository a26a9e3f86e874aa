"""Which secrets the log knows, for how long, and in which shapes it meets unknown ones."""

from __future__ import annotations

import subprocess
import sys

import pytest

from console.diagnostics.scrubbing import scrubbed
from console.diagnostics.secrets import MOST, KnownSecrets


def test_a_secret_in_use_outlives_any_number_of_renewals_of_another() -> None:
    known, present = KnownSecrets(), {"token": "renewed-0"}
    known.add_entry({"access_token_secret": "of-another-account"})
    for number in range(MOST * 2):
        fresh = {"client_secret": "stays-the-same", "token": f"renewed-{number}"}
        known.add_entry(fresh, instead_of=present)
        present = fresh

    said = known.without(f"of-another-account stays-the-same renewed-{MOST * 2 - 1}")
    assert "another" not in said
    assert "stays" not in said
    assert "renewed" not in said
    assert "renewed-0" in known.without("renewed-0"), "forgotten, to make room"


def test_a_secret_that_is_used_again_is_no_longer_the_first_to_go() -> None:
    known = KnownSecrets()
    known.add("the-first-of-all")
    known.replace("the-first-of-all")
    known.add("the-first-of-all")
    for number in range(MOST - 1):
        known.add(f"secret-{number}")
        known.replace(f"secret-{number}")
    known.add("one-more-secret")

    assert "first" not in known.without("the-first-of-all")


@pytest.mark.parametrize("form", ["ab%2bcd%2fef%3d", r"ab+cd\/ef="])
def test_a_known_secret_is_met_in_small_hex_and_with_escaped_strokes(form: str) -> None:
    known = KnownSecrets()
    known.add("ab+cd/ef=")

    assert form not in known.without(f"it was {form}.")


@pytest.mark.parametrize(
    "text",
    [
        "{'oauth_token': 'Zk3v-q'}",
        '{"api_key": "Zk3v-q"}',
        r"{\"refresh_token\": \"Zk3v-q\"}",
        "/callback?code=Zk3v-q&next=1",
        "/callback?next=1&state=Zk3v-q",
        '{"code": "Zk3v-q"}',
        "pin=Zk3v-q",
        "client_id=Zk3v-q",
        "Authorization: Zk3v-q",
        "'authorization': 'Digest Zk3v-q'",
    ],
)
def test_a_value_of_a_telling_name_is_left_out_also_in_quotes(text: str) -> None:
    assert "Zk3v" not in scrubbed(text)


@pytest.mark.parametrize("text", ["exit code: 3", "state: signed out", "the code = 7 of it"])
def test_common_words_stay(text: str) -> None:
    assert scrubbed(text) == text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes none")
def test_a_program_of_ours_leaves_no_image_of_its_memory() -> None:
    program = (
        "import resource, sys; from ui import start; sys.argv = ['canary-desk', '--version']\n"
        "try: start.main()\nexcept SystemExit: pass\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "(0, 0)"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("GET route=/2/users/me status=200", "GET route=/2/users/me status=200"),
        ("in /home/anna/desk.py", "in ~/…"),
        ("file:///Users/anna/x", "~/…"),
        ("on /mnt/home/anna", "~/…"),
        (r"at C:\Users\anna\desk", "at ~/…"),
    ],
)
def test_a_route_stays_and_a_persons_folder_goes(said: str, left: str) -> None:
    told = scrubbed(said)
    assert "anna" not in told
    assert told.endswith(left)
