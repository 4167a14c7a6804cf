"""Every SELECT, a file per noun, named as a question; `visible_to` starts every list."""


class NotFound(Exception):
    """There is no such thing for this person; they learn nothing else."""
