"""Who speaks for a side at a review: its chair, or whoever acts while that seat is vacant or its holder away."""

from dataclasses import dataclass

from govtracker.enums import SeatRole


@dataclass(frozen=True)
class Chair:
    """The chair's seat of a side on a day: who holds it, whether they are away, and who speaks for the side then."""

    seat: str
    role: SeatRole
    holder_id: int | None
    holder: str
    is_away: bool
    speaker_id: int | None
    speaker: str

    @property
    def is_there(self) -> bool:
        """Whether somebody holds the seat and is not away."""
        return self.holder_id is not None and not self.is_away

    @property
    def acting_id(self) -> int | None:
        """Who acts as chair: whoever speaks for the side, where the holder is missing; None where nobody has to."""
        return None if self.is_there or self.speaker_id == self.holder_id else self.speaker_id

    @property
    def asked_id(self) -> int | None:
        """Whom the side is asked through; somebody who is away, rather than nobody."""
        return self.acting_id or self.holder_id

    @property
    def said(self) -> str:
        """Who acts and why, as a sentence; "" where the chair is there."""
        if self.is_there:
            return ""
        missing = f"{self.holder} is away" if self.holder_id is not None else f"The seat {self.seat} is vacant"
        if self.acting_id is None:
            return f"{missing}, and nobody acts for this side."
        return f"{missing}: {self.speaker} acts as chair."

    def may_agree(self, person_id: int, *, holds_seat: bool) -> bool:
        """Whether a person's word counts as the chair's; `holds_seat` also for the deputy who acts in a SPOC's seat."""
        return holds_seat or person_id == self.acting_id
