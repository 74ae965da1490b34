"""The best names and the best tree for the scores of one sentence."""
import numpy as np

from data import NAMES

NEVER, ONE_ROOT = -1e9, 1e6


def allowed():
    """Scores of label after label, of a first and of a last label: 0 or never."""
    opens = np.array([n[0] in "BI" for n in NAMES])
    goes_on = np.array([n[0] in "IL" for n in NAMES])
    kind = np.array([n[2:] for n in NAMES])
    fits = (opens[:, None] == goes_on[None]) & (~opens[:, None] | (kind[:, None] == kind[None]))
    return np.where(fits, 0, NEVER), np.where(goes_on, NEVER, 0), np.where(opens, NEVER, 0)


STEP, FIRST, LAST = allowed()


def find_names(scores):
    """Spans of the most probable allowed labels, by Viterbi."""
    best, back = scores[0] + FIRST, []
    for row in scores[1:]:
        ways = best[:, None] + STEP
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    path = [int((best + LAST).argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    spans, start = [], 0
    for i, label in enumerate(NAMES[k] for k in reversed(path)):
        if label[0] in "BU":
            start = i
        if label[0] in "LU":
            spans.append((start, i + 1, label[2:]))
    return spans


def find_heads(scores):
    """Heads of the maximum spanning tree with one root. Row i has the scores
    of word i with the root (0) and all words."""
    n = len(scores)
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    full[1:, 0] -= ONE_ROOT  # every further root would cost more than all else
    np.fill_diagonal(full, -np.inf)
    return arborescence(full)[1:]


def arborescence(scores):
    """Chu-Liu and Edmonds: heads of all nodes but 0."""
    heads = scores.argmax(1)
    heads[0] = -1
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    rest = [i for i in range(len(scores)) if i not in cycle]
    m = len(rest)  # the number of the contracted node
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    out = scores[np.ix_(rest, cycle)]
    small[:m, m] = out.max(1)
    into = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    small[m, :m] = into.max(0)
    small[0] = -np.inf
    found = arborescence(small)
    for k in range(1, m):
        heads[rest[k]] = cycle[out[k].argmax()] if found[k] == m else rest[found[k]]
    entry = found[m]
    heads[cycle[into[:, entry].argmax()]] = rest[entry]
    return heads


def find_cycle(heads):
    done = {0}
    for i in range(1, len(heads)):
        path = []
        while i not in done and i not in path:
            path.append(i)
            i = int(heads[i])
        if i in path:
            return path[path.index(i):]
        done.update(path)
    return []
