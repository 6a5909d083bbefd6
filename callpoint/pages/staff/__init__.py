"""The pages of the bureau, the police and the support service."""
