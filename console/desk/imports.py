"""Verbs on files of others that are taken in: look at one, take it in, go on where it was cut off.

X's archives, answers of its API, and exports of this desk are told apart by their content. An
import is no act that is undone; what it brings is what the file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from console.desk.context import Context
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.imports import (
    QUIET_AFTER,
    FileKind,
    Import,
    ImportState,
    LeftOut,
    Options,
    Overview,
    Owner,
    Part,
    Report,
    Tally,
)
from console.domain.progress import NOBODY, Follower
from console.errors import DeskError, InputError
from console.exchange import import_files, import_parts, own_file
from console.exchange.import_files import FileSource, Source
from console.exchange.import_look import handles_in, sizes_of
from console.exchange.import_omissions import Omissions
from console.exchange.import_run import Run
from console.language import numeral, tr
from console.store import accounts, imports

X = "x"


class Imports:
    """Files of others."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def recognise(self, path: Path) -> FileKind:
        """Return what kind a file is, by its content.

        Raises:
            InputError: it is none that can be taken in, or cannot be read.
        """
        with _opened(path, Omissions()) as source:
            return _kind(path, source)

    def look(self, path: Path, options: Options | None = None) -> Overview:
        """Return what a quick look at a file finds; nothing is stored.

        Raises:
            InputError: it is none that can be taken in, or cannot be read.
        """
        omissions = Omissions()
        with _opened(path, omissions) as source:
            kind = _kind(path, source)
            if kind is FileKind.OWN:
                head = own_file.look(path)
                rows = None if head is None else head.total
                return Overview(path.name, kind, path.stat().st_size, None, None, posts=rows)
            owner = import_parts.owner_of(source, omissions)
            there = self._on_network()
            handles = tuple(each.handle for each in there)
            if owner is None:
                handles = handles_in(path, source, kind, handles)
            account = self._find(owner, handles, options or Options())
            sizes = sizes_of(source, kind)
            return Overview(
                name=path.name,
                kind=kind,
                size=sizes.posts_bytes,
                owner=owner,
                account_id=None if account is None else account.id,
                handles=handles,
                posts=sizes.posts,
                messages=sizes.by_part.get(Part.MESSAGES),
                deleted=sizes.by_part.get(Part.DELETED),
                left_out=omissions.told(),
                earlier=imports.last_of(self._context.db, import_files.fingerprint(path, source)),
            )

    def take_in(
        self,
        path: Path,
        options: Options,
        follower: Follower = NOBODY,
        on_batch: Callable[[Changes], None] = lambda _changes: None,
    ) -> Report:
        """Take a file in; where it is to stop, what came in stays.

        An export of this desk is looked through first. A file that was cut off goes on at its
        place. `on_batch` hears of each committed batch.

        Raises:
            InputError: it is none that can be taken in, or whose it is cannot be told.
            Cancelled: it was stopped before anything came in.
            StoreError: a batch could not be stored; those before it are, and the advice says so.
        """
        omissions = Omissions()
        with _opened(path, omissions) as source:
            kind = _kind(path, source)
            if kind is FileKind.OWN:
                return self._take_own(path, follower)
            owner = import_parts.owner_of(source, omissions)
            account = self._account(path, source, kind, owner, options)
            one = self._begun(path, source, kind, account, options)
            if one.place.member:
                omissions = Omissions(one.tally.left_out)
            context = self._context
            run = Run(
                context.db, source, one, account, owner, context.agent().id, context.now(),
                omissions,
            )  # fmt: skip
            try:
                run.go(follower, on_batch)
            except DeskError as error:
                raise _told(error, run.one) from error
        changes = run.changes | Changes.of(accounts=(account.id,))
        return Report(
            path.name, kind, account.handle, run.one.tally, run.one.state, changes, run.quiet
        )

    def _take_own(self, path: Path, follower: Follower) -> Report:
        from console.exchange import own_import

        came = own_import.take_in(self._context.db, path, self._context.now(), follower=follower)
        left_out = tuple(LeftOut(why, count) for why, count in came.left_out.items())
        tally = Tally(
            new=came.came.get("posts", 0),
            notes=came.came.get("call_notes", 0),
            known=came.known,
            cases=came.came.get("cases", 0),
            left_out=left_out,
        )
        state = ImportState.STOPPED if came.stopped else ImportState.DONE
        touched = imports.every_case(self._context.db) if came.restored else came.cases
        return Report(path.name, FileKind.OWN, "", tally, state, Changes.of(cases=touched))

    def preview(self, path: Path, options: Options, follower: Follower = NOBODY) -> Overview:
        """Return what a file holds; as `look`, after its account was made sure of.

        Raises:
            InputError: it is none that can be taken in, or whose it is cannot be told.
        """
        follower.stop_here(tr("Nothing was stored."))
        seen = self.look(path, options)
        if seen.kind is not FileKind.OWN and seen.account_id is None and not options.add_account:
            raise self._nobodys(seen.owner, seen.handles)
        return seen

    def unfinished(self) -> tuple[Import, ...]:
        """Return the imports that were cut off or stopped, the newest first."""
        return imports.unfinished(self._context.db)

    def _begun(
        self, path: Path, source: Source, kind: FileKind, account: Account, options: Options
    ) -> Import:
        """Return the import to go on with: of this file with these options, else a new one."""
        context = self._context
        told = import_files.fingerprint(path, source)
        earlier = imports.last_of(context.db, told)
        if (
            earlier is not None
            and earlier.state is not ImportState.DONE
            and earlier.account_id == account.id
            and _same(earlier.options, options)
        ):
            return earlier
        now = context.now()
        return imports.begin(
            context.db,
            fingerprint=told,
            name=path.name,
            kind=kind,
            account_id=account.id,
            options=options,
            quiet_before=now - QUIET_AFTER if options.quiet else None,
            now=now,
        )

    def _account(
        self, path: Path, source: Source, kind: FileKind, owner: Owner | None, options: Options
    ) -> Account:
        """Return the account that a file belongs to, added now where a person wants it so.

        Raises:
            InputError: it cannot be told, or the desk has none such.
        """
        handles = tuple(each.handle for each in self._on_network())
        if owner is None:
            handles = handles_in(path, source, kind, handles)
        found = self._find(owner, handles, options)
        if found is not None:
            return found
        handle = owner.handle if owner is not None else options.handle
        if options.add_account and handle:
            name = owner.name if owner is not None else ""
            from console.desk.accounts import Accounts

            return Accounts(self._context).add_handoff(handle, name)
        raise self._nobodys(owner, handles)

    def _find(
        self, owner: Owner | None, handles: tuple[str, ...], options: Options
    ) -> Account | None:
        """Return the account of this desk that a file is of; None where that cannot be told.

        What the file says of itself counts, then what a person says, then who turns up in it.
        """
        there = self._on_network()
        wanted = options.handle.lstrip("@").casefold()
        if owner is not None:
            if wanted and wanted != owner.handle.casefold():
                raise InputError(
                    tr("This is the archive of @{handle}, not of @{wanted}.").format(
                        handle=owner.handle, wanted=wanted
                    ),
                    advice=tr("Leave the account out, or choose its own archive."),
                )
            by_id = [each for each in there if each.remote_id == owner.remote_id]
            stand_ins = [
                each
                for each in there
                if each.remote_id.startswith(accounts.STAND_IN)
                and each.handle.casefold() == owner.handle.casefold()
            ]
            return next(iter([*by_id, *stand_ins]), None)
        named = [wanted] if wanted else [each.casefold() for each in handles]
        found = [each for each in there if each.handle.casefold() in named]
        return found[0] if len(found) == 1 else None

    def _on_network(self) -> tuple[Account, ...]:
        every = accounts.every(self._context.db)
        on_x = tuple(each for each in every if each.network == X)
        # A demo or a test may have another network and nothing else.
        return on_x or every

    @staticmethod
    def _nobodys(owner: Owner | None, handles: tuple[str, ...]) -> InputError:
        if owner is not None:
            return InputError(
                tr("This is the archive of @{handle}, which is no account of this desk.").format(
                    handle=owner.handle
                ),
                advice=tr(
                    "Add it as an account without access (--add-account), or connect it first."
                ),
            )
        if handles:
            told = ", ".join(f"@{each}" for each in handles)
            return InputError(
                tr("The file does not say whose it is."),
                advice=tr("Say which account is ours: {told} (--account).").format(told=told),
            )
        return InputError(
            tr("None of this desk's accounts turns up in the file."),
            advice=tr("Say which account is ours (--account), and add it first if it is new."),
        )


@contextmanager
def _opened(path: Path, omissions: Omissions) -> Iterator[Source]:
    source = import_files.open_source(path, omissions)
    try:
        yield source
    except OSError as error:
        raise InputError(
            tr("{name} cannot be read: {value}.").format(
                name=path.name, value=error.strerror or error
            )
        ) from error
    finally:
        with suppress(OSError):
            source.close()


def _kind(path: Path, source: Source) -> FileKind:
    if isinstance(source, FileSource) and own_file.look(path) is not None:
        return FileKind.OWN
    return import_parts.recognise(path, source)


def _same(one: Options, other: Options) -> bool:
    """Return whether two imports of a file bring the same."""
    return replace(one, handle="", add_account=False) == replace(
        other, handle="", add_account=False
    )


def _told(error: DeskError, one: Import) -> DeskError:
    """Return an error that says what came in before it."""
    count = one.tally.new + one.tally.notes
    if count:
        error.advice = tr(
            "{advice} {count} posts and messages came in before and stay; the same "
            "file goes on where it stopped."
        ).format(advice=error.advice, count=numeral(count))
    return error
