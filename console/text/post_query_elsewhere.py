"""Operators of other searches of X, which this one does not take, and what to do instead.

Source: https://docs.x.com/x-api/posts/search/migrate/overview (read 2026-08).
"""

from __future__ import annotations

from console.language import tr

ELSEWHERE = {
    "since": tr("A watch begins when you say; leave it out."),
    "until": tr("A watch goes on until you pause it; leave it out."),
    "since_id": tr("A watch goes on where it stopped; leave it out."),
    "max_id": tr("A watch goes on where it stopped; leave it out."),
    "since_time": tr("A watch begins when you say; leave it out."),
    "until_time": tr("A watch goes on until you pause it; leave it out."),
    "within_time": tr("A watch begins when you say; leave it out."),
    "min_faves": tr("Leave it out; likes can not be searched for."),
    "min_retweets": tr("Leave it out; reposts can not be counted in a search."),
    "min_replies": tr("Leave it out; replies can not be counted in a search."),
    "filter": tr("Write is: or has: instead, such as has:links."),
    "exclude": tr("Write a minus instead, such as -is:retweet."),
    "include": tr("Leave it out."),
    "near": tr("Write place: or point_radius: instead."),
    "within": tr("Write point_radius: instead."),
    "geocode": tr("Write point_radius: instead."),
    "source": tr("Leave it out."),
    "card_name": tr("Leave it out."),
    "card_domain": tr("Write url: instead."),
    "conversation": tr("Write conversation_id: instead."),
    "quoted_tweet_id": tr("Write quotes_of_tweet_id: instead."),
    "profile_country": tr("Leave it out; only X's enterprise search has it."),
    "profile_region": tr("Leave it out; only X's enterprise search has it."),
    "profile_locality": tr("Leave it out; only X's enterprise search has it."),
    "proximity": tr("Put the words in quotes instead."),
    "bio": tr("Leave it out; only X's enterprise search has it."),
    "followers_count": tr("Leave it out; only X's enterprise search has it."),
}
"""By the operator's name."""
