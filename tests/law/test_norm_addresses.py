"""The official address of each norm is one that a browser takes as it stands."""

from parvis.law.texts import LAW


def test_no_address_of_a_norm_holds_a_raw_space() -> None:
    addresses = [one for norm in LAW.norms for one in (norm.address.fr, norm.address.en)]
    assert any("C-25.01,%20r.%201?" in one for one in addresses)
    assert not [one for one in addresses if any(sign.isspace() for sign in one)]


def test_the_address_of_a_whole_text_is_that_of_the_text_and_holds_no_space_of_any_kind() -> None:
    for instrument in LAW.instruments:
        assert instrument.address is not None
        for written in (instrument.address.fr, instrument.address.en):
            assert "\u00a0" not in written and " " not in written, written
            assert not written.endswith(":") and "{" not in written, written
