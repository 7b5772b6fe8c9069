"""Tests of the portal: its doors, who enters, and what is never shown."""
