"""The rehearsals of faults and of a restore, small: real processes, and a ledger of what was acknowledged."""

from benchmarks.drills import faults, restore

FEW = {"sqlite": ["disk", "worker"], "postgresql": ["database"]}


def test_faults_lose_nothing_and_double_nothing(database_kind: str) -> None:
    figures = faults.rehearse(database_kind, FEW[database_kind], seed=1, seconds=1)
    assert not faults.is_bad(figures), figures
    assert figures["faults"] == FEW[database_kind]


def test_what_was_acknowledged_before_a_backup_is_there_after_a_restore(database_kind: str) -> None:
    figures = restore.rehearse(database_kind, seconds=0.5)
    assert not faults.is_bad(figures), figures
    assert int(str(figures["acknowledged"])) > 0
