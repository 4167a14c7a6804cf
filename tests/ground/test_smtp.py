"""The mail server of the tests fails exactly where it is told to."""

import smtplib
from email.message import EmailMessage

import pytest

STAGES = ["MAIL", "RCPT", "DATA", "BODY"]


def send(sink, subject="Grüße"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@client.test", "b@supplier.test", subject
    message.set_content("Hello")
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=10) as connection:
        connection.login("user", "secret")
        connection.send_message(message)


def test_mail_is_kept_as_it_came(smtp_sink):
    send(smtp_sink)
    assert [mail.recipients for mail in smtp_sink.received] == [("b@supplier.test",)]
    assert smtp_sink.messages[0]["Subject"] == "Grüße"
    assert smtp_sink.logins == [("user", "secret")]


@pytest.mark.parametrize("stage", STAGES)
def test_refusal_concerns_one_mail_and_keeps_nothing(smtp_sink, stage):
    smtp_sink.fail(stage, "451 later")
    with pytest.raises(smtplib.SMTPException):
        send(smtp_sink)
    assert smtp_sink.received == []
    send(smtp_sink, "again")
    assert [message["Subject"] for message in smtp_sink.messages] == ["again"]


@pytest.mark.parametrize("stage", STAGES)
def test_broken_connection_leaves_the_sender_in_doubt_only_after_the_body(smtp_sink, stage):
    smtp_sink.hang_up(stage)
    with pytest.raises((smtplib.SMTPException, ConnectionError)):
        send(smtp_sink)
    assert len(smtp_sink.received) == (1 if stage == "BODY" else 0)
