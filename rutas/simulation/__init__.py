"""Play a district day by day: people who come, slots that are handed out, queues that stay."""
