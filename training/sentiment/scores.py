"""Scores of polarities: F1, calibration, and the temperature that fits."""
import numpy as np


def softmax(log_odds):
    odds = np.exp(log_odds - log_odds.max(-1, keepdims=True))
    return odds / odds.sum(-1, keepdims=True)


def macro_f1(found, right):
    f1 = lambda polarity: 2 * ((found == polarity) & (right == polarity)).sum() / max(1, (found == polarity).sum() + (right == polarity).sum())
    return 100 * np.mean([f1(polarity) for polarity in range(3)])


def calibration_error(likely, right, bins=10):
    """The expected calibration error of the polarity that is said (Guo et al. 2017)."""
    sure, correct = likely.max(-1), likely.argmax(-1) == right
    which = np.minimum((sure * bins).astype(int), bins - 1)
    return sum(abs(sure[which == at].mean() - correct[which == at].mean()) * (which == at).mean() for at in range(bins) if (which == at).any())


def fit_temperature(log_odds, right):
    cost = lambda temperature: -np.log(softmax(log_odds / temperature)[np.arange(len(right)), right] + 1e-9).mean()
    return min(np.arange(0.5, 3, 0.02), key=cost)
