"""What a sync costs: 10,000 inspections up, down, changed, merged, and nothing to do; beside the floor and other systems."""
