"""Every write, a file per noun, named as the verb people use. Services never commit."""


class Refused(Exception):
    """A rule says no. The text is for the person, `field` names the form field it concerns."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.field = field
