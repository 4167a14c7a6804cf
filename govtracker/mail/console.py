"""Standard output as the way out, for whoever develops or tries the product: mails are printed, none leaves."""

import sys

from govtracker.mail.doors import Letter


class Console:
    """The Door to standard output."""

    name = "console"
    is_open = True

    def offer(self, letter: Letter) -> None:
        """Takes everything."""

    def hand_over(self, letter: Letter) -> str:
        """Print the envelope and the mail."""
        envelope = f"--- to {letter.recipient}, from {letter.sender}"
        text = letter.raw.decode("utf-8", "replace").replace("\r\n", "\n")
        sys.stdout.write(f"{envelope}\n{text}\n---\n")
        sys.stdout.flush()
        return "printed"

    def withdraw(self) -> None:
        """Nothing to take back."""
