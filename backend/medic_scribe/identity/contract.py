"""Who is calling: what an identity provider takes and yields."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Principal:
    """`subject` owns what the caller creates. `session` is the signed-in session, if there are any.

    `email` is what the provider vouches for; None where it says nothing of it.
    """

    subject: str
    name: str = ""
    session: str | None = None
    email: str | None = None


class IdentityProvider(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def is_open(self) -> bool:
        """Whether anybody may be anybody: a `user_id` in a request is believed, and every page says so."""
        ...

    async def authenticate(self, token: str | None) -> Principal:
        """The one who carries `token` (a bearer token, or None). Raises `Unauthenticated`.

        Raises `IdentityUnavailable` where the provider is elsewhere and cannot be asked.
        """
        ...
