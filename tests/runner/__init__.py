"""The parts of tools/test: what a test is, where each kind is found, how they are run."""
