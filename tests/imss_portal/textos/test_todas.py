"""What holds for every page of text."""

import gzip
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from padron.planteles.models import Plantel
from tests.helpers.factories import PlantelFactory
from tests.helpers.imss_portal.text_pages import count_words, get_ids, get_sentences
from tests.imss_portal.textos.conftest import PAGINAS

Read = Callable[[str], str]
each = pytest.mark.parametrize("path", PAGINAS)


@each
def test_it_fits_the_budget_with_thirty_campuses(read: Read, path: str) -> None:
    PlantelFactory.create_batch(30, responsable="María de los Ángeles Inventada")
    assert len(gzip.compress(read(path).encode(), 9)) <= 12 * 1024


@each
def test_as_many_queries_for_one_campus_as_for_thirty(
    client: Client, path: str, plantel: Plantel, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for campuses in (0, 29):
        PlantelFactory.create_batch(campuses)
        with django_assert_num_queries(3 if path == "/acerca/" else 2):
            client.get(path)


@each
def test_every_anchor_leads_somewhere_and_every_id_is_one(read: Read, path: str, plantel: Plantel) -> None:
    page = read(path)
    ids = get_ids(page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= set(ids)


@each
def test_headings_follow_one_another(read: Read, path: str, plantel: Plantel) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", read(path))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each
def test_sentences_are_short_once_they_are_filled_in(read: Read, path: str, plantel: Plantel) -> None:
    main = read(path).partition("<main")[2].partition("</main>")[0]
    sentences = get_sentences(main)
    assert len(sentences) > 10
    assert not [sentence for sentence in sentences if count_words(sentence) > 20]


@each
def test_it_says_whose_site_it_is_before_any_institution_is_there(read: Read, path: str) -> None:
    page = read(path)
    assert "Sitio no oficial." in page
    assert "None" not in page
