"""The demonstration: nowhere but in demo mode."""

from tests.web.access_table import Row

ROWS = {
    f"demo.{endpoint}": Row(url, {}, others=404, anonymous=404, method=method)
    for endpoint, method, url in (
        ("people", "GET", "/demo/people.json"),
        ("sign_in", "POST", "/demo/sign-in"),
        ("move_clock", "POST", "/demo/clock"),
        ("mail", "GET", "/demo/mail"),
        ("one_mail", "GET", "/demo/mail/1"),
        ("mail_body", "GET", "/demo/mail/1/html"),
        ("mail_source", "GET", "/demo/mail/1/source"),
    )
}
