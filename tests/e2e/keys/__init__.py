"""Keys and passkeys, by every door, on a tablet and at the office."""
