"""The commands of the command line, by subject. They call what the areas offer and decide nothing."""
