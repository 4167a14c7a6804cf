"""Second factors: whose there is one, and codes that count but once."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from govtracker.database import db
from govtracker.models import RecoveryCode, SecondFactor


def of_person(person_id: int) -> SecondFactor | None:
    """A person's authenticator, confirmed or not."""
    return db.session.scalar(select(SecondFactor).where(SecondFactor.person_id == person_id))


def is_confirmed(person_id: int) -> bool:
    """Whether the person has to give a code to sign in."""
    factor = of_person(person_id)
    return factor is not None and factor.confirmed_at is not None


def codes_left(factor_id: int) -> int:
    """How many recovery codes were not used yet."""
    left = select(func.count()).where(RecoveryCode.factor_id == factor_id, RecoveryCode.used_at.is_(None))
    return db.session.scalars(left).one()


def take_step(factor_id: int, step: int) -> bool:
    """Let the code of a time step count; False where that one, or a later one, counted already."""
    taken = (
        update(SecondFactor)
        .where(SecondFactor.id == factor_id, SecondFactor.last_step < step)
        .values(last_step=step)
        .returning(SecondFactor.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(taken) is not None


def take_code(factor_id: int, code_hashes: list[str], at: datetime) -> bool:
    """Let a recovery code count; False where there is none such, or it was used."""
    taken = (
        update(RecoveryCode)
        .where(
            RecoveryCode.factor_id == factor_id, RecoveryCode.code_hash.in_(code_hashes), RecoveryCode.used_at.is_(None)
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(taken) is not None


def forget_codes(factor_id: int) -> None:
    """Take away all recovery codes."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.factor_id == factor_id))
