"""Layout: places for what a diagram does not draw.

    complete(root)  → how much of it had to be laid out; what was missing is written into the tree as DI

Process engines need no drawing, so many diagrams come without one, or with one for a part. What is missing
is arranged as people draw: from left to right, in layers, with arrows that run level and upright, cross
little, and lie on nothing. What is drawn stays as it is.

On the way: `contents` (what is in a scope) · `sizes` · `node_boxes` (a node with its label, events, notes and
data is one box) · `layers`, `order`, `heights`, `channels` → `layered` (boxes and arrows arranged) · `scope`
(parts, subprocesses, lanes) · `collaboration` (pools, message flows) · `lines` (what no layer makes room
for) · `missing` (what is not drawn) · `interchange` (arrangements written as DI).
"""

from processes.bpmn.layout.missing import Extent, complete

__all__ = ["Extent", "complete"]
