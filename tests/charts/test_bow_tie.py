"""The reverse bow-tie: its words, its places, and that nothing touches what it should not."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from govtracker.charts.bow_tie import BowTie, SideFacts
from govtracker.charts.bow_tie_drawing import CARD_HEIGHT, CARD_WIDTH, COLUMNS, WIDTH, draw
from govtracker.charts.lettering import width
from govtracker.enums import PairFinding, Side
from tests.charts.bow_ties import DOUBLED, LONG, LONG_NAME, VACANT, bow_tie, node, pair
from tests.charts.pictures import rendered, tree

EVERY = {
    "none": bow_tie(),
    "one": bow_tie(pair()),
    "each finding": bow_tie(pair(), VACANT, DOUBLED),
    "long names": bow_tie(LONG, client=SideFacts("N" * 60, node(LONG_NAME), acting=True, sponsor=node(LONG_NAME))),
    "nobody": bow_tie(VACANT, client=SideFacts("Northgate"), supplier=SideFacts("Meridian")),
    "fourteen": bow_tie(*(pair(f"Area {number}", contacts=number) for number in range(14))),
}
cases = pytest.mark.parametrize("facts", EVERY.values(), ids=list(EVERY))


def written(facts: BowTie) -> str:
    return rendered("bow_tie", "drawing", drawing=draw(facts))


def figure(facts: BowTie) -> ET.Element:
    return tree("bow_tie", "drawing", drawing=draw(facts))


def test_client_stands_left_and_supplier_right_with_the_spocs_outermost() -> None:
    drawing = draw(bow_tie(pair()))
    client, supplier = drawing.points
    left, right = drawing.cards
    assert (client.side, left.side, right.side, supplier.side) == (
        Side.CLIENT,
        Side.CLIENT,
        Side.SUPPLIER,
        Side.SUPPLIER,
    )
    assert client.x < left.x < right.x < supplier.x
    assert client.y == supplier.y == drawing.middle == drawing.ties[0].y == left.y + CARD_HEIGHT / 2


def test_sponsors_stand_above_all_counterparts() -> None:
    drawing = draw(EVERY["fourteen"])
    assert max(sponsor.y + CARD_HEIGHT for sponsor in drawing.sponsors) < min(card.y for card in drawing.cards)


@cases
def test_labels_never_touch_the_people_beside_them(facts: BowTie) -> None:
    gap = COLUMNS[Side.SUPPLIER] - COLUMNS[Side.CLIENT] - CARD_WIDTH
    for tie in draw(facts).ties:
        assert tie.label_width <= gap - 2 * 12
        assert all(width(line, 11.5) < tie.label_width - 20 for line in tie.label)


@cases
def test_rows_do_not_overlap_and_stay_inside_the_picture(facts: BowTie) -> None:
    drawing = draw(facts)
    assert all(below.y - above.y > CARD_HEIGHT for above, below in pairwise(drawing.ties))
    assert all(card.y > 0 and card.y + CARD_HEIGHT < drawing.foot < drawing.height for card in drawing.cards)
    assert all(card.x + CARD_WIDTH < WIDTH for card in drawing.cards)


@cases
def test_words_fit_into_their_boxes(facts: BowTie) -> None:
    drawing = draw(facts)
    for card in (*drawing.cards, *drawing.sponsors):
        assert 46 + width(card.name, 13) < CARD_WIDTH
        assert 46 + width(card.caption, 11.5) < CARD_WIDTH
    for point in drawing.points:
        assert len(point.name) <= 2
        assert all(width(line, 13) <= 104 for line in point.name)


def test_a_healthy_pair_names_its_finding_and_counts_on_one_line() -> None:
    assert draw(bow_tie(pair(open_issues=3, overdue_actions=1))).ties[0].label == ("healthy · 3 open · 1 overdue",)
    assert draw(bow_tie(pair())).ties[0].label == ("healthy · nothing open",)


def test_a_finding_with_its_reason_takes_a_second_line() -> None:
    ties = draw(bow_tie(replace(VACANT, overdue_actions=1), DOUBLED)).ties
    assert ties[0].label == ("vacant: nobody at Meridian", "1 open · 1 overdue")
    assert ties[1].label == ("doubled: Sofia Cruz leads 2 areas", "2 overdue")


def test_what_is_shortened_stands_whole_in_the_title() -> None:
    drawing = draw(bow_tie(LONG))
    assert drawing.cards[0].name.endswith("…")
    assert drawing.cards[0].title == f"{LONG_NAME}, lead for {LONG.area}, Northgate"
    assert drawing.ties[0].label[0].endswith("…")
    assert drawing.ties[0].title == (
        f"{LONG.area}: {LONG_NAME} (Northgate) and {'W' * 40} (Meridian); doubled: {LONG_NAME} leads 12 areas;"
        " 120 open issues, 345 overdue actions, 0 contacts in 90 days"
    )


def test_a_vacant_seat_leads_to_its_pair() -> None:
    vacant = draw(bow_tie(VACANT)).cards[1]
    assert (vacant.name, vacant.vacant, vacant.href) == ("Vacant", True, VACANT.href)


def test_a_deputy_who_acts_is_named_so_and_a_missing_spoc_is_vacant() -> None:
    client, supplier = draw(
        bow_tie(client=SideFacts("Northgate", node("Tom Okafor"), acting=True), supplier=SideFacts("Meridian"))
    ).points
    assert (client.role, client.acting, client.vacant) == ("acting SPOC", True, False)
    assert (supplier.name, supplier.vacant) == (("Vacant",), True)


def test_somebody_several_areas_depend_on_has_a_star_and_the_word_for_it() -> None:
    facts = bow_tie(pair("Information technology and workforce", supplier=replace(node("Ana Reyes"), areas=2)), pair())
    card = draw(facts).cards[1]
    assert card.key
    assert card.caption.endswith("… · key person")
    assert "key person: 2 areas depend on them" in card.title
    assert facts.key_persons == 1
    text = written(facts)
    assert text.count('class="bt-key"') == 1
    assert "1 key person" in text


def test_a_bow_tie_that_has_come_back_is_drawn_and_said() -> None:
    facts = bow_tie(pair(), collapsed=True, oversight="collapsed back into a bow-tie: SPOCs make 63 % of the contacts")
    assert "It has collapsed back into a bow-tie" in facts.description
    text = written(facts)
    assert 'class="is-collapsed"' in text
    assert "a bow-tie again" in text
    assert "is-collapsed" not in written(bow_tie(pair()))


def test_more_contacts_make_a_thicker_line() -> None:
    ties = draw(bow_tie(*(pair(contacts=contacts) for contacts in (0, 1, 4, 5, 14, 15, 500)))).ties
    assert [tie.thickness for tie in ties] == [1.5, 3, 3, 5, 5, 7, 7]


def test_the_picture_is_described_in_words() -> None:
    assert bow_tie(pair(), VACANT).description == (
        "2 function pairs between the two companies: 1 healthy, 1 vacant. At the outer points: Eszter Varga, SPOC,"
        " Northgate and Daniela Alonso, SPOC, Meridian."
    )


@cases
def test_the_page_is_well_formed_and_keeps_the_content_policy(facts: BowTie) -> None:
    found = figure(facts)
    for element in found.iter():
        assert element.tag not in {"script", "style"}
        assert not {"style", "onclick", "onload"} & set(element.keys())


@cases
def test_every_finding_has_its_word_in_picture_cards_and_table(facts: BowTie) -> None:
    found = figure(facts)
    for place in (".//svg", ".//ul", ".//table"):
        element = found.find(place)
        assert element is not None
        text = " ".join(element.itertext())
        assert all(one.finding in text for one in facts.pairs)


def test_people_and_pairs_are_links_in_reading_order() -> None:
    svg = figure(bow_tie(pair())).find("svg")
    assert svg is not None
    assert [link.get("href") for link in svg.iter("a")] == [
        "/people/HL",
        "/people/KI",
        "/people/EV",
        "/people/LW",
        "/r/MER/structure#Quality",
        "/people/SC",
        "/people/DA",
    ]
    assert all(link.findtext("title") for link in svg.iter("a"))
    assert svg.get("aria-labelledby") == "bow-tie-title"


def test_without_addresses_nothing_is_a_link() -> None:
    plain = replace(node("Lena Weber"), href="")
    facts = bow_tie(
        pair(client=plain, supplier=plain, href=""),
        client=SideFacts("Northgate", plain, sponsor=plain),
        supplier=SideFacts("Meridian", plain, sponsor=plain),
    )
    assert list(figure(facts).iter("a")) == []


def test_names_are_escaped() -> None:
    hostile = node("<script>alert(1)</script>", href='/x"onclick="y')
    text = written(bow_tie(pair(client=hostile, why='"><b>')))
    assert "<script" not in text
    assert "<b>" not in text
    assert 'href="/x"onclick' not in text


def test_no_area_says_so_and_shows_no_legend() -> None:
    text = written(bow_tie())
    assert "No functional area has been chosen yet." in text
    assert "bow-tie-legend" not in text


def test_every_finding_can_be_drawn() -> None:
    for finding in PairFinding:
        assert f"is-{finding}" in written(bow_tie(pair(finding=finding)))
