"""Every case of X's own conformance data for links, mentions, lists, hashtags and cashtags."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from console.domain.limits import LIMITS_140
from console.text.entities import EntityKind, cashtags, links, mentions, replied_to
from console.text.entities import entities as every_kind
from console.text.hashtags import hashtags
from console.text.validity import is_handle, is_hashtag, is_list, is_post, is_url

Case = dict[str, Any]
Sections = dict[str, list[Case]]
Found = list[str] | list[Case] | str | None


def sections(test_data: Path, name: str) -> Sections:
    file = test_data / "twitter-text" / name
    found: Sections = yaml.safe_load(file.read_text("utf-8"))["tests"]
    return found


def link_texts(text: str) -> list[str]:
    return [text[link.start : link.end] for link in links(text)]


def links_with_indices(text: str) -> list[Case]:
    return [
        {"url": text[link.start : link.end], "indices": [link.start, link.end]}
        for link in links(text)
    ]


def mentions_with_indices(text: str) -> list[Case]:
    return [
        {"screen_name": text[each.start + 1 : each.end], "indices": [each.start, each.end]}
        for each in mentions(text)
        if each.kind is EntityKind.MENTION
    ]


def mention_texts(text: str) -> list[str]:
    return [each["screen_name"] for each in mentions_with_indices(text)]


def mentions_or_lists_with_indices(text: str) -> list[Case]:
    found = []
    for each in mentions(text):
        name, slash, slug = text[each.start + 1 : each.end].partition("/")
        found.append(
            {"screen_name": name, "list_slug": slash + slug, "indices": [each.start, each.end]}
        )
    return found


def hashtags_with_indices(text: str) -> list[Case]:
    return [
        {"hashtag": text[each.start + 1 : each.end], "indices": [each.start, each.end]}
        for each in every_kind(text)
        if each.kind is EntityKind.HASHTAG
    ]


def hashtag_texts(text: str) -> list[str]:
    return [each["hashtag"] for each in hashtags_with_indices(text)]


def cashtags_with_indices(text: str) -> list[Case]:
    return [
        {"cashtag": text[each.start + 1 : each.end], "indices": [each.start, each.end]}
        for each in cashtags(text)
    ]


def cashtag_texts(text: str) -> list[str]:
    return [each["cashtag"] for each in cashtags_with_indices(text)]


EXTRACTED: dict[str, Callable[[str], Found]] = {
    "mentions": mention_texts,
    "mentions_with_indices": mentions_with_indices,
    "mentions_or_lists_with_indices": mentions_or_lists_with_indices,
    "replies": replied_to,
    "urls": link_texts,
    "urls_with_indices": links_with_indices,
    "urls_with_directional_markers": links_with_indices,
    "tco_urls_with_params": link_texts,
    "hashtags": hashtag_texts,
    "hashtags_from_astral": hashtag_texts,
    "hashtags_with_indices": hashtags_with_indices,
    "cashtags": cashtag_texts,
    "cashtags_with_indices": cashtags_with_indices,
}

VALIDATED: dict[str, Callable[[str], bool]] = {
    "tweets": lambda text: is_post(text, LIMITS_140),
    "usernames": is_handle,
    "lists": is_list,
    "hashtags": is_hashtag,
    "urls": is_url,
    "urls_without_protocol": lambda text: is_url(text, needs_protocol=False),
}


def wrong(cases: list[Case], find: Callable[[str], object]) -> list[tuple[str, object]]:
    return [
        (case["description"], found)
        for case in cases
        if (found := find(case["text"])) != case["expected"]
    ]


@pytest.mark.parametrize("section", EXTRACTED)
def test_what_x_extracts_is_found(test_data: Path, section: str) -> None:
    assert not wrong(sections(test_data, "extract.yml")[section], EXTRACTED[section])


@pytest.mark.parametrize("section", VALIDATED)
def test_what_x_takes_is_told(test_data: Path, section: str) -> None:
    assert not wrong(sections(test_data, "validate.yml")[section], VALIDATED[section])


def test_no_section_is_left_out(test_data: Path) -> None:
    assert set(sections(test_data, "extract.yml")) == set(EXTRACTED)
    # The others are about weights.
    rest = set(sections(test_data, "validate.yml")) - set(VALIDATED)
    assert all("CounterTest" in section for section in rest)


def test_each_top_level_domain_of_x_makes_a_link(test_data: Path) -> None:
    for cases in sections(test_data, "tlds.yml").values():
        assert not wrong(cases, link_texts)


def test_a_hashtag_within_a_link_is_none() -> None:
    assert hashtags("https://shop.de/#parcel") == [(16, 23)]
    assert hashtag_texts("https://shop.de/#parcel") == []
