"""What somebody sent and we could not keep: given back on the error page, to be sent again with one button."""

from flask import request

SECRET = ("password", "secret", "token")
SECRET_NAMES = ("present", "again")  # of passwords, too
MOST = 200_000  # characters a page gives back


def sent() -> list[tuple[str, str]] | None:
    """Names and values of the form that was posted; None where there is none to give back.

    Secrets and files are for the browser to ask for anew: a form that had them is not sent again by a button.
    """
    try:
        if request.method != "POST" or request.files:
            return None
        values = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    except Exception:  # noqa: BLE001  # the body itself could not be taken in
        return None
    if any(is_secret(name) or "code" in name.lower() for name, _ in values):
        return None
    return values if 0 < sum(len(value) for _, value in values) <= MOST else None


def is_secret(name: str) -> bool:
    """Whether a field of that name holds what no page gives back."""
    return name in SECRET_NAMES or any(word in name.lower() for word in SECRET)
