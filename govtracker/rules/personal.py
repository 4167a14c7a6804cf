"""Personal data in the audit trail: which fields are about a person, and how they leave it without breaking the chain.

An event holds no personal value. Where one belongs it holds a mark, and the values stand in a row of their own for each
event and person, which may be deleted: the event keeps only SHA-256(salt | values). Without the salt a hash tells
nothing, so whoever is erased is no more than a number in the trail, and every link still verifies.
"""

from collections.abc import Mapping
from typing import Any

from govtracker.rules import canonical

NOBODY = 0  # whose values they are when nobody here is meant: an address that no account has
PERSON, FIELD = "$person", "$personal"  # the marks: a person's name, and a field that is about a person
ERASED = "erased"
# each table whose records are about one person, and the attribute that names them: label and reason are personal there
ABOUT: Mapping[str, str] = {"person": "id", "absence": "person_id", "role_held": "person_id", "handover": "person_id"}
# the fields of such a record that are personal themselves; what else changes there is a setting, a day or a right
FIELDS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"name", "email", "job_title", "unreachable_reply", "quiet_from", "quiet_to", "quiet_days"}),
    "absence": frozenset({"from_on", "to_on"}),
}

Said = dict[str, Any]  # what an event says of one person: {"name": …, "address": …, "label": …, "changes": {…}, …}


def named(person_id: int) -> dict[str, int]:
    """The mark that stands for a person's name."""
    return {PERSON: person_id}


def sealed(salt: str, said: Mapping[str, Any]) -> str:
    """SHA-256 in hex that an event keeps of personal values; `salt` is random, 128 bits in hex."""
    return canonical.digest(f"{salt}|{canonical.json_text(said)}")


def told(value: Any, said: Mapping[int, Said], field: str = "") -> Any:
    """`value` of an event with its marks replaced by what is `said` of the people, "erased" where that is gone."""
    if isinstance(value, Mapping):
        if PERSON in value:
            return said.get(value[PERSON], {}).get("name", ERASED)
        if FIELD in value:
            return said.get(value[FIELD], {}).get("changes", {}).get(field, ERASED)
        return {name: told(part, said, name) for name, part in value.items()}
    if isinstance(value, list):
        return [told(part, said, field) for part in value]
    return value
