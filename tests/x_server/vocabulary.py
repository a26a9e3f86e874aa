"""The two sets of names that the API speaks: 2.166 (tweet) and 2.167 (post).

The allowed values are those of X's OpenAPI documents of 2026-07-06 and 2026-08-07; a test holds
them against the documents. What 2.167 no longer offers as a field (`author_id`,
`in_reply_to_user_id`, the references, the edit history) comes with the expansion of that name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

VocabularyName = Literal["old", "new"]

_SHARED_POST_FIELDS = frozenset(
    {
        "article",
        "attachments",
        "card_uri",
        "community_id",
        "context_annotations",
        "conversation_id",
        "created_at",
        "display_text_range",
        "edit_controls",
        "entities",
        "geo",
        "id",
        "lang",
        "matched_media_notes",
        "media_metadata",
        "non_public_metrics",
        "note_request_suggestions",
        "organic_metrics",
        "paid_partnership",
        "possibly_sensitive",
        "promoted_metrics",
        "public_metrics",
        "reply_settings",
        "scopes",
        "source",
        "suggested_source_links",
        "suggested_source_links_with_counts",
        "text",
        "withheld",
    }
)
MEDIA_FIELDS = frozenset(
    {
        "alt_text",
        "duration_ms",
        "height",
        "media_key",
        "non_public_metrics",
        "organic_metrics",
        "preview_image_url",
        "promoted_metrics",
        "public_metrics",
        "type",
        "url",
        "variants",
        "width",
    }
)
"""The same in both vocabularies."""
_SHARED_USER_FIELDS = frozenset(
    {
        "confirmed_email",
        "connection_status",
        "created_at",
        "description",
        "entities",
        "id",
        "is_identity_verified",
        "location",
        "name",
        "parody",
        "profile_banner_url",
        "profile_image_url",
        "protected",
        "public_metrics",
        "receives_your_dm",
        "subscription",
        "subscription_type",
        "url",
        "username",
        "verified",
        "verified_followers_count",
        "verified_type",
        "withheld",
    }
)
_SHARED_EXPANSIONS = frozenset(
    {
        "article.cover_media",
        "article.media_entities",
        "attachments.media_keys",
        "attachments.media_source_tweet",
        "attachments.poll_ids",
        "author_id",
        "entities.mentions.username",
        "geo.place_id",
        "in_reply_to_user_id",
    }
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One set of names. Inside the server everything has the names of 2.166."""

    name: VocabularyName
    api_version: str
    fields_parameter: str
    post_fields: frozenset[str]
    user_fields: frozenset[str]
    expansions: frozenset[str]
    user_expansions: frozenset[str]
    renamed: Mapping[str, str]
    """Names in answers, from those of 2.166."""
    relations_by_expansion: bool
    includes_posts: str
    resource: str
    """What a problem calls a post."""
    problems: str
    """Where the types of problems live."""

    def outward(self, name: str) -> str:
        """Return the name that stands in an answer."""
        return self.renamed.get(name, name)

    def inward(self, name: str) -> str:
        """Return the name that the server uses inside."""
        for inside, outside in self.renamed.items():
            if name == outside:
                return inside
        return name


OLD = Vocabulary(
    name="old",
    api_version="2.166",
    fields_parameter="tweet.fields",
    post_fields=_SHARED_POST_FIELDS
    | {"author_id", "edit_history_tweet_ids", "in_reply_to_user_id", "note_tweet",
       "referenced_tweets"},
    user_fields=_SHARED_USER_FIELDS | {"affiliation", "most_recent_tweet_id", "pinned_tweet_id"},
    expansions=_SHARED_EXPANSIONS
    | {"edit_history_tweet_ids", "entities.note.mentions.username", "referenced_tweets.id",
       "referenced_tweets.id.attachments.media_keys", "referenced_tweets.id.author_id"},
    user_expansions=frozenset({"affiliation.user_id", "most_recent_tweet_id", "pinned_tweet_id"}),
    renamed={},
    relations_by_expansion=False,
    includes_posts="tweets",
    resource="tweet",
    problems="https://api.twitter.com/2/problems/",
)  # fmt: skip

NEW = Vocabulary(
    name="new",
    api_version="2.167",
    fields_parameter="post.fields",
    post_fields=_SHARED_POST_FIELDS | {"article_title", "note_post"},
    user_fields=_SHARED_USER_FIELDS | {"subscribes_to_you"},
    expansions=_SHARED_EXPANSIONS | {"edit_history_post_ids", "referenced_posts", "username"},
    user_expansions=frozenset({"affiliation", "most_recent_post_id", "pinned_post_id"}),
    renamed={
        "edit_history_tweet_ids": "edit_history_post_ids",
        "note_tweet": "note_post",
        "referenced_tweets": "referenced_posts",
        "retweet_count": "repost_count",
        "tweet_count": "post_count",
        "total_tweet_count": "total_post_count",
    },
    relations_by_expansion=True,
    includes_posts="posts",
    resource="post",
    problems="https://api.x.com/2/problems/",
)

RELATIONS = frozenset(
    {"author_id", "in_reply_to_user_id", "referenced_tweets", "edit_history_tweet_ids"}
)
"""Fields (2.166) that 2.167 gives with an expansion only."""


def vocabulary(name: VocabularyName) -> Vocabulary:
    """Return the vocabulary of a name."""
    return OLD if name == "old" else NEW
