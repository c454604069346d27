"""The ticket of a batch: what was handed in is known to whoever has the content."""

import datetime as dt

import pytest

from broadsheet.errors import LibraryError
from broadsheet.ticket import Ticket

DAY = dt.date(2026, 1, 27)


def test_a_ticket_is_what_it_was_written_as(tmp_path):
    ticket = Ticket.of("m", ["2601.90001"], {"2601.90001": DAY, "2601.90002": DAY})
    assert (ticket.name, dict(ticket.papers)) == ("", {"2601.90001": DAY})
    ticket.write(tmp_path)
    assert Ticket.read(tmp_path) == ticket
    ticket.cross_out(tmp_path)
    assert Ticket.read(tmp_path) is None


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"name": 1}',
        b'{"name": 1, "mark": "", "model": "", "papers": {}}',
    ],
)
def test_a_damaged_ticket_is_an_error_since_its_batch_may_be_paid_for(tmp_path, damaged):
    (tmp_path / "batch.json").write_bytes(damaged)
    with pytest.raises(LibraryError, match="may be paid for") as caught:
        Ticket.read(tmp_path)
    assert caught.value.file == str(tmp_path / "batch.json")
    assert "restore it" in caught.value.hint
