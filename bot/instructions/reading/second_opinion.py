"""Combines what the rules read with what the model of `learned` expects.

The rules decide alone where they understand every word, where they find danger or another
building, and where a word is an office's own. Elsewhere the probability of each meaning is
multiplied by how seldom the rules miss it, and the likeliest meaning wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.instructions.reading.learned import LABELS, Label, likelihoods
from bot.instructions.reading.meanings import Meaning, Reading, Why
from bot.instructions.reading.phrases import Is, Lexicon, Piece, Says
from bot.instructions.reading.verdicts import ASSENTS, text_of

MEANS: Mapping[Label, tuple[Meaning, Why]] = {
    Label.YES: (Meaning.YES, Why.ASSENT),
    Label.NOTE: (Meaning.NOTE, Why.MORE),
    Label.DENIAL: (Meaning.NO, Why.DENIAL),
    Label.QUESTION: (Meaning.NO, Why.QUESTION),
    Label.TROUBLE: (Meaning.HELP, Why.TROUBLE),
    Label.DANGER: (Meaning.HELP, Why.DANGER),
    Label.OTHER: (Meaning.OTHER, Why.OTHER),
    Label.ASK: (Meaning.ASK, Why.UNSURE),
}
_DOUBT: Mapping[Why, tuple[float, ...]] = {
    #            yes   note  denial quest trouble danger other ask
    Why.ASSENT: (1.00, 0.02, 0.004, 0.004, 0.030, 0.06, 0.006, 0.04),
    Why.THANKS: (1.00, 0.05, 0.020, 0.020, 0.100, 0.10, 0.020, 0.15),
    Why.MORE: (0.60, 1.00, 0.080, 0.010, 0.100, 0.20, 0.080, 0.02),
    Why.OVER: (0.10, 1.00, 0.100, 0.100, 0.200, 0.30, 0.050, 0.05),
    Why.DENIAL: (0.05, 0.05, 1.000, 1.000, 0.300, 0.20, 0.500, 0.06),
    Why.QUESTION: (0.02, 0.02, 1.000, 1.000, 0.100, 0.10, 0.200, 0.40),
    Why.TROUBLE: (0.01, 0.03, 0.060, 0.150, 1.000, 1.00, 0.100, 0.15),
    Why.LATER: (0.20, 0.10, 0.200, 0.200, 0.100, 0.10, 0.100, 1.00),
    Why.UNSURE: (0.20, 0.20, 0.400, 0.400, 0.400, 0.40, 1.000, 1.00),
    Why.REMARK: (0.70, 0.50, 0.500, 0.500, 0.700, 0.70, 0.400, 1.00),
    Why.BLANK: (0.05, 0.02, 0.050, 0.050, 0.050, 0.05, 0.050, 1.00),
}
"""For what the rules found, how often each of `LABELS` is meant, the commonest as 1: counted on
answers that the rules had not seen, then lowered where a mistake would be dangerous."""
_POSSIBLE = 0.01
"""Added to each probability: the model is never quite sure."""
_SURELY_DANGER = 0.5
_DANGER = LABELS.index(Label.DANGER)
_SURELY_COUNTS = 0.95
"""Above this the model needs no known word of assent: 俺们这儿都喊遍了."""
_COUNTS = frozenset({Meaning.YES, Meaning.NOTE})
_ANSWERING = ASSENTS | {Says.SHORT, Says.OVER}


def second_opinion(found: Reading, pieces: Sequence[Piece], lexicon: Lexicon) -> Reading:
    """What the rules found, or what the model makes likelier."""
    if found.why not in _DOUBT or _is_clear(found, pieces) or _has_local(pieces, lexicon):
        return found
    odds = likelihoods(pieces)
    label = likeliest(found.why, odds)
    meaning = MEANS[label][0]
    if meaning is found.meaning:
        return _with_danger(found, odds)
    if meaning in _COUNTS and odds[LABELS.index(label)] < _SURELY_COUNTS and not _answers(pieces):
        return found
    if meaning is Meaning.YES and _ends_in_denial(pieces):
        return found
    return Reading(*MEANS[label], _deciding(pieces, label), guessed=True)


_OFTEN_MISSED = frozenset({Why.MORE, Why.DENIAL, Why.THANKS})
"""What the rules find wrongly even in texts of known phrases alone."""


def _is_clear(found: Reading, pieces: Sequence[Piece]) -> bool:
    """Whether the rules understand a text to the last word."""
    return found.why not in _OFTEN_MISSED and Is.UNKNOWN not in {each.says for each in pieces}


def _answers(pieces: Sequence[Piece]) -> bool:
    """Whether there is anything to count."""
    return any(each.says in _ANSWERING for each in pieces)


def _ends_in_denial(pieces: Sequence[Piece]) -> bool:
    """Whether a denial follows the last assent: 好的我没收到."""
    last = [each.says for each in pieces if each.says is Says.DENIAL or each.says in ASSENTS]
    return last[-1:] == [Says.DENIAL]


def _has_local(pieces: Sequence[Piece], lexicon: Lexicon) -> bool:
    return bool(lexicon.local) and any(each.text in lexicon.local for each in pieces)


def likeliest(why: Why, odds: Sequence[float]) -> Label:
    """The label that the odds of the model and the reason of the rules make likeliest together;
    denial with question, and trouble with danger, count as one."""
    likely = [(odd + _POSSIBLE) * doubt for doubt, odd in zip(_DOUBT[why], odds, strict=True)]
    yes, note, denial, question, trouble, danger, other, ask = likely
    groups = (yes, note, denial + question, danger + trouble, other, ask)
    best = _ALIKE[groups.index(max(groups))]
    return best[0] if len(best) == 1 else max(best, key=lambda each: likely[_PLACE[each]])


_PLACE = {label: at for at, label in enumerate(LABELS)}
_ALIKE = (
    (Label.YES,),
    (Label.NOTE,),
    (Label.DENIAL, Label.QUESTION),
    (Label.DANGER, Label.TROUBLE),
    (Label.OTHER,),
    (Label.ASK,),
)


def _with_danger(found: Reading, odds: Sequence[float]) -> Reading:
    """Trouble that the model takes for danger is danger."""
    if found.why is Why.TROUBLE and not found.cry and odds[_DANGER] > _SURELY_DANGER:
        return Reading(found.meaning, Why.DANGER, found.words, guessed=True)
    return found


def _deciding(pieces: Sequence[Piece], label: Label) -> str:
    """The words of the clause that says it most surely."""
    at = LABELS.index(label)
    return text_of(max(_clauses(pieces), key=lambda clause: likelihoods(clause)[at]))


def _clauses(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    clause: list[Piece] = []
    for piece in pieces:
        if piece.says is Is.BREAK and clause:
            yield clause
            clause = []
        elif piece.says is not Is.BREAK:
            clause.append(piece)
    if clause:
        yield clause
