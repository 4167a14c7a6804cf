"""What a view answers with: a page is a value, rendered only after the transaction has ended."""

from dataclasses import dataclass, field
from typing import Any

from flask import Response, make_response, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

Answer = "Page | BaseResponse"


@dataclass(frozen=True)
class Page:
    """A template with its values. A status of 400 or more undoes what the request wrote."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def render(self) -> Response:
        """The page as a response."""
        return make_response(render_template(self.template, **self.values), self.status, self.headers)


def page(template: str, *, status: int = 200, **values: Any) -> Page:
    """A page of `template`."""
    return Page(template, values, status)


def see_other(url: str) -> BaseResponse:
    """After a POST: go and look there (303)."""
    return redirect(url, code=303)
