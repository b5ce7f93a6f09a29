"""What Prometheus may know: counts and times by route template. No ids, no names, no text."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from medic_scribe.speech import usage as speech_usage
from medic_scribe.writing import usage as note_usage

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)


class Metrics:
    """One per app, with a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "medic_scribe_requests",
            "Requests answered",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.request_seconds = Histogram(
            "medic_scribe_request_seconds",
            "Time to answer a request",
            ["method", "route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.sockets = Gauge("medic_scribe_websockets", "WebSockets that are open", registry=self.registry)
        self.events_sent = Counter(
            "medic_scribe_events_sent", "Events sent over WebSockets", registry=self.registry
        )
        self.sockets_dropped = Counter(
            "medic_scribe_websockets_dropped",
            "WebSockets closed because their client did not keep up",
            registry=self.registry,
        )
        for counter in (*speech_usage.COUNTERS, *note_usage.COUNTERS):
            self.registry.register(counter)
