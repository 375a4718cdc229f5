"""Whether a rollout comes to its end, where there is little room: every order of events is tried.

The model is that of the scheduler and of the Deployment's controller, with nodes that have room for a
number of pods. A pod that is placed becomes ready; whoever is to go is chosen by an adversary.
"""

import math

from objects import labels


def number(value, pods, up):
    """Of pods, where a share is meant."""
    if isinstance(value, int):
        return value
    share = pods * int(value.rstrip("%")) / 100
    return math.ceil(share) if up else math.floor(share)


class Rollout:
    """A Deployment of so many pods on nodes with so much room."""

    def __init__(self, item, pods, rooms):
        rolling = item["spec"].get("strategy", {}).get("rollingUpdate", {})
        self.pods, self.rooms = pods, rooms
        self.surge = number(rolling.get("maxSurge", "25%"), pods, up=True)
        self.unavailable = number(rolling.get("maxUnavailable", "25%"), pods, up=False)
        spreads = item["spec"]["template"]["spec"].get("topologySpreadConstraints", [])
        self.spreads = [spread for spread in spreads if spread["whenUnsatisfiable"] == "DoNotSchedule"
                        and spread["topologyKey"] == "kubernetes.io/hostname"]

    def places(self, old, new, is_new):
        """Nodes on which one more pod may run; a node without room counts, as one that takes pods."""
        for node, room in enumerate(self.rooms):
            if old[node] + new[node] == room:
                continue
            for spread in self.spreads:
                own = new if is_new else old
                if "pod-template-hash" not in spread.get("matchLabelKeys", []):
                    own = [one + other for one, other in zip(old, new)]
                if own[node] + 1 - min(own) > spread.get("maxSkew", 1):
                    break
            else:
                yield node

    def next(self, state):
        """What may happen next: (old pods, new pods) by node, and those that have no node."""
        old, new, waiting = state
        running = sum(old) + sum(new)
        if sum(new) + waiting < self.pods and running + waiting < self.pods + self.surge:
            yield old, new, waiting + 1
        if waiting:
            for node in self.places(old, new, is_new=True):
                yield old, changed(new, node, 1), waiting - 1
        if running > self.pods - self.unavailable:
            yield from ((changed(old, node, -1), new, waiting) for node, count in enumerate(old) if count)

    def is_stuck_at(self):
        """A state that is not the end, and after which nothing can happen; else `None`."""
        old = (0,) * len(self.rooms)
        for _ in range(self.pods):
            node = min(self.places(old, (0,) * len(old), is_new=False), key=lambda one: old[one], default=None)
            if node is None:
                return old, (0,) * len(old), 0
            old = changed(old, node, 1)
        seen, ahead = set(), [(old, (0,) * len(old), 0)]
        while ahead:
            state = ahead.pop()
            if state in seen:
                continue
            seen.add(state)
            following = list(self.next(state))
            if not following and (sum(state[0]) or sum(state[1]) < self.pods):
                return state
            ahead += following
        return None


def changed(counts, node, by):
    return (*counts[:node], counts[node] + by, *counts[node + 1:])


def rooms(pods):
    """Clusters in which the pods have room: as many nodes as pods and no more room, a little, plenty; fewer
    nodes; and one that is full of others."""
    yield (1,) * pods
    yield (2,) + (1,) * (pods - 1)
    yield (2,) * pods
    yield (1,) * pods + (0,)
    yield (pods, pods)


def is_spread(item):
    return bool(Rollout(item, 1, (1,)).spreads)


def rollouts_progress(objects):
    for name, template, item in objects.workloads():
        if item["kind"] != "Deployment":
            continue
        keys = [spread["topologyKey"] for spread in template["spec"].get("topologySpreadConstraints", [])]
        if len(keys) != len(set(keys)):
            yield f"{name}: kubectl apply merges constraints by topologyKey, and two have the same"
        for spread in Rollout(item, 1, (1,)).spreads:
            if spread.get("nodeTaintsPolicy") != "Honor":
                yield f"{name}: a node that takes no pods keeps the others from taking a second one"
        if not labels(template):
            yield f"{name}: its pods have no labels"
        for pods in (3, 4):
            for room in rooms(pods):
                # Without a rule for nodes pods are taken to find room, as they do where nodes are added.
                if not is_spread(item) and sum(room) <= pods:
                    continue
                stuck = Rollout(item, pods, room).is_stuck_at()
                if stuck:
                    yield f"{name}: with room for {room} the rollout of {pods} pods is stuck at {stuck}"
                    return
