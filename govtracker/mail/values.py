"""What a mail is made of, as plain values: what to say, and what a mail that was kept says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from govtracker.enums import Audience

Quote = tuple[int, Audience]  # a relationship, and whom the words taken from it exist for


@dataclass(frozen=True, kw_only=True)
class Content:
    """One mail for one person, before it is written.

    `template` names templates/mail/<template>.txt and .html, which get `values` besides what every mail gets (`why`,
    `preheader`, `late_since`, links). `why` says why this person got it, as a whole sentence. `quotes` names all it
    quotes: the worker asks again whether its reader may read them; so it does of the records of customers that it
    has `told`, by kind ("issue", "opportunity") and id. `due_at` is when it should have left, where that is
    not when its first notice was due. `thread` ("issue:7") groups the mails of one
    record, which keep the subject of their first; "" for one that stands alone. `list_name` names the list it
    belongs to: the relationship's key, or the kind of mail where it speaks of several. `calendar` is an invitation
    (text of an iCalendar file with METHOD:REQUEST or CANCEL). `pictures` are PNGs by name; the HTML shows them as
    cid:<name>. One that `disturbs` goes in its reader's quiet hours too, and one that is `needed_by`
    then where they last until then or longer. `worth_until` is when it says nothing any
    more, where that may be sooner than its kind says. `address` is where it goes, if not to its reader's present one.
    """

    subject: str
    template: str
    why: str
    quotes: Sequence[Quote]
    list_name: str
    told: Mapping[str, Sequence[int]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    preheader: str = ""
    thread: str = ""
    due_at: datetime | None = None
    calendar: str = ""
    calendar_method: str = "REQUEST"
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    disturbs: bool = False
    needed_by: datetime | None = None
    worth_until: datetime | None = None
    address: str = ""


@dataclass(frozen=True)
class Opened:
    """A mail as its reader sees it: headers in their order, and its two bodies."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
