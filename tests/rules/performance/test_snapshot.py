"""The canonical text of a scorecard and its digest."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from govtracker.enums import MeasurementState, Pillar, Standing, Zone
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.scorecards import scorecard
from govtracker.rules.performance.snapshot import BadSnapshot, Snapshot, digest, read, write
from govtracker.rules.performance.standings import Corridor
from tests.rules.scorecard_examples import OCTOBER, PILLAR_WEIGHTS, D, criterion, october

SIGNED = "8a64000347b9c56fc67ca22f35e606546be48167ff2bc0112bc2dd9fffce52cf"  # written when nothing was rated yet


def snapshot() -> Snapshot:
    return Snapshot(
        relationship="MER",
        period="2026-10",
        criteria_version=4,
        pillar_weights=PILLAR_WEIGHTS,
        result=october(),
        standing=Standing.WATCH,
        reasons=("It says “why”, in words.",),
        corridor=Corridor(D(65), D(90), D(70), D(60)),
        zone=Zone.UNDER_SERVE,
    )


def test_what_was_written_is_read_back_whole() -> None:
    text = write(snapshot())
    assert read(text) == snapshot()
    assert write(read(text)) == text


def test_missing_values_ranges_and_absent_zones_are_read_back_too() -> None:
    anchors = Anchors(D(1), D(2), D(3), high_target=D(4), high_minimum=D(5), high_worst=D(6))
    given = [
        criterion(1, "3.5", anchors=anchors, gate=True, n=12),
        criterion(2, None, name="Straße 🙂"),
        criterion(3, state=MeasurementState.NOT_APPLICABLE),
    ]
    result = scorecard(given, {Pillar.EXPERIENCE: D(1)})
    whole = replace(snapshot(), result=result, zone=None, corridor=None, reasons=())
    assert read(write(whole)) == whole


def test_what_was_signed_before_a_fact_was_known_reads_and_writes_as_it_was() -> None:
    text = write(snapshot())
    assert '"rated"' not in text
    assert digest(write(read(text))) == digest(text) == SIGNED
    rated = replace(snapshot(), result=scorecard([criterion(1, "55", rated=True)], {Pillar.EXPERIENCE: D(1)}))
    assert '"rated":true' in write(rated)
    assert read(write(rated)) == rated


def test_the_text_is_canonical_json_without_floats() -> None:
    text = write(snapshot())
    content = json.loads(text, parse_float=lambda found: pytest.fail(f"{found} is a float"))
    assert json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == text
    assert content["result"]["overall"] == "65.64"
    assert content["pillar_weights"] == {"cost": "35", "experience": "50", "revenue": "15"}
    assert "“why”" in text


def test_the_same_figures_give_the_same_digest_however_they_are_stored() -> None:
    stored = [
        replace(one, weight=one.weight.quantize(D("0.000001")), value=one.value and one.value.quantize(D("0.000001")))
        for one in OCTOBER
    ]
    again = replace(
        snapshot(),
        result=scorecard(stored, {pillar: weight + D("0.00") for pillar, weight in PILLAR_WEIGHTS.items()}),
        pillar_weights=dict(reversed(PILLAR_WEIGHTS.items())),
    )
    assert write(again) == write(snapshot())
    assert len(digest(write(again))) == 64


def test_any_other_figure_gives_another_digest() -> None:
    worse = [replace(OCTOBER[0], value=D("57.999999")), *OCTOBER[1:]]
    other = replace(snapshot(), result=scorecard(worse, PILLAR_WEIGHTS))
    assert digest(write(other)) != digest(write(snapshot()))


def test_the_digest_is_sha_256_of_the_text_in_utf_8() -> None:
    assert digest("ü") == "607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format":1', '"format":2'),
        ('"overall":"65.64"', '"overall":65.64'),
        ('"overall":"65.64"', '"overall":NaN'),
        ('"overall":"65.64"', '"overall":"many"'),
        ('"criteria_version":4', '"criteria_version":"4"'),
        ('"standing":"watch"', '"standing":"splendid"'),
        ('"period":"2026-10",', ""),
        ('"period":"2026-10"', '"periods":"2026-10"'),
        ("{", "["),
    ],
)
def test_a_text_that_is_no_snapshot_is_refused(old: str, new: str) -> None:
    text = write(snapshot())
    assert old in text
    with pytest.raises(BadSnapshot):
        read(text.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "7"])
def test_a_text_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(BadSnapshot):
        read(text)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), 0.5])
def test_nothing_inexact_is_written(value: Decimal) -> None:
    with pytest.raises(TypeError):
        write(replace(snapshot(), pillar_weights={Pillar.COST: value}))
