"""The judge sees every difference that matters, and none that does not."""

from tests.faults.judging import by_rank

DISCARDED = "draft.discard"


def test_numbers_that_were_skipped_make_no_difference() -> None:
    log = [(1, DISCARDED, '{"draft":5}'), (2, DISCARDED, '{"draft":9}'), (3, "relay.pass", "{}")]
    skipped = [(1, DISCARDED, '{"draft":6}'), (2, DISCARDED, '{"draft":7}'), log[2]]
    assert by_rank(log) == by_rank(skipped)


def test_another_draft_does() -> None:
    log = [(1, DISCARDED, '{"draft":5}'), (2, DISCARDED, '{"draft":9}')]
    assert by_rank(log) != by_rank([(1, DISCARDED, '{"draft":9}'), (2, DISCARDED, '{"draft":5}')])
    assert by_rank(log) != by_rank(log[:1])
