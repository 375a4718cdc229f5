"""What must hold of the rendered manifests beyond their schema.

Each check takes the objects of one overlay and yields what is wrong, in words. They look for what
Kubernetes accepts and then does not work (a selector that selects nothing, a probe that asks for a
name the server does not know), and for what only an API server would refuse.
"""

import cluster
import extensions
import jobs
import pods
import rollout
from objects import Objects

CHECKS = [
    cluster.names_are_unique, cluster.all_live_in_the_namespace, cluster.selectors_select,
    cluster.ports_are_there, cluster.replicas_agree, cluster.policies_let_the_right_ones_in,
    cluster.services_are_for_grpc, cluster.classes_are_there, rollout.rollouts_progress,
    jobs.jobs_can_go_on, jobs.jobs_keep_within_their_memory, extensions.routes_lead_somewhere,
    extensions.monitors_scrape, extensions.certificates_are_for_callers, extensions.gateways_speak_tls,
    extensions.scaled_objects_ask_for_what_there_is, extensions.rules_are_those_of_alerts,
    extensions.dashboards_are_found, pods.callers_are_known, pods.hung_processes_are_replaced,
    pods.server_listens_where_it_is_asked, pods.grace_adds_up, pods.references_resolve,
    pods.quantities_make_sense, pods.pods_are_restricted, pods.images_are_pinned,
    pods.collectors_are_whole, pods.texts_are_texts,
]


def faults(objects):
    """All that is wrong with the objects of an overlay."""
    objects = Objects(objects)
    found = []
    for check in CHECKS:
        try:
            found += [f"{check.__name__}: {fault}" for fault in check(objects)]
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            found.append(f"{check.__name__}: cannot be checked: {error!r}")
    return found
