"""What must hold before anything runs on a deployment: its folder, its lock, its keys and its database."""
