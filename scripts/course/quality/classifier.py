"""The one module that knows scikit-learn: learns on some questions what right looks like, and judges others by it."""

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

FOLDS = 10
ROUNDS = 3
"""How often the questions are dealt into folds anew; one deal alone is a matter of luck in a small bank."""


def out_of_fold(
    rows: Sequence[Sequence[float]], right: Sequence[bool], groups: Sequence[int], rounds: int = ROUNDS
) -> list[list[float]]:
    """Return for each row, once a round, how right it looks to a classifier that never saw its group.

    `right` says what each row is, `groups` which rows belong to one question. The same input gives the same output:
    the deals are seeded. Fewer than two groups, or only right or only wrong rows, teach nothing: all look alike.
    """
    data, labels, belongs = np.asarray(rows, dtype=float), np.asarray(right, dtype=bool), np.asarray(groups)
    scores = np.full((rounds, len(labels)), 0.5)
    folds = min(FOLDS, len(np.unique(belongs)))
    for number in range(rounds if folds > 1 else 0):
        deals = GroupKFold(folds, shuffle=True, random_state=number).split(data, labels, belongs)
        # Tables this small are slower on several threads, and on a busy machine many times so.
        with threadpool_limits(limits=1):
            for train, test in deals:
                if labels[train].any() and not labels[train].all():
                    scores[number, test] = _judge(data[train], labels[train], data[test])
    return [[float(score) for score in row] for row in scores.T]


def _judge(data: np.ndarray, labels: np.ndarray, unseen: np.ndarray) -> np.ndarray:
    """Return the mean of two opinions: one of straight lines, one of trees, which also see that the middle is right."""
    lines = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500))
    trees = HistGradientBoostingClassifier(
        max_iter=40, max_leaf_nodes=8, learning_rate=0.08, min_samples_leaf=10, early_stopping=False, random_state=0
    )
    opinions: list[np.ndarray] = [model.fit(data, labels).predict_proba(unseen)[:, 1] for model in (lines, trees)]
    return sum(opinions, np.zeros(len(unseen))) / len(opinions)
