"""Risks as a list: what its columns are called and hold."""

from govtracker.exports.columns import SEEN_BY, Column, Kind
from govtracker.rules import keys
from govtracker.rules.issues.risks import IMPACTS, LIKELIHOODS, exposure
from govtracker.rules.words import label

COLUMNS = (
    Column("key", "Risk", lambda row: keys.risk_key(row.relationship_key, row.number, row.audience), width=10),
    Column("title", "What may happen", lambda row: row.title, width=50),
    SEEN_BY,
    Column("likelihood", "Likelihood", lambda row: f"{row.likelihood} {LIKELIHOODS[row.likelihood]}", width=18),
    Column("impact", "Impact", lambda row: f"{row.impact} {IMPACTS[row.impact]}", width=16),
    Column("score", "Score", lambda row: row.score, Kind.NUMBER, width=8),
    Column("exposure", "Exposure", lambda row: label(exposure(row.score)), width=12, sort="score"),
    Column("response", "Response", lambda row: label(row.response), width=12),
    Column("plan", "What is done about it", lambda row: row.plan, width=60),
    Column("who", "Who watches it", lambda row: row.owner, width=20),
    Column("side", "Side", lambda row: label(row.owner_side), width=10),
    Column("look", "Looked at next", lambda row: row.look_on, Kind.DAY, sort="look"),
    Column("status", "Status", lambda row: label(row.status)),
    Column("area", "Functional area", lambda row: row.area, width=20),
    Column("recorded", "Recorded", lambda row: row.created_at, Kind.INSTANT, width=18),
)
