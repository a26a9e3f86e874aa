"""Stands in for the hook that loads every module of phonenumbers: `bundle.HIDDEN` says which."""

hiddenimports: list[str] = []
