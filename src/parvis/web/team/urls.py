"""Pages of the team."""

from parvis.web.pages import Page, page, reading
from parvis.web.team import demonstration, ending, giving, invitation, lists, matrix, mode

PAGES: list[Page] = [
    reading(fr="equipe/", en="team/", view=lists.team, name="team"),
    reading(fr="equipe/matrice/", en="team/matrix/", view=matrix.matrix, name="team_matrix"),
    page(fr="equipe/inviter/", en="team/invite/", view=giving.invite, name="team_invite"),
    page(
        fr="equipe/invitations/<int:number>/retirer/",
        en="team/invitations/<int:number>/withdraw/",
        view=giving.withdraw,
        name="team_withdraw",
    ),
    page(
        fr="equipe/invitation/<str:token>/",
        en="team/invitation/<str:token>/",
        view=invitation.invitation,
        name="team_invitation",
    ),
    reading(fr="equipe/personne/<int:number>/", en="team/person/<int:number>/", view=lists.person, name="team_person"),
    reading(
        fr="equipe/personne/<int:number>/gestes/",
        en="team/person/<int:number>/acts/",
        view=lists.acts,
        name="team_acts",
    ),
    page(
        fr="equipe/personne/<int:number>/donner/",
        en="team/person/<int:number>/grant/",
        view=giving.grant,
        name="team_grant",
    ),
    page(
        fr="equipe/personne/<int:number>/depart/",
        en="team/person/<int:number>/departure/",
        view=ending.leave,
        name="team_leave",
    ),
    page(fr="equipe/role/<int:number>/terminer/", en="team/role/<int:number>/end/", view=ending.end, name="team_end"),
    page(fr="equipe/revue/", en="team/review/", view=lists.review, name="team_review"),
    page(fr="equipe/mode/", en="team/mode/", view=mode.mode, name="team_mode"),
    page(
        fr="demonstration/personnes/",
        en="demonstration/people/",
        view=demonstration.people,
        name="demonstration_people",
    ),
]
