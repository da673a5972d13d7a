"""The network: MiniLM's lower layers, a casing embedding, and one head per task.

In: batches made by `batches.py`. Out: scores per head.
Encoder: BERT layers (Devlin et al. 2019) from MiniLM-L6-H384 (Wang et al. 2020). Trees: biaffine arcs after Dozat & Manning
(2017); the relation of an arc is scored from both ends by a sum and a product of projections instead of a trilinear form, which
costs a fiftieth. Dropout masks are shared over a sentence.
"""
import torch
import torch.nn.functional as F
from torch import nn

from .pieces import CASINGS

WIDTH, HEADS, INNER = 384, 12, 1536
ARC, REL = 256, 256


class SharedDropout(nn.Module):
    """Dropout whose mask is the same at every position of a sentence (variational dropout, Gal & Ghahramani 2016)."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[-1]).bernoulli_(1 - self.p).div_(1 - self.p)
        return x * mask.to(x.dtype)


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(dropout)

    def load_minilm(self, tensors, index):
        p = f"encoder.layer.{index}."
        with torch.no_grad():
            for kind in ("weight", "bias"):
                parts = [tensors[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
                getattr(self.qkv, kind).copy_(torch.cat(parts))
                getattr(self.out, kind).copy_(tensors[f"{p}attention.output.dense.{kind}"])
                getattr(self.norm1, kind).copy_(tensors[f"{p}attention.output.LayerNorm.{kind}"])
                getattr(self.up, kind).copy_(tensors[f"{p}intermediate.dense.{kind}"])
                getattr(self.down, kind).copy_(tensors[f"{p}output.dense.{kind}"])
                getattr(self.norm2, kind).copy_(tensors[f"{p}output.LayerNorm.{kind}"])

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: for sentences of this length the plain products are faster on a CPU than the fused kernel's backward pass.
        a = torch.softmax((q @ k.transpose(2, 3)) * (WIDTH // HEADS) ** -0.5 + mask, -1).to(v.dtype) @ v
        a = a.transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm1(x + self.drop(self.out(a)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Reader(nn.Module):
    """`sizes`: number of classes of each tag head, in the order upos, xpos, feats, lemma, names; `relations`: dependency labels."""

    TAGS = ("upos", "xpos", "feats", "lemma", "names")

    def __init__(self, layers, vocabulary, sizes, relations, dropout=0.1, head_dropout=0.3):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH, sparse=True)
        self.position = nn.Embedding(512, WIDTH)
        self.casing = nn.Embedding(CASINGS * 2, WIDTH)
        nn.init.zeros_(self.casing.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.drop, self.head_drop = SharedDropout(dropout), SharedDropout(head_dropout)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc_weight = nn.Parameter(torch.zeros(ARC, ARC))
        nn.init.xavier_uniform_(self.arc_weight, 0.5)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, 2 * REL), nn.Linear(WIDTH, 2 * REL)
        self.rel_out = nn.Linear(REL, relations)
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in zip(self.TAGS, sizes)})

    def load_minilm(self, path):
        from safetensors.torch import load_file
        t = load_file(path)
        with torch.no_grad():
            e = "embeddings."
            self.word.weight.copy_(t[e + "word_embeddings.weight"])
            self.position.weight.copy_(t[e + "position_embeddings.weight"] + t[e + "token_type_embeddings.weight"][0])
            self.norm.weight.copy_(t[e + "LayerNorm.weight"])
            self.norm.bias.copy_(t[e + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                layer.load_minilm(t, i)

    def encode(self, batch):
        """Word vectors (batch, 1 + words, WIDTH); position 0 is the root."""
        x = self.word(batch["pieces"]) + self.position.weight[: batch["pieces"].shape[1]] + self.casing(batch["casing"])
        x = self.drop(self.norm(x))
        mask = torch.zeros(batch["piece_mask"].shape).masked_fill(~batch["piece_mask"], -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        words = torch.bmm(batch["pool"].to(x.dtype), x)
        root = self.root.to(x.dtype).expand(x.shape[0], 1, WIDTH)
        return torch.cat([root, words], 1)

    def forward(self, batch):
        encoded = self.encode(batch)
        h = self.head_drop(encoded)
        dep = self.head_drop(F.leaky_relu(self.arc_dep(h[:, 1:]), 0.1))
        head = self.head_drop(F.leaky_relu(self.arc_head(h), 0.1))
        arcs = dep @ self.arc_weight.to(dep.dtype) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        arcs = arcs.float().masked_fill(~batch["head_mask"][:, None, :], -1e4)
        out = {"words": encoded[:, 1:], "arcs": arcs, "rel_dep": self.rel_dep(h[:, 1:]), "rel_head": self.rel_head(h)}
        for name, layer in self.tags.items():
            out[name] = layer(h[:, 1:]).float()
        return out

    def relations(self, out, heads):
        """Scores of the relations for given heads (batch, words)."""
        dep = out["rel_dep"]
        head = torch.gather(out["rel_head"], 1, heads[:, :, None].expand(-1, -1, dep.shape[-1]))
        z = dep[..., :REL] + head[..., :REL] + dep[..., REL:] * head[..., REL:]
        return self.rel_out(self.head_drop(F.leaky_relu(z, 0.1))).float()


class Attribution(nn.Module):
    """Who said what, over the word vectors of a `Reader`: a head for cues, and a tower that reads the sentence once more for each cue.

    The tower's input is each word, its place relative to the cue, and the mean of the cue's words; two BERT layers later each word is
    outside, source or content of that cue (BIO).
    """

    CUES = ("O", "B", "I")
    ROLES = ("O", "B-S", "I-S", "B-C", "I-C")
    REACH = 33

    def __init__(self, layers=2, dropout=0.1, head_dropout=0.3):
        super().__init__()
        self.drop = SharedDropout(head_dropout)
        self.cues = nn.Linear(WIDTH, len(self.CUES))
        self.place = nn.Embedding(2 * self.REACH + 1, WIDTH)
        nn.init.normal_(self.place.weight, std=0.02)
        self.mark = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.roles = nn.Linear(WIDTH, len(self.ROLES))

    def find(self, words):
        return self.cues(self.drop(words)).float()

    def assign(self, words, mask, cues):
        """Scores of the roles. `words` (n, w, WIDTH): the sentence once for each cue; `mask` (n, w); `cues` (n, 2): first and one past last."""
        at = torch.arange(words.shape[1])[None, :]
        first, end = cues[:, :1], cues[:, 1:]
        inside = (at >= first) & (at < end)
        place = torch.where(at < first, at - first, torch.where(at >= end, at - end + 1, torch.zeros_like(at)))
        cue = (words * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        x = words + self.place(place.clamp(-self.REACH, self.REACH) + self.REACH).to(words.dtype) + self.mark(cue)[:, None]
        x = self.drop(self.norm(x))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        return self.roles(self.drop(x)).float()
