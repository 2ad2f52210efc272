"""Groups of commands, registered by ``kg.cli``."""
