"""What a step offers to do leads to a page that exists, in the directory as it is shipped."""

import pytest

from parvis.directory.models import Service
from parvis.pathway.steps import _ACTIONS


@pytest.mark.django_db
@pytest.mark.parametrize("slug", [action.slug for action in _ACTIONS.values() if action.slug])
def test_the_service_of_a_step_is_in_the_directory(slug: str) -> None:
    assert Service.objects.filter(slug=slug).exists()
