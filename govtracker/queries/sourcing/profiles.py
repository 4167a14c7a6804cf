"""Supplier profiles of the viewer's own company: what the rules recommend, what was chosen instead, and the floor.

Every support type has its profile, and one more for each segment it is served for: where a relationship measures it by
itself, or where people have said so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import (
    CustomerSegment,
    Person,
    Relationship,
    ScorecardScope,
    SourcingPortfolio,
    SupplierProfile,
    SupportType,
)
from govtracker.queries import NotFound, find
from govtracker.queries.sourcing import judging, segments
from govtracker.rules.sourcing import floors, profile_choices, profiles, segment_needs
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.judging import Judging
from govtracker.rules.sourcing.profile_choices import Choice
from govtracker.rules.sourcing.profiles import Facts, Recommendation, Requirement
from govtracker.rules.sourcing.segment_needs import Needs

Pair = tuple[int, int | None]  # support type, segment (None: whoever asks)


@dataclass(frozen=True)
class Chosen:
    """What overrules a recommendation, by whom and when."""

    choice: Choice
    by: str | None
    at: datetime | None


@dataclass(frozen=True)
class Profile:
    """A support type for a segment (None: whoever asks for it), as it stands.

    `is_measured` where a relationship measures it by itself, `is_kept` where people have said something of it.
    """

    type_id: int
    support_type: str
    segment_id: int | None
    segment: str | None
    facts: Facts
    recommendation: Recommendation | None
    floor: Floor
    has_own_floor: bool
    chosen: Chosen | None
    is_measured: bool
    is_kept: bool

    @property
    def recommended(self) -> Requirement | None:
        """What the rules recommend; None while complexity or impact is not known."""
        return self.recommendation.requirement if self.recommendation else None

    @property
    def choice_holds(self) -> bool:
        """Whether there is a choice, and it keeps the floor of today."""
        return self.chosen is not None and profile_choices.holds(self.chosen.choice, self.floor)

    @property
    def may_be_left(self) -> bool:
        """Whether it stands only because people said so: a segment's, and not measured by itself."""
        return self.is_kept and self.segment_id is not None and not self.is_measured

    @property
    def floor_said(self) -> str:
        """The floor in words: a CSAT of 75 %."""
        return floors.said(self.floor)

    @property
    def expected_said(self) -> str:
        """The experience expected of the choice, in words; "" where none is named."""
        expected = self.chosen.choice.expected if self.chosen else None
        return "" if expected is None else floors.said(self.floor, expected)

    @property
    def requirement(self) -> Requirement | None:
        """What holds: the choice as long as it keeps the floor, else the recommendation."""
        return self.chosen.choice.requirement if self.chosen and self.choice_holds else self.recommended


@dataclass(frozen=True)
class Around:
    """What profiles are made of beside their types: segments that are offered (id → name), their needs, what a
    relationship measures by itself, what people said, and how the company judges."""

    segments: Mapping[int, str]
    needs: Mapping[int, Needs | None]
    measured: Collection[Pair]
    kept: Mapping[Pair, Row[Any]]
    judging: Judging

    def pairs(self, type_id: int) -> list[Pair]:
        """The profiles of a type: whoever asks, then each segment it is served for."""
        served = [(type_id, segment_id) for segment_id in self.segments]
        return [(type_id, None), *(pair for pair in served if pair in self.measured or pair in self.kept)]


def of_company(viewer: Viewer) -> list[Profile]:
    """Every profile, type by type in their order, whoever asks before each segment; six statements."""
    types = [row for row in _types(viewer) if row.retired_at is None]
    around = _around(viewer)
    return [_profile(one, pair, around) for one in types for pair in around.pairs(one.id)]


def one(viewer: Viewer, type_id: int, segment_id: int | None = None) -> Profile:
    """The profile of a support type, for a segment or for whoever asks, served or not; raises NotFound.

    In two statements at most.
    """
    pair = type_id, segment_id
    row = db.session.execute(_of_pair(viewer, pair)).one_or_none()
    if row is None or (segment_id is not None and row.segment is None):
        raise NotFound
    around = Around(
        segments={} if segment_id is None else {segment_id: row.segment},
        needs={} if segment_id is None else _needs(CustomerSegment.id == segment_id),
        measured={pair} if row.is_measured else (),
        kept={} if row.kept_id is None else {pair: row},
        judging=judging.read(row.SourcingPortfolio),
    )
    return _profile(row, pair, around)


def stored(viewer: Viewer, type_id: int, segment_id: int | None) -> SupplierProfile | None:
    """What people have said of a profile, to be written; None where they have not."""
    query = select(SupplierProfile).where(
        SupplierProfile.organisation_id == viewer.organisation_id, SupplierProfile.support_type_id == type_id
    )
    of_segment = (
        SupplierProfile.segment_id == segment_id if segment_id is not None else SupplierProfile.segment_id.is_(None)
    )
    try:
        return find.one(query.where(of_segment))
    except NotFound:
        return None


def _around(viewer: Viewer) -> Around:
    own = CustomerSegment.organisation_id == viewer.organisation_id
    query = select(CustomerSegment.id, CustomerSegment.name).where(own, CustomerSegment.retired_at.is_(None))
    rows = db.session.execute(query.order_by(CustomerSegment.position, CustomerSegment.id))
    return Around(
        segments={row.id: row.name for row in rows},
        needs=_needs(own),
        measured={(type_id, segment_id) for type_id, segment_id in db.session.execute(_measured(viewer))},
        kept=_kept(viewer),
        judging=judging.of(viewer.organisation_id),
    )


def _of_pair(viewer: Viewer, pair: Pair) -> Select[Any]:
    """A support type with all that is known of it for a segment that is offered, and how the company judges."""
    type_id, segment_id = pair
    own = viewer.organisation_id
    same = SupplierProfile.segment_id.is_(None) if segment_id is None else SupplierProfile.segment_id == segment_id
    offered = CustomerSegment.organisation_id == own, CustomerSegment.retired_at.is_(None)
    measured = ScorecardScope.support_type_id == type_id, ScorecardScope.segment_id == segment_id
    is_measured = _measured(viewer).where(*measured).exists().label("is_measured")
    return (
        select(*TYPE, *KEPT, SupplierProfile.id.label("kept_id"), Person.name.label("overruled_by"))
        .add_columns(CustomerSegment.name.label("segment"), is_measured, SourcingPortfolio)
        .select_from(SupportType)
        .outerjoin(CustomerSegment, and_(CustomerSegment.id == segment_id, *offered))
        .outerjoin(SupplierProfile, and_(SupplierProfile.support_type_id == SupportType.id, same))
        .outerjoin(Person, Person.id == SupplierProfile.overruled_by_id)
        .outerjoin(SourcingPortfolio, SourcingPortfolio.organisation_id == own)
        .where(SupportType.organisation_id == own, SupportType.id == type_id)
    )


def _needs(which: ColumnElement[bool]) -> dict[int, Needs | None]:
    answers, _ = segments.answered(which)
    return {segment_id: segment_needs.reading(said) for segment_id, said in answers.items()}


def _types(viewer: Viewer) -> Sequence[Row[Any]]:
    query: Select[Any] = select(*TYPE).where(SupportType.organisation_id == viewer.organisation_id)
    return db.session.execute(query.order_by(SupportType.position, SupportType.id)).all()


def _measured(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """The pairs of support type and segment that a relationship measures by themselves."""
    query: Select[*tuple[Any, ...]] = select(ScorecardScope.support_type_id, ScorecardScope.segment_id)
    return (
        query.join(Relationship, Relationship.id == ScorecardScope.relationship_id)
        .where(Relationship.client_id == viewer.organisation_id, ScorecardScope.is_offered.is_(True))
        .where(ScorecardScope.support_type_id.is_not(None), ScorecardScope.segment_id.is_not(None))
        .distinct()
    )


def _kept(viewer: Viewer) -> dict[Pair, Row[Any]]:
    query: Select[Any] = (
        select(*KEPT, Person.name.label("overruled_by"))
        .outerjoin(Person, Person.id == SupplierProfile.overruled_by_id)
        .where(SupplierProfile.organisation_id == viewer.organisation_id)
    )
    return {(row.support_type_id, row.segment_id): row for row in db.session.execute(query)}


def _profile(type_row: Row[Any], pair: Pair, around: Around) -> Profile:
    segment_id, kept = pair[1], around.kept.get(pair)
    need = around.needs.get(segment_id) if segment_id is not None else None
    wanted = (need.level, need.channel.word) if need else (None, None)
    facts = Facts(type_row.complexity, type_row.impact, *wanted)
    has_own_floor = kept is not None and kept.floor is not None
    return Profile(
        type_id=type_row.id,
        support_type=type_row.name,
        segment_id=segment_id,
        segment=around.segments[segment_id] if segment_id is not None else None,
        facts=facts,
        recommendation=profiles.recommend(facts, around.judging),
        floor=Floor(kept.floor_measure, kept.floor) if kept is not None and has_own_floor else around.judging.floor,
        has_own_floor=has_own_floor,
        chosen=_chosen(kept),
        is_measured=pair in around.measured,
        is_kept=kept is not None,
    )


def _chosen(kept: Row[Any] | None) -> Chosen | None:
    if kept is None or kept.geography is None:
        return None
    requirement = Requirement(kept.geography, kept.skill, kept.culture, kept.language)
    return Chosen(Choice(requirement, kept.expected, kept.reason), kept.overruled_by, kept.overruled_at)


TYPE: list[Any] = [
    *(SupportType.id, SupportType.name, SupportType.retired_at),
    *(SupportType.complexity, SupportType.impact),
]
KEPT: list[Any] = [
    *(SupplierProfile.support_type_id, SupplierProfile.segment_id, SupplierProfile.floor_measure),
    *(SupplierProfile.floor, SupplierProfile.geography, SupplierProfile.skill, SupplierProfile.culture),
    *(SupplierProfile.language, SupplierProfile.expected, SupplierProfile.reason, SupplierProfile.overruled_at),
]
