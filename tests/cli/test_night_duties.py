"""Every duty of the worker, over everything that the demonstration shows, with no more rights than the worker's side has."""

from typing import Any

import pytest
from procrastinate.contrib.django import app

from parvis.cli.demonstration import fill_staff
from parvis.cli.demonstration_fees import fill_fees
from parvis.cli.demonstration_roster import fill_roster
from parvis.cli.demonstration_service import fill_service
from parvis.config import clock
from parvis.config.database import side
from parvis.payments.models import FeeClaim
from parvis.roster.models import Application, Designation, Mandate

#: It visits the addresses of the directory, one after another, on the network.
VISITS = "directory.watch_links"


@pytest.mark.slow
@pytest.mark.django_db
def test_every_duty_goes_through_on_its_own_side(settings: Any) -> None:
    settings.ENVIRONMENT = "demonstration"
    with side("door"):
        fill_staff(at=clock.instant())
    for fill in (fill_roster, fill_service, fill_fees):
        fill(at=clock.now())
    assert FeeClaim.objects.filter(state="held").exists()
    assert Application.objects.exists()
    assert Mandate.objects.exists()
    assert Designation.objects.exists()
    duties = {duty.task.name: duty.task for duty in app.periodic_registry.periodic_tasks.values()}
    assert len(duties) > 15
    for name, task in sorted(duties.items()):
        if name != VISITS:
            task.func(int(clock.instant().timestamp()))
