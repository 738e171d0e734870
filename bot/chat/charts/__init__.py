"""Pictures of what a reply says.

`timeline_picture` and `actor_map` are for worker processes: only there is the drawing library imported.
"""

from bot.chat.charts.actors import actor_map, connected
from bot.chat.charts.timeline import timeline_picture

__all__ = ["actor_map", "connected", "timeline_picture"]
