"""An installation without people begins with its first administrator and first relationship."""

from playwright.sync_api import Page, expect

PASSWORD = "three calm words and one more"
TYPED = {
    "Your organisation": "Harbour Energy",
    "Time zone": "Europe/Amsterdam",
    "Your name": "Femke Visser",
    "Your e-mail": "femke.visser@harbour.example",
    "Supplier": "Delta Care",
    "Their SPOC’s name": "Noor Daan",
    "Their SPOC’s e-mail": "noor.daan@deltacare.example",
}


def test_empty_installation_leads_through_its_set_up_to_the_first_relationship(live_server, new_page):
    page = new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up GovTracker")
    for label, text in TYPED.items():
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    send(page, PASSWORD, "another one altogether")
    expect(page.get_by_label("The same again")).to_have_accessible_description("Wrong: The two passwords differ.")
    for label, text in TYPED.items():
        expect(page.get_by_role("textbox", name=label, exact=True)).to_have_value(text)
    send(page, PASSWORD, PASSWORD)

    invitation = page.get_by_role("definition").filter(has_text="noor.daan@deltacare.example")
    expect(invitation).to_be_visible()
    secret = page.get_by_role("code").inner_text()
    page.get_by_role("link", name="show the relationship").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Energy ⇄ Delta Care")
    picture = page.get_by_role("group", name="Reverse bow-tie of Harbour Energy and Delta Care")
    expect(picture.get_by_role("link", name="Femke Visser, SPOC")).to_be_visible()

    supplier = new_page()
    supplier.goto("/")
    supplier.get_by_label("E-mail").fill("noor.daan@deltacare.example")
    supplier.get_by_label("Password").fill(secret)
    supplier.get_by_role("button", name="Sign in", exact=True).click()
    supplier.get_by_role("navigation", name="Main").get_by_role("link", name="Portfolio").click()
    expect(supplier.get_by_role("row").filter(has_text="Harbour Energy")).to_be_visible()


def send(page: Page, password: str, again: str) -> None:
    page.get_by_role("textbox", name="Password", exact=True).fill(password)
    page.get_by_label("The same again").fill(again)
    page.get_by_role("button", name="Set it up and sign in").click()
