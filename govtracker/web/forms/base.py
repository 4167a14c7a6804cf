"""What every form does: sent twice it creates once, refused it keeps what was typed, edited by two it merges."""

import json
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField

from govtracker import clock
from govtracker.access import Viewer
from govtracker.queries import claims
from govtracker.rules import merge
from govtracker.rules.merge import Clash, MergedText
from govtracker.services import Refused

Done = TypeVar("Done")


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose mistakes stand beside their fields; `general` holds those that concern none."""

    general: tuple[str, ...] = ()

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """What was sent comes from a form: JSON is none, its values could be of any kind."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent, with its files; None where nothing was."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

    def carry_out(self, deed: Callable[[], Done]) -> Done | None:
        """The result of `deed`, or None when the form or a rule says no: the reasons are in the form then."""
        if not self.validate():
            return None
        try:
            return deed()
        except Refused as refusal:
            self.refuse(refusal.text, refusal.field)
            return None

    def did(self, deed: Callable[[], object]) -> bool:
        """Whether `deed` was done; when not, the reasons are in the form."""
        return self.carry_out(lambda: (deed(),)) is not None

    def refuse(self, text: str, field: str = "") -> None:
        """Put a reason beside its field, or over the form."""
        if field and field in self:
            self[field].errors = [*self[field].errors, text]
        else:
            self.general = (*self.general, text)

    @property
    def typed(self) -> dict[str, Any]:
        """The values of all fields people fill in."""
        hidden = {"csrf_token", "submission_id", "seen"}
        return {name: value for name, value in self.data.items() if name not in hidden}


class CreatingForm(Form):
    """A form that makes something new, once, however often it is sent."""

    submission_id = HiddenField(default=lambda: str(uuid.uuid4()))

    def create(
        self,
        viewer: Viewer,
        deed: Callable[[], str],
        *,
        within: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> str | None:
        """The address of what `deed` made, or of what the same form made before; None when it says no.

        `within` is the transaction of a view that opens its own.
        """

        def once() -> str:
            with within():
                return self._once(viewer, deed)

        return self.carry_out(once)

    def _once(self, viewer: Viewer, deed: Callable[[], str]) -> str:
        token = str(self.submission_id.data or "")[:36] or str(uuid.uuid4())
        earlier = claims.submission(viewer.person_id, token, clock.real_now())
        if earlier:
            return earlier.url
        url = deed()
        claims.submission_led_to(viewer.person_id, token, url)
        return url


class EditingForm(Form):
    """A form over something that others may change meanwhile; `seen` holds what the person saw when it opened.

    Fields named in `by_line` are merged line by line; `has_merged` says that it was so, `clashing` where it could not.
    """

    seen = HiddenField()
    by_line: ClassVar[frozenset[str]] = frozenset()
    has_merged = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashing: dict[str, tuple[Clash, ...]] = {}

    def open(self, values: Mapping[str, Any]) -> None:
        """Fill in the stored values and remember them as seen."""
        self.process(data=dict(values))
        self.seen.data = json.dumps({name: _text(value) for name, value in values.items()})

    def merged(self, stored: Mapping[str, Any]) -> dict[str, Any] | None:
        """What to store: fields only this person changed, others' changes kept.

        None when both changed the same field: the form then says what the other wrote, and nothing typed is lost.
        """
        seen = self.saw
        mine = {name: value for name, value in self.typed.items() if name in stored}
        outcome = merge.fields(
            seen={name: seen.get(name, _text(stored[name])) for name in mine},
            mine={name: _text(value) for name, value in mine.items()},
            stored={name: _text(stored[name]) for name in mine},
        )
        together = {
            name: merge.lines(seen=seen.get(name, ""), mine=_text(mine[name]), stored=_text(stored[name]))
            for name in outcome.clashes & self.by_line
        }
        clashes = [name for name in outcome.clashes if name not in together or together[name].clashes]
        for name in clashes:
            self._show(name, _text(stored[name]), together.get(name))
        if clashes:
            self.seen.data = json.dumps({**seen, **{name: _text(stored[name]) for name in clashes}})
            return None
        self.has_merged = bool(together)
        return {name: mine[name] for name in outcome.mine} | {name: found.text for name, found in together.items()}

    def _show(self, name: str, theirs: str, found: MergedText | None) -> None:
        """Put what the other wrote beside a field; of lines, what does not clash is in the field already."""
        if found is None:
            self.refuse(f"Changed meanwhile to “{theirs or 'nothing'}”. Keep yours by saving again.", name)
            return
        self[name].data = found.text
        self.clashing[name] = found.clashes
        self.refuse("Somebody changed the same lines meanwhile: compare both, then save what is to stand.", name)

    @property
    def saw(self) -> dict[str, str]:
        """What the person saw, by field; nothing where the form does not say it as it was told to."""
        try:
            said = json.loads(self.seen.data or "{}")
        except (ValueError, RecursionError):
            return {}
        return {name: text for name, text in said.items() if isinstance(text, str)} if isinstance(said, dict) else {}


def _text(value: Any) -> str:
    return "" if value is None else str(getattr(value, "value", value)).replace("\r\n", "\n")
