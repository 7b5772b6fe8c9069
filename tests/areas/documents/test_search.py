"""Searches in what documents say, and the words around what was found."""

import pytest

from app.areas.documents.queries import documents_of
from app.areas.documents.search import AROUND, excerpt, find, texts_of
from tests.areas.documents.papers import Papers, colleague


@pytest.fixture
def papers(home):
    return Papers(home, home.admit())


def search(papers, query, role="lead_nurse"):
    house, actor = papers.house, colleague(papers.home, role)
    with house.database.read() as session:
        found = documents_of(session, house.vault, actor, [papers.person])
        return find(found, texts_of(session, house.vault, found), query)


def said(found):
    return "".join(one.text for one in found.excerpt)


def marked(found):
    return [one.text for one in found.excerpt if one.is_found]


def test_words_of_any_page_find_it_without_accents_or_capitals(papers):
    papers.add("biologie", texts=("Hémogramme", "Créatinine : 92 µmol/L\nà jeun"))
    [found] = search(papers, "CREAT jeun")
    assert found.page == 2 and marked(found) == ["Créatinine", "jeun"]
    assert said(found) == "Créatinine : 92 µmol/L à jeun"


def test_its_kind_its_title_and_its_note_find_it_too(papers):
    papers.add("imagerie", texts=("",), title="Hanche droite", note="reçu du fils")
    for query in ("imagerie", "hanche", "fils", "imagerie hanche"):
        [found] = search(papers, query)
        assert found.page is None and marked(found)


def test_every_word_must_be_there(papers):
    papers.add("biologie", texts=("Créatinine",))
    assert search(papers, "créatinine fer") == [] and search(papers, "réatinine") == []


def test_nothing_asked_finds_all(papers):
    papers.add("biologie")
    assert len(search(papers, "  ")) == len(search(papers, "…")) == 1


def test_what_one_may_not_read_is_not_looked_into(papers):
    papers.add("piece_identite", texts=("Carte nationale",))
    papers.add("ordonnance", texts=("Carte de soins",), hidden_from=["physician"])
    assert search(papers, "carte", "physician") == []
    assert len(search(papers, "carte")) == 2


def test_a_long_page_is_cut_around_what_was_found_between_words(papers):
    text = "avant " * 200 + "furosémide" + " après" * 200
    pieces = excerpt(text, ["furosemide"])
    whole = "".join(one.text for one in pieces)
    assert whole.startswith("… avant") and whole.endswith("après …")
    assert len(whole) < 2 * AROUND + 30
    assert excerpt(text, ["absent"]) == ()


def test_what_a_page_says_is_never_markup(papers):
    papers.add("courrier", texts=("<script>alert(1)</script> bonjour",))
    [found] = search(papers, "bonjour")
    assert said(found).startswith("<script>")  # as words: the page that shows them escapes them
