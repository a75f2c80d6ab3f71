"""Prometheus' text format, version 0.0.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sample:
    """One number and its labels."""

    value: float
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Metric:
    """Numbers of one meaning. A counter only grows while the process lives; a gauge may fall."""

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]


def gauge(name: str, text: str, *samples: Sample) -> Metric:
    """A number that goes up and down."""
    return Metric(name, "gauge", text, samples)


def counter(name: str, text: str, *samples: Sample) -> Metric:
    """A number that only grows."""
    return Metric(name, "counter", text, samples)


def sample(value: float, **labels: str) -> Sample:
    """A number with its labels."""
    return Sample(value, labels)


def exposition(metrics: Iterable[Metric]) -> str:
    """The response to a scrape."""
    return "".join(f"{line}\n" for metric in metrics for line in _lines(metric))


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {_escaped(metric.help)}"
    yield f"# TYPE {metric.name} {metric.kind}"
    for each in metric.samples:
        yield f"{metric.name}{_labels(each.labels)} {each.value!r}"


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    pairs = (f'{name}="{_quoted(value)}"' for name, value in labels.items())
    return "{" + ",".join(pairs) + "}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', r"\"")
