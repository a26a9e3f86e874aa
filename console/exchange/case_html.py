"""Cases as one page of HTML, to be handed on, read and printed: a timeline each.

Owns how the page looks, and says on it what was left out. It holds no script, loads nothing,
and forbids both by its own policy of contents: whatever a customer writes is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from console import language
from console.domain.business_hours import BusinessHours
from console.domain.cases import CaseRow
from console.domain.contacts import Contact
from console.domain.ids import CaseId
from console.domain.messages import CallNote, Direction, Message, Post
from console.domain.progress import NOBODY, Follower, Progress
from console.domain.resolutions import Promise, Resolution
from console.exchange import export_file
from console.exchange.insight_html import POLICY
from console.exchange.own_export import STOPPED, Exported
from console.language import plural, tr, tr_in
from console.store import cases, contacts, marks, messages, promises
from console.store.database import Database
from console.text.day_words import MONTHS, WEEKDAYS
from console.text.hidden_signs import in_lines

MOST_CASES = 2_000
"""A page of more than that opens in no browser."""
STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 32px 24px 48px; max-width: 760px; background: #fff;
  color: #1b2027; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 24px; line-height: 32px; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 20px; line-height: 28px; overflow-wrap: anywhere; }
h3 { margin: 24px 0 8px; font-size: 13px; line-height: 20px; color: #59616d;
  padding-bottom: 4px; border-bottom: 1px solid #d5dae1; }
p { margin: 0; }
.quiet { color: #59616d; font-size: 13px; }
.note { margin-top: 16px; padding: 8px 12px; background: #f3f5f7; font-size: 13px; }
dl { margin: 16px 0 0; display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px;
  font-size: 13px; }
dt { color: #59616d; } dd { margin: 0; overflow-wrap: anywhere; }
section + section { margin-top: 48px; padding-top: 32px; border-top: 2px solid #1b2027; }
article { margin: 16px 0; padding: 0 0 0 14px; border-left: 3px solid #d5dae1; }
article.us { border-left-color: #17545b; }
article.call { border-left-style: dashed; border-left-color: #59616d; }
article header { font-size: 13px; color: #59616d; }
article header b, dd { unicode-bidi: isolate; }
article header b { color: #1b2027; font-weight: 600; }
.text { margin-top: 4px; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
@page { size: A4; margin: 16mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  section + section { break-before: page; border-top: 0; margin: 0; padding: 0; }
  article { break-inside: avoid-page; }
  h2, h3, article header { break-after: avoid; }
  .note { border: 1px solid #d5dae1; }
}
"""
STATES = {
    "needs_reply": tr("needs reply"),
    "waiting": tr("waiting"),
    "snoozed": tr("snoozed"),
    "resolved": tr("resolved"),
    "spam": tr("spam"),
    "muted": tr("muted"),
}
CHANNELS = {
    "phone": tr("Call"),
    "in_person": tr("Talk in person"),
    "e-mail": tr("E-mail"),
    "letter": tr("Letter"),
    "chat": tr("Chat"),
}
_BY = {
    "post": tr_in("channel", "post"),
    "phone": tr_in("channel", "phone"),
    "in_person": tr_in("channel", "in person"),
    "e-mail": tr_in("channel", "e-mail"),
    "letter": tr_in("channel", "letter"),
    "chat": tr_in("channel", "chat"),
}


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What a page tells."""

    numbers: bool = False
    """Phone numbers."""
    notes: bool = True
    """Call notes, and what else was noted inside the firm: notes on the contact, promises."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A case with all that the page tells of it."""

    row: CaseRow
    contact: Contact
    messages: Sequence[Message]
    promises: Sequence[Promise]
    resolution: Resolution | None


def write(
    db: Database,
    path: Path,
    made_at: datetime,
    zone: str,
    case_ids: Sequence[CaseId],
    options: PageOptions,
    *,
    replace: bool = False,
    follower: Follower = NOBODY,
) -> Exported:
    """Write some cases as a page, in the order given.

    Raises:
        NotFound: one of them is not there.
        Cancelled: it was stopped; nothing is there.
        DeskError: it cannot be read or written.
    """
    page, told = _Page(BusinessHours(zone=zone), options), 0
    with export_file.written(path, replace=replace) as file, db.reading():
        title = plural(len(case_ids), "{count} case", "{count} cases")
        if len(case_ids) == 1:
            only = cases.row(db, case_ids[0])
            title = _titled(only.id, only.name or only.handle)
        file.write(page.head(title, made_at).encode())
        for done, case_id in enumerate(case_ids):
            follower.stop_here(STOPPED)
            follower.tell(Progress(done, len(case_ids), tr("Writing cases…")))
            case = _Told(
                cases.row(db, case_id),
                contacts.get(db, cases.row(db, case_id).contact_id),
                messages.of_case(db, case_id),
                promises.of_case(db, case_id),
                marks.last_resolution(db, case_id),
            )
            told += len(case.messages)
            file.write(page.case(case, alone=len(case_ids) == 1).encode())
        file.write(b"</body></html>\n")
        follower.stop_here(STOPPED)
    return Exported(path, told, len(case_ids), told, path.stat().st_size)


class _Page:
    """Says things in HTML, in one time zone."""

    def __init__(self, hours: BusinessHours, options: PageOptions) -> None:
        self._hours, self._options = hours, options

    def head(self, title: str, made_at: datetime) -> str:
        at = self._hours.local(made_at)
        # Translators: {zone} is the name of a time zone, such as CET.
        made = tr("Made by Canary Desk, {when} ({zone}). Times are those of that place.").format(
            when=_moment(at), zone=at.tzname() or ""
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{language.code()}"><head><meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{_text(title)}</title>\n<style>{STYLE}</style></head>\n<body>\n"
            f"<h1>{_text(title)}</h1>"
            f'<p class="quiet">{_text(made)}</p>'
            f'<p class="note">{escape(self._left_out())}</p>\n'
        )

    def _left_out(self) -> str:
        lacks = []
        if not self._options.numbers:
            lacks.append(tr("phone numbers in their own fields"))
        if not self._options.notes:
            lacks.append(tr("call notes, notes on the contact and promises"))
        lacks.append(tr("pictures, drafts and what was not sent"))
        holds = (
            tr("It holds notes that the customer never saw: for use inside the business.")
            if self._options.notes
            else tr("It holds what was said on the network alone.")
        )
        return tr("Personal data. Left out: {lacks}. {holds}").format(
            lacks="; ".join(lacks), holds=holds
        )

    def case(self, told: _Told, *, alone: bool) -> str:
        name = told.row.name or told.row.handle or tr("Unknown")
        head = "" if alone else f"<h2>{_text(_titled(told.row.id, name))}</h2>"
        shown = [
            each for each in told.messages if self._options.notes or not isinstance(each, CallNote)
        ]
        parts = ["<section>", head, self._facts(told)]
        day = ""
        for message in shown:
            at = self._hours.local(message.at)
            if (its_day := _day(at)) != day:
                day = its_day
                parts.append(f"<h3>{_text(day)}</h3>")
            parts.append(self._message(message, at))
        if not shown:
            nothing = tr("Nothing of this case is shown here.")
            parts.append(f'<p class="note">{_text(nothing)}</p>')
        return "".join((*parts, "</section>\n"))

    def _facts(self, told: _Told) -> str:
        row, contact = told.row, told.contact
        pairs = [
            (tr("Customer"), row.name),
            (
                tr("Handles"),
                ", ".join(f"@{each.handle}" for each in contact.handles if each.handle),
            ),
            (tr("State"), STATES.get(row.state, row.state)),
            (tr("Touchpoint"), row.touchpoint),
            (tr("Tags"), ", ".join(row.tags)),
        ]
        if self._options.numbers:
            pairs.append((tr("Phone"), ", ".join(each.number for each in contact.phones)))
        if told.resolution is not None and not told.resolution.skipped:
            channel = told.resolution.channel
            by = f" ({_BY.get(channel, channel)})" if told.resolution.channel else ""
            pairs.append((tr("Solved by"), f"{told.resolution.fix}{by}"))
        if self._options.notes:
            pairs.append((tr("Notes"), contact.notes))
            pairs += [(tr("Promised"), self._promise(each)) for each in told.promises]
        rows = "".join(f"<dt>{name}</dt><dd>{_text(value)}</dd>" for name, value in pairs if value)
        return f"<dl>{rows}</dl>"

    def _promise(self, promise: Promise) -> str:
        due = _moment(self._hours.local(promise.due_at))
        kept = (
            tr_in("promise", "kept")
            if promise.kept_at is not None
            else tr_in("promise", "not kept yet")
        )
        return tr("{promise}, by {due} ({agent}): {kept}").format(
            promise=promise.what, due=due, agent=promise.agent_name, kept=kept
        )

    def _message(self, message: Message, at: datetime) -> str:
        if isinstance(message, Post):
            kind = "us" if message.direction is Direction.OUT else "post"
            who = message.author_name or message.author_handle or tr("Unknown")
            handle = f" @{message.author_handle}" if message.author_handle else ""
            more = (
                [tr("{count} attached").format(count=len(message.media))] if message.media else []
            )
            more += [tr("deleted since")] if message.gone else []
            facts = "".join(f", {each}" for each in more)
            head = f"<b>{_text(who)}</b>{_text(handle)}, {at:%H:%M}{_text(facts)}"
            return _article(kind, head, message.text)
        return _article("call", self._call(message, at), message.text)

    def _call(self, note: CallNote, at: datetime) -> str:
        what = CHANNELS.get(note.channel, str(note.channel))
        # Translators: {call} is `Call`, `E-mail` or such.
        way = (
            tr("{call} from the customer")
            if note.direction is Direction.IN
            else tr("{call} to the customer")
        ).format(call=what)
        facts = [f"{at:%H:%M}", tr("noted by {agent}").format(agent=note.agent_name)]
        if note.duration_s:
            facts.insert(
                1,
                tr("{count} min").format(
                    count=max(1, timedelta(seconds=note.duration_s).seconds // 60)
                ),
            )
        if self._options.numbers and note.number:
            facts.append(note.number)
        facts += [each for each in (note.outcome, note.touchpoint) if each]
        facts += [tr("tried: {tried}").format(tried=note.tried)] if note.tried else []
        facts += [tr("lacked: {missing}").format(missing=note.missing)] if note.missing else []
        return f"<b>{_text(way)}</b>, {_text(', '.join(facts))}"


def _article(kind: str, head: str, text: str) -> str:
    return (
        f'<article class="{kind}"><header>{head}</header>'
        f'<div class="text">{_text(text)}</div></article>\n'
    )


def _moment(at: datetime) -> str:
    return f"{_date(at)}, {at:%H:%M}"


def _day(at: datetime) -> str:
    return tr("{weekday}, {date}").format(weekday=WEEKDAYS[at.weekday()], date=_date(at))


def _date(at: datetime) -> str:
    return tr_in("date", "{day} {month} {year}").format(
        day=at.day, month=MONTHS[at.month - 1], year=at.year
    )


def _titled(case_id: int, name: str) -> str:
    return tr("Case {case}: {customer}").format(case=case_id, customer=name)


def _text(words: str) -> str:
    return escape(in_lines(words).text)
