"""One digest built by other site generators and by Broadsheet, in turns: `python -m benchmarks.peers`."""
