"""Ways in which manifests are broken in practice, each of which some check must notice."""

from mutations import components, server  # they add to ALL
from mutations.found import ALL, Found

__all__ = ["ALL", "Found", "components", "server"]
