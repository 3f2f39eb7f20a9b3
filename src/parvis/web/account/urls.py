"""Pages of the account."""

from parvis.web.account import links, own, proofs, provider, sign_in
from parvis.web.pages import Page, page, reading

PAGES: list[Page] = [
    page(fr="compte/entrer/", en="account/sign-in/", view=sign_in.sign_in, name="sign_in"),
    page(fr="compte/entrer/code/", en="account/sign-in/code/", view=sign_in.code, name="sign_in_code"),
    page(fr="compte/entrer/cle/", en="account/sign-in/passkey/", view=sign_in.passkey, name="sign_in_passkey"),
    reading(
        fr="compte/entrer/organisme/", en="account/sign-in/organization/", view=provider.start, name="sign_in_provider"
    ),
    reading(
        fr="compte/entrer/organisme/retour/",
        en="account/sign-in/organization/back/",
        view=provider.back,
        name="sign_in_provider_back",
    ),
    page(fr="compte/entrer/courriel/", en="account/sign-in/email/", view=provider.mailed, name="sign_in_mailed"),
    page(
        fr="compte/entrer/courriel/code/",
        en="account/sign-in/email/code/",
        view=provider.mailed_code,
        name="sign_in_mailed_code",
    ),
    page(fr="compte/sortir/", en="account/sign-out/", view=sign_in.sign_out, name="sign_out"),
    reading(fr="compte/sorti/", en="account/signed-out/", view=sign_in.signed_out, name="signed_out"),
    page(fr="compte/retrouver/", en="account/recover/", view=links.recover, name="account_recover"),
    page(fr="compte/lien/<str:token>/", en="account/link/<str:token>/", view=links.link, name="account_link"),
    page(fr="compte/pas-moi/<str:token>/", en="account/not-me/<str:token>/", view=links.not_me, name="account_not_me"),
    reading(fr="compte/", en="account/", view=own.account, name="account"),
    page(fr="compte/confirmer/", en="account/confirm/", view=own.confirm, name="account_confirm"),
    page(fr="compte/sessions/", en="account/sessions/", view=own.sessions, name="account_sessions"),
    page(fr="compte/nom/", en="account/name/", view=own.details, name="account_details"),
    page(fr="compte/courriel/", en="account/email/", view=own.email, name="account_email"),
    page(
        fr="compte/courriel/<str:token>/",
        en="account/email/<str:token>/",
        view=own.email_confirm,
        name="account_email_confirm",
    ),
    page(fr="compte/cles/ajouter/", en="account/passkeys/add/", view=proofs.passkey_add, name="account_passkey_add"),
    page(
        fr="compte/cles/<int:number>/retirer/",
        en="account/passkeys/<int:number>/remove/",
        view=proofs.passkey_remove,
        name="account_passkey_remove",
    ),
    page(fr="compte/mot-de-passe/", en="account/password/", view=proofs.password, name="account_password"),
    page(fr="compte/application/", en="account/app/", view=proofs.app, name="account_app"),
    page(fr="compte/application/retirer/", en="account/app/remove/", view=proofs.app_remove, name="account_app_remove"),
    page(fr="compte/codes/", en="account/codes/", view=proofs.codes, name="account_codes"),
]
