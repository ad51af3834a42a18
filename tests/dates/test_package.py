"""The names of the package: each is fetched from the module that has it when it is asked for."""

from __future__ import annotations

import pytest

from ikhtilaf import dates


@pytest.mark.parametrize("name", dates.__all__)
def test_a_name_comes_from_the_module_that_has_it_and_is_looked_for_once(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(vars(dates), name, raising=False)
    found = getattr(dates, name)
    assert (found.__name__, found.__module__.rpartition(".")[0]) == (name, "ikhtilaf.dates")
    assert vars(dates)[name] is found


def test_no_other_name_is_made_up() -> None:
    with pytest.raises(AttributeError, match=r"^module 'ikhtilaf\.dates' has no attribute 'soon'$"):
        dates.soon  # noqa: B018
