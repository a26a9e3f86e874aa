"""Whether a post is what a query looks for."""

from __future__ import annotations

import pytest

from console.domain.remote import RemotePost
from console.text.post_queries import compiled, fits
from tests.console.text.remote_posts import post


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("cola", "I like Coca-Cola!", True),
        ("col", "I like Coca-Cola!", False),
        ('"coca cola"', "I like Coca-Cola!", True),
        ('"cola coca"', "I like Coca-Cola!", False),
        ("like cola", "I like Coca-Cola!", True),
        ("like pepsi", "I like Coca-Cola!", False),
        ("Diacrítica", "diacritica", True),
        ("musica", "MÚSICA", True),
        ("müller strasse", "Muller Straße", True),
        ("mueller", "Müller", False),
        ("pepsi OR cola", "cola", True),
        ("apple OR iphone ipad", "apple", True),
        ("(apple OR iphone) ipad", "apple", False),
        ("parcel -late", "my parcel is late", False),
        ('parcel -"very late"', "my parcel is late, very", True),
        ("#refund", "a #Refund please", True),
        ("#refund", "a #refunds please", False),
        ("#refund", "a refund please", False),
        ("refund", "a #refund please", True),
        ("$shop", "$SHOP is down", True),
        ("$shop", "shop is down", False),
        ("😡", "late again 😡😡", True),
        ("😡", "late again 😃", False),
        ('"❤️"', "love ❤", True),
        ("日本", "私は日本語を話す", True),
        ("हिन्दी", "हिन्दी में", True),
        ("हि", "हिन्दी में", False),
        ("url:shop", "see https://shop.de/parcel", True),
        ('url:"shop.de/parcel"', "see https://shop.de/parcel?x=1", True),
        ("url:parcel", "my parcel", False),
        ("parcel", "see https://shop.de/parcel", False),
        ('"see now"', "see https://shop.de now", False),
        ("see has:links", "see shop.de", True),
        ("see has:hashtags", "see #late", True),
        ("see has:cashtags", "see #late", False),
    ],
)
def test_a_text_is_found_word_by_word(query: str, text: str, *, found: bool) -> None:
    assert fits(query, post(text)) is found


_WHOLE = post(
    "parcel", author="Mia", lang="en", mentions=("Shop", "Post"), answers="Shop", parent="7",
    quoted="8", media=("photo",), conversation="5",
)  # fmt: skip
_REPOST = post("parcel", repost=True, reposted="9", media=("video", "animated_gif"))
_OWN_THREAD = post("parcel", answers="Mia", parent="4")


@pytest.mark.parametrize(
    ("query", "seen", "found"),
    [
        ("from:mia", _WHOLE, True), ("from:MIA", _WHOLE, True), ("from:shop", _WHOLE, False),
        ("to:shop", _WHOLE, True), ("to:post", _WHOLE, False), ("to:mia", _OWN_THREAD, True),
        ("to:shop", post("parcel", mentions=("shop",)), False),
        ("@post", _WHOLE, True), ("@mia", _WHOLE, False), ("from:id_mia", _WHOLE, True),
        ("conversation_id:5", _WHOLE, True), ("conversation_id:6", _WHOLE, False),
        ("in_reply_to_tweet_id:7", _WHOLE, True), ("in_reply_to_status_id:7", _WHOLE, True),
        ("quotes_of_tweet_id:8", _WHOLE, True), ("quotes_of_tweet_id:7", _WHOLE, False),
        ("retweets_of_tweet_id:9", _REPOST, True), ("retweets_of_tweet_id:9", _WHOLE, False),
        ("parcel lang:EN", _WHOLE, True), ("parcel lang:de", _WHOLE, False),
        ("parcel is:reply", _WHOLE, True), ("parcel -is:reply", _WHOLE, False),
        ("parcel is:quote", _WHOLE, True), ("parcel is:retweet", _REPOST, True),
        ("parcel -is:retweet", _REPOST, False), ("parcel is:retweet", _WHOLE, False),
        ("parcel has:links", _WHOLE, True), ("parcel has:mentions", _WHOLE, True),
        ("parcel has:mentions", _REPOST, False), ("parcel has:media", _WHOLE, True),
        ("parcel has:media_link", _WHOLE, True), ("parcel has:images", _WHOLE, True),
        ("parcel has:images", _REPOST, False), ("parcel has:videos", _REPOST, True),
        ("parcel has:video_link", _WHOLE, False), ("parcel has:geo", _WHOLE, False),
        ("parcel is:verified", _WHOLE, False), ("parcel -is:verified", _WHOLE, True),
        ("list:1", _WHOLE, False), ('entity:"Shop"', _WHOLE, False),
        ("place:berlin", _WHOLE, False),
        ("retweets_of:mia", _REPOST, False), ("parcel -is:nullcast", _WHOLE, True),
    ],
)  # fmt: skip
def test_what_a_post_tells_of_itself_is_found(query: str, seen: RemotePost, *, found: bool) -> None:
    assert fits(query, seen) is found


def test_a_wrong_query_is_held_against_no_post() -> None:
    with pytest.raises(ValueError, match="alone"):
        fits("lang:en", post("parcel"))


def test_the_deepest_query_that_x_takes_is_no_trouble() -> None:
    query = "(a OR " * 72 + "b" + ")" * 72
    assert compiled(query).fits(post("b"))
    assert not compiled(query).fits(post("c"))
