"""Who held which post on which day: it tells a counterpart's contact from one a SPOC made in their place."""

from dataclasses import dataclass
from datetime import date, timedelta

from govtracker.enums import ContactMaker, SeatRole, Side

DAY = timedelta(days=1)
SPEAKING = (SeatRole.SPOC, SeatRole.DEPUTY_SPOC)


@dataclass(frozen=True)
class Post:
    """A seat somebody held from a day to a day, both included; `to_on` None is still held."""

    person_id: int
    side: Side
    role: SeatRole
    area_id: int | None
    from_on: date
    to_on: date | None

    def covers(self, day: date) -> bool:
        """Was held on that day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class Away:
    """Somebody was away from a day to a day, both included."""

    person_id: int
    from_on: date
    to_on: date

    def covers(self, day: date) -> bool:
        """Was away on that day."""
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True)
class Posts:
    """The posts of one relationship, and the absences of those who held them."""

    held: tuple[Post, ...] = ()
    away: tuple[Away, ...] = ()

    def side_of(self, person_id: int) -> Side | None:
        """The side somebody stood on; nobody sits on both."""
        return next((post.side for post in self.held if post.person_id == person_id), None)

    @property
    def people(self) -> list[int]:
        """Everybody who held a post, each once."""
        return sorted({post.person_id for post in self.held})

    def maker(self, person_id: int, area_id: int | None, day: date) -> ContactMaker:
        """As what somebody was in touch about an area on a day; whoever leads it is a counterpart, SPOC or not."""
        if area_id in self.led_by(person_id, day):
            return ContactMaker.COUNTERPART
        return ContactMaker.SPOC if self.speaks(person_id, day) else ContactMaker.OTHER

    def led_by(self, person_id: int, day: date) -> frozenset[int]:
        """The areas somebody led on a day."""
        return frozenset(post.area_id for post in self._own(person_id, day) if post.area_id is not None)

    def speaks(self, person_id: int, day: date) -> bool:
        """Was a SPOC on that day, or the deputy of a side whose SPOC seat was vacant or its holder away."""
        return any(
            post.role is SeatRole.SPOC or (post.role is SeatRole.DEPUTY_SPOC and not self._has_spoc(post.side, day))
            for post in self._own(person_id, day)
        )

    def is_away(self, person_id: int, day: date) -> bool:
        """Somebody is away on that day."""
        return any(one.person_id == person_id and one.covers(day) for one in self.away)

    def cuts(self, since_on: date, on: date) -> list[date]:
        """The days after `since_on`, up to `on`, from which on somebody else leads an area or speaks for a side."""
        telling = [post for post in self.held if post.role in SPEAKING or post.area_id is not None]
        speakers = {post.person_id for post in telling if post.role is SeatRole.SPOC}
        spans = [(post.from_on, post.to_on) for post in telling]
        spans += [(one.from_on, one.to_on) for one in self.away if one.person_id in speakers]
        days = {first for first, _ in spans} | {last + DAY for _, last in spans if last is not None}
        return sorted(day for day in days if since_on < day <= on)

    def _own(self, person_id: int, day: date) -> list[Post]:
        return [post for post in self.held if post.person_id == person_id and post.covers(day)]

    def _has_spoc(self, side: Side, day: date) -> bool:
        """The SPOC of the side is there."""
        return any(
            post.role is SeatRole.SPOC and post.side is side and not self.is_away(post.person_id, day)
            for post in self.held
            if post.covers(day)
        )
