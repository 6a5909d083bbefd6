"""Settings, addresses, command and worker: the only place that knows everything."""
