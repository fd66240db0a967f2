"""What a plan holds, each thing in a file of its own."""
