import copy
import pickle

import pytest

from ntfp.errors import (
    BadDataError,
    DataError,
    ForeignFormatError,
    InaccessibleError,
    MalformedError,
    NoSystemError,
    NtfpError,
    ReadError,
)

EVERY = [
    pytest.param(kind("disk/hal.dll", "resource ends early", offset), id=f"{kind.__name__}, {where}")
    for kind in (ReadError, InaccessibleError, MalformedError, ForeignFormatError)
    for offset, where in ((None, "somewhere"), (0, "at the start"), (0x1F40, "at a place"))
]


@pytest.mark.parametrize(
    "error",
    [
        *EVERY,
        pytest.param(DataError("q.toml", "rows[0].size", "is late"), id="DataError"),
        pytest.param(NoSystemError("/mnt/c", "no kernel in WINNT/system32"), id="NoSystemError"),
    ],
)
def test_an_error_survives_travelling(error: NtfpError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301 - our own
        assert type(again) is type(error)
        assert (str(again), vars(again), again.args) == (str(error), vars(error), error.args)


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        pytest.param(None, "disk/hal.dll: resource ends early", id="no place"),
        pytest.param(0, "disk/hal.dll at offset 0x0: resource ends early", id="the first byte is a place, too"),
        pytest.param(0x1F40, "disk/hal.dll at offset 0x1f40: resource ends early", id="a place"),
    ],
)
def test_an_error_says_which_file_where_and_why(offset: int | None, said: str) -> None:
    error = ReadError("disk/hal.dll", "resource ends early", offset)
    assert str(error) == said
    assert (error.source, error.problem, error.offset) == ("disk/hal.dll", "resource ends early", offset)


def test_an_error_in_our_own_data_says_file_key_and_problem() -> None:
    error = DataError("builds.toml", "kernels.rows[3].size", "expected a whole number")
    assert str(error) == "builds.toml: kernels.rows[3].size: expected a whole number"
    assert (error.file, error.key, error.problem) == error.args


def test_many_mistakes_are_one_error_that_begins_with_the_first() -> None:
    many = [DataError("q.toml", "kb", "is missing"), DataError("r.toml", "title", "is missing")]
    error = BadDataError(*many)
    assert str(error) == "q.toml: kb: is missing\nr.toml: title: is missing"
    assert (error.file, error.key, error.problem) == ("q.toml", "kb", "is missing")
    assert error.errors == tuple(many)


def test_many_mistakes_survive_travelling() -> None:
    error = BadDataError(DataError("q.toml", "kb", "is missing"), DataError("r.toml", "title", "is missing"))
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301 - our own
        assert type(again) is BadDataError
        assert str(again) == str(error)
        assert [one.args for one in again.errors] == [one.args for one in error.errors]


def test_one_kind_is_enough_to_catch_all_of_reading() -> None:
    assert issubclass(ForeignFormatError, MalformedError)
    assert issubclass(MalformedError, ReadError)
    assert issubclass(InaccessibleError, ReadError)
    assert not issubclass(InaccessibleError, MalformedError)
    assert issubclass(ReadError, NtfpError)
    assert issubclass(DataError, NtfpError)
    assert issubclass(BadDataError, DataError)
    assert not issubclass(DataError, ReadError)
