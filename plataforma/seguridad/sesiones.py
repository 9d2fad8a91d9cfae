"""The session engine of the portal (SESSION_ENGINE): Django's own, but its table holds no usable session key."""

import hashlib
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

KEY_SIZE = 40  # hexadecimal digits: the size of the column `session_key`


def hash_key(session_key: str) -> str:
    """Return the value of the column `session_key` for the key that the browser's cookie holds.

    A plain hash is enough: a session key has 165 random bits, so nobody finds it by trying.
    """
    return hashlib.sha256(session_key.encode(errors="replace")).hexdigest()[:KEY_SIZE]


class SessionStore(db.SessionStore):
    """Sessions in the database, under the hash of their key. Source: docs/amenazas.md, T17.

    Whoever reads the table or a backup finds only hashes, and a hash in a cookie opens no session.
    """

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        raw = self.session_key
        if raw is None:
            return None
        row = self.model.objects.filter(session_key=hash_key(raw), expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return super().exists(hash_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row: AbstractBaseSession = super().create_model_instance(data)
        row.session_key = hash_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        raw = session_key or self.session_key
        if raw is not None:
            super().delete(hash_key(raw))

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        return await sync_to_async(self._get_session_from_db)()

    async def aexists(self, session_key: str) -> bool:
        return await sync_to_async(self.exists)(session_key)

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        return await sync_to_async(self.create_model_instance)(data)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)
