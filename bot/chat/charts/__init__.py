"""Pictures of what a reply says; each function runs in a worker process and brings the drawing library only there."""

from bot.chat.charts.actors import actor_map
from bot.chat.charts.timeline import timeline_picture

__all__ = ["actor_map", "timeline_picture"]
