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


def test_empty_installation_leads_through_its_set_up_to_the_first_relationship(mailed, new_page):
    page = new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up GovTracker")
    for label, text in TYPED.items():
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    choose(page, PASSWORD, "another one altogether")
    expect(page.get_by_label("The same again")).to_have_accessible_description("Wrong: The two passwords differ.")
    for label, text in TYPED.items():
        expect(page.get_by_role("textbox", name=label, exact=True)).to_have_value(text)
    choose(page, PASSWORD, PASSWORD)

    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Energy ⇄ Delta Care")
    picture = page.get_by_role("group", name="Reverse bow-tie of Harbour Energy and Delta Care")
    expect(picture.get_by_role("link", name="Femke Visser, SPOC")).to_be_visible()

    supplier = new_page()
    supplier.goto(mailed("noor.daan@deltacare.example", "/join/"))
    expect(supplier.get_by_text("Femke Visser invites you")).to_be_visible()
    choose(supplier, "tide lamp river brass", "tide lamp river brass", "Join")
    supplier.get_by_role("navigation", name="Main").get_by_role("link", name="Portfolio").click()
    expect(supplier.get_by_role("row").filter(has_text="Harbour Energy")).to_be_visible()


def choose(page: Page, password: str, again: str, button: str = "Set it up and sign in") -> None:
    page.get_by_role("textbox", name="Password", exact=True).fill(password)
    page.get_by_label("The same again").fill(again)
    page.get_by_role("button", name=button).click()
