"""Which reports belong together: how a shared value is weighed, what joins nothing, and how people's judgements count."""
