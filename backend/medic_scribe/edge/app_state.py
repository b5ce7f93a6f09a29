"""What the routes of one app work with."""

from dataclasses import dataclass
from datetime import timedelta

from fastapi.requests import HTTPConnection

from medic_scribe.accounts.sessions import SessionRules
from medic_scribe.edge.attempts import Attempts
from medic_scribe.edge.checks import Checks
from medic_scribe.edge.metrics import Metrics
from medic_scribe.notifications.feed import Feeds
from medic_scribe.wiring import Wiring


@dataclass(frozen=True, slots=True)
class AppState:
    wiring: Wiring
    feeds: Feeds
    metrics: Metrics
    session_rules: SessionRules
    attempts: Attempts
    checks: Checks


def app_state(wiring: Wiring, metrics: Metrics) -> AppState:
    settings = wiring.settings
    lockout = timedelta(minutes=settings.lockout_minutes)
    rules = SessionRules(
        wiring.tokens, timedelta(days=settings.refresh_token_days), settings.lockout_failures, lockout
    )
    return AppState(
        wiring=wiring,
        feeds=Feeds(wiring.database, wiring.signals),
        metrics=metrics,
        session_rules=rules,
        attempts=Attempts(settings.lockout_failures, lockout),
        checks=Checks(),
    )


def state_of(connection: HTTPConnection) -> AppState:
    return connection.app.state.scribe
