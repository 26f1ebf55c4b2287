"""Many laptops come back to the office at once over a bad road: is anything lost, doubled or unexplained?"""
