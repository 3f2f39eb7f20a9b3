"""The organization's own accounts (OpenID Connect), where one setting names the provider."""


def provider_name() -> str:
    """The provider's name for the button; "" where there is none."""
    return ""
