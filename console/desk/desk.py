"""The desk of one thread: all verbs over one context.

Each noun's module is loaded when it is first used: the inbox is painted before the
networks' and the outbox's code is needed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from console.desk.context import Context
from console.errors import InputError
from console.language import tr

if TYPE_CHECKING:
    from console.desk.accounts import Accounts
    from console.desk.acts import Acts
    from console.desk.agents import Agents
    from console.desk.attention import Attention
    from console.desk.backups import Backups
    from console.desk.call_logs import CallLogs
    from console.desk.calls import Calls
    from console.desk.cases import Cases
    from console.desk.checks import Checks
    from console.desk.contacts import Contacts
    from console.desk.drafts import Drafts
    from console.desk.erasure import Erasure
    from console.desk.exports import Exports
    from console.desk.imports import Imports
    from console.desk.insight import Insight
    from console.desk.mutes import Mutes
    from console.desk.outbox import Outbox
    from console.desk.pictures import Pictures
    from console.desk.posts import Posts
    from console.desk.rechecks import Rechecks
    from console.desk.replies import Replies
    from console.desk.retention import Retention
    from console.desk.reviews import Reviews
    from console.desk.rules import Rules
    from console.desk.saved_replies import SavedReplies
    from console.desk.searches import Searches
    from console.desk.sign_ins import SignIns
    from console.desk.spending import Spending
    from console.desk.targets import Targets
    from console.desk.triage import Triage
    from console.desk.vocabulary import Vocabulary
    from console.desk.watches import Watches


class Desk:
    """All that a person can do, by noun."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def accounts(self) -> Accounts:
        """Return the verbs on our own accounts."""
        from console.desk.accounts import Accounts

        return Accounts(self._context)

    @cached_property
    def agents(self) -> Agents:
        """Return the verbs on who answers at this desk."""
        from console.desk.agents import Agents

        return Agents(self._context)

    @cached_property
    def calls(self) -> Calls:
        """Return the verbs on call notes."""
        from console.desk.calls import Calls

        return Calls(self._context)

    @cached_property
    def cases(self) -> Cases:
        """Return the verbs on cases."""
        from console.desk.cases import Cases

        return Cases(self._context)

    @cached_property
    def checks(self) -> Checks:
        """Return the verbs on what is found in a draft."""
        from console.desk.checks import Checks

        return Checks(self._context)

    @cached_property
    def drafts(self) -> Drafts:
        """Return the verbs on drafts."""
        from console.desk.drafts import Drafts

        return Drafts(self._context)

    @cached_property
    def insight(self) -> Insight:
        """Return the verbs on the figures about the work."""
        from console.desk.insight import Insight

        return Insight(self._context)

    @cached_property
    def outbox(self) -> Outbox:
        """Return the verbs on the outbox."""
        from console.desk.outbox import Outbox

        return Outbox(self._context)

    @cached_property
    def pictures(self) -> Pictures:
        """Return the verbs on the pictures of posts."""
        from console.desk.pictures import Pictures

        return Pictures(self._context)

    @cached_property
    def posts(self) -> Posts:
        """Return the verbs on posts that are captured by hand."""
        from console.desk.posts import Posts

        return Posts(self._context)

    @cached_property
    def replies(self) -> Replies:
        """Return the verbs on replies."""
        from console.desk.replies import Replies

        return Replies(self._context)

    @cached_property
    def spending(self) -> Spending:
        """Return the verbs on what our accounts cost."""
        from console.desk.spending import Spending

        return Spending(self._context)

    @cached_property
    def acts(self) -> Acts:
        """Return the verbs on what persons did."""
        from console.desk.acts import Acts

        return Acts(self._context)

    @cached_property
    def attention(self) -> Attention:
        """Return the verbs that say what may be worth a person's attention."""
        from console.desk.attention import Attention

        return Attention(self._context)

    @cached_property
    def contacts(self) -> Contacts:
        """Return the verbs on customers."""
        from console.desk.contacts import Contacts

        return Contacts(self._context)

    @cached_property
    def call_logs(self) -> CallLogs:
        """Return the verbs on call logs of a phone system."""
        from console.desk.call_logs import CallLogs

        return CallLogs(self._context)

    @cached_property
    def saved_replies(self) -> SavedReplies:
        """Return the verbs on saved replies."""
        from console.desk.saved_replies import SavedReplies

        return SavedReplies(self._context)

    @cached_property
    def targets(self) -> Targets:
        """Return the verbs on how soon answers are due."""
        from console.desk.targets import Targets

        return Targets(self._context)

    @cached_property
    def triage(self) -> Triage:
        """Return the verbs on what a person decides about cases."""
        from console.desk.triage import Triage

        return Triage(self._context)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the verbs on lists of words that a person may edit."""
        from console.desk.vocabulary import Vocabulary

        return Vocabulary(self._context)

    @cached_property
    def watches(self) -> Watches:
        """Return the verbs on watches."""
        from console.desk.watches import Watches

        return Watches(self._context)

    @cached_property
    def rules(self) -> Rules:
        """Return the verbs on rules over what comes in."""
        from console.desk.rules import Rules

        return Rules(self._context)

    @cached_property
    def mutes(self) -> Mutes:
        """Return the verbs on what is muted."""
        from console.desk.mutes import Mutes

        return Mutes(self._context)

    @cached_property
    def searches(self) -> Searches:
        """Return the verbs on searching and on searches that are kept."""
        from console.desk.searches import Searches

        return Searches(self._context)

    @cached_property
    def imports(self) -> Imports:
        """Return the verbs on files of others that are taken in."""
        from console.desk.imports import Imports

        return Imports(self._context)

    @cached_property
    def exports(self) -> Exports:
        """Return the verbs on files that are written for others."""
        from console.desk.exports import Exports

        return Exports(self._context)

    @cached_property
    def backups(self) -> Backups:
        """Return the verbs on copies of the data file."""
        from console.desk.backups import Backups

        return Backups.of(self._context)

    @cached_property
    def erasure(self) -> Erasure:
        """Return the verbs on forgetting a contact."""
        from console.desk.erasure import Erasure

        return Erasure(self._context)

    @cached_property
    def retention(self) -> Retention:
        """Return the verbs on how long what is kept."""
        from console.desk.retention import Retention

        return Retention(self._context)

    @cached_property
    def rechecks(self) -> Rechecks:
        """Return the verbs on asking the network again for posts that are stored."""
        from console.desk.rechecks import Rechecks

        return Rechecks(self._context)

    @cached_property
    def sign_ins(self) -> SignIns:
        """Return the verbs on signing accounts in and out."""
        from console.desk.sign_ins import SignIns

        return SignIns(self._context)

    @cached_property
    def reviews(self) -> Reviews:
        """Return the verbs of a review; only the desk of one has them (`desk.reviews`).

        Raises:
            InputError: this is no review.
        """
        raise InputError(tr("No file is being reviewed at this desk."))

    def close(self) -> None:
        """Close the data file and the networks; the desk is not used afterwards."""
        self._context.close()
