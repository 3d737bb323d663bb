"""What the benchmarks of the command share."""
