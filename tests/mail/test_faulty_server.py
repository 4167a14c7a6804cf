"""Servers that answer garbage, 8-bit, half a line or nothing: what is certain is told from what is not."""

import pytest

from govtracker.mail import smtp
from govtracker.mail.doors import Later, Letter, NoConnection, Refused, Uncertain
from govtracker.mail.smtp import Server
from tests.support.scripted_smtp import GONE, SILENCE, scripted

LETTER = Letter("from@a.example", "jane@b.example", b"Subject: x\r\n\r\n.dot\r\n", "1.eml")
WRONG = {
    "garbage": b"\x00\x01 what\r\n",
    "8-bit": "Grüße, доброе утро\r\n".encode(),
    "half a line": b"25",
    "another protocol": b"HTTP/1.1 400 Bad Request\r\n",
    "a very long line": b"250-" + b"x" * 20_000 + b"\r\n",
    "a code of no kind": b"999 what\r\n",
    "too early": b"1",
    "gone": GONE,
    "nothing": SILENCE,
}
PIPELINING = b"250-here\r\n250 PIPELINING\r\n"
STEPS = {"CONNECT": NoConnection, "MAIL": Later, "RCPT": Later, "DATA": Later, "BODY": Uncertain}


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TO_CONNECT", "TO_ANSWER", "TO_TAKE_A_MAIL", "TO_PART"):
        monkeypatch.setattr(smtp, name, 0.2)


def handed_over(url: str) -> str:
    with smtp.connected(Server.of(url), own_name="here.test") as door:
        door.offer(LETTER)
        return door.hand_over(LETTER)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_is_no_answer(step: str, wrong: str) -> None:
    answer = WRONG[wrong]
    with scripted({step: answer}) as server, pytest.raises(STEPS[step]) as raised:
        handed_over(server.url)
    assert str(raised.value).isprintable()
    assert server.taken == ([b"Subject: x\r\n\r\n..dot\r\n"] if step == "BODY" else [])


@pytest.mark.parametrize("wrong", ["garbage", "gone", "nothing"])
def test_a_wrong_greeting_of_ours_is_no_connection_or_an_older_server(wrong: str) -> None:
    with scripted({"EHLO": WRONG[wrong], "HELO": WRONG[wrong]}) as server, pytest.raises(NoConnection):
        handed_over(server.url)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"EHLO": PIPELINING}, None),
        (
            {"EHLO": PIPELINING, "RCPT": b"550 5.1.1 nobody\r\n", "DATA": b"554 none\r\n"},
            Refused,
        ),
        ({"EHLO": PIPELINING, "RCPT": b"550 5.1.1 nobody\r\n"}, Refused),
        ({"EHLO": PIPELINING, "MAIL": b"451 later\r\n", "DATA": b"503 what?\r\n"}, Later),
        ({"EHLO": b"502 what?\r\n", "HELO": b"250 here\r\n"}, None),
        ({"BODY": b"250-taken\r\n250 as \xff\xfe\x00 42\r\n"}, None),
    ],
)
def test_three_commands_in_one_journey_and_old_servers(
    answers: dict[str, bytes], verdict: type[Exception] | None
) -> None:
    with scripted(answers) as server:
        if verdict is None:
            assert handed_over(server.url).isprintable()
        else:
            with pytest.raises(verdict):
                handed_over(server.url)
    assert len(server.taken) == (verdict is None)
