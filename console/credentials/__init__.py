"""The system's keyring, and nothing else: where the secrets of an account are kept.

Owns the entries of the service `canary-desk`, one an account, under keys such as
`x:123456`; turns every trouble of a keyring into `errors.CredentialsError`. Never writes
a secret anywhere else: where no keyring encrypts, it says what to install, and keeps a
secret in memory for this run only where a person chose that (`keep_for_this_run`).
"""

from __future__ import annotations

from console.credentials.credentials import Credentials
from console.credentials.entries import VERSION, Secret
from console.credentials.keyrings import SERVICE, KeyringState

__all__ = ["SERVICE", "VERSION", "Credentials", "KeyringState", "Secret"]
