"""The scorecard on paper: everything it says, its digest, and nothing typed that is read as markup."""

import html
import json
import re
from dataclasses import asdict, replace

import typst

from govtracker.documents import scorecard_pdf
from govtracker.documents.scorecard_pdf import CriterionLine, Paper, PillarLine, Signature

FCR = CriterionLine(
    "First contact resolution",
    "Customer experience",
    "58 %",
    "55 / 65 / 70",
    "red",
    "Red",
    "18",
    "20 %",
    ("Value: 38,512 ÷ 66,400 × 100 = 58 %", "Score: (58 − 55) ÷ (65 − 55) × 60 = 18"),
)
PAPER = Paper(
    title="Scorecard of October 2026",
    key="MER",
    description="Northgate and Meridian",
    companies=("Northgate", "Meridian"),
    version="criteria version 4",
    standing="Watch",
    overall="65.6",
    status="Agreed by both sides",
    notes=("The gate “Data protection” is red.",),
    pillars=(PillarLine("Customer experience", "46", "50 %", "65"),),
    criteria=(FCR,),
    signatures=(Signature("Northgate", "Eva Varga, 10 November 2026"), Signature("Meridian", "has not signed")),
    digest="8a64000347b9c56fc67ca22f35e606546be48167ff2bc0112bc2dd9fffce52cf",
    foot="MER, October 2026",
)


def text_of(paper: Paper) -> str:
    """What the template says, as text: the same template as HTML, without its tags."""
    data = {"card": json.dumps(asdict(paper))}
    made = typst.compile(scorecard_pdf.TEMPLATE, format="html", sys_inputs=data, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return html.unescape(re.sub("<[^>]*>", " ", made.decode()))


def pages(made: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", made))


def test_it_says_everything_and_carries_the_digest_and_both_signatures() -> None:
    said = text_of(PAPER)
    for part in ("Scorecard of October 2026", "65.6", "Watch", "38,512 ÷ 66,400", "Eva Varga", "has not signed"):
        assert part in said
    assert PAPER.digest in said


def test_it_is_a_tagged_pdf_that_names_its_language() -> None:
    made = scorecard_pdf.write(PAPER)
    assert made.startswith(b"%PDF-")
    assert pages(made) == 1
    for part in (b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert part in made


def test_what_people_typed_is_never_markup() -> None:
    wild = '#read("/etc/passwd") *bold* $x$ = heading <label> [#panic(1)] \\ @ref'
    paper = replace(PAPER, notes=(wild,), criteria=(replace(FCR, name=wild, said=(wild,)),))
    assert text_of(paper).count(wild) == 4
    assert scorecard_pdf.write(paper).startswith(b"%PDF-")


def test_letters_our_fonts_lack_do_not_keep_it_from_being_written() -> None:
    assert scorecard_pdf.write(replace(PAPER, companies=("北门", "ᚠᚢᚦ"))).startswith(b"%PDF-")


def test_many_criteria_run_over_pages() -> None:
    assert pages(scorecard_pdf.write(replace(PAPER, criteria=(FCR,) * 60))) > 2


def test_a_picture_stands_in_it_with_words_for_what_it_shows() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><circle cx="15" cy="15" r="9"/></svg>'
    drawn = replace(PAPER, gauges=svg, gauges_said="Experience 46")
    assert len(scorecard_pdf.write(drawn)) > len(scorecard_pdf.write(PAPER))
