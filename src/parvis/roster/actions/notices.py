"""Notices to the Minister (r. 0.7, s. 6; r. 0.6.1, ss. 3 and 35): made with the act that calls for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from parvis.journal.actions import record_entry
from parvis.law.kernel.calendar import Holidays, next_working_day
from parvis.people.models.role import day_of
from parvis.roster.course import Called, Course
from parvis.roster.models import Certification, MinisterNotice, ProfessionalFile, StandingAct

#: How the key of an act that was taken from an earlier roster begins. Only the import writes one: no page does.
PAST = "import:"


def of_the_past(act: StandingAct) -> bool:
    """Whether an act was taken from an earlier roster: the Minister was told of it in its time. Its text says nothing of it."""
    return act.key.startswith(PAST)


def target_of(day: date) -> date:
    """The day by which Parvis wants a notice sent: the next working day. Not legal: the text says "without delay"."""
    return next_working_day(day + timedelta(days=1), Holidays.EVERY_ACT)


def make_notices(certification: Certification, course: Course, *, correction: StandingAct | None = None) -> None:
    """Make the notices that the acts of a course call for and that are not there yet; and that of a correction.

    A notice exists once it was made: a correction does not take it back, it is told of in its turn.
    """
    acts = {place: act for place, act in enumerate(course.acts) if place in course.notices and not of_the_past(act)}
    there = set(
        MinisterNotice.objects.filter(act__in=[act.pk for act in acts.values()]).values_list("act_id", flat=True)
    )
    for place, act in acts.items():
        if act.pk not in there:
            _make(certification, act, course.notices[place], at_act=act if correction is None else correction)
    if correction is not None and MinisterNotice.objects.filter(act=correction.corrects_id).exists():
        _make(certification, correction, Called("corrected", False), at_act=correction)


def _make(certification: Certification, act: StandingAct, called: Called, *, at_act: StandingAct) -> MinisterNotice:
    notice = MinisterNotice(
        act=act,
        certification=certification,
        kind=called.kind,
        mandated=called.mandated,
        content=content_of(certification, act),
        made_at=at_act.at,
        target=target_of(day_of(at_act.at)),
    )
    notice.save(force_insert=True)
    record_entry(
        "notice.made",
        by=at_act.by,
        at=at_act.at,
        subject=("notice", f"notice:{notice.pk}"),
        norm=act.norm,
        codes={"kind": notice.kind, "act": act.pk},
    )
    return notice


def make_notice_of_change(
    certification: Certification, *, mandated: bool, norm: str, by: str, at: datetime
) -> MinisterNotice:
    """The notice that how somebody is reached changed; one that waits to be sent says what is true now, instead of a second."""
    content = content_of(certification, None)
    if norm:
        content["norm"] = norm
    waiting = MinisterNotice.objects.select_for_update().filter(
        certification=certification, kind="address_changed", state__in=("made", "failed")
    )
    notice = waiting.first()
    if notice is None:
        notice = MinisterNotice(
            act=None,
            certification=certification,
            kind="address_changed",
            mandated=mandated,
            made_at=at,
            target=target_of(day_of(at)),
        )
    notice.content, notice.mandated = content, mandated
    notice.save()
    record_entry(
        "notice.made", by=by, at=at, subject=("notice", f"notice:{notice.pk}"), norm=norm, codes={"kind": notice.kind}
    )
    return notice


def content_of(certification: Certification, act: StandingAct | None) -> dict[str, object]:
    """What a notice says, as it is known when it is made: who it is (s. 6, par. 1; r. 0.6.1, ss. 3 and 35), and the act."""
    one = certification.professional
    file = ProfessionalFile.objects.filter(professional=one).first()
    own = getattr(certification, "file", None)
    content: dict[str, object] = {
        "name": one.name,
        "addresses": [each for each in (file.domicile if file else "", one.place) if each],
        "telephones": list(dict.fromkeys([*(file.phones if file else []), *([one.phone] if one.phone else [])])),
        "member_number": own.member_number if own else "",
        "certifier": certification.body_id,
        "certification": certification.kind,
    }
    if act is not None:
        content |= {"act": act.kind, "day": act.day.isoformat(), "norm": act.norm}
        if act.informed is not None:
            content["informed"] = act.informed.isoformat()
        if act.corrects_id is not None and act.corrects is not None:
            content |= {"corrects": act.corrects.kind, "corrects_day": act.corrects.day.isoformat()}
    if certification.kind != "family_mediation":
        content |= _of_small_claims(certification, file)
    return content


def _of_small_claims(certification: Certification, file: ProfessionalFile | None) -> dict[str, object]:
    """The items of r. 0.6.1, ss. 3 and 35 that s. 6 of r. 0.7 does not have."""
    one = certification.professional
    granted = certification.acts.filter(kind="certified").order_by("-day", "-pk").first()
    return {
        "domicile": (file.domicile if file else ""),
        "borough": (file.borough if file else ""),
        "districts": list(one.districts),
        "email": (file.email if file and file.email else one.email),
        "certified_on": granted.day.isoformat() if granted else "",
        "remote_interest": one.remote,
        "matters": list(one.matters),
    }
