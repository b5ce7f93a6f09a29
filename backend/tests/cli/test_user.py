import asyncio
import io
from pathlib import Path

import pytest
from sqlalchemy import select

from medic_scribe.accounts.models import User
from medic_scribe.accounts.passwords import matches
from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.main import run
from medic_scribe.database.engine import Database

pytestmark = pytest.mark.usefixtures("home")


def add(monkeypatch: pytest.MonkeyPatch, password: str, *arguments: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return run(["user", "add", *arguments])


def test_an_account_is_made_with_the_password_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    assert add(monkeypatch, "una frase larga", "Ana@example.org", "--name", "Dra. Ana") == ExitCode.OK

    async def account() -> User:
        database = Database(f"sqlite:///{home / 'var' / 'medic_scribe.db'}")
        async with database.reading() as session:
            user = await session.scalar(select(User).where(User.email == "ana@example.org"))
        await database.close()
        assert user is not None
        assert await matches("una frase larga", user.password_hash)
        return user

    assert asyncio.run(account()).name == "Dra. Ana"


def test_an_account_is_made_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(monkeypatch, "una frase larga", "ana@example.org") == ExitCode.OK
    assert add(monkeypatch, "otra frase larga", "ANA@example.org") == ExitCode.USAGE
    assert "Ya hay otro" in capsys.readouterr().err


@pytest.mark.parametrize(("password", "says"), [("", "Falta la contraseña"), ("corta", "entre 10 y")])
def test_a_password_that_cannot_be_is_refused(
    password: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch, password, "ana@example.org") == ExitCode.USAGE
    assert says in capsys.readouterr().err


def test_two_passwords_that_differ_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["una frase larga", "una frase larga y otra"])

    def ask(_: str) -> str:
        return next(typed)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("medic_scribe.cli.user.getpass", ask)
    assert run(["user", "add", "ana@example.org"]) == ExitCode.USAGE
    assert "no son iguales" in capsys.readouterr().err
